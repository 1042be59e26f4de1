"""The submission as importable modules, the way students write them.

Every top-level statement of a module is run by itself: one that raises is remembered and told, and the definitions after it still
load. Notebooks are modules as well. Names, lines and sources stay those of real files, so that ``inspect`` and ``torch.jit`` work.
"""

import __future__
import ast
import builtins
import importlib
import importlib.machinery
import importlib.util
import os
import sys
import warnings

from grader_harness import caps
from grader_harness.importclock import ImportClock, ImportTimeUp
from grader_harness.notebook import Notebook, NotebookError

# Modules of the submission whose name is that of a library are importable below this name.
OWN = "student_files"
_TOLD_FAILURES = 8
# A folder with so many files is no source tree; the rest is not looked through.
_MAXIMUM_FILES = 20_000
_LOADED_ALWAYS = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_LOADED_WHEN_LATE = (*_LOADED_ALWAYS, ast.Assign, ast.AnnAssign, ast.If, ast.Try)
_NOTEBOOK_SUFFIX = ".ipynb"


class Failure:
    """A top-level statement that raised."""

    def __init__(self, module, place, text, names, problem):
        self.module = module
        self.place = place
        self.text = text
        self.names = names
        self.problem = problem

    def __str__(self):
        return f"{self.place} ({self.text}) failed: {type(self.problem).__name__}: {_message(self.problem)}"


class Submission:
    """What is known of the submission of this process."""

    def __init__(self, folder, tell):
        """tell: takes a sentence for the student."""
        self.folder = folder
        self.failures = []
        self.notebooks = {}
        self.roots = [folder]
        self.files = _files(folder)
        self.clock = ImportClock()
        self._tell = tell
        self._told = set()
        for path in [path for path in self.files if path.endswith(_NOTEBOOK_SUFFIX)]:
            self._write_files_of(path)
        installed = set(sys.modules) | sys.stdlib_module_names
        self.clashes = {name for name in self._top_names() if name in installed and not _is_own(sys.modules.get(name), folder)}

    def tell(self, sentence):
        """A note, once."""
        if sentence not in self._told:
            self._told.add(sentence)
            self._tell(caps.shorten(sentence.replace(self.folder + os.sep, ""), caps.NAME_CHARACTERS - 40))

    def sources(self):
        """The bytes of all source files, notebooks as the Python that they were turned into."""
        found = [os.path.join(self.folder, path) for path in self.files if path.endswith(".py")]
        result = []
        for path in {*found, *self.notebooks}:
            if os.path.isfile(path) and os.path.getsize(path) <= caps.SOURCE_BYTES:
                with open(path, "rb") as file:
                    result.append(file.read())
        return result

    def notebook(self, path):
        """The notebook at a path below the folder, with its source written beside it, and the path of that source."""
        for source, known in self.notebooks.items():
            if known.path == path:
                return known, source
        with open(os.path.join(self.folder, path), "rb") as file:
            notebook = Notebook(path, file.read())
        source = os.path.join(self.folder, path + ".py")
        with open(source, "w", encoding="utf-8") as file:
            file.write(notebook.source)
        self.notebooks[source] = notebook
        return notebook, source

    def place(self, path, line):
        """File and line as the student knows them: a path below the folder, for a notebook with the cell."""
        notebook = self.notebooks.get(path)
        if notebook is not None:
            return notebook.place(line)
        return os.path.relpath(path, self.folder), line

    def fail(self, failure):
        """Remembers a statement that raised."""
        self.failures.append(failure)
        if isinstance(failure.problem, ImportTimeUp):
            self.tell(
                f"{failure.place} ({failure.text}): stopped, because importing took too long; put it under "
                'if __name__ == "__main__": (definitions after it were loaded)'
            )
        elif len(self.failures) <= _TOLD_FAILURES and not self._follows(failure):
            self.tell(f"while importing, {failure}; what follows it was loaded all the same")

    def _follows(self, failure):
        """Whether a statement raised only because an earlier one did, which has been told."""
        name = getattr(failure.problem, "name", None) if isinstance(failure.problem, NameError) else None
        return any(name in earlier.names for earlier in self.failures if earlier is not failure)

    def failure_of(self, name, module=None):
        """The statement that was to define a name and raised, or None; of any module unless one is given."""
        found = [f for f in self.failures if name in f.names and module in (None, f.module)]
        return found[-1] if found else None

    def find(self, name, roots):
        """(path, is a package, is a notebook) of a module below one of some folders, or None."""
        for root in roots:
            path = os.path.join(root, name)
            if os.path.isfile(os.path.join(path, "__init__.py")):
                return os.path.join(path, "__init__.py"), True, False
            if os.path.isfile(path + ".py"):
                return path + ".py", False, False
            if os.path.isfile(path + _NOTEBOOK_SUFFIX):
                return path + _NOTEBOOK_SUFFIX, False, True
        return None

    def namespace(self, name, roots):
        """The folders of a package without __init__.py, if they hold any module."""
        folders = [os.path.join(root, name) for root in roots]
        return [folder for folder in folders if any(_is_below(os.path.join(self.folder, path), folder) for path in self._modules())]

    def homes(self, name):
        """Folders, relative to the submission's, in which a module or package of a name lies; the shallowest only."""
        found = set()
        for path in self._modules():
            parts = path.split("/")
            stem = os.path.splitext(parts[-1])[0]
            for depth, part in enumerate(parts[:-1]):
                if part == name:
                    found.add("/".join(parts[:depth]))
            if stem == name and len(parts) > 1:
                found.add("/".join(parts[:-1]))
        depths = {home: home.count("/") + 1 if home else 0 for home in found}
        return sorted(home for home, depth in depths.items() if depth == min(depths.values()))

    def own_import(self, name, globals=None, locals=None, fromlist=(), level=0):
        """``__import__`` for modules of the submission: its own files come before libraries of the same name."""
        top = name.partition(".")[0]
        importer = (globals or {}).get("__name__", "")
        if level or top not in self.clashes or importer == f"{OWN}.{top}":
            return builtins.__import__(name, globals, locals, fromlist, level)
        builtins.__import__(f"{OWN}.{name}", globals, locals, fromlist, 0)
        return sys.modules[f"{OWN}.{name if fromlist else top}"]

    def _modules(self):
        return [path for path in self.files if path.endswith((".py", _NOTEBOOK_SUFFIX))]

    def _top_names(self):
        return {os.path.splitext(path.partition("/")[0])[0] for path in self._modules()}

    def _write_files_of(self, path):
        # what %%writefile cells would have written; files that were handed in win
        try:
            notebook, _ = self.notebook(path)
        except (NotebookError, OSError):
            return  # told when it is imported
        for target, text in notebook.files.items():
            place = os.path.normpath(os.path.join(self.folder, os.path.dirname(path), target))
            if _is_below(place, self.folder) and not os.path.lexists(place):
                os.makedirs(os.path.dirname(place), exist_ok=True)
                with open(place, "w", encoding="utf-8") as file:
                    file.write(text)
                self.files.append(os.path.relpath(place, self.folder))


_current = None


def current():
    """The submission of this process, or None outside of one."""
    return _current


def open_submission(folder, tell):
    """Makes the files of a folder importable in this process."""
    global _current
    _current = Submission(folder, tell)
    sys.meta_path.insert(0, _Finder(_current))
    sys.meta_path.append(_LastFinder(_current))
    sys.path.append(folder)
    own = importlib.machinery.ModuleSpec(OWN, None, is_package=True)
    own.submodule_search_locations = [folder]
    sys.modules[OWN] = importlib.util.module_from_spec(own)
    return _current


class _Finder:
    """Finds modules of the submission before anything else of that name is looked for, but for names of libraries."""

    def __init__(self, submission):
        self._submission = submission

    def find_spec(self, name, path=None, target=None):
        """See importlib.abc.MetaPathFinder."""
        if path is None:
            if name in self._submission.clashes:
                return None
            roots = _own_folders(sys.path[:-1], self._submission.folder) + self._submission.roots
        else:
            roots = [entry for entry in path if _is_below(entry, self._submission.folder)]
        found = self._submission.find(name.rpartition(".")[2], roots)
        return None if found is None else _spec(self._submission, name, *found)


class _LastFinder:
    """Finds what nothing else has found: packages without __init__.py, and modules in a folder that students put on the path."""

    def __init__(self, submission):
        self._submission = submission

    def find_spec(self, name, path=None, target=None):
        """See importlib.abc.MetaPathFinder."""
        submission = self._submission
        last = name.rpartition(".")[2]
        roots = submission.roots if path is None else [entry for entry in path if _is_below(entry, submission.folder)]
        folders = submission.namespace(last, roots)
        if not folders and path is None and name not in submission.clashes:
            homes = submission.homes(last)
            if len(homes) != 1:
                return None
            root = os.path.join(submission.folder, homes[0]) if homes[0] else submission.folder
            if root not in submission.roots:
                submission.roots.append(root)
                submission.tell(f"{last} was found in the folder {homes[0]}, which was put on the import path")
            found = submission.find(last, [root])
            if found is not None:
                return _spec(submission, name, *found)
            folders = submission.namespace(last, [root])
        if not folders:
            return None
        spec = importlib.machinery.ModuleSpec(name, None, is_package=True)
        spec.submodule_search_locations = folders
        return spec


def _spec(submission, name, path, is_package, is_notebook):
    if is_notebook:
        _, path = submission.notebook(os.path.relpath(path, submission.folder))
    loader = _Loader(name, path, submission)
    folders = [os.path.dirname(path)] if is_package else None
    return importlib.util.spec_from_file_location(name, path, loader=loader, submodule_search_locations=folders)


class _Loader(importlib.machinery.SourceFileLoader):
    """Runs a module statement by statement."""

    def __init__(self, name, path, submission):
        super().__init__(name, path)
        self._submission = submission

    def exec_module(self, module):
        """See importlib.abc.Loader. Raises SyntaxError if the file does not parse, MemoryError; all else is a Failure."""
        submission = self._submission
        source = self.get_data(self.path)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(source, self.path)
        if submission.clashes:
            module.__dict__["__builtins__"] = {**vars(builtins), "__import__": submission.own_import}
        module.__doc__ = ast.get_docstring(tree)
        notebook = submission.notebooks.get(self.path)
        if notebook is not None:
            self._tell_broken_cells(module.__name__, notebook)
        flags = _future_flags(tree)
        with submission.clock:
            for statement in tree.body:
                for part in _parts(statement):
                    self._run(part, module, flags)

    def _run(self, statement, module, flags):
        submission = self._submission
        if submission.clock.is_up and not isinstance(statement, _LOADED_ALWAYS if submission.clock.is_over else _LOADED_WHEN_LATE):
            return
        try:
            # compiled in here, so that the clock cannot ring between statements unseen
            submission.clock.next_statement()
            code = compile(ast.Module([statement], []), self.path, "exec", flags, dont_inherit=True)
            exec(code, module.__dict__)
        except MemoryError:
            raise
        except BaseException as problem:  # SystemExit of argparse and KeyboardInterrupt are the student's, too
            place, line = submission.place(self.path, _line_of(problem, self.path) or statement.lineno)
            text = _first_line(statement)
            submission.fail(Failure(module.__name__, f"{place}, line {line}", text, _bound_names(statement), problem))

    def _tell_broken_cells(self, name, notebook):
        for cell in notebook.broken:
            line = notebook.first_line(cell.cell) + cell.line - 1
            problem = SyntaxError(cell.message, (self.path, line, None, None))
            names = _names_in_text(cell.text)
            self._submission.fail(Failure(name, f"{notebook.path}, cell {cell.cell}, line {cell.line}", "a cell that does not parse", names, problem))


def _parts(statement):
    """A statement, or one per name that it imports: a name that is missing does not take the others with it."""
    if isinstance(statement, (ast.Import, ast.ImportFrom)) and len(statement.names) > 1:
        if getattr(statement, "module", None) == "__future__":
            return []
        for alias in statement.names:
            part = ast.Import([alias]) if isinstance(statement, ast.Import) else ast.ImportFrom(statement.module, [alias], statement.level)
            yield ast.copy_location(part, statement)
    elif getattr(statement, "module", None) != "__future__":
        yield statement


def _future_flags(tree):
    flags = 0
    for statement in tree.body:
        if isinstance(statement, ast.ImportFrom) and statement.module == "__future__":
            for alias in statement.names:
                feature = getattr(__future__, alias.name, None)
                flags |= feature.compiler_flag if feature is not None else 0
    return flags


def _bound_names(statement):
    """Names that a top-level statement binds; '*' for all."""
    names, waiting = set(), [statement]
    while waiting:
        node = waiting.pop()
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            names.add(node.name)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            names.update((alias.asname or alias.name).partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        else:
            waiting.extend(ast.iter_child_nodes(node))
    return names


def _names_in_text(text):
    words = [line.split("(")[0].split(":")[0].split() for line in text.split("\n") if line.startswith(("def ", "class "))]
    return {parts[1] for parts in words if len(parts) == 2}


def _line_of(problem, path):
    """The line of a file in which an exception came about or through."""
    line, trace = None, problem.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == path and trace.tb_frame.f_code.co_name == "<module>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def _first_line(statement):
    try:
        return caps.shorten(ast.unparse(statement).split("\n")[0], 60)
    except (RecursionError, ValueError):
        return "a statement"


def _message(problem):
    try:
        return caps.shorten(str(problem).split("\n")[0], 150)
    except BaseException:  # a student's exception may have a broken __str__
        return ""


def _own_folders(entries, folder):
    # what students have put on sys.path themselves, often relative to where they start their code
    folders = [os.path.abspath(entry) for entry in entries if isinstance(entry, str)]
    return [entry for entry in folders if entry != folder and _is_below(entry, folder)]


def _is_own(module, folder):
    if module is None:
        return False
    places = [getattr(module, "__file__", None) or "", *getattr(module, "__path__", [])]
    return any(_is_below(place, folder) for place in places)


def _is_below(path, folder):
    return isinstance(path, str) and (path == folder or os.path.abspath(path).startswith(folder + os.sep))


def _files(folder):
    found = []
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in ("__pycache__", "__MACOSX"))
        for name in sorted(files):
            if not name.startswith("."):
                found.append(os.path.relpath(os.path.join(place, name), folder))
        if len(found) > _MAXIMUM_FILES:
            break
    return found
