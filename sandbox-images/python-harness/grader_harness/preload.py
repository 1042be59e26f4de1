"""Imports the libraries that a submission uses once, before its units are forked, instead of once per unit."""

import importlib
import re

# A closed list: every one is installed in the image, and importing it only defines things. A name from the submission that
# is not here is never imported by the harness itself.
_LIBRARIES = frozenset(
    """
    PIL PIL.Image matplotlib matplotlib.pyplot pandas scipy scipy.io scipy.linalg scipy.ndimage scipy.optimize scipy.signal
    scipy.special scipy.stats sklearn sklearn.datasets sklearn.linear_model sklearn.metrics sklearn.model_selection
    sklearn.preprocessing torch.nn.functional torch.utils.data torchvision torchvision.datasets torchvision.models
    torchvision.transforms tqdm tqdm.auto
    """.split()
)
_IMPORT = re.compile(rb"^[ \t]*(?:import|from)[ \t]+([A-Za-z_][\w.]*)", re.MULTILINE)


def imported_libraries(files):
    """The libraries of the closed list that import statements of the Python files name, in order of name."""
    found = set()
    for path, source in files.items():
        if path.endswith(".py"):
            found.update(match[1].decode("ascii") for match in _IMPORT.finditer(source) if match[1].isascii())
    return sorted(found & _LIBRARIES)


def preload(files):
    """Imports what ``imported_libraries`` finds; a library that is missing is left for the student's own import to report."""
    for name in imported_libraries(files):
        try:
            importlib.import_module(name)
        except ImportError:
            pass
