"""Frames and errors, without a container of their own."""

import io
import unittest

from grader_harness import caps
from grader_harness.checks import ParseChecks, UnitChecks
from grader_harness.errors import status_of
from grader_harness.frames import PREFIX, FrameAssembler, FrameError, read_frame, write_frame
from grader_harness.newer import _missing
from grader_harness.plan import PlanError, decode_tensor, read_job, safe_path
from grader_harness.preload import imported_libraries


def encoded(header, payload=b""):
    stream = io.BytesIO()
    write_frame(stream.write, header, payload)
    return stream.getvalue()


class Frames(unittest.TestCase):
    def test_a_frame_is_read_as_it_was_written(self):
        header = {"frame": "text", "unit": "ü1"}
        self.assertEqual((header, b"\0\1"), read_frame(io.BytesIO(encoded(header, b"\0\1")), 2))

    def test_the_end_of_the_stream_is_no_frame_and_the_middle_of_one_an_error(self):
        self.assertIsNone(read_frame(io.BytesIO(b""), 1))
        data = encoded({"frame": "x"}, b"12")
        for length in range(1, len(data)):
            with self.assertRaises(FrameError):
                read_frame(io.BytesIO(data[:length]), 10)

    def test_lengths_beyond_the_caps_are_refused_before_anything_is_read(self):
        for lengths in ((2**32 - 1, 0), (10, 2**64 - 1), (262_145, 0)):
            with self.assertRaises(FrameError):
                read_frame(io.BytesIO(PREFIX.pack(*lengths)), 1 << 20)
            with self.assertRaises(FrameError):
                FrameAssembler(1 << 20, 1 << 21, 10).feed(PREFIX.pack(*lengths))

    def test_headers_that_are_no_object_with_a_type_are_refused(self):
        for header in (b"", b"[]", b'{"frame":1}', b"{", b"\xff", b"[" * 100_000):
            with self.assertRaises(FrameError):
                read_frame(io.BytesIO(PREFIX.pack(len(header), 0) + header), 0)

    def test_frames_come_out_of_single_bytes(self):
        assembler = FrameAssembler(100, 1_000, 10)
        frames = [frame for byte in encoded({"frame": "a"}, b"xy") + encoded({"frame": "b"}) for frame in assembler.feed(bytes([byte]))]
        self.assertEqual([({"frame": "a"}, b"xy"), ({"frame": "b"}, b"")], frames)
        self.assertFalse(assembler.incomplete)

    def test_the_sum_and_the_number_of_frames_are_capped(self):
        with self.assertRaises(FrameError):
            FrameAssembler(100, 100, 10).feed(encoded({"frame": "a"}, b"x" * 60) * 2)
        with self.assertRaises(FrameError):
            FrameAssembler(100, 1_000, 2).feed(encoded({"frame": "a"}) * 3)


class Plans(unittest.TestCase):
    def test_paths_that_leave_the_folder_are_refused(self):
        for path in ("../a", "/a", "a/../b", "a//b", "", ".", "a\\b", "a\0", None, "x" * 300):
            with self.assertRaises(PlanError):
                safe_path(path)
        self.assertEqual("a/b c.py", safe_path("a/b c.py"))

    def test_a_tensor_has_exactly_the_bytes_of_its_shape(self):
        self.assertEqual([[1, 2]], decode_tensor({"dtype": "uint8", "shape": [1, 2]}, b"\1\2").tolist())
        for dtype, shape in (("uint8", [3]), ("uint8", [-2]), ("object", [2]), ("uint8", [2.0]), ("uint8", [True, 2]), ("uint8", [1] * 17), ([], [2])):
            with self.assertRaises(PlanError):
                decode_tensor({"dtype": dtype, "shape": shape}, b"\1\2")

    def test_a_tensor_without_elements_has_a_shape_that_can_be_counted(self):
        self.assertEqual((0, 3), decode_tensor({"dtype": "int64", "shape": [0, 3]}, b"").shape)
        for shape in ([0, 1 << 70], [0, 1 << 62, 1 << 62], [1 << 63, 0]):
            with self.assertRaises(PlanError):
                decode_tensor({"dtype": "int64", "shape": shape}, b"")

    def test_another_protocol_or_step_is_refused(self):
        for change in ({"protocol": 2}, {"step": "train"}, {"units": [{}]}, {"units": [{"id": "a"}, {"id": "a"}]}):
            plan = {"frame": "job", "protocol": 1, "step": "probe", "units": [], **change}
            with self.assertRaises(PlanError):
                read_job(io.BytesIO(encoded(plan) + encoded({"frame": "end"})))


class Forged(unittest.TestCase):
    def test_members_of_any_type_are_refused_or_dropped(self):
        for anything in ([], {}, 1, 1.5, None, True, "x", [[]]):
            for checks, header in (
                (UnitChecks(), {"frame": "outcome", "status": anything}),
                (UnitChecks({"c1.0"}), {"frame": "tensor", "name": anything, "dtype": "uint8", "shape": [1]}),
                (UnitChecks({"c1.0"}), {"frame": "tensor", "name": "c1.0", "dtype": anything, "shape": [1]}),
                (UnitChecks({"c1.0"}), {"frame": "tensor", "name": "c1.0", "dtype": "uint8", "shape": anything}),
                (ParseChecks({"r1"}), {"frame": "finding", "rule": anything, "line": 1, "kind": "call"}),
            ):
                with self.assertRaises(FrameError):
                    checks(header, b"\1\2" if header["frame"] == "tensor" else b"")


class Preload(unittest.TestCase):
    def test_only_libraries_of_the_closed_list_are_imported_beforehand(self):
        source = b"import matplotlib.pyplot as plt\n  from scipy.signal import x\nimport tqdm.__main__\nimport os\n# import pandas\nimport torchvisionx"
        self.assertEqual(["matplotlib.pyplot", "scipy.signal"], imported_libraries({"a.py": source, "b.txt": b"import pandas"}))


class Errors(unittest.TestCase):
    def test_exceptions_have_the_status_of_their_cause(self):
        for problem, status in (
            (MemoryError(), "memory"),
            (RuntimeError("[enforce fail] DefaultCPUAllocator: can't allocate memory"), "memory"),
            (OSError(28, "No space left on device"), "disk"),
            (OSError(27, "File too large"), "disk"),
            (BlockingIOError(11, "Resource temporarily unavailable"), "process_limit"),
            (RuntimeError("can't start new thread"), "process_limit"),
            (RuntimeError("mat1 and mat2 shapes cannot be multiplied"), "error"),
            (FileNotFoundError(2, "No such file"), "error"),
        ):
            self.assertEqual(status, status_of(problem), problem)

    def test_what_torch_lacks_is_named_in_full(self):
        script = "object has no attribute {0}:\n  File \"model.py\", line 3\n        return {1}.{0}(x)\n"
        for message, name in (
            ("module 'torch.nn' has no attribute 'RMSNorm'", "torch.nn.RMSNorm"),
            ("cannot import name 'RMSNorm' from 'torch.nn' (/usr/lib/x.py)", "torch.nn.RMSNorm"),
            ("No module named 'torch.nn.attention'", "torch.nn.attention"),
            (script.format("rms_norm", "F"), "torch.nn.functional.rms_norm"),
            (script.format("vmap", "torch.func"), "torch.func.vmap"),
            (script.format("shape2", "x"), None),
            ("No module named 'torchaudio.x'", None),
            ("module 'numpy' has no attribute 'bool'", None),
        ):
            self.assertEqual(name, _missing(message)[0], message)


class Shortening(unittest.TestCase):
    def test_long_text_says_how_much_is_missing(self):
        self.assertEqual("ab… (3 more characters)", caps.shorten("abcde", 2))
        self.assertEqual("a?", caps.shorten("a\ud800", 2))
