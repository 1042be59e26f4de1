"""Programs of calls: state between calls, objects, arguments of every form, autograd, and repetitions with elements moved."""

from tests.answers import AnswersTest
from tests.streams import call, doubles, floats, job, unit

CODE = '''
import random
import numpy as np
import torch
from torch import nn

def step(w, dw, config=None):
    config = {} if config is None else config
    config.setdefault("velocity", np.zeros_like(w))
    config["velocity"] = config["momentum"] * config["velocity"] - config["rate"] * dw
    return w + config["velocity"], config
def kinds(*args, **named):
    return [int(isinstance(a, t)) for a, t in zip(args, (list, tuple, dict, float))], sorted(named)
def nested(members): return members["a"][1]["W"] * 2
def attribute(config): return config.size * config.weight
def draws(*generators): return [float(g.random()) if hasattr(g, "random") else torch.rand(1, generator=g).item() for g in generators]
def legacy(generator): return generator.rand()
def apply(function, x): return function(x)
def initial(make): return make(3, 4)
def double(x): return 2 * x
def changes(members):
    members["W"] *= 3
    members["new"] = 1
    return members["W"]
def noisy(x):
    return x * (np.random.rand(*x.shape) < 0.5) + random.random(), None
def remembers(x, memory):
    memory["calls"] = memory.get("calls", 0) + 1
    return x * memory["calls"], None
def relu(x): return np.maximum(x, 0)
class Counter:
    def __init__(self): self.parts = {"list": [np.zeros(2)]}; self.grad = None
    def add(self, x): self.parts["list"][0] = self.parts["list"][0] + x; return self
    def __call__(self): return self.parts["list"][0]
    def backward(self): self.grad = 5 * self.parts["list"][0]
    @staticmethod
    def twice(x): return 2 * x
    @classmethod
    def named(cls, x, *, by=1): return x * by
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.line = nn.Linear(2, 2)
        self.drop = nn.Dropout(0.5)
    def forward(self, x): return self.drop(self.line(x)), torch.tensor(float(self.training))
class Cube(torch.autograd.Function):
    @staticmethod
    def forward(context, x): context.save_for_backward(x); return x ** 3
    @staticmethod
    def backward(context, upstream): (x,) = context.saved_tensors; return 3 * x ** 2 * upstream
def product(x, w): return x * w, "cache"
def detached(x): return torch.tensor(x.detach().numpy())
def unused(x, w): return x * 1
'''

ARRAYS = {
    "a1": doubles(1, 2),
    "a2": doubles(3, 4),
    "a3": floats(1, 2, shape=[1, 2]),
    "a4": doubles(2),
    "a5": doubles(1, 0, 0, 1, shape=[2, 2]),
    "a6": doubles(1, 2, shape=[1, 2]),
    "s1": doubles(0.5, shape=[]),
}
A = [{"tensor": f"a{number}"} for number in range(7)]


def _raw(identifier, action, record=(), **more):
    return [{"id": identifier, "action": action, "record": [list(path) for path in record], **more}]


def _gradient(name, function, *arrays, path=()):
    autograd = _raw(
        "b", "autograd", [[n] for n in range(len(arrays))], of="f", path=list(path), arguments=[{"tensor": "a2"}], gradients=arrays
    )
    arguments = [{"tensor": each} for each in arrays]
    return unit(name, call(function, *arguments, identifier="f", record=()), autograd, framework="torch")


def _programs():
    config = {"map": {"momentum": {"literal": 0.5}, "rate": {"literal": 1}}}
    made = _raw("o", "construct", target="model:Counter")
    net = {"line.weight": A[5], "line.bias": A[1]}
    move = {"id": "m", "until": "f", "record": [0], "tensor": "a1", "offsets": [0], "by": [1, -1]}
    units = [
        unit(
            "momentum",
            call("step", A[1], A[2], config, identifier="c1", record=[[0], [1, "velocity"]]),
            call("step", {"result": "c1", "path": [0]}, A[2], {"result": "c1", "path": [1]}, identifier="c2", record=[[0]]),
        ),
        unit("kinds", call("kinds", {"list": []}, {"tuple": [A[1]]}, {"map": {}}, {"tensor": "s1"}, keywords={"b": A[1], "a": A[1]}, record=[[0]])),
        unit("nested", call("nested", {"map": {"a": {"list": [A[1], {"map": {"W": A[2]}}]}}})),
        unit("namespace", call("attribute", {"namespace": {"size": {"literal": 3}, "weight": A[1]}})),
        unit("generators", *[call("draws", {"generator": "numpy", "seed": 3}, {"generator": "torch", "seed": 3}, identifier=c) for c in ("c1", "c2")]),
        unit("legacy", *[call("legacy", {"generator": "random_state", "seed": 3}, identifier=c) for c in ("c1", "c2")]),
        unit("callable", call("apply", {"callable": "model:double"}, A[1])),
        unit("returning", call("initial", {"returning": A[2]})),
        unit("static", call("Counter.twice", A[1], identifier="c1"), call("Counter.named", A[1], keywords={"by": {"literal": 3}}, identifier="c2")),
        unit(
            "object",
            made,
            _raw("c1", "method", of="o", method="add", arguments=[A[1]], attributes={"parts.list": {"list": [A[2]]}}),
            _raw("c2", "method", [[]], of="o"),
            _raw("c3", "method", of="o", method="backward"),
            _raw("c4", "read", [[]], of="o", path=["grad"]),
        ),
        unit("no_method", made, _raw("c1", "method", of="o", method="forwards")),
        unit("no_attribute", made, _raw("c1", "read", [[]], of="o", path=["dW"])),
        unit("changes", call("changes", {"map": {"W": A[1]}})),
        unit("module", _raw("o", "construct", target="model:Net", state=net), _raw("c1", "method", [[0], [1]], of="o", arguments=[A[6]]), framework="torch"),
        unit("training", _raw("o", "construct", target="model:Net"), _raw("c1", "method", [[1]], of="o", train=True, arguments=[A[3]]), framework="torch"),
        unit("copy", call("double", A[1], identifier="c1"), call("double", {"result": "c1", "copy": True}, identifier="c2")),
        _gradient("cube", "Cube.apply", "a1"),
        _gradient("product", "product", "a1", "a2", path=[0]),
        _gradient("detached", "detached", "a1"),
        _gradient("unused", "unused", "a1", "a2"),
        unit("noisy", call("noisy", A[1], identifier="f", record=[[0]]), moves=[move]),
        unit("remembers", call("remembers", A[1], {"map": {}}, identifier="f", record=[[0]]), moves=[move]),
    ]
    return job("probe", units, {"model.py": CODE}, ARRAYS)


JOBS = {"programs": _programs}


class ProgramAnswers(AnswersTest):
    """What the container of ``JOBS`` has answered."""

    def setUp(self):
        self.programs = self.answer("programs")

    def numbers(self, unit, name="c1.0"):
        self.assertEqual("ok", self.programs.outcome(unit)["status"], self.programs.outcome(unit))
        return self.programs.numbers(unit, name)

    def assert_error(self, unit, message):
        outcome = self.programs.outcome(unit)
        self.assertEqual("error", outcome["status"], outcome)
        self.assertRegex(outcome["error"]["message"], message)

    def test_state_is_carried_between_calls(self):
        self.assertEqual([-2, -2], self.numbers("momentum", "c1.0"))
        self.assertEqual([-3, -4], self.numbers("momentum", "c1.1"))
        self.assertEqual([-6.5, -8], self.numbers("momentum", "c2.0"))

    def test_arguments_of_every_form(self):
        self.assertEqual([1, 1, 1, 1], self.numbers("kinds"))
        self.assertEqual([6, 8], self.numbers("nested"))
        self.assertEqual([3, 6], self.numbers("namespace"))
        self.assertEqual([2, 4], self.numbers("callable"))
        self.assertEqual([3, 4], self.numbers("returning"))
        self.assertEqual([2, 4], self.numbers("static", "c1.0"))
        self.assertEqual([3, 6], self.numbers("static", "c2.0"))
        self.assertEqual([4, 8], self.numbers("copy", "c2.0"))

    def test_generators_are_new_for_every_call(self):
        for unit in ("generators", "legacy"):
            self.assertEqual(self.numbers(unit, "c1.0"), self.numbers(unit, "c2.0"))

    def test_objects_keep_attributes(self):
        self.assertEqual([4, 6], self.numbers("object", "c2.0"))
        self.assertEqual([20, 30], self.numbers("object", "c4.0"))
        self.assert_error("no_method", "Counter has no method forwards")
        self.assert_error("no_attribute", r"expected an array at \['dW'\]")

    def test_a_change_in_place_of_a_member_is_noted(self):
        self.assertEqual([3, 6], self.numbers("changes"))
        notes = [header["text"] for header, _ in self.programs.of("changes", "note")]
        self.assertEqual(["argument 0 of changes['W'] was changed in place"], notes)
        self.assertEqual([], self.programs.of("momentum", "note"))

    def test_modules_are_evaluated_in_the_precision_of_their_arrays(self):
        self.assertEqual([2, 4], self.numbers("module", "c1.0"))
        self.assertEqual([0], self.numbers("module", "c1.1"))
        self.assertEqual([1], self.numbers("training"))
        ((header, _),) = [frame for frame in self.programs.of("module", "tensor") if frame[0]["name"] == "c1.0"]
        self.assertEqual("float64", header["dtype"])

    def test_torch_differentiates(self):
        self.assertEqual([9, 48], self.numbers("cube", "b.0"))
        self.assertEqual([9, 16], self.numbers("product", "b.0"))
        self.assertEqual([3, 8], self.numbers("product", "b.1"))
        self.assertEqual([0, 0], self.numbers("unused", "b.1"))
        self.assert_error("detached", "cut off from the graph")

    def test_repetitions_have_the_same_random_numbers_and_fresh_arguments(self):
        kept = self.numbers("noisy", "f.0")
        moved = self.numbers("noisy", "m.0")
        self.assertEqual(kept[1], moved[1])
        self.assertEqual(kept[1], moved[3])
        self.assertEqual([1, 2], self.numbers("remembers", "f.0"))
        self.assertEqual([2, 2, 0, 2], self.numbers("remembers", "m.0"))
