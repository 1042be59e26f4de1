"""Notebooks as Python source: code cells without outputs, magics and shell lines, and the way back from a line to its cell."""

import ast
import io
import json
import re
import tokenize
import warnings

from grader_harness import caps

_BODY_RUNS = {"time", "timeit", "capture", "prun", "debug"}
_MAGIC = re.compile(r"^(?P<indent>\s*)(?P<sign>%%?|!!?|\?\??)\s*(?P<rest>.*)$")
_ASSIGNED = re.compile(r"^(?P<target>\s*[A-Za-z_][\w.,\s]*=\s*)(?P<sign>[%!])(?P<rest>.*)$")
_HELP = re.compile(r"^\s*[A-Za-z_][\w.]*(\(\))?\?\??\s*$")
_RUN = re.compile(r"^run\s+(?:-\w+\s+)*[\"']?(?P<path>[\w./-]+?)(?:\.py|\.ipynb)?[\"']?\s*$")
_WRITE = re.compile(r"^(?:writefile|file)\s+(?:-a\s+|--append\s+)?[\"']?(?P<path>[^\"'\s]+)[\"']?\s*$")


class NotebookError(Exception):
    """The file is no notebook."""


class BrokenCell:
    """A cell that does not parse; the others are used all the same."""

    def __init__(self, cell, line, message, text):
        self.cell = cell
        self.line = line
        self.message = message
        self.text = text


class Notebook:
    """A notebook's code. Cells are counted from 1, code cells only, as they are numbered when a notebook is run from the top."""

    def __init__(self, path, data):
        """path: for messages; data: the file's bytes. Raises NotebookError."""
        self.path = path
        self.broken = []
        self.files = {}
        self._starts = []
        lines = []
        for number, source in enumerate(_code_cells(path, data), 1):
            text = self._usable(number, source)
            self._starts.append(len(lines) + 1)
            lines += text.split("\n")
            lines.append("")
        self.source = "\n".join(lines)

    def place(self, line):
        """'hw.ipynb, cell 3' and the line in that cell, for a line of ``source``."""
        for number in range(len(self._starts), 0, -1):
            if line >= self._starts[number - 1]:
                return f"{self.path}, cell {number}", line - self._starts[number - 1] + 1
        return self.path, line

    def first_line(self, cell):
        """The line of ``source`` in which a cell begins."""
        return self._starts[cell - 1]

    def _usable(self, number, source):
        source = _dedented(source)
        body, write = _without_cell_magic(source)
        if write is not None:
            self.files[write] = source.partition("\n")[2]
        text = body if _problem(body) is None else _without_magics(body)
        problem = _problem(text)
        if problem is None:
            return text
        self.broken.append(BrokenCell(number, getattr(problem, "lineno", 1) or 1, str(getattr(problem, "msg", problem)), source))
        return "\n" * source.count("\n")


def _code_cells(path, data):
    if len(data) > caps.NOTEBOOK_BYTES:
        raise NotebookError(f"{path} has more than {caps.NOTEBOOK_BYTES // caps.MEBIBYTE} MiB; clear its outputs and save it again")
    try:
        content = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as problem:
        raise NotebookError(
            f"{path} is no readable notebook: {caps.shorten(str(problem), 120)}; open it in Jupyter, save it and hand it in again"
        ) from None
    cells = content.get("cells") if isinstance(content, dict) else None
    if cells is None and isinstance(content, dict) and isinstance(content.get("worksheets"), list):
        sheets = [sheet.get("cells") for sheet in content["worksheets"] if isinstance(sheet, dict)]
        cells = [cell for sheet in sheets if isinstance(sheet, list) for cell in sheet]
    if not isinstance(cells, list):
        raise NotebookError(f"{path} is no notebook: it has no cells; open it in Jupyter, save it and hand it in again")
    sources = []
    for cell in cells:
        if isinstance(cell, dict) and cell.get("cell_type") == "code":
            source = cell.get("source", cell.get("input", ""))
            if isinstance(source, list):
                source = "".join(part for part in source if isinstance(part, str))
            if isinstance(source, str):
                sources.append(source.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").replace("\f", ""))
    return sources


def _problem(text):
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as problem:
        return problem
    return None


def _dedented(source):
    """A cell whose first line is indented runs in a notebook as if it were not."""
    first = next((line for line in source.split("\n") if line.strip()), "")
    indent = _indent(first)
    return "\n".join(line.removeprefix(indent) for line in source.split("\n")) if indent else source


def _without_cell_magic(source):
    """The cell without its %% line, and the path that %%writefile names; lines keep their numbers."""
    lines = source.split("\n")
    first = next((index for index, line in enumerate(lines) if line.strip()), None)
    if first is None or not lines[first].lstrip().startswith("%%"):
        return source, None
    magic = lines[first].strip()[2:].strip()
    name = magic.split(maxsplit=1)[0] if magic else ""
    if name in _BODY_RUNS:
        lines[first] = ""
        return "\n".join(lines), None
    write = _WRITE.match(magic)
    return "\n" * (len(lines) - 1), write["path"] if write else None


def _without_magics(source):
    """Replaces lines that only IPython understands; each stays one line."""
    result, pending, continued = [], "", False
    for line in source.split("\n"):
        if continued:
            continued = line.endswith("\\")
            result.append("")
            continue
        replaced = line if pending else _plain_line(line)
        if replaced != line:
            continued = line.endswith("\\")
        result.append(replaced)
        pending = f"{pending}{replaced}\n"
        if not _is_open(pending):
            pending = ""
    return "\n".join(result)


def _is_open(text):
    """Whether a text of whole lines ends inside brackets or a string of several lines."""
    try:
        for _ in tokenize.generate_tokens(io.StringIO(text).readline):
            pass
    except tokenize.TokenError:
        return True
    except (SyntaxError, ValueError):
        return False
    return text.rstrip("\n").endswith("\\")


def _plain_line(line):
    assigned = _ASSIGNED.match(line)
    if assigned:
        return assigned["target"] + ("[]" if assigned["sign"] == "!" else "None")
    if _HELP.match(line):
        return _indent(line) + "pass"
    magic = _MAGIC.match(line)
    if not magic:
        return line
    if magic["sign"] == "%":
        name, _, rest = magic["rest"].partition(" ")
        if name == "time" and rest.strip():
            return magic["indent"] + rest.strip()
        run = _RUN.match(magic["rest"])
        if run:
            return f"{magic['indent']}from {run['path'].strip('./').replace('/', '.')} import *"
    return magic["indent"] + "pass"


def _indent(line):
    return line[: len(line) - len(line.lstrip())]
