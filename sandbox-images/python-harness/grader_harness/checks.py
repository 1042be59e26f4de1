"""What the harness accepts from the process of a unit. Everything there may be forged by student code."""

import re

from grader_harness import caps
from grader_harness.frames import FrameError
from grader_harness.plan import PlanError, decode_tensor

_STATUSES = {"ok", "error", "export_error", "exited", "memory", "disk", "process_limit", "output_limit"}
_NAME = re.compile(r"[A-Za-z0-9_.-]{1,100}")


class UnitChecks:
    """Accepts each output that the plan names once, and a few notes; rebuilds every header from checked members."""

    def __init__(self, tensors=frozenset(), blob=False):
        self._tensors = set(tensors)
        self._blob = blob
        self._notes = caps.NOTES

    def __call__(self, header, payload):
        """Returns (header, payload) to pass on, or None to drop the frame; raises FrameError."""
        kind = header["frame"]
        if kind == "tensor":
            return self._tensor(header, payload)
        if kind == "blob" and self._blob:
            self._blob = False
            return {"frame": "blob"}, payload
        if kind == "note" and not payload:
            self._notes -= 1
            return ({"frame": "note", "text": _text(header, "text", caps.NAME_CHARACTERS)}, b"") if self._notes >= 0 else None
        if kind == "outcome" and not payload:
            return self._outcome(header), b""
        raise FrameError("its output channel was written to by something else")

    def _tensor(self, header, payload):
        name = header.get("name")
        if not isinstance(name, str) or name not in self._tensors:
            raise FrameError("its output channel was written to by something else")
        self._tensors.remove(name)
        try:
            decode_tensor(header, payload)
        except PlanError as problem:
            raise FrameError(str(problem)) from None
        return {"frame": "tensor", "name": name, "dtype": header["dtype"], "shape": header["shape"]}, payload

    def _outcome(self, header):
        status = header.get("status")
        if not isinstance(status, str) or status not in _STATUSES:
            raise FrameError("its output channel was written to by something else")
        if status == "ok" and (self._tensors or self._blob):
            return {"frame": "outcome", "status": "exited", "code": 0}
        outcome = {"frame": "outcome", "status": status}
        if isinstance(header.get("code"), int):
            outcome["code"] = max(-(2**31), min(2**31 - 1, header["code"]))
        if isinstance(header.get("error"), dict):
            outcome["error"] = _error(header["error"])
        return outcome


class ParseChecks:
    """Accepts findings and remembers which file was being looked at."""

    def __init__(self, rules):
        self._rules = set(rules)
        self.file = None

    def __call__(self, header, payload):
        """As in UnitChecks."""
        if header["frame"] == "outcome":
            status = header.get("status")
            return {"frame": "outcome", "status": status if isinstance(status, str) else "exited"}, b""
        if header["frame"] == "looking":
            self.file = _text(header, "file", 1_000)
            return None
        if header["frame"] == "finding" and self._is_rule(header.get("rule")) and isinstance(header.get("line"), int):
            return {
                "frame": "finding",
                "rule": header["rule"],
                "kind": _text(header, "kind", caps.NAME_CHARACTERS),
                "name": _text(header, "name", caps.NAME_CHARACTERS),
                "file": _text(header, "file", 1_000),
                "line": header["line"],
            }, b""
        raise FrameError("an unexpected frame while the files were parsed")

    def _is_rule(self, rule):
        return isinstance(rule, str) and rule in self._rules


def _text(members, name, characters):
    value = members.get(name)
    return caps.shorten(value, characters) if isinstance(value, str) else ""


def _error(members):
    error = {
        "type": _text(members, "type", caps.NAME_CHARACTERS),
        "message": _text(members, "message", caps.MESSAGE_CHARACTERS + 100),
    }
    if isinstance(members.get("file"), str):
        error["file"] = _text(members, "file", caps.NAME_CHARACTERS)
        line = members.get("line")
        error["line"] = line if isinstance(line, int) and 0 <= line < 2**31 else 0
    if isinstance(members.get("traceback"), str):
        error["traceback"] = _text(members, "traceback", caps.TRACEBACK_CHARACTERS + 100)
    return error
