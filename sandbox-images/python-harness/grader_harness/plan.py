"""What the worker sends: the plan, the submission's files and the arrays."""

import dataclasses
import re

import numpy

from grader_harness import caps
from grader_harness.frames import FrameError, read_frame

PROTOCOL = 1
STEPS = ("export", "probe")
ELEMENT_TYPES = {
    "bool": numpy.dtype("?"),
    "uint8": numpy.dtype("u1"),
    "int32": numpy.dtype("<i4"),
    "int64": numpy.dtype("<i8"),
    "float32": numpy.dtype("<f4"),
    "float64": numpy.dtype("<f8"),
}
_ID = re.compile(r"[A-Za-z0-9_.-]{1,100}")


class PlanError(Exception):
    """The worker sent something that is not in the protocol: a fault of the service, never of the student."""


@dataclasses.dataclass(frozen=True)
class Job:
    """Everything that came in before the ``end`` frame."""

    step: str
    rules: list
    units: list
    files: dict
    tensors: dict


def read_job(stream):
    """Reads frames up to ``end`` and returns the Job; raises PlanError."""
    plan, files, tensors, taken = None, {}, {}, 0
    for _ in range(caps.INPUT_FRAMES):
        try:
            frame = read_frame(stream, caps.INPUT_BYTES - taken)
        except FrameError as problem:
            raise PlanError(str(problem)) from None
        if frame is None:
            raise PlanError("the stream ended before the end frame")
        header, payload = frame
        taken += len(payload)
        kind = header["frame"]
        if (kind == "job") == (plan is not None):
            raise PlanError(f"frame {kind}: there must be one job frame, the first")
        if kind == "job":
            plan = _checked_plan(header)
        elif kind == "file":
            files[safe_path(header.get("path"))] = payload
        elif kind == "tensor":
            tensors[_identifier(header, "tensor")] = decode_tensor(header, payload)
        elif kind == "end":
            return Job(plan["step"], plan.get("rules", []), plan["units"], files, tensors)
        else:
            raise PlanError(f"frame {kind} does not belong in a Python job")
    raise PlanError("too many frames")


def _checked_plan(header):
    if header.get("protocol") != PROTOCOL:
        raise PlanError(f"protocol {header.get('protocol')} was asked for; this image speaks {PROTOCOL}: rebuild the images")
    if header.get("step") not in STEPS:
        raise PlanError(f"step {header.get('step')} is not for the Python image")
    units = header.get("units")
    if not isinstance(units, list) or not all(isinstance(unit, dict) for unit in units):
        raise PlanError("units must be a list of objects")
    identifiers = [_identifier(unit, "unit") for unit in units]
    if len(set(identifiers)) != len(identifiers):
        raise PlanError("two units have the same id")
    return header


def _identifier(header, what):
    identifier = header.get("id")
    if not isinstance(identifier, str) or not _ID.fullmatch(identifier):
        raise PlanError(f"a {what} without a usable id")
    return identifier


def safe_path(path):
    """The path if it stays below its folder on any system; raises PlanError otherwise."""
    if not isinstance(path, str) or not path or "\\" in path or "\0" in path or len(path) > 1_000:
        raise PlanError("a file without a usable path")
    if any(part in ("", ".", "..") or len(part.encode("utf-8", "replace")) > 255 for part in path.split("/")):
        raise PlanError(f"the path {path!r} is not allowed")
    return path


def decode_tensor(header, payload):
    """A read-only array over a tensor frame's payload; raises PlanError unless its size is exactly right."""
    kind, shape = header.get("dtype"), header.get("shape")
    if not isinstance(kind, str) or kind not in ELEMENT_TYPES:
        raise PlanError(f"a tensor of type {kind}")
    if not isinstance(shape, list) or len(shape) > caps.DIMENSIONS or not all(type(n) is int and n >= 0 for n in shape):
        raise PlanError("a tensor without a usable shape")
    elements = 1
    for length in shape:
        elements *= length
    if elements * ELEMENT_TYPES[kind].itemsize != len(payload):
        raise PlanError(f"a {kind} tensor of shape {shape} with {len(payload)} bytes")
    try:
        return numpy.frombuffer(payload, dtype=ELEMENT_TYPES[kind]).reshape(shape)
    except (ValueError, OverflowError):  # without an element any length would fit, also one that NumPy cannot count
        raise PlanError(f"a {kind} tensor of shape {shape}") from None
