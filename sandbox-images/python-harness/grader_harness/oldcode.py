"""What course code of the last ten years expects of Python, NumPy and the notebook it was written in, and this image lacks."""

import builtins
import functools
import importlib
import importlib.machinery
import re
import sys
import types

_ALIASES = {"int": int, "float": float, "bool": bool, "object": object, "complex": complex, "str": str, "long": int, "unicode": str}
_NUMPY_ALIAS = re.compile(rb"\b(?:np|numpy|_np|onp)\.(int|float|bool|object|complex|str|long|unicode|asscalar)\b(?![_\w])")
# names that NumPy 2 has brought, and what they are here
_NEW_NAMES = {
    "pow": "power",
    "concat": "concatenate",
    "permute_dims": "transpose",
    "trapezoid": "trapz",
    "acos": "arccos",
    "asin": "arcsin",
    "atan": "arctan",
    "atan2": "arctan2",
    "acosh": "arccosh",
    "asinh": "arcsinh",
    "atanh": "arctanh",
    "bitwise_invert": "invert",
}
_NEW_NAME = re.compile(rb"\b(?:np|numpy)\.(" + "|".join(_NEW_NAMES).encode() + rb")\b")
_OLD_BUILTINS = {"xrange": range, "unicode": str, "basestring": str, "raw_input": input, "long": int, "reduce": functools.reduce}
_OLD_NAME = re.compile(rb"(?<![\w.'\"])(xrange|unicode|basestring|raw_input|long|reduce)\s*\(")
_OLD_MODULES = {"cPickle": "pickle", "Queue": "queue", "StringIO": "io", "urllib2": "urllib.request", "ConfigParser": "configparser"}


def help_old_code(sources, tell):
    """Gives back what the sources use: aliases that NumPy has removed, names of Python 2. tell: takes a sentence for the student."""
    import numpy

    text = b"\n".join(sources)
    aliases = sorted({match[1].decode() for match in _NUMPY_ALIAS.finditer(text)})
    for name in aliases:
        if name == "asscalar":
            numpy.asscalar = lambda array: array.item()
        else:
            setattr(numpy, name, _ALIASES[name])
    if aliases:
        listed = ", ".join(f"np.{name}" for name in aliases)
        tell(f"{listed} left NumPy in version 1.24; it works here, but write {'the plain Python type' if aliases != ['asscalar'] else 'array.item()'} instead")
    new = sorted({match[1].decode() for match in _NEW_NAME.finditer(text)})
    for name in new:
        if not hasattr(numpy, name):
            setattr(numpy, name, getattr(numpy, _NEW_NAMES[name]))
    if new:
        listed = ", ".join(f"np.{name} (np.{_NEW_NAMES[name]})" for name in new)
        tell(f"{listed}: a name of NumPy 2; it works here, where NumPy {numpy.__version__} is installed")
    names = sorted({match[1].decode() for match in _OLD_NAME.finditer(text)})
    for name in names:
        if not hasattr(builtins, name):
            setattr(builtins, name, _OLD_BUILTINS[name])
    if "xrange" in names:
        tell("xrange is Python 2; it works here as range")


def stand_in_for_notebook():
    """Makes the parts of IPython and Google Colab that notebooks call importable where they are not installed; they do nothing."""
    sys.meta_path.append(_StandIns())
    shell = _Shell()
    builtins.get_ipython = lambda: shell
    builtins.display = lambda *things, **options: None


class _Shell:
    """get_ipython(): takes every call and does nothing."""

    def __getattr__(self, name):
        return lambda *arguments, **options: None


class _StandIns:
    """Finds the modules below, after everything else has been asked for them."""

    _TOPS = ("IPython", "google", "ipywidgets", *_OLD_MODULES)

    def find_spec(self, name, path=None, target=None):
        """See importlib.abc.MetaPathFinder."""
        top = name.partition(".")[0]
        if top not in self._TOPS or (top == "google" and name != "google" and not name.startswith("google.colab")):
            return None
        return importlib.machinery.ModuleSpec(name, self, is_package=True)

    def create_module(self, spec):
        """See importlib.abc.Loader."""
        if spec.name in _OLD_MODULES:
            module = types.ModuleType(spec.name)
            module.__dict__.update({k: v for k, v in vars(importlib.import_module(_OLD_MODULES[spec.name])).items() if not k.startswith("__")})
            return module
        return _StandIn(spec.name)

    def exec_module(self, module):
        """See importlib.abc.Loader."""


class _StandIn(types.ModuleType):
    """A module in which every name is a function that does nothing; what asks for a person or a drive raises."""

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        if self.__name__.startswith("google.colab") and name in ("drive", "files", "userdata"):
            return _Drive(name)
        if name == "get_ipython":
            return builtins.get_ipython
        return _nothing


def _nothing(*arguments, **options):
    return None


class _Drive:
    def __init__(self, name):
        self._name = name

    def __getattr__(self, name):
        def fail(*arguments, **options):
            raise RuntimeError(f"there is no Google Colab here, so {self._name}.{name} cannot work; hand in the files that your code needs")

        return fail
