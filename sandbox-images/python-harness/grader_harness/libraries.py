"""Which libraries the image has. The harness is the same in the image without torch."""

import importlib.util
import sys

# Asked once, before any folder of a submission is on the path, so that a student's own torch.py is no torch.
HAS_TORCH = importlib.util.find_spec("torch") is not None


def torch_or_none():
    """The installed torch, or None in an image without it."""
    if not HAS_TORCH:
        return None
    import torch

    return torch


def versions():
    """'Python 3.11, NumPy 1.24, torch 1.13': what the image has, for messages."""
    import numpy

    found = [f"Python {sys.version_info[0]}.{sys.version_info[1]}", f"NumPy {short(numpy.__version__)}"]
    torch = torch_or_none()
    if torch is not None:
        found.append(f"torch {short(torch.__version__)}")
    return ", ".join(found)


def short(version):
    """The first two numbers of a version."""
    return ".".join(version.split(".")[:2])
