"""Traces, taken only where they were seen to compute what the module computes: on every example, in both modes."""

import copy

from grader_harness.child import seed_everything
from grader_harness.libraries import torch_or_none

_RELATIVE = 1e-4
_ABSOLUTE = 1e-5


def trace(model, examples, seed):
    """(a traced module, None), or (None, why not).

    A trace keeps the branch, the length and the mode that it saw. So it is compared with the module on every example, which have
    several batch sizes and lengths, in training and in evaluation mode.
    examples: lists of arrays, at least two.
    """
    torch = torch_or_none()
    inputs = [[torch.from_numpy(array.copy()) for array in arguments] for arguments in examples]
    model.train()
    try:
        seed_everything(seed)
        traced = torch.jit.trace(copy.deepcopy(model), tuple(inputs[0]), check_trace=False)
    except MemoryError:
        raise
    except Exception as problem:
        return None, f"it raised {type(problem).__name__}: {str(problem).splitlines()[0] if str(problem) else ''}"
    for training in (True, False):
        for number, arguments in enumerate(inputs, 1):
            if not _same(model, traced, arguments, training, seed):
                mode = "training" if training else "evaluation"
                shapes = ", ".join(str(tuple(argument.shape)) for argument in arguments)
                return None, (
                    f"in {mode} mode, on example {number} of shape {shapes}, it gives other results than the module; what depends on "
                    "mode, length or values must be scriptable"
                )
    for name, value in model.state_dict().items():
        traced.state_dict()[name].copy_(value)
    return traced, None


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
        one.shape == two.shape and one.dtype == two.dtype and torch.allclose(one, two, _RELATIVE, _ABSOLUTE) for one, two in zip(eager, other)
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
