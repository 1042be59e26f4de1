"""From what student code returns to plain arrays that can be sent.

Only base-class code of NumPy and torch touches a result: a subclass that overrides how it looks gets no say.
"""

import collections.abc
import numbers

import numpy

from grader_harness import caps
from grader_harness.errors import ResultError
from grader_harness.libraries import torch_or_none
from grader_harness.loading import a_or_an
from grader_harness.plan import ELEMENT_TYPES

_NAMES = {dtype: name for name, dtype in ELEMENT_TYPES.items()}
_WIDER = {"int8": "int32", "int16": "int32", "uint16": "int32", "uint32": "int64", "float16": "float32"}


def follow(result, path):
    """The part of a result at a path: a number picks from a sequence, a name from a mapping or an object.

    Raises ResultError that says what was there instead.
    """
    value = result
    for depth, step in enumerate(path):
        try:
            value = _member(value, step)
        except (IndexError, KeyError, TypeError, AttributeError):
            raise ResultError(f"returned {summary(result)}; expected an array at {place_of(path[: depth + 1])}") from None
    return value


def _member(value, step):
    if isinstance(value, collections.abc.Mapping):
        return value[step]
    if isinstance(step, int):
        return value[step]
    return getattr(value, step)


def place_of(path):
    """A path as Python writes it: [0]['W']."""
    return "".join(f"[{step!r}]" for step in path)


def summary(value):
    """What a value is, in a few words: 'a tuple of 2', 'an array of shape (3,)', 'None'."""
    if value is None:
        return "None"
    kind = type(value).__name__[: caps.NAME_CHARACTERS]
    if isinstance(value, (list, tuple, dict)):
        return f"{a_or_an(kind)} of {len(value)}"
    if isinstance(value, numpy.ndarray):
        return f"an array of shape {tuple(numpy.ndarray.__getattribute__(value, 'shape'))}"
    return a_or_an(kind)


def to_array(value, place):
    """A plain, contiguous, little-endian array of one of the protocol's types, and a note or None.

    Raises ResultError for anything that is no array, no number and no list of numbers.
    """
    note = None
    if is_tensor(value):
        array, note = _from_tensor(value, place)
    elif isinstance(value, numpy.ndarray) and issubclass(type(value), numpy.ndarray):
        array = numpy.ndarray.view(value, numpy.ndarray)
    elif isinstance(value, (bool, numpy.bool_)):
        array = numpy.array(bool(value))
    elif isinstance(value, numpy.generic):
        array = numpy.asarray(value)
    elif isinstance(value, numbers.Integral):
        array = _integer(int(value), place)
    elif isinstance(value, numbers.Real):
        array = numpy.array(float(value), dtype="<f8")
    elif isinstance(value, (list, tuple)):
        array = _from_list(value, place)
    else:
        raise ResultError(f"{place} is {summary(value)}; expected an array")
    if array.dtype == numpy.dtype("float16"):
        note = f"{place} has type float16; it was compared as float32"
    return _plain(array, place), note


def is_tensor(value):
    """Whether a value is a torch tensor; without torch nothing is."""
    torch = torch_or_none()
    return torch is not None and issubclass(type(value), torch.Tensor)


def _from_tensor(value, place):
    import torch

    with torch._C.DisableTorchFunction(), torch.no_grad():
        tensor = torch.Tensor.detach(value)
        if torch.Tensor.numel(tensor) > caps.RESULT_ELEMENTS:
            raise _too_large(place)
        note = None
        if tensor.layout != torch.strided:
            tensor = torch.Tensor.to_dense(tensor)
        if tensor.dtype == torch.bfloat16:
            tensor = torch.Tensor.to(tensor, torch.float32)
            note = f"{place} has type bfloat16; it was compared as float32"
        plain = torch.Tensor.resolve_neg(torch.Tensor.resolve_conj(torch.Tensor.cpu(tensor)))
        return numpy.asarray(torch.Tensor.numpy(plain)), note


def _integer(value, place):
    if not -(2**63) <= value < 2**63:
        raise ResultError(f"{place} is an integer too large for 64 bits")
    return numpy.array(value, dtype="<i8")


def _from_list(value, place):
    _check_leaves(value, place, [caps.RESULT_ELEMENTS], 0)
    try:
        array = numpy.array(value)
    except (ValueError, TypeError, OverflowError):
        raise ResultError(f"{place} is {summary(value)} whose parts have different shapes; expected an array") from None
    return array


def _check_leaves(value, place, left, depth):
    if depth > caps.DIMENSIONS:
        raise ResultError(f"{place} is a list nested more than {caps.DIMENSIONS} deep")
    for part in value:
        left[0] -= 1
        if left[0] < 0:
            raise _too_large(place)
        if isinstance(part, (list, tuple)):
            _check_leaves(part, place, left, depth + 1)
        elif not isinstance(part, (numbers.Real, numpy.bool_)) and not (is_tensor(part) and part.dim() == 0):
            raise ResultError(f"{place} is {summary(value)} that holds {summary(part)}; expected an array")


def _plain(array, place):
    if array.size > caps.RESULT_ELEMENTS:
        raise _too_large(place)
    if array.ndim > caps.DIMENSIONS:
        raise ResultError(f"{place} has {array.ndim} dimensions; at most {caps.DIMENSIONS} are allowed")
    dtype = array.dtype.newbyteorder("<") if array.dtype.kind in "iuf" else array.dtype
    if dtype.name == "uint64":
        if array.size and int(array.max()) >= 2**63:
            raise ResultError(f"{place} holds an integer too large for 64 bits")
        dtype = ELEMENT_TYPES["int64"]
    dtype = numpy.dtype(_WIDER.get(dtype.name, dtype)).newbyteorder("<")
    if dtype not in _NAMES:
        raise ResultError(f"{place} is an array of type {array.dtype.name}; expected numbers: {', '.join(ELEMENT_TYPES)}")
    # order "C" with ndmin 0 keeps a scalar a scalar, which ascontiguousarray does not
    return numpy.array(array, dtype=dtype, order="C", copy=True)


def _too_large(place):
    return ResultError(f"{place} has more than {caps.RESULT_ELEMENTS} elements")


def tensor_frame(name, array):
    """Header and payload that send an array of ``to_array``."""
    header = {"frame": "tensor", "name": name, "dtype": _NAMES[array.dtype], "shape": [int(n) for n in array.shape]}
    return header, numpy.ndarray.tobytes(array)
