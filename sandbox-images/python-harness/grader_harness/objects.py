"""Sets what belongs to an object of the student's: attributes, parameters, buffers, and the mode of a module."""

import collections.abc

import numpy

from grader_harness.libraries import torch_or_none
from grader_harness.results import is_tensor


class StateError(Exception):
    """An object has no parameter or attribute of the plan's name and shape."""


def is_module(value):
    """Whether a value is an nn.Module."""
    torch = torch_or_none()
    return torch is not None and isinstance(value, torch.nn.Module)


def set_mode(value, train):
    """Puts a module in training or evaluation mode, whatever it does when it is asked to."""
    if is_module(value):
        torch_or_none().nn.Module.train(value, train)


def set_attribute(made, name, value, owner):
    """Sets an attribute; dots lead into parts, which may be dictionaries or lists. A module's tensors keep their kind."""
    *path, last = name.split(".")
    holder = made
    for part in path:
        holder = _part(holder, part, owner, name)
    if isinstance(holder, collections.abc.MutableMapping):
        holder[last] = value
        return
    if is_module(holder) and last in holder._parameters:
        torch = torch_or_none()
        if is_tensor(value) and not value.requires_grad:
            set_state(holder, last, value, owner)
            return
        # a tensor that torch differentiates by takes the parameter's place
        del holder._parameters[last]
        if not isinstance(value, torch.Tensor):
            value = torch.nn.Parameter(torch.as_tensor(value))
    try:
        setattr(holder, last, value)
    except (AttributeError, TypeError) as problem:
        raise StateError(f"the attribute {name} of {owner} cannot be set: {problem}") from None


def _part(holder, part, owner, name):
    try:
        if isinstance(holder, collections.abc.Mapping):
            return holder[part]
        if part.isdigit() and not hasattr(holder, part):
            return holder[int(part)]
        return getattr(holder, part)
    except (AttributeError, KeyError, IndexError, TypeError):
        raise StateError(f"{owner} has no attribute {name}") from None


def set_state(made, name, value, owner):
    """Copies a value into a module's parameter or buffer; of any other object, sets the attribute, which must be there."""
    if not is_module(made):
        *path, last = name.split(".")
        holder = made
        for part in path:
            holder = _part(holder, part, owner, name)
        if not hasattr(holder, last):
            raise StateError(f"{owner} has no attribute {name}")
        setattr(holder, last, value)
        return
    torch = torch_or_none()
    held = {**dict(made.named_parameters()), **dict(made.named_buffers())}
    if name not in held:
        raise StateError(f"{owner} has no parameter or buffer {name}; it has: {', '.join(held) or 'none'}")
    source = value if isinstance(value, torch.Tensor) else torch.as_tensor(numpy.asarray(value))
    if held[name].shape != source.shape:
        raise StateError(f"{owner}.{name} has shape {tuple(held[name].shape)}; the task asks for {tuple(source.shape)}")
    with torch.no_grad():
        if source.dtype.is_floating_point and held[name].dtype.is_floating_point and source.dtype != held[name].dtype:
            held[name].data = held[name].data.to(source.dtype)
        held[name].copy_(source.detach())


def parameter(made, name):
    """The parameter or buffer of a module by name."""
    held = {**dict(made.named_parameters()), **dict(made.named_buffers())}
    return held[name]


def as_double(made):
    """Computes a module in double precision."""
    if is_module(made):
        torch_or_none().nn.Module.double(made)
