"""Notebooks become source whose lines can be traced back to cells."""

import ast
import json
import unittest

from grader_harness.notebook import Notebook, NotebookError


def notebook(*cells, version=4):
    """The bytes of a notebook of code cells."""
    if version == 3:
        sheet = {"cells": [{"cell_type": "code", "input": cell, "outputs": []} for cell in cells]}
        return json.dumps({"nbformat": 3, "worksheets": [sheet]}).encode()
    content = [{"cell_type": "markdown", "source": "# text"}]
    content += [{"cell_type": "code", "source": cell.splitlines(True), "outputs": [{"text": "x"}]} for cell in cells]
    return json.dumps({"nbformat": 4, "cells": content}).encode()


class NotebookTest(unittest.TestCase):
    def test_both_formats_give_the_same_source(self):
        cells = ("a = 1\nb = 2", "c = 3")
        self.assertEqual("a = 1\nb = 2\n\nc = 3\n", Notebook("hw.ipynb", notebook(*cells)).source)
        self.assertEqual(Notebook("hw.ipynb", notebook(*cells)).source, Notebook("hw.ipynb", notebook(*cells, version=3)).source)

    def test_lines_lead_back_to_cells(self):
        known = Notebook("hw.ipynb", notebook("a = 1\nb = 2", "%%time\nc = 3\nd = 4"))
        line = known.source.split("\n").index("d = 4") + 1
        self.assertEqual(("hw.ipynb, cell 2", 3), known.place(line))
        self.assertEqual(("hw.ipynb, cell 1", 1), known.place(1))

    def test_what_only_notebooks_understand_is_taken_out(self):
        cell = "%matplotlib inline\n!pip install \\\n  torch\nx = !ls\ny = %time 3\nnp.dot?\n?np.dot\n%time z = 4\nif x:\n    !ls\n%run other.ipynb"
        known = Notebook("hw.ipynb", notebook(cell))
        self.assertEqual([], known.broken)
        lines = known.source.split("\n")
        self.assertEqual(["pass", "pass", "", "x = []", "y = None", "pass", "pass", "z = 4", "if x:", "    pass"], lines[:10])
        self.assertEqual("from other import *", lines[10])

    def test_percent_signs_that_are_python_stay(self):
        cell = 'a = (5\n% 3)\nb = """\n!not a shell line\n%d"""\nmagic = 1\n%matplotlib inline'
        source = Notebook("hw.ipynb", notebook(cell)).source
        names = {}
        exec(source, names)
        self.assertEqual((2, "\n!not a shell line\n%d"), (names["a"], names["b"]))

    def test_cells_in_other_languages_are_left_out(self):
        self.assertEqual("\n\n", Notebook("hw.ipynb", notebook("%%bash\nrm -rf x")).source)

    def test_a_file_that_a_cell_writes_is_kept(self):
        self.assertEqual({"a.py": "x = 1\n"}, Notebook("hw.ipynb", notebook("%%writefile a.py\nx = 1\n")).files)

    def test_an_indented_cell_is_run_as_if_it_were_not(self):
        self.assertEqual("a = 1\nif a:\n    b = 2\n", Notebook("hw.ipynb", notebook("  a = 1\n  if a:\n      b = 2")).source)

    def test_a_broken_cell_does_not_take_the_others_with_it(self):
        known = Notebook("hw.ipynb", notebook("a = (", "b = 2"))
        self.assertEqual([1], [cell.cell for cell in known.broken])
        ast.parse(known.source)
        self.assertIn("b = 2", known.source)

    def test_what_is_no_notebook_is_said_so(self):
        for data in (b"{", b"[]", b"{}", b"\xff", b"[" * 100_000, b'{"cells": 3}'):
            with self.assertRaisesRegex(NotebookError, "hw.ipynb is no .*notebook"):
                Notebook("hw.ipynb", data)

    def test_strange_cells_are_passed_over(self):
        data = json.dumps({"cells": [None, 3, {"cell_type": "code"}, {"cell_type": "code", "source": [1, "a = 1"]}, {"cell_type": "code", "source": {}}]})
        self.assertEqual("a = 1", Notebook("hw.ipynb", data.encode()).source.strip())
