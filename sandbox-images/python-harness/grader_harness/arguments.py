"""Makes the arguments of calls from the plan: every array is a copy of its own."""

import types

import numpy

from grader_harness.libraries import torch_or_none
from grader_harness.loading import load_target
from grader_harness.plan import PlanError
from grader_harness.results import follow, is_tensor, to_array


class Arguments:
    """The arguments of one run of a program.

    moved: (tensor id, offset, difference) of the one element that is not as the plan says, or None. gradients: ids of
    tensors that torch differentiates by.
    """

    def __init__(self, tensors, framework, folder, moved=None, gradients=()):
        if framework not in ("numpy", "torch"):
            raise PlanError(f"framework {framework}")
        self._tensors = tensors
        self._torch = framework == "torch"
        self._folder = folder
        self._moved = moved
        self._gradients = frozenset(gradients)
        self._made = []
        self.leaves = {}

    def value(self, item, results, place):
        """The object for an argument of the plan. place: what a message calls it."""
        if "tensor" in item:
            return self._array_object(item["tensor"], place)
        if "result" in item:
            return self._result(item, results)
        if "list" in item:
            return self._items(item["list"], results, place)
        if "tuple" in item:
            return tuple(self._items(item["tuple"], results, place))
        if "map" in item:
            return self._members(item["map"], results, place)
        if "namespace" in item:
            return types.SimpleNamespace(**self._members(item["namespace"], results, place))
        if "generator" in item:
            return _generator(item["generator"], int(item["seed"]))
        if "returning" in item:
            return lambda *_, **__: self.value(item["returning"], results, place)
        if "callable" in item:
            return load_target(item["callable"], self._folder)
        if "literal" not in item:
            raise PlanError(f"an argument of an unknown form: {', '.join(sorted(item))}")
        return item["literal"]

    def _items(self, items, results, place):
        return [self.value(item, results, f"{place}[{index}]") for index, item in enumerate(items)]

    def _members(self, members, results, place):
        return {key: self.value(item, results, f"{place}[{key!r}]") for key, item in members.items()}

    def _result(self, item, results):
        if item["result"] not in results:
            raise PlanError(f"there is no result {item['result']}")
        value = follow(results[item["result"]], item.get("path", []))
        if not item.get("copy"):
            return value
        array, _ = to_array(value, "the result")
        return self._framework_object(array)

    def _framework_object(self, array):
        if not self._torch:
            # A scalar of NumPy is a float of Python as well, as code for single numbers expects.
            return array if array.ndim else array[()]
        import torch

        return torch.from_numpy(array)

    def _array_object(self, identifier, place):
        value = self._framework_object(self.array(identifier))
        if identifier in self._gradients:
            value.requires_grad_(True)
            self.leaves[identifier] = value
        self._made.append((place, identifier, value))
        return value

    def array(self, identifier):
        """A fresh copy of an array of the plan."""
        try:
            array = numpy.array(self._tensors[identifier], copy=True, order="C")
        except KeyError:
            raise PlanError(f"there is no tensor {identifier}") from None
        if self._moved is not None and self._moved[0] == identifier:
            array.reshape(-1)[self._moved[1]] += self._moved[2]
        return array

    def changed(self):
        """Where arrays are that no longer hold what they were made with; each is named once."""
        places = [place for place, identifier, value in self._made if not self._is_untouched(identifier, value)]
        self._made = []
        return places

    def forget(self):
        """Lets arrays be changed from now on: they belong to an object of the student's."""
        self._made = []

    def _is_untouched(self, identifier, value):
        if is_tensor(value):
            torch = torch_or_none()
            with torch.no_grad():
                value = torch.Tensor.detach(value)
                if value.dtype == torch.bfloat16 or value.layout != torch.strided:
                    return False
                value = torch.Tensor.numpy(value)
        expected = self.array(identifier)
        return (
            value.shape == expected.shape
            and value.dtype == expected.dtype
            and (value.tobytes() if expected.ndim == 0 else numpy.ndarray.tobytes(value)) == expected.tobytes()
        )


def _generator(kind, seed):
    if kind == "numpy":
        return numpy.random.default_rng(seed)
    if kind == "random_state":
        return numpy.random.RandomState(seed)
    if kind == "torch":
        import torch

        return torch.Generator().manual_seed(seed)
    raise PlanError(f"generator {kind}")
