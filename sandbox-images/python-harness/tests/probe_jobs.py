"""Probe jobs: calls, arguments, results, and what is said of results that are none."""

from tests.answers import AnswersTest
from tests.streams import call, floats, job, unit

CODE = '''
import collections, os, random, sys
import numpy as np
import torch
from torch import nn

Pair = collections.namedtuple("Pair", "output cache")

def forward(x, w): return x @ w, {"x": x, "w": w}
def backward(g, cache): return g @ cache["w"].T, cache["x"].T @ g
def doubles_in_place(x):
    x *= 2
    return x
def named(x): return Pair(x + 1, x)
def opaque(x): return object(), x.sum()
def reads(holder, x): return x
def numbers(x): return 1, 2.5, True, [1, 2], [[1.0, 2.0], [3.0, 4.0]], np.float32(1.5), np.int16(7)
def tensors(x): return x * 2, x.half(), x.bfloat16(), x.t(), x > 2, x[:, :1], nn.Parameter(x), x.long()
def kinds(x): return type(x).__name__, (x is not None)
def is_array(x): return int(isinstance(x, np.ndarray)), int(x.flags.writeable), int(x.flags.c_contiguous)
def is_tensor(x): return int(isinstance(x, torch.Tensor)), int(x.requires_grad), int(x.is_contiguous())
def literals(a, b, c, d): return a + b, int(c == "text"), int(d == [1, None, {"k": True}])
def none(x): return None
def ragged(x): return [[1, 2], [3]]
def words(x): return "12"
def objects(x): return np.array([None, 1])
def complexes(x): return x * 1j
def strange(x):
    class Liar(np.ndarray):
        def tobytes(self, *a): return b"lie"
        def __array__(self, *a): return np.zeros(1)
        def __array_finalize__(self, other): pass
        shape = property(lambda self: (99,))
        dtype = property(lambda self: np.dtype("f8"))
    return x.view(Liar)
def strange_tensor(x):
    class Liar(torch.Tensor):
        @classmethod
        def __torch_function__(cls, *a, **k): return "lie"
        def numpy(self): return "lie"
        shape = property(lambda self: (99,))
    return x.as_subclass(Liar)
def big(x): return np.zeros(9_000_000)
def swapped(x): return x.astype(">f4"), np.asfortranarray(x), x[::-1], np.array(3.0)
def drawn(x): return random.random(), np.random.rand(), torch.rand(1)
def places(x):
    files = sorted(os.listdir("."))
    open("written.txt", "w").write("ok")
    return int(files == ["data", "model.py"]), int(open("data/words.txt").read() == "seven"), int(len(sys.argv) == 1)
def libraries(x):
    import matplotlib.pyplot as plt, pandas, scipy.signal, sklearn.linear_model, PIL.Image, torchvision, tqdm
    for _ in tqdm.tqdm(range(3)): pass
    figure = plt.figure(); plt.plot([1, 2]); plt.savefig("plot.png"); plt.show()
    return pandas.DataFrame({"a": [1, 2]}).a.sum(), int(os.path.getsize("plot.png") > 0), scipy.signal.convolve([1, 2], [1]), sklearn.linear_model.LinearRegression().fit([[0], [1]], [0, 1]).predict([[2]])
def multiprocess(x):
    import multiprocessing
    with multiprocessing.Pool(2) as pool: return pool.map(abs, [-1, -2])
def loader(x):
    data = torch.utils.data.DataLoader(torch.arange(4), batch_size=2, num_workers=1)
    return torch.cat(list(data))
def prints(x):
    print("from Python", flush=False)
    torch.jit.script(shout)(torch.ones(1)); os.system("echo from the shell")
    sys.stderr.write("to stderr \\udc80")
    return x
def shout(x):
    print("from TorchScript")
    return x
def warns(x):
    raise ValueError("the value is " + "long " * 5000)
class Broken(Exception):
    def __str__(self): raise KeyError("no text")
def raises_broken(x): raise Broken()

class Scale(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.factor = nn.Parameter(torch.zeros(size))
        self.register_buffer("offset", torch.zeros(size))
    def forward(self, x):
        return x * self.factor + self.offset

class Plain:
    def __init__(self, size): self.w = np.zeros(size)
    def __call__(self, x): return x * self.w
class Silent:
    pass
'''

ARRAYS = {"a1": floats(1, 2, 3, 4, shape=[2, 2]), "a2": floats(2, 0, 0, 2, shape=[2, 2]), "a3": floats(5, 6), "a4": floats(1, 1)}


def _a(identifier, **more):
    return {"tensor": identifier, **more}


def _scale(name, state, target="Scale", arguments=(2,), framework="torch"):
    construct = {"arguments": [{"literal": n} for n in arguments], "state": {key: _a(value) for key, value in state.items()}}
    return unit(name, call(target, _a("a1"), construct=construct), framework=framework)


def _simple(name, record=((),), framework="numpy", function=None):
    return unit(name, call(function or name, _a("a1"), record=record), framework=framework)


def _probe():
    steps = lambda *numbers: [[number] for number in numbers]  # noqa: E731
    units = [
        unit(
            "chain",
            call("forward", _a("a1"), _a("a2"), record=[[0], [1, "w"]], identifier="c1"),
            call("backward", _a("a2"), {"result": "c1", "path": [1]}, record=steps(0, 1), identifier="c2"),
            moves=[{"id": "m0", "until": "c1", "record": [0], "tensor": "a1", "offsets": [1, 2], "by": [0.5, -0.5]}],
        ),
        _simple("doubles_in_place"),
        _simple("doubles_torch", framework="torch", function="doubles_in_place"),
        unit("named", call("named", _a("a1"), record=[["output"], [1]])),
        unit("opaque", call("opaque", _a("a1"), record=[[1]]), call("reads", {"result": "c1", "path": [0]}, _a("a1"), identifier="c2")),
        _simple("numbers", steps(*range(7))),
        _simple("tensors", steps(*range(8)), "torch"),
        _simple("is_array", steps(0, 1, 2)),
        _simple("is_tensor", steps(0, 1, 2), "torch"),
        unit("literals", call("literals", *[{"literal": n} for n in (1, 2, "text", [1, None, {"k": True}])], record=steps(0, 1, 2))),
        _simple("none"),
        _simple("none_deep", [[0, 1]], function="none"),
        unit("path", call("forward", _a("a1"), _a("a2"), record=[[0], [7]])),
        _simple("ragged"),
        _simple("words"),
        _simple("objects"),
        _simple("complexes"),
        _simple("strange"),
        _simple("strange_tensor", framework="torch"),
        _simple("big"),
        _simple("swapped", steps(0, 1, 2, 3)),
        _simple("drawn", steps(0, 1, 2)),
        _simple("drawn_again", steps(0, 1, 2), function="drawn"),
        _simple("places", steps(0, 1, 2)),
        _simple("places_again", steps(0, 1, 2), function="places"),
        _simple("libraries", steps(0, 1, 2, 3)),
        _simple("multiprocess"),
        _simple("loader", framework="torch"),
        _simple("prints"),
        _simple("warns"),
        _simple("raises_broken"),
        _scale("scale", {"factor": "a3", "offset": "a4"}),
        _scale("scale_name", {"weight": "a3"}),
        _scale("scale_shape", {"factor": "a1"}),
        _scale("plain", {"w": "a3"}, "Plain", framework="numpy"),
        _scale("plain_name", {"q": "a3"}, "Plain", framework="numpy"),
        _scale("silent", {}, "Silent", (), "numpy"),
    ]
    return job("probe", units, {"model.py": CODE, "data/words.txt": "seven"}, ARRAYS)


JOBS = {"probe": _probe}


class ProbeAnswers(AnswersTest):
    """What the container of ``JOBS`` has answered."""

    def setUp(self):
        self.probe = self.answer("probe")

    def numbers(self, unit, name="c1.0"):
        self.assertEqual("ok", self.probe.outcome(unit)["status"], self.probe.outcome(unit))
        return self.probe.numbers(unit, name)

    def notes(self, unit):
        return [header["text"] for header, _ in self.probe.of(unit, "note")]

    def header(self, unit, name):
        ((header, _),) = [frame for frame in self.probe.of(unit, "tensor") if frame[0]["name"] == name]
        return header["dtype"], header["shape"]

    def assert_error(self, unit, kind, message):
        outcome = self.probe.outcome(unit)
        self.assertEqual(("error", kind), (outcome["status"], outcome["error"]["type"]), outcome)
        self.assertRegex(outcome["error"]["message"], message)

    def test_calls_get_earlier_results_and_changed_copies(self):
        self.assertEqual([2, 4, 6, 8], self.numbers("chain", "c1.0"))
        self.assertEqual([2, 0, 0, 2], self.numbers("chain", "c1.1"))
        self.assertEqual([4, 0, 0, 4], self.numbers("chain", "c2.0"))
        self.assertEqual([2, 6, 4, 8], self.numbers("chain", "c2.1"))
        self.assertEqual([2, 5, 6, 8, 2, 3, 6, 8], self.numbers("chain", "m0.1"))
        self.assertEqual([2, 4, 7, 8, 2, 4, 5, 8], self.numbers("chain", "m0.2"))
        self.assertEqual([], self.notes("chain"))

    def test_a_change_in_place_is_noted(self):
        for unit in ("doubles_in_place", "doubles_torch"):
            self.assertEqual([2, 4, 6, 8], self.numbers(unit))
            self.assertEqual(["argument 0 of doubles_in_place was changed in place"], self.notes(unit))

    def test_paths_lead_through_names_and_opaque_objects_are_handed_on(self):
        self.assertEqual([2, 3, 4, 5], self.numbers("named", "c1.0"))
        self.assertEqual([1, 2, 3, 4], self.numbers("named", "c1.1"))
        self.assertEqual([10], self.numbers("opaque", "c1.0"))
        self.assertEqual([1, 2, 3, 4], self.numbers("opaque", "c2.0"))

    def test_numbers_and_lists_are_arrays(self):
        expected = [("int64", []), ("float64", []), ("bool", []), ("int64", [2]), ("float64", [2, 2]), ("float32", []), ("int32", [])]
        self.assertEqual(expected, [self.header("numbers", f"c1.{index}") for index in range(7)])
        self.assertEqual([[1], [2.5], [True], [1, 2], [1, 2, 3, 4], [1.5], [7]], [self.numbers("numbers", f"c1.{n}") for n in range(7)])

    def test_tensors_of_any_layout_and_type_are_sent_in_c_order(self):
        expected = [[2, 4, 6, 8], [1, 2, 3, 4], [1, 2, 3, 4], [1, 3, 2, 4], [False, False, True, True], [1, 3], [1, 2, 3, 4], [1, 2, 3, 4]]
        self.assertEqual(expected, [self.numbers("tensors", f"c1.{index}") for index in range(8)])
        self.assertEqual(("float32", [2, 2]), self.header("tensors", "c1.1"))
        self.assertEqual(("int64", [2, 2]), self.header("tensors", "c1.7"))
        self.assertEqual(
            [f"the result of tensors[{n}] has type {kind}; it was compared as float32" for n, kind in ((1, "float16"), (2, "bfloat16"))],
            self.notes("tensors"),
        )
        self.assertEqual([[1, 2, 3, 4], [1, 2, 3, 4], [3, 4, 1, 2], [3]], [self.numbers("swapped", f"c1.{n}") for n in range(4)])
        self.assertEqual(("float64", []), self.header("swapped", "c1.3"))

    def test_arguments_are_of_the_framework_and_can_be_written(self):
        self.assertEqual([[1], [1], [1]], [self.numbers("is_array", f"c1.{n}") for n in range(3)])
        self.assertEqual([[1], [0], [1]], [self.numbers("is_tensor", f"c1.{n}") for n in range(3)])
        self.assertEqual([[3], [1], [1]], [self.numbers("literals", f"c1.{n}") for n in range(3)])

    def test_a_subclass_cannot_lie_about_its_elements(self):
        for unit in ("strange", "strange_tensor"):
            self.assertEqual([1, 2, 3, 4], self.numbers(unit))
            self.assertEqual(("float32", [2, 2]), self.header(unit, "c1.0"))

    def test_what_is_no_array_is_named(self):
        self.assert_error("none", "ResultError", "^the result of none is None; expected an array$")
        self.assert_error("none_deep", "ResultError", r"^returned None; expected an array at \[0\]$")
        self.assert_error("path", "ResultError", r"^returned a tuple of 2; expected an array at \[7\]$")
        self.assert_error("ragged", "ResultError", "different shapes")
        self.assert_error("words", "ResultError", "is a str; expected an array")
        self.assert_error("objects", "ResultError", "array of type object")
        self.assert_error("complexes", "ResultError", "array of type complex64")
        self.assert_error("big", "ResultError", "more than 8000000 elements")

    def test_state_is_set_by_name_and_shape(self):
        self.assertEqual([6, 13, 16, 25], self.numbers("scale"))
        self.assertEqual([5, 12, 15, 24], self.numbers("plain"))
        self.assert_error("scale_name", "StateError", "no parameter or buffer weight; it has: factor, offset")
        self.assert_error("scale_shape", "StateError", r"factor has shape \(2,\); the task asks for \(2, 2\)")
        self.assert_error("plain_name", "StateError", "no attribute q")
        self.assert_error("silent", "TargetError", "cannot be called")

    def test_random_numbers_are_the_same_in_every_unit(self):
        draws = [[self.numbers(unit, f"c1.{n}") for n in range(3)] for unit in ("drawn", "drawn_again")]
        self.assertEqual(*draws)

    def test_each_unit_finds_the_submission_as_it_was_uploaded(self):
        for unit in ("places", "places_again"):
            self.assertEqual([[1], [1], [1]], [self.numbers(unit, f"c1.{n}") for n in range(3)])

    def test_course_packages_work(self):
        self.assertEqual([[3], [1], [1, 2]], [self.numbers("libraries", f"c1.{n}") for n in range(3)])
        self.assertAlmostEqual(2, self.numbers("libraries", "c1.3")[0])
        self.assertIn("3/3", self.probe.text("libraries", "stderr"))
        self.assertEqual([1, 2], self.numbers("multiprocess"))
        self.assertEqual([0, 1, 2, 3], self.numbers("loader"))

    def test_all_that_is_printed_is_captured(self):
        text = self.probe.text("prints", "stdout")
        for line in ("from Python\n", "from TorchScript\n", "from the shell\n"):
            self.assertIn(line, text)
        self.assertIn("to stderr \\udc80", self.probe.text("prints", "stderr"))

    def test_messages_are_capped_and_broken_exceptions_reported(self):
        self.assertLess(len(self.probe.outcome("warns")["error"]["message"]), 4_200)
        self.assert_error("raises_broken", "Broken", "no readable message")
