"""Finds a target of the plan in the student's code and makes its object."""

import importlib
import inspect
import os
import sys


class TargetError(Exception):
    """The submission has no such module, function or class, or it is not what the plan needs."""


def load_target(target, folder):
    """Imports ``module:name`` from the submission and returns the function or class.

    Raises TargetError with what to do, or whatever the student's module raises while it is imported.
    """
    module_name, _, name = target.partition(":")
    module = _import(module_name, folder)
    value = module
    for part in name.split("."):
        try:
            value = getattr(value, part)
        except AttributeError:
            known = sorted(word for word in vars(module) if not word.startswith("_"))[:20]
            path = module_name.replace(".", "/") + ".py"
            raise TargetError(f"{path} defines no {name}; it defines: {', '.join(known) or 'nothing'}") from None
    if not callable(value):
        raise TargetError(f"{target} is {a_or_an(type(value).__name__)}; a function or class is needed")
    return value


def _import(name, folder):
    path = os.path.join(folder, *name.split("."))
    top = name.partition(".")[0]
    if not os.path.isfile(path + ".py") and not os.path.isfile(os.path.join(path, "__init__.py")):
        raise TargetError(f"the submission has no file {name.replace('.', '/')}.py")
    loaded = sys.modules.get(top)
    if loaded is not None and not _comes_from(loaded, folder):
        raise TargetError(f"{top} is also the name of an installed library; rename the file or folder {top}")
    return importlib.import_module(name)


def _comes_from(module, folder):
    places = [getattr(module, "__file__", None) or "", *getattr(module, "__path__", [])]
    return any(place.startswith(folder + os.sep) or place == folder for place in places)


def build(factory, arguments):
    """Calls a function, or makes an instance of a class, with positional arguments."""
    return factory(*arguments)


def is_class(value):
    """Whether a target is a class."""
    return inspect.isclass(value)


def a_or_an(name):
    """'a list', 'an ndarray'."""
    return ("an " if name[:1].lower() in "aeiou" or name.startswith("nd") else "a ") + name
