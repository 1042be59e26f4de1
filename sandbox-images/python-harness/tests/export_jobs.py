"""Export jobs: what can be exported, and what is said of what cannot."""

import io

from tests.answers import AnswersTest
from tests.streams import job

MODEL = '''
import torch
from torch import nn
from helper import scale
print("imported")

class Linear(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(size, size))
        self.register_buffer("steps", torch.zeros(1))
    def forward(self, x):
        return scale(x @ self.weight)

def build_model(size=2):
    return nn.Sequential(Linear(size), nn.Dropout(0.5))

def returns_list(): return [1, 2]
def raises():
    raise ValueError("no such size")

class Unscriptable(nn.Module):
    def forward(self, x):
        values = {}
        values[1] = "a"
        return eval("x")

class NoSuchFunction(nn.Module):
    def forward(self, x):
        return torch.frobnicate(x)

class Huge(nn.Module):
    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(20 * 1024 * 1024))
    def forward(self, x):
        return x

class Square(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x): return x * x
    @staticmethod
    def backward(ctx, g): return g

class UsesFunction(nn.Module):
    def forward(self, x):
        return Square.apply(x)

def newer(): return nn.RMSNorm(3)
def newer_still(): return nn.NoSuchLayer(3)
def newer_compile(): return torch.compile(Linear(2))
def newer_keyword(): return nn.LayerNorm(3, bias=False)
def newer_method():
    layer = Linear(2)
    layer.compile()
    return layer

class Attention(nn.Module):
    def forward(self, x):
        return nn.functional.scaled_dot_product_attention(x, x, x)

def scripted(): return torch.jit.script(build_model(2))
value = 3
'''

FILES = {
    "model.py": MODEL,
    "helper.py": "def scale(x):\n    return x * 2\n",
    "broken.py": "import torch\nx = (1,\n",
    "imports_missing.py": "import tensorflow\n",
    "needs_newer.py": "from torch.nn import RMSNorm\n",
    "random.py": "def build_model(): pass\n",
    "net/__init__.py": "from .layers import make\n",
    "net/layers.py": "from torch import nn\ndef make(): return nn.Linear(1, 1)\n",
    "uses_conv.py": "from torch import nn as n\n# n.Conv2d\nlayer = n.Conv2d\nimport torchvision.models\n",
}
RULES = [
    {"id": "r1", "forbidden_imports": ["torchvision"], "forbidden_calls": []},
    {"id": "r2", "forbidden_imports": [], "forbidden_calls": ["torch.nn.Conv2d"]},
]


def _unit(identifier, target, seed=71, construct=()):
    return {"id": identifier, "target": target, "seed": seed, "construct": [{"literal": n} for n in construct], "seconds": 60}


def _export():
    units = [
        _unit("good", "model:build_model", construct=[3]),
        _unit("same", "model:build_model", construct=[3]),
        _unit("other", "model:build_model", seed=72, construct=[3]),
        _unit("class", "model:Linear", construct=[2]),
        _unit("package", "net:make"),
        _unit("scripted", "model:scripted"),
        _unit("list", "model:returns_list"),
        _unit("raises", "model:raises"),
        _unit("unscriptable", "model:Unscriptable"),
        _unit("no_such", "model:NoSuchFunction"),
        _unit("function", "model:UsesFunction"),
        _unit("huge", "model:Huge"),
        _unit("newer", "model:newer"),
        *[_unit(name, f"model:{name}") for name in ("newer_still", "newer_compile", "newer_keyword", "newer_method", "Attention")],
        _unit("newer_import", "needs_newer:build_model"),
        _unit("missing_name", "model:make_model"),
        _unit("missing_file", "network:build_model"),
        _unit("no_function", "model:value"),
        _unit("broken", "broken:build_model"),
        _unit("missing_library", "imports_missing:build_model"),
        _unit("shadow", "random:build_model"),
        _unit("arguments", "model:build_model", construct=[1, 2, 3]),
    ]
    return job("export", units, FILES, rules=RULES)


JOBS = {"export": _export, "no_rules": lambda: job("export", [], {"a.py": "def"}), "no_files": lambda: job("export", [_unit("e1", "model:f")], {})}


class ExportAnswers(AnswersTest):
    """What the containers of ``JOBS`` have answered."""

    def outcome(self, unit):
        return self.answer("export").outcome(unit)

    def assert_error(self, unit, status, kind, message, **more):
        outcome = self.outcome(unit)
        self.assertEqual((status, kind), (outcome["status"], outcome["error"]["type"]), outcome)
        self.assertRegex(outcome["error"]["message"], message)
        self.assertEqual(more, {key: outcome["error"].get(key) for key in more}, outcome)

    def blob(self, unit):
        ((_, payload),) = self.answer("export").of(unit, "blob")
        return payload

    def load(self, unit):
        import torch

        return torch.jit.load(io.BytesIO(self.blob(unit)))

    def test_models_are_exported_with_parameters_and_buffers(self):
        for unit in ("good", "class", "package", "scripted"):
            self.assertEqual("ok", self.outcome(unit)["status"])
        self.assertEqual({"0.weight", "0.steps"}, set(self.load("good").state_dict()))
        self.assertEqual((3, 3), tuple(self.load("good").state_dict()["0.weight"].shape))

    def test_an_exported_model_computes_and_trains(self):
        import torch

        model = self.load("class")
        weight = model.state_dict()["weight"]
        output = model(torch.eye(2))
        self.assertTrue(torch.equal(weight * 2, output.detach()))
        output.sum().backward()
        self.assertTrue(torch.equal(torch.full((2, 2), 2.0), next(model.parameters()).grad))

    def test_the_seed_decides_the_parameters(self):
        import torch

        weights = {unit: self.load(unit).state_dict()["0.weight"] for unit in ("good", "same", "other")}
        self.assertTrue(torch.equal(weights["good"], weights["same"]))
        self.assertFalse(torch.equal(weights["good"], weights["other"]))

    def test_what_is_printed_comes_as_text(self):
        self.assertEqual("imported\n", self.answer("export").text("good", "stdout"))

    def test_errors_of_the_students_code_name_the_place(self):
        self.assert_error("raises", "error", "ValueError", "^no such size$", file="model.py", line=20)
        self.assertEqual(
            '  File "model.py", line 20, in raises\n    raise ValueError("no such size")\n',
            self.outcome("raises")["error"]["traceback"],
        )
        self.assert_error("broken", "error", "SyntaxError", "was never closed", file="broken.py", line=2)
        self.assert_error("missing_library", "error", "TargetError", r"imports_missing\.py, line 1 \(import tensorflow\) failed")
        self.assert_error("arguments", "error", "TypeError", "positional argument")

    def test_what_cannot_be_scripted_is_an_export_error_with_its_place(self):
        for unit in ("unscriptable", "no_such", "function"):
            outcome = self.outcome(unit)
            self.assertEqual("export_error", outcome["status"], outcome)
            self.assertEqual("model.py", outcome["error"].get("file"), outcome)
            self.assertNotIn("/scratch", outcome["error"]["message"])
            self.assertTrue(outcome["error"]["message"])

    def test_a_model_beyond_the_cap_is_an_export_error(self):
        self.assert_error("huge", "export_error", "ExportError", r"80\.\d MiB; at most 64 MiB")

    def test_a_newer_torch_is_named(self):
        came = r"^torch 1\.13 here has no {}, which came with torch {}\. \("
        self.assert_error("newer", "error", "AttributeError", came.format(r"torch\.nn\.RMSNorm", r"2\.4"))
        self.assert_error("newer_import", "error", "TargetError", came.format(r"torch\.nn\.RMSNorm", r"2\.4"))
        self.assert_error("newer_compile", "error", "AttributeError", came.format(r"torch\.compile", r"2\.0"), file="model.py")
        self.assert_error("newer_keyword", "error", "TypeError", came.format("argument bias of LayerNorm", r"2\.1"))
        self.assert_error("newer_method", "error", "AttributeError", came.format("method compile of modules and optimisers", r"2\.0"))
        attention = came.format(r"torch\.nn\.functional\.scaled_dot_product_attention", r"2\.0")
        self.assert_error("Attention", "export_error", "RuntimeError", attention, file="model.py")
        self.assert_error("newer_still", "error", "AttributeError", r"has no torch\.nn\.NoSuchLayer; your code may be written for a newer")
        self.assertRegex(self.outcome("no_such")["error"]["message"], r"^torch 1\.13 here has no torch\.frobnicate")

    def test_a_wrong_target_says_what_is_there(self):
        self.assert_error("list", "error", "ResultError", "returned a list of 2; expected a torch.nn.Module")
        self.assert_error("missing_name", "error", "TargetError", "model.py defines no make_model; it defines: .*build_model")
        self.assert_error("missing_file", "error", "TargetError", "no file network.py")
        self.assert_error("no_function", "error", "TargetError", "is an int; a function or class is needed")
        self.assert_error("shadow", "error", "ResultError", "build_model returned None")  # their random.py, not Python's

    def test_findings_come_before_parsed_and_units_after_it(self):
        kinds = self.answer("export").kinds()
        parsed = kinds.index("parsed")
        self.assertEqual({"ready", "finding"}, set(kinds[:parsed]))
        self.assertNotIn("finding", kinds[parsed:])
        found = {(f["rule"], f["kind"], f["name"], f["file"], f["line"]) for f in self.answer("export").findings()}
        syntax = {(rule, "syntax", "'(' was never closed", "broken.py", 2) for rule in ("r1", "r2")}
        rules = {("r1", "import", "torchvision", "uses_conv.py", 4), ("r2", "call", "torch.nn.Conv2d", "uses_conv.py", 3)}
        self.assertEqual(syntax | rules, found)

    def test_without_rules_nothing_is_searched(self):
        self.assertEqual(["ready", "parsed", "done"], self.answer("no_rules").kinds())

    def test_an_empty_submission_gets_an_error_and_no_crash(self):
        self.assertEqual("TargetError", self.answer("no_files").outcome("e1")["error"]["type"])
