"""Traces, taken only where they were seen to compute what the module computes: on every example, in both modes."""

import copy
import os
import warnings

from grader_harness.child import seed_everything
from grader_harness.libraries import torch_or_none

_RELATIVE = 1e-4
_ABSOLUTE = 1e-5


def trace(model, examples, seed, place):
    """(a traced module, None, warnings), or (None, why not, warnings).

    A trace keeps the branch, the length and the mode that it saw. So it is compared with the module on every example, which have
    several batch sizes and lengths, and on the same shapes with other values, in training and in evaluation mode. The warnings are
    the places of the student's code that the trace has frozen, as torch sees them.
    examples: lists of arrays, at least two. place: (file, line) as the student knows them, or None for a library's file.
    """
    torch = torch_or_none()
    inputs = [[torch.from_numpy(array.copy()) for array in arguments] for arguments in examples]
    model.train()
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            seed_everything(seed)
            traced = torch.jit.trace(copy.deepcopy(model), tuple(inputs[0]), check_trace=False)
        except MemoryError:
            raise
        except Exception as problem:
            where = _raised_at(problem, place)
            return None, f"it raised {type(problem).__name__}{where}: {str(problem).splitlines()[0] if str(problem) else ''}", []
    frozen = _frozen(caught, place)
    for training in (True, False):
        for number, arguments in enumerate(inputs, 1):
            for values, changed in _variants(arguments):
                if values and not _is_defined(model, changed, training, seed):
                    continue  # the student's own module says nothing of values that nobody asked for
                if not _same(model, traced, changed, training, seed):
                    mode = "training" if training else "evaluation"
                    shapes = ", ".join(str(tuple(argument.shape)) for argument in arguments)
                    where = "".join(f"; look at {sentence}" for sentence in frozen)
                    return (
                        None,
                        f"in {mode} mode, on example {number} of shape {shapes}{values}, it gives other results than the module; what "
                        f"depends on mode, length or values must be scriptable{where}",
                        frozen,
                    )
    for name, value in model.state_dict().items():
        traced.state_dict()[name].copy_(value)
    return traced, None, frozen


def _variants(arguments):
    """(in words, arrays) of the same shapes: a branch that hangs on values goes another way for one of them, most likely."""
    yield "", arguments
    if any(argument.is_floating_point() for argument in arguments):
        for words, factor in ((" with its signs turned", -1.0), (" with zeros", 0.0), (" with values ten times as large", 10.0)):
            yield words, [argument * factor if argument.is_floating_point() else argument for argument in arguments]
    else:
        # whole numbers are most likely indices: only those that are there are known to be allowed
        yield " with its numbers in reverse", [argument.flip(tuple(range(argument.dim()))) for argument in arguments]
        yield " with the same number throughout", [argument.reshape(-1)[:1].expand(argument.shape).clone() for argument in arguments]


def _frozen(caught, place):
    """What torch warns of, by the line of the student's code: 'model.py, line 12 (Converting a tensor to a Python boolean)'."""
    torch = torch_or_none()
    found = []
    for warning in caught:
        if issubclass(warning.category, torch.jit.TracerWarning):
            known = place(os.path.abspath(warning.filename), warning.lineno)
            sentence = f"{known[0]}, line {known[1]} ({str(warning.message).split(' might ')[0]})" if known else None
            if sentence and sentence not in found:
                found.append(sentence)
    return found[:8]


def _raised_at(problem, place):
    entry, where = problem.__traceback__, ""
    while entry is not None:
        known = place(entry.tb_frame.f_code.co_filename, entry.tb_lineno)
        where = f" at {known[0]}, line {known[1]}" if known else where
        entry = entry.tb_next
    return where


def _is_defined(model, arguments, training, seed):
    """Whether the module itself takes these values and gives finite numbers for them."""
    torch = torch_or_none()
    module = copy.deepcopy(model)
    module.train(training)
    seed_everything(seed)
    try:
        return all(bool(torch.isfinite(tensor).all()) for tensor in _flat(module(*[argument.clone() for argument in arguments])))
    except MemoryError:
        raise
    except Exception:
        return False


def _same(model, traced, arguments, training, seed):
    results = []
    for module in (model, traced):
        # copies, because batch normalisation keeps what it saw
        module = copy.deepcopy(module) if module is model else _copy(module)
        module.train(training)
        seed_everything(seed)
        try:
            results.append(_flat(module(*[argument.clone() for argument in arguments])))
        except Exception:
            return False
    eager, other = results
    torch = torch_or_none()
    return len(eager) == len(other) and all(
        one.shape == two.shape and one.dtype == two.dtype and torch.allclose(one, two, _RELATIVE, _ABSOLUTE, equal_nan=True) for one, two in zip(eager, other)
    )


def _copy(traced):
    import io

    torch = torch_or_none()
    buffer = io.BytesIO()
    torch.jit.save(traced, buffer)
    buffer.seek(0)
    return torch.jit.load(buffer)


def _flat(result):
    torch = torch_or_none()
    if isinstance(result, torch.Tensor):
        return [result.detach()]
    if isinstance(result, (tuple, list)):
        return [tensor for part in result for tensor in _flat(part)]
    raise TypeError("not a tensor")
