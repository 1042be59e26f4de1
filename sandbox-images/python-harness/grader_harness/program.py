"""Programs of calls: what a call returns can be an argument of later ones."""

from grader_harness import objects
from grader_harness.arguments import Arguments
from grader_harness.errors import ResultError
from grader_harness.loading import TargetError, load_target
from grader_harness.plan import PlanError
from grader_harness.results import follow, is_tensor, place_of


class Program:
    """One program of the plan, in the process of its unit."""

    def __init__(self, plan, tensors, framework, folder):
        self._calls = plan["calls"]
        self._tensors = tensors
        self._framework = framework
        self._folder = folder
        self._gradients = [name for call in self._calls for name in call.get("gradients", [])]
        doubles = [tensors[name].dtype == "float64" for name in _tensor_ids(self._calls) if name in tensors]
        # A module whose inputs are all of double precision is computed in it.
        self._double = framework == "torch" and any(doubles) and not any(
            tensors[name].dtype == "float32" for name in _tensor_ids(self._calls) if name in tensors
        )
        self._targets = {call["target"]: None for call in self._calls if call.get("target")}

    def load(self):
        """Imports what is called, so that code at import time does not disturb random numbers."""
        for target in self._targets:
            self._targets[target] = load_target(target, self._folder)

    def run(self, until=None, moved=None, record=None, note=None):
        """Does the calls in order, up to ``until``, and returns the result of the last.

        record(call, result) is told every result, note(text) of arguments that were changed in place.
        """
        arguments = Arguments(
            self._tensors, self._framework, self._folder, moved, self._gradients if until is None else ()
        )
        results, owners, result = {}, {}, None
        for call in self._calls:
            result = self._do(call, arguments, results, owners)
            results[call["id"]] = result
            if note is not None:
                for place in arguments.changed():
                    note(f"{place} was changed in place")
            if record is not None:
                record(call, result, owners.get(call["id"], "the result"))
            if call["id"] == until:
                break
        return result

    def _do(self, call, arguments, results, owners):
        action = call["action"]
        if action in ("method", "read", "autograd") and call.get("of") not in results:
            raise PlanError(f"there is no result {call.get('of')}")
        if action == "read":
            owners[call["id"]] = owners.get(call["of"], "the result") + place_of(call.get("path", []))
            return follow(results[call["of"]], call.get("path", []))
        if action == "give":
            owners[call["id"]] = "the value"
            value = arguments.value(call["arguments"][0], results, "the value")
            # Several calls share it, and may change it.
            arguments.forget()
            return value
        if action == "autograd":
            owners[call["id"]] = "the gradient by autograd"
            return self._autograd(call, arguments, results)
        if action == "construct":
            return self._construct(call, arguments, results, owners)
        if action == "method":
            function, name = self._method(call, arguments, results, owners)
        elif action == "call":
            function, name = self._targets[call["target"]], _name(call["target"])
        else:
            raise PlanError(f"the action {action}")
        owners[call["id"]] = f"the result of {name}"
        given, named = _given(call, arguments, results, name)
        return function(*given, **named)

    def _construct(self, call, arguments, results, owners):
        name = _name(call["target"])
        given, named = _given(call, arguments, results, name)
        made = self._targets[call["target"]](*given, **named)
        owners[call["id"]] = name
        if self._double:
            objects.as_double(made)
        self._set(call, made, arguments, results, name)
        objects.set_mode(made, bool(call.get("train")))
        return made

    def _method(self, call, arguments, results, owners):
        made = results[call["of"]]
        owner = owners.get(call["of"], "the result")
        self._set(call, made, arguments, results, owner)
        objects.set_mode(made, bool(call.get("train")))
        method = call.get("method")
        if method is None:
            if not callable(made):
                raise TargetError(f"an object of {owner} cannot be called; it needs __call__ or, as an nn.Module, forward")
            return made, owner
        function = made
        for part in method.split("."):
            function = getattr(function, part, None)
        if not callable(function):
            raise TargetError(f"{owner} has no method {method}")
        return function, f"{owner}.{method}"

    def _set(self, call, made, arguments, results, owner):
        for name, item in call.get("attributes", {}).items():
            objects.set_attribute(made, name, arguments.value(item, results, name), owner)
        for name, item in call.get("state", {}).items():
            objects.set_state(made, name, arguments.value(item, results, name), owner)
            if objects.is_module(made) and item.get("tensor") in self._gradients:
                arguments.leaves[item["tensor"]] = objects.parameter(made, name)
        # What was set belongs to the object, which may change it.
        arguments.forget()

    def _autograd(self, call, arguments, results):
        import torch

        output = follow(results[call["of"]], call.get("path", []))
        if not is_tensor(output) or not output.requires_grad:
            raise ResultError("the output is cut off from the graph: torch has no gradient of it (detached, or made anew)")
        leaves = []
        for name in call["gradients"]:
            leaf = arguments.leaves.get(name)
            if leaf is None:
                raise PlanError(f"there is no tensor {name} to differentiate by")
            leaves.append(leaf)
        upstream = arguments.value(call["arguments"][0], results, "upstream")
        if output.shape != upstream.shape:
            raise ResultError(f"the output has shape {tuple(output.shape)}; expected {tuple(upstream.shape)}")
        gradients = torch.autograd.grad(
            output, leaves, grad_outputs=upstream.to(output.dtype), allow_unused=True, retain_graph=True
        )
        # A leaf that nothing reaches has no gradient; as zeros it is compared, and wrong unless it should be zero.
        return [torch.zeros_like(leaf) if each is None else each for leaf, each in zip(leaves, gradients)]


def _given(call, arguments, results, name):
    given = [
        arguments.value(item, results, f"argument {index} of {name}") for index, item in enumerate(call.get("arguments", []))
    ]
    named = {
        key: arguments.value(item, results, f"argument {key} of {name}") for key, item in call.get("keywords", {}).items()
    }
    return given, named


def _name(target):
    return target.partition(":")[2]


def _tensor_ids(value):
    """Ids of all arrays in a part of a plan."""
    if isinstance(value, dict):
        if isinstance(value.get("tensor"), str):
            yield value["tensor"]
        for key, member in value.items():
            if key != "literal":
                yield from _tensor_ids(member)
    elif isinstance(value, list):
        for item in value:
            yield from _tensor_ids(item)
