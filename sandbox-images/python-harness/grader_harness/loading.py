"""Finds a target of the plan in the student's code and makes its object."""

import importlib
import inspect
import os

from grader_harness.importclock import ImportTimeUp
from grader_harness.notebook import NotebookError
from grader_harness.submission import OWN, current, open_submission


class TargetError(Exception):
    """The submission has no such module, function or class, or it is not what the plan needs."""


def load_target(target, folder):
    """Imports ``module:name`` from the submission and returns the function or class.

    Raises TargetError with what to do, or whatever the student's module raised while it was imported, if that is why the name is
    missing.
    """
    submission = current() or open_submission(folder, lambda sentence: None)
    module_name, _, name = target.partition(":")
    module = _import(module_name, submission)
    value = module
    for part in name.split("."):
        try:
            value = getattr(value, part)
        except AttributeError:
            raise _missing(submission, module, part, value) from None
    if not callable(value):
        raise TargetError(f"{target} is {a_or_an(type(value).__name__)}; a function or class is needed")
    return value


def _import(name, submission):
    top = name.partition(".")[0]
    try:
        return importlib.import_module(f"{OWN}.{name}" if top in submission.clashes else name)
    except NotebookError as problem:
        raise TargetError(str(problem)) from None
    except ModuleNotFoundError as problem:
        missing = (problem.name or "").removeprefix(OWN + ".")
        if not (name == missing or name.startswith(missing + ".")):
            raise
        path = name.replace(".", "/")
        raise TargetError(f"the submission has no file {path}.py{_similar(path, submission)}") from None


def _similar(path, submission):
    wanted = path.rpartition("/")[2]
    found = [other for other in submission.files if other.endswith((".py", ".ipynb")) and not other.endswith(".ipynb.py")]
    same = [other for other in found if os.path.splitext(os.path.basename(other))[0] == wanted]
    if same:
        return f"; there are {', '.join(same[:5])}, keep one of them"
    return f"; it has: {', '.join(found[:20])}" if found else ""


def _missing(submission, module, name, owner):
    """The exception for a name that is not there."""
    path, _ = submission.place(getattr(module, "__file__", None) or module.__name__, 1)
    file = path.partition(", cell ")[0]
    failure = submission.failure_of(name, module.__name__)
    if failure is not None and owner is module:
        if isinstance(failure.problem, ImportTimeUp):
            return TargetError(f"{file} defines no {name}, because {failure.place} ({failure.text}) took too long while it was imported")
        return failure.problem
    known = sorted(word for word in vars(owner) if not word.startswith("_"))[:20]
    what = file if owner is module else f"{owner.__name__} in {file}"
    message = f"{what} defines no {name}; it defines: {', '.join(known) or 'nothing'}"
    failures = [failure for failure in submission.failures if failure.module == module.__name__]
    return TargetError(f"{message}. While it was imported, {failures[0]}" if failures else message)


def build(factory, arguments):
    """Calls a function, or makes an instance of a class, with positional arguments."""
    return factory(*arguments)


def is_class(value):
    """Whether a target is a class."""
    return inspect.isclass(value)


def a_or_an(name):
    """'a list', 'an ndarray'."""
    return ("an " if name[:1].lower() in "aeiou" or name.startswith("nd") else "a ") + name
