"""Writes the streams that a worker would send and reads those that a container answers."""

import io
import struct

from grader_harness.frames import read_frame, write_frame


def job(step, units, files, tensors=None, rules=None):
    """The bytes of a whole job. files: text by path; tensors: (dtype, shape, payload) by id."""
    stream = io.BytesIO()
    plan = {"frame": "job", "protocol": 1, "step": step, "units": units}
    if rules is not None:
        plan["rules"] = rules
    write_frame(stream.write, plan)
    for path, text in files.items():
        write_frame(stream.write, {"frame": "file", "path": path}, text.encode())
    for identifier, (dtype, shape, payload) in (tensors or {}).items():
        write_frame(stream.write, {"frame": "tensor", "id": identifier, "dtype": dtype, "shape": shape}, payload)
    write_frame(stream.write, {"frame": "end"})
    return stream.getvalue()


def floats(*values, shape=None):
    """A float32 tensor for ``job``."""
    return "float32", list(shape or [len(values)]), struct.pack(f"<{len(values)}f", *values)


def doubles(*values, shape=None):
    """A float64 tensor for ``job``."""
    return "float64", list([len(values)] if shape is None else shape), struct.pack(f"<{len(values)}d", *values)


def call(function, *arguments, record=((),), identifier="c1", construct=None, **more):
    """One call of ``model:function``, or of the object that ``construct`` makes of a class: a list of calls."""
    record = [list(path) for path in record]
    target = f"model:{function}"
    if construct is None:
        return [{"id": identifier, "action": "call", "target": target, "arguments": list(arguments), "record": record, **more}]
    made = {"id": f"{identifier}o", "action": "construct", "target": target, **construct}
    called = {"id": identifier, "action": "method", "of": made["id"], "arguments": list(arguments), "record": record, **more}
    return [made, called]


def unit(identifier, *calls, seconds=30, framework="numpy", moves=(), **more):
    """One probe unit of one program."""
    program = {"calls": [each for group in calls for each in group], "moves": list(moves)}
    return {"id": identifier, "framework": framework, "seconds": seconds, "programs": [program], **more}


class Answer:
    """The frames of a container, sorted by unit."""

    def __init__(self, data):
        stream = io.BytesIO(data)
        self.frames = []
        while (frame := read_frame(stream, 1 << 30)) is not None:
            self.frames.append(frame)

    def kinds(self):
        """The types of all frames in order."""
        return [header["frame"] for header, _ in self.frames]

    def of(self, identifier, kind):
        """The frames of a type that a unit has sent."""
        return [(h, p) for h, p in self.frames if h["frame"] == kind and h.get("unit") == identifier]

    def outcome(self, identifier):
        """The outcome of a unit; it must be the only one and the unit's last frame."""
        (outcome,) = [header for header, _ in self.of(identifier, "outcome")]
        assert [h for h, _ in self.frames if h.get("unit") == identifier][-1] is outcome
        return outcome

    def numbers(self, identifier, name="c1.0"):
        """The elements of a tensor as a list."""
        ((header, payload),) = [(h, p) for h, p in self.of(identifier, "tensor") if h["name"] == name]
        letter = {"float32": "f", "float64": "d", "int64": "q", "int32": "i", "uint8": "B", "bool": "?"}[header["dtype"]]
        return list(struct.unpack(f"<{len(payload) // struct.calcsize(letter)}{letter}", payload))

    def text(self, identifier, stream):
        """What a unit has printed."""
        return b"".join(p for h, p in self.of(identifier, "text") if h["stream"] == stream).decode()

    def findings(self):
        """All findings."""
        return [header for header, _ in self.frames if header["frame"] == "finding"]
