"""Reads a job from standard input, runs its units, writes frames to descriptor 3."""

import gc
import os
import sys

from grader_harness import caps, processes, scratch
from grader_harness.checks import ParseChecks, UnitChecks
from grader_harness.export import run_export
from grader_harness.frames import write_frame
from grader_harness.libraries import torch_or_none
from grader_harness.parse import search
from grader_harness.plan import PlanError, read_job
from grader_harness.preload import preload
from grader_harness.probe import recorded_names, run_probe
from grader_harness.supervise import Unit

_FRAMES_OUT = 3
_DEFAULT_SEED = 20_190_719


def main():
    """Serves one job. Exit status 0 after ``done``, 2 if what the worker sent is not in the protocol."""
    processes.protect_harness()
    _load_libraries()
    output = _Output(_FRAMES_OUT)
    output.send({"frame": "ready"})
    try:
        job = read_job(sys.stdin.buffer)
    except PlanError as problem:
        print(f"harness: {problem}", file=sys.stderr)
        sys.exit(2)
    preload(job.files)
    gc.freeze()  # keeps the children's collector from touching, and so copying, every page of the parent
    if job.step == "export":
        if job.rules:
            _search(job, output)
        output.send({"frame": "parsed"})
    for unit in job.units:
        _run_unit(job, unit, output)
    output.send({"frame": "done"})


def _load_libraries():
    # Children get these for nothing; a student's own import of them costs no time of the unit.
    import numpy  # noqa: F401

    torch = torch_or_none()
    if torch is not None:
        torch.set_num_threads(1)


class _Output:
    """The stream to the worker; only the first process writes to it."""

    def __init__(self, descriptor):
        self._descriptor = descriptor
        os.set_inheritable(descriptor, False)

    def send(self, header, payload=b""):
        """Writes a frame; waits while the worker does not read."""
        write_frame(self._write, header, payload)

    def _write(self, data):
        view = memoryview(data)
        while view:
            view = view[os.write(self._descriptor, view) :]


def _search(job, output):
    """Looks for forbidden names in a child, because a file can be made to crash the parser."""
    checks = ParseChecks({rule["id"] for rule in job.rules})
    unit = Unit(checks, caps.PARSE_SECONDS)
    outcome, _ = unit.run(lambda send: search(job.rules, job.files, send), None, 0, output.send)
    if outcome["status"] != "ok":
        # whoever cannot be searched has not kept the rules
        name = "too large to be searched" if outcome["status"] in ("timeout", "memory") else "too deeply nested"
        for rule in job.rules:
            output.send(
                {
                    "frame": "finding",
                    "rule": rule["id"],
                    "kind": "syntax",
                    "name": name,
                    "file": checks.file or "",
                    "line": 1,
                }
            )


def _run_unit(job, unit, output):
    identifier = unit["id"]

    def relay(header, payload=b""):
        output.send({"frame": header["frame"], "unit": identifier, **header}, payload)

    seconds = min(max(float(unit.get("seconds", caps.DEFAULT_UNIT_SECONDS)), 0.1), caps.MAXIMUM_UNIT_SECONDS)
    seed = int(unit.get("seed", _DEFAULT_SEED))
    try:
        folder = scratch.prepare(job.files)
    except OSError as problem:
        relay({"frame": "outcome", "status": "disk", "error": {"type": "OSError", "message": problem.strerror or ""}})
        return
    if job.step == "export":
        checks = UnitChecks(blob=True)
        body = lambda send: run_export(unit, job.tensors, folder, send)  # noqa: E731
    else:
        checks = UnitChecks(tensors=recorded_names(unit))
        body = lambda send: run_probe(unit, job.tensors, folder, send, seed)  # noqa: E731
    outcome, texts = Unit(checks, seconds).run(body, folder, seed, relay)
    for stream, (kept, dropped) in sorted(texts.items()):
        text = kept.decode("utf-8", "replace")
        if dropped:
            text += f"\n… ({dropped} more bytes)\n"
        relay({"frame": "text", "stream": stream}, text.encode("utf-8"))
    relay(outcome)
    scratch.wipe()
