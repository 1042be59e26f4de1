"""The probe step: calls of the student's functions and classes on the plan's arrays."""

import numpy

from grader_harness import caps
from grader_harness.libraries import torch_or_none
from grader_harness.loading import TargetError, load_target
from grader_harness.plan import PlanError
from grader_harness.results import follow, tensor_frame, to_array


class StateError(Exception):
    """An object has no parameter of the plan's name and shape."""


def recorded_names(unit):
    """The names under which a unit's outputs are sent."""
    return {f"{call['id']}.{index}" for call in unit["calls"] for index in range(len(call["record"]))}


def run_probe(unit, tensors, folder, send):
    """Does the calls of a unit in order, in the process of the unit, and sends what the plan records."""
    arguments = _Arguments(tensors, unit.get("framework", "numpy"))
    results = {}
    for call in unit["calls"]:
        function = load_target(call["target"], folder)
        if call.get("construct") is not None:
            function = _construct(function, call, arguments)
        fresh = [arguments.value(item, results) for item in call["arguments"]]
        result = function(*fresh)
        results[call["id"]] = result
        for position, item in enumerate(call["arguments"]):
            if "tensor" in item and not arguments.is_untouched(item, fresh[position]):
                send({"frame": "note", "text": f"argument {position} of {_name(call)} was changed in place"})
        for index, path in enumerate(call["record"]):
            place = f"the result of {_name(call)}" + "".join(f"[{step!r}]" for step in path)
            array, note = to_array(follow(result, path), place)
            if note is not None:
                send({"frame": "note", "text": caps.shorten(note, caps.NAME_CHARACTERS)})
            send(*tensor_frame(f"{call['id']}.{index}", array))


def _name(call):
    return call["target"].partition(":")[2]


def _construct(factory, call, arguments):
    construct = call["construct"]
    made = factory(*[arguments.value(item, {}) for item in construct.get("arguments", [])])
    for name, item in construct.get("state", {}).items():
        _set_state(made, name, arguments.value(item, {}), _name(call))
    if not callable(made):
        raise TargetError(f"an object of {_name(call)} cannot be called; it needs __call__ or, as an nn.Module, forward")
    return made


def _set_state(made, name, value, owner):
    torch = torch_or_none()
    if torch is not None and isinstance(made, torch.nn.Module):
        held = {**dict(made.named_parameters()), **dict(made.named_buffers())}
        if name not in held:
            raise StateError(f"{owner} has no parameter or buffer {name}; it has: {', '.join(held) or 'none'}")
        source = value if isinstance(value, torch.Tensor) else torch.tensor(value)
        if held[name].shape != source.shape:
            raise StateError(
                f"{owner}.{name} has shape {tuple(held[name].shape)}; the task asks for {tuple(source.shape)}"
            )
        with torch.no_grad():
            held[name].copy_(source)
        return
    *path, last = name.split(".")
    for part in path:
        made = getattr(made, part)
    if not hasattr(made, last):
        raise StateError(f"{owner} has no attribute {name}")
    setattr(made, last, value)


class _Arguments:
    """Makes the arguments of calls: every array a copy of its own."""

    def __init__(self, tensors, framework):
        if framework not in ("numpy", "torch"):
            raise PlanError(f"framework {framework}")
        self._tensors = tensors
        self._torch = framework == "torch"

    def value(self, item, results):
        """The object for an argument of the plan."""
        if "tensor" in item:
            array = self._array(item)
            if not self._torch:
                return array
            import torch

            return torch.from_numpy(array)
        if "result" in item:
            return follow(results[item["result"]], item.get("path", []))
        return item["literal"]

    def is_untouched(self, item, value):
        """Whether an argument still holds the bytes that it was made with."""
        if self._torch:
            import torch

            if torch.Tensor.is_floating_point(value) and value.requires_grad:
                value = value.detach()
            value = value.numpy() if value.dtype != torch.bfloat16 else None
        expected = self._array(item)
        return (
            value is not None
            and value.shape == expected.shape
            and value.dtype == expected.dtype
            and numpy.ndarray.tobytes(value) == expected.tobytes()
        )

    def _array(self, item):
        try:
            array = numpy.array(self._tensors[item["tensor"]], copy=True, order="C")
        except KeyError:
            raise PlanError(f"there is no tensor {item['tensor']}") from None
        added = item.get("add")
        if added is not None:
            array[tuple(added["index"])] += added["value"]
        return array
