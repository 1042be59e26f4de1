"""Looks for forbidden imports and calls in the syntax trees of a submission; nothing of it is imported."""

import ast
import os
import warnings

from grader_harness import caps
from grader_harness.names import FileNames, walk
from grader_harness.notebook import Notebook, NotebookError

_ROUNDS = 20


def search(rules, files, send):
    """Sends a finding per rule, name, file and line.

    rules: objects with id, forbidden_imports and forbidden_calls; a file that cannot be parsed is a finding of each.
    files: bytes by path; those that end in .py are looked at, and notebooks, whose findings name the cell.
    Before each file ``{"frame": "looking"}`` tells which it is, should it be the one that ends this process.
    """
    report = _Report(send)
    trees = {}
    sources = _sources(rules, files, report, send)
    for path in sorted(sources):
        send({"frame": "looking", "file": path})
        try:
            trees[path] = _parse(sources[path], path)
        except (SyntaxError, ValueError, RecursionError, MemoryError) as problem:
            for rule in rules:
                report.add(rule, "syntax", _syntax_message(problem), path, getattr(problem, "lineno", 1) or 1)
    names = _resolve_names(trees)
    for path, file in names.items():
        send({"frame": "looking", "file": path})
        for rule in rules:
            _search_file(_Rule(rule), file, path, report)


def _sources(rules, files, report, send):
    """Python source by path: of notebooks their code cells and the files that these would write."""
    sources = {path: data for path, data in files.items() if path.endswith(".py")}
    for path in sorted(path for path in files if path.endswith(".ipynb")):
        send({"frame": "looking", "file": path})
        try:
            notebook = Notebook(path, files[path])
        except NotebookError as problem:
            for rule in rules:
                report.add(rule, "syntax", str(problem), path, 1)
            continue
        sources.setdefault(path, notebook.source.encode("utf-8", "surrogatepass"))
        report.notebooks[path] = notebook
        for target, text in notebook.files.items():
            place = os.path.normpath(os.path.join(os.path.dirname(path), target))
            if place.endswith(".py") and not place.startswith(("..", "/")):
                sources.setdefault(place, text.encode("utf-8", "surrogatepass"))
    return sources


def _parse(source, path):
    if len(source) > caps.SOURCE_BYTES:
        raise ValueError(f"a source file of more than {caps.SOURCE_BYTES // caps.MEBIBYTE} MiB")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.parse(source, path)


def _syntax_message(problem):
    if isinstance(problem, (RecursionError, MemoryError)) or "too many nested" in str(problem):
        return "too deeply nested"
    return caps.shorten(str(getattr(problem, "msg", None) or problem), caps.NAME_CHARACTERS)


def _resolve_names(trees):
    submission, by_path = {}, {}
    for path, tree in trees.items():
        module = os.path.splitext(path)[0].replace("/", ".")
        is_package = module == "__init__" or module.endswith(".__init__")
        if is_package:
            module = module.removesuffix("__init__").removesuffix(".")
        by_path[path] = FileNames(tree, module, is_package, submission)
        if module:
            submission[module] = by_path[path]
    for _ in range(_ROUNDS):
        # every file in every round: a list, because any() would stop at the first that has changed
        if not any([file.settle_once() for file in by_path.values()]):
            break
    return by_path


class _Rule:
    """What one rule forbids."""

    def __init__(self, rule):
        self.source = rule
        self._imports = rule.get("forbidden_imports") or []
        calls = rule.get("forbidden_calls") or []
        self._names = {name for name in calls if not name.endswith(".*")}
        self._prefixes = [name[:-1] for name in calls if name.endswith(".*")]

    def forbidden_import(self, module):
        """The forbidden module that a module is or is part of, or None."""
        return next((name for name in self._imports if module == name or module.startswith(name + ".")), None)

    def forbidden_name(self, name):
        """The name to report for a mention of a dotted name, or None."""
        if name in self._names or any(name.startswith(prefix) for prefix in self._prefixes):
            return name
        return None


def _search_file(rule, file, path, report):
    for node, scope in walk(file.tree, file.scope):
        for module in sorted(file.imported_modules(node, scope)):
            forbidden = rule.forbidden_import(module)
            if forbidden:
                report.add(rule.source, "import", forbidden, path, node.lineno)
        if not isinstance(node, (ast.Name, ast.Attribute, ast.Call, ast.Subscript)):
            continue
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            continue
        for name in sorted(file.resolve(node, scope)):
            forbidden = rule.forbidden_name(name)
            if forbidden:
                report.add(rule.source, "call", forbidden, path, node.lineno)
            module = rule.forbidden_import(name)
            if module and "." in module:
                # scipy.signal after a mere "import scipy" is a use of the forbidden module as well
                report.add(rule.source, "import", module, path, node.lineno)


class _Report:
    """Sends each finding once, and no more than the cap."""

    def __init__(self, send):
        self._send = send
        self._sent = set()
        self.notebooks = {}

    def add(self, rule, kind, name, path, line):
        """Sends a finding unless it is known."""
        if path in self.notebooks and kind != "syntax":
            path, line = self.notebooks[path].place(line)
        # a name can be as long as its file: a record that is longer than allowed would be refused as a whole
        name, path = caps.shorten(name, caps.NAME_CHARACTERS), caps.shorten(path, caps.NAME_CHARACTERS)
        finding = (rule["id"], kind, name, path, line)
        if finding in self._sent or len(self._sent) >= caps.FINDINGS:
            return
        self._sent.add(finding)
        self._send({"frame": "finding", "rule": rule["id"], "kind": kind, "name": name, "file": path, "line": line})
