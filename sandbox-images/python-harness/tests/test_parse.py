"""Forbidden names are found whatever they are called in the file, and only where the code refers to them."""

import unittest

from grader_harness.parse import search

CONV = [{"id": "r1", "forbidden_calls": ["torch.nn.Conv2d"]}]
VISION = [{"id": "r1", "forbidden_imports": ["torchvision"]}]


def findings(rules, source=None, **files):
    if source is not None:
        files["model"] = source
    sent = []
    paths = {name + ".py": text.encode() for name, text in files.items()}
    search(rules, paths, sent.append)
    return [
        (frame["kind"], frame["name"], frame["file"], frame["line"]) for frame in sent if frame["frame"] == "finding"
    ]


class ForbiddenCalls(unittest.TestCase):
    def found(self, source):
        for finding in findings(CONV, source):
            self.assertEqual(("call", "torch.nn.Conv2d", "model.py"), finding[:3])
        return [line for _, _, _, line in findings(CONV, source)]

    def test_every_way_to_say_the_name_is_found(self):
        ways = {
            "full name": "import torch\nx = torch.nn.Conv2d(1, 1, 3)",
            "submodule import": "import torch.nn\nx = torch.nn.Conv2d(1, 1, 3)",
            "alias of the module": "import torch.nn as nn\nx = nn.Conv2d(1, 1, 3)",
            "from import": "from torch import nn\nx = nn.Conv2d(1, 1, 3)",
            "from import of the name": "from torch.nn import Conv2d as C\nx = C(1, 1, 3)",
            "star import": "from torch.nn import *\nx = Conv2d(1, 1, 3)",
            "assignment": "import torch; N = torch.nn\nx = N.Conv2d(1, 1, 3)",
            "alias of the class": "from torch import nn\nC = nn.Conv2d",
            "subclass": "from torch import nn\nclass Mine(nn.Conv2d): pass",
            "getattr": "import torch\nx = getattr(torch.nn, 'Conv2d')(1, 1, 3)",
            "getattr of a sum": "import torch\nx = getattr(torch.nn, 'Conv' + '2d')(1, 1, 3)",
            "alias of getattr": "import torch; g = getattr\nx = g(torch.nn, 'Conv2d')(1, 1, 3)",
            "__import__": "t = __import__('torch')\nx = t.nn.Conv2d(1, 1, 3)",
            "__import__ of a submodule": "t = __import__('torch.nn')\nx = t.nn.Conv2d(1, 1, 3)",
            "import_module": "import importlib; n = importlib.import_module('torch.nn')\nx = n.Conv2d(1, 1, 3)",
            "from import of import_module": "from importlib import import_module as i\nx = i('torch.nn').Conv2d(1, 1, 3)",
            "__dict__": "import torch\nx = torch.nn.__dict__['Conv2d'](1, 1, 3)",
            "vars": "import torch\nx = vars(torch.nn)['Conv2d'](1, 1, 3)",
            "sys.modules": "import sys\nx = sys.modules['torch.nn'].Conv2d(1, 1, 3)",
            "tuple": "import torch; a, b = 1, torch.nn\nx = b.Conv2d(1, 1, 3)",
            "walrus": "import torch\nx = (n := torch.nn).Conv2d(1, 1, 3)",
            "conditional": "import torch\nx = (torch.nn if 1 else None).Conv2d(1, 1, 3)",
            "argument": "import functools, torch\nx = functools.partial(torch.nn.Conv2d, 1)",
            "default of a parameter": "from torch import nn\ndef f(layer=nn.Conv2d): return layer(1, 1, 3)",
            "decorated function": "from torch import nn\n@nn.Conv2d\ndef f(): pass",
            "comprehension": "from torch import nn\nx = [nn.Conv2d(1, 1, 3) for _ in range(3)]",
            "loop over modules": "import torch\nfor n in [torch.nn]: n.Conv2d(1, 1, 3)",
            "f-string": "from torch import nn\nx = f'{nn.Conv2d(1, 1, 3)}'",
        }
        for way, source in ways.items():
            with self.subTest(way):
                self.assertEqual({2}, set(self.found(source)))

    def test_names_imported_within_a_function_are_found(self):
        self.assertEqual([3], self.found("def build_model():\n    import torch.nn as q\n    return q.Conv2d(1, 1, 3)"))

    def test_a_method_sees_the_module_and_not_the_class(self):
        self.assertEqual(
            [5], self.found("from torch import nn\nclass A:\n    nn = None\n    def f(self):\n        return nn.Conv2d(1, 1, 3)")
        )

    def test_global_assignment_in_a_function_is_seen_elsewhere(self):
        source = "import torch\ndef a():\n    global C\n    C = torch.nn\ndef b():\n    return C.Conv2d(1, 1, 3)"
        self.assertEqual([6], self.found(source))

    def test_text_comments_and_other_names_are_no_findings(self):
        for source in (
            "# torch.nn.Conv2d\nx = 'torch.nn.Conv2d'",
            '"""Uses no torch.nn.Conv2d."""',
            "class nn:\n    class Conv2d: pass\nx = nn.Conv2d()",
            "import torch\nclass Conv2dByHand(torch.nn.Module): pass",
            "from torch import nn\nx = nn.Conv2dLazy",
            "from torch import nn\ndef f(nn): return nn.Conv2d(1)",
            "from torch import nn\nx = lambda nn: nn.Conv2d(1)",
            "from torch import nn\nx = [nn.Conv2d for nn in range(3)]",
            "import torch\ndef f(layer: torch.nn.Conv2d) -> torch.nn.Conv2d: return layer",
            "from torch.nn import Conv2d",
        ):
            with self.subTest(source):
                self.assertEqual([], self.found(source))

    def test_names_are_followed_through_other_files(self):
        helper = "from torch.nn import Conv2d as C, Linear\n"
        for source in (
            "from helper import C\nx = C(1, 1, 3)",
            "import helper\nx = helper.C(1, 1, 3)",
            "from helper import *\nx = C(1, 1, 3)",
            "from .helper import C\nx = C(1, 1, 3)",
            "from . import helper as h\nx = h.C(1, 1, 3)",
        ):
            with self.subTest(source):
                self.assertEqual([("call", "torch.nn.Conv2d", "model.py", 2)], findings(CONV, source, helper=helper))

    def test_names_are_followed_through_packages(self):
        files = {"net/__init__": "from .layers import L", "net/layers": "import torch.nn as n\nL = n.Conv2d"}
        found = findings(CONV, "import net\nx = net.L(1, 1, 3)", **files)
        self.assertIn(("call", "torch.nn.Conv2d", "model.py", 2), found)
        self.assertIn(("call", "torch.nn.Conv2d", "net/layers.py", 2), found)

    def test_modules_that_import_each_other_come_to_an_end(self):
        self.assertEqual([], findings(CONV, "from b import *\nfrom b import x\ny = x", b="from model import *\nfrom model import y\nx = y"))

    def test_a_whole_module_can_be_forbidden_by_prefix(self):
        rules = [{"id": "r1", "forbidden_calls": ["torch.nn.functional.*"]}]
        source = "import torch.nn.functional as F\nimport torch\ny = F.relu(torch.nn.Linear(1, 1))"
        self.assertEqual([("call", "torch.nn.functional.relu", "model.py", 3)], findings(rules, source))

    def test_one_finding_per_line_and_rule(self):
        rules = CONV + [{"id": "r2", "forbidden_calls": ["torch.nn.Conv2d"]}]
        self.assertEqual(2, len(findings(rules, "from torch import nn\nx = nn.Conv2d(1, 1, 3), nn.Conv2d(1, 1, 3)")))


class ForbiddenImports(unittest.TestCase):
    def test_every_import_of_the_module_or_a_part_of_it_is_found(self):
        for source in (
            "import torchvision",
            "import torchvision.models as m",
            "from torchvision import models",
            "from torchvision.models import *",
            "x = __import__('torchvision')",
            "import importlib; x = importlib.import_module('torchvision.models')",
            "try:\n    import torchvision\nexcept ImportError: pass",
        ):
            with self.subTest(source):
                found = findings(VISION, source)
                self.assertEqual([("import", "torchvision", "model.py")], [finding[:3] for finding in found])

    def test_modules_with_a_similar_name_are_allowed(self):
        self.assertEqual([], findings(VISION, "import torchvisionary\nimport torch\n# import torchvision"))

    def test_a_part_of_an_allowed_package_is_found_without_its_own_import(self):
        rules = [{"id": "r1", "forbidden_imports": ["scipy.signal"]}]
        self.assertEqual([("import", "scipy.signal", "model.py", 2)], findings(rules, "import scipy\ny = scipy.signal.convolve"))
        self.assertEqual([("import", "scipy.signal", "model.py", 1)], findings(rules, "from scipy import signal"))
        self.assertEqual([], findings(rules, "import scipy\ny = scipy.stats.norm"))


class BrokenFiles(unittest.TestCase):
    def test_a_syntax_error_is_a_finding_of_every_rule_with_its_line(self):
        found = findings(CONV + [{"id": "r2"}], "x = 1\ndef f(:\n    pass")
        self.assertEqual([("syntax", "invalid syntax", "model.py", 2)] * 2, found)

    def test_the_other_files_are_still_searched(self):
        found = findings(CONV, "import torch\nx = torch.nn.Conv2d", other="def")
        self.assertEqual({"syntax", "call"}, {finding[0] for finding in found})

    def test_bytes_that_are_no_text_are_a_finding(self):
        sent = []
        search(CONV, {"model.py": b"x = '\xff'"}, sent.append)
        self.assertEqual(["syntax"], [frame["kind"] for frame in sent if frame["frame"] == "finding"])

    def test_deep_nesting_is_a_finding(self):
        self.assertEqual([("syntax", "too deeply nested", "model.py", 1)], findings(CONV, "x = " + "(" * 5000 + ")" * 5000))

    def test_a_long_sum_is_searched(self):
        source = "import torch\nx = " + "+".join(["1"] * 500) + "\ny = torch.nn.Conv2d"
        self.assertEqual([("call", "torch.nn.Conv2d", "model.py", 3)], findings(CONV, source))

    def test_files_that_are_no_python_are_left_alone(self):
        sent = []
        search(CONV, {"notes.txt": b"def (", "data.csv": b"1,2"}, sent.append)
        self.assertEqual([], sent)
