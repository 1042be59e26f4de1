"""Submissions as students write them: what loads all the same, and what is said of it."""

import struct

from tests.answers import AnswersTest
from tests.streams import job, unit
from tests.test_notebook import notebook

MODEL = '''from __future__ import annotations
import os, cv2, numpy as np
import torch
from torch import nn
from past.builtins import xrange
from cs231n.layers import *
from nn_parts.linear import scale
from helper import good, bad, late
import utils.tools
import matplotlib.pyplot as plt
plt.plot([1, 2]); plt.show()
device = torch.device("cuda:0")
weights = torch.zeros(3).cuda()
data = np.load("train.npy")
import argparse
arguments = argparse.ArgumentParser().parse_args()
name = input("who? ")
os.makedirs("checkpoints", exist_ok=True)
raise SystemExit(1)

def tolerant(a: NoSuchType):
    return np.pow(late(good(scale(affine(a)))), 1).astype(np.float)

def needs_library(a):
    return cv2.blur(a)

def needs_data(a):
    return a - data

@numba.jit
def decorated(a):
    return a

def shadowed(a):
    import random
    return random.own(a)

def library_random(a):
    return np.random.RandomState(0).rand(2)

def on_gpu(a):
    device = "cuda" if True else "cpu"
    made = torch.ones(2, device=device) + torch.randn(2).to(device) * 0 + torch.tensor([0.0, 0.0]).cuda()
    return nn.Linear(2, 2).to(device).float()(made).detach().cpu().numpy() * 0 + a[0]

class Scripted(nn.Module):
    def __init__(self):
        super().__init__()
        self.device = torch.device("cuda")
        self.layer = nn.Linear(2, 2).cuda()
    def forward(self, x):
        return self.layer(x.to(self.device)) + torch.zeros(2, device=x.device)

class AsksInForward(nn.Module):
    def forward(self, x):
        return x.cuda()

class Guarded(nn.Module):
    def forward(self, x):
        if x.is_cuda:
            x = x.cuda()
        return x

class NumberOfLayers(nn.Module):
    def forward(self, x):
        return eval("x")

class Traceable(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer = nn.Linear(2, 2)
    def forward(self, x, **unused):
        return self.layer(x)

class NormInTrace(Traceable):
    def forward(self, x, **unused):
        if x.dtype != torch.float32:
            raise TypeError("float32 is needed")
        return torch.sqrt(x / x.norm())

class LengthInTrace(Traceable):
    def forward(self, x, **unused):
        total = x[:, 0]
        for step in range(x.shape[1]):
            total = total + x[:, step]
        return total

class ModeInTrace(Traceable):
    def forward(self, x, **unused):
        return nn.functional.dropout(x, 0.5, self.training)

class BranchInTrace(Traceable):
    def forward(self, x, **unused):
        if x.sum() > 0:
            return x * 2
        return x

class RaisesInTrace(Traceable):
    def forward(self, x, **unused):
        return x.numpy().no_such_thing

class ShapeInTrace(Traceable):
    def forward(self, x, **unused):
        if x.shape[1] != 2:
            raise ValueError("two columns")
        return x * 2

if __name__ == "__main__":
    raise ValueError
'''

FILES = {
    "model.py": MODEL,
    "cs231n/layers.py": "from builtins import range\nfrom .sub import factor\nfrom .im2col_cython import x\ndef affine(a):\n    for _ in xrange(1): pass\n    return a * factor\n",
    "cs231n/sub.py": "factor = 1\n",
    "mytorch/nn_parts/linear.py": "def scale(a): return a\n",
    "helper.py": "import tensorboardX\ndef good(a): return a\ndef late(a): return a\n",
    "utils/tools.py": "here = 1\n",
    "random.py": "import random as python_random\ndef own(a): return a + python_random.random() * 0\n",
    "slow.py": "import helper\nwhile True:\n    try:\n        x = 1\n    except BaseException:\n        pass\ndef after(a): return a\n",
    "python2.py": "def f(a):\n    print 'x'\n",
    "uses_broken.py": "from python2 import f\ndef g(a): return f(a)\n",
    "hw.ipynb": notebook(
        "%matplotlib inline\nimport torch\nimport numpy as np\nfrom torch import nn\nfrom google.colab import drive\ndrive.mount('/content')",
        "class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.layer = nn.Linear(2, 2)\n    def forward(self, x):\n        return self.layer(x)",
        "def wrong(a):\n    b = a\n    return b + undefined",
        "a = (",
        "%%writefile written.py\ndef twice(a): return a * 2",
        "from written import twice\nclass NotScripted(nn.Module):\n    def forward(self, x):\n        return eval('x')",
        "for step in range(3): print(step)\nprint(no_such_name)",
    ).decode(),
    "damaged.ipynb": "{",
}


def _probe():
    names = "tolerant needs_library needs_data decorated shadowed library_random on_gpu absent".split()
    targets = [f"model:{name}" for name in names] + ["slow:after", "python2:f", "uses_broken:g", "hw:twice", "hw:wrong", "damaged:f", "no_file:f"]
    units = []
    for target in targets:
        one = {"id": "c1", "action": "call", "target": target, "arguments": [{"tensor": "a1"}], "record": [[]]}
        units.append(unit(target.replace(":", "."), [one], seconds=60))
    return job("probe", units, FILES, {"a1": ("float64", [2], struct.pack("<2d", 1, 2))})


def _export():
    names = "Scripted AsksInForward Guarded NumberOfLayers".split()
    units = [{"id": name, "target": f"model:{name}", "seed": 1, "construct": [], "seconds": 60} for name in names]
    units += [{"id": name, "target": f"hw:{name}", "seed": 1, "construct": [], "seconds": 60} for name in ("Net", "NotScripted")]
    for name in ("Traceable", "BranchInTrace", "RaisesInTrace", "ShapeInTrace", "NormInTrace", "LengthInTrace", "ModeInTrace"):
        examples = [[{"tensor": "a1"}], [{"tensor": "a2"}]]
        units.append({"id": name, "target": f"model:{name}", "seed": 1, "construct": [], "seconds": 60, "examples": examples})
    units[-2]["examples"] = [[{"tensor": "a1"}], [{"tensor": "a3"}]]  # another length
    tensors = {
        "a1": ("float32", [1, 2], struct.pack("<2f", 1, 2)),
        "a2": ("float32", [4, 2], struct.pack("<8f", *range(8))),
        "a3": ("float32", [2, 3], struct.pack("<6f", *range(6))),
    }
    rules = [{"id": "r1", "forbidden_imports": [], "forbidden_calls": ["torch.nn.Linear", "x.*"]}]
    files = {**FILES, "long.py": "import x\nx." + ".".join(["name"] * 1000) + "\n"}
    return job("export", units, files, tensors, rules=rules)


JOBS = {"submission_probe": _probe, "submission_export": _export}


class SubmissionAnswers(AnswersTest):
    """What the containers of ``JOBS`` have answered."""

    def outcome(self, unit, of="submission_probe"):
        return self.answer(of).outcome(unit)

    def notes(self, unit, of="submission_probe"):
        return [header["text"] for header, _ in self.answer(of).of(unit, "note")]

    def message(self, unit, of="submission_probe"):
        return self.outcome(unit, of)["error"]["message"]

    def test_what_raises_at_import_is_told_and_the_rest_loads(self):
        self.assertEqual("ok", self.outcome("model.tolerant")["status"], self.outcome("model.tolerant"))
        notes = "\n".join(self.notes("model.tolerant"))
        for place in ("model.py, line 2 (import cv2)", "helper.py, line 1 (import tensorboardX)", "model.py, line 14 (data = np.load", "model.py, line 17"):
            self.assertIn(place, notes)
        self.assertIn("no GPU here", notes)
        self.assertIn("np.float left NumPy", notes)
        self.assertNotIn("/scratch", notes)

    def test_what_a_failed_statement_was_to_define_is_said_where_it_is_missing(self):
        self.assertRegex(self.message("model.needs_library"), r"name 'cv2' is not defined; model\.py, line 2 \(import cv2\) failed")
        self.assertRegex(self.message("model.needs_data"), r"name 'data' .*train\.npy")
        self.assertEqual(("NameError", 30), (self.outcome("model.decorated")["error"]["type"], self.outcome("model.decorated")["error"]["line"]))
        self.assertRegex(self.message("model.absent"), "^model.py defines no absent; it defines: ")

    def test_own_files_come_before_libraries_of_the_same_name(self):
        for unit in ("model.shadowed", "model.library_random", "model.on_gpu"):
            self.assertEqual("ok", self.outcome(unit)["status"], self.outcome(unit))

    def test_importing_has_a_time_limit_of_its_own(self):
        self.assertEqual("ok", self.outcome("slow.after")["status"], self.outcome("slow.after"))
        self.assertRegex("\n".join(self.notes("slow.after")), r"slow\.py, line \d.*took too long")

    def test_python_2_is_named(self):
        self.assertRegex(self.message("python2.f"), "This is Python 2; the code runs here with Python 3")
        self.assertEqual(("python2.py", 2), (self.outcome("python2.f")["error"]["file"], self.outcome("python2.f")["error"]["line"]))
        self.assertRegex(self.message("uses_broken.g"), "name 'f' is not defined; uses_broken.py, line 1")

    def test_notebooks_are_modules_and_errors_name_the_cell(self):
        self.assertEqual("ok", self.outcome("hw.twice")["status"], self.outcome("hw.twice"))
        error = self.outcome("hw.wrong")["error"]
        self.assertEqual(("hw.ipynb, cell 3", 3), (error["file"], error["line"]))
        self.assertIn('File "hw.ipynb, cell 3", line 3, in wrong', error["traceback"])
        notes = "\n".join(self.notes("hw.twice"))
        for place in ("hw.ipynb, cell 4, line 1", "hw.ipynb, cell 7, line 2", "drive.mount cannot work"):
            self.assertIn(place, notes)
        self.assertRegex(self.message("damaged.f"), "damaged.ipynb is no readable notebook")
        self.assertRegex(self.message("no_file.f"), "no file no_file.py; it has: .*hw.ipynb")

    def test_models_that_name_a_gpu_are_exported_or_the_line_is_named(self):
        for unit in ("Scripted", "Guarded", "Net"):
            self.assertEqual("ok", self.outcome(unit, "submission_export")["status"], self.outcome(unit, "submission_export"))
        error = self.outcome("AsksInForward", "submission_export")["error"]
        self.assertRegex(error["message"], "asks for a GPU")
        self.assertEqual(("model.py", MODEL.split("\n").index("        return x.cuda()") + 1), (error["file"], error["line"]))

    def test_export_errors_of_notebooks_name_the_cell(self):
        error = self.outcome("NotScripted", "submission_export")["error"]
        self.assertEqual(("hw.ipynb, cell 6", 4), (error["file"], error["line"]), error)
        self.assertIn('File "hw.ipynb, cell 6", line 4', error["message"])

    def test_a_trace_is_taken_only_where_it_computes_the_same(self):
        self.assertEqual("ok", self.outcome("Traceable", "submission_export")["status"], self.outcome("Traceable", "submission_export"))
        self.assertRegex("\n".join(self.notes("Traceable", "submission_export")), "a trace of it is used")
        # no numbers for zeros, nor with its signs turned: neither says anything against the trace
        self.assertEqual("ok", self.outcome("NormInTrace", "submission_export")["status"], self.outcome("NormInTrace", "submission_export"))
        self.assertEqual("export_error", self.outcome("NumberOfLayers", "submission_export")["status"])
        self.assertRegex(self.message("LengthInTrace", "submission_export"), r"not taken: in training mode, on example 2 of shape \(2, 3\)")
        self.assertRegex(self.message("ModeInTrace", "submission_export"), "A trace was tried as well and not taken: in evaluation mode")

    def test_what_a_trace_would_freeze_is_told_with_its_line(self):
        branch = MODEL.split("\n").index("        if x.sum() > 0:") + 1
        message = self.message("BranchInTrace", "submission_export")
        self.assertRegex(message, r"not taken: in training mode, on example 1 of shape \(1, 2\) with its signs turned")
        self.assertIn(f"look at model.py, line {branch} (Converting a tensor to a Python boolean)", message)
        raising = MODEL.split("\n").index("        return x.numpy().no_such_thing") + 1
        self.assertRegex(self.message("RaisesInTrace", "submission_export"), f"not taken: it raised \\w+ at model.py, line {raising}")
        self.assertEqual("ok", self.outcome("ShapeInTrace", "submission_export")["status"])
        shape = MODEL.split("\n").index("        if x.shape[1] != 2:") + 1
        self.assertIn(f"the trace keeps what it saw at model.py, line {shape}", "\n".join(self.notes("ShapeInTrace", "submission_export")))

    def test_findings_in_notebooks_name_the_cell_and_long_names_are_cut(self):
        findings = self.answer("submission_export").findings()
        self.assertIn(("torch.nn.Linear", "hw.ipynb, cell 2", 4), [(f["name"], f["file"], f["line"]) for f in findings])
        (long,) = {f["name"] for f in findings if f["file"] == "long.py"}
        self.assertLess(len(long), 400)
