"""The process of one unit, in which student code runs."""

import faulthandler
import os
import random
import sys
import traceback

from grader_harness import caps, processes
from grader_harness.errors import describe, status_of
from grader_harness.frames import FrameError, write_frame
from grader_harness.libraries import torch_or_none
from grader_harness.nogpu import ignore_gpu, is_asked_for
from grader_harness.oldcode import help_old_code, stand_in_for_notebook
from grader_harness.submission import open_submission


class Sender:
    """Writes frames to the harness from the process of a unit; a copy made by fork writes nothing."""

    def __init__(self, descriptor):
        self._descriptor = descriptor
        self._process = os.getpid()

    def __call__(self, header, payload=b""):
        """Sends a frame and waits until the harness has taken it."""
        if os.getpid() == self._process:
            write_frame(self._write, header, payload)

    def _write(self, data):
        view = memoryview(data)
        while view:
            view = view[os.write(self._descriptor, view) :]

    def end(self):
        """Ends this process without running anything that student code has registered for its end."""
        os._exit(0)


def seed_everything(seed):
    """Seeds random, NumPy and torch, and leaves torch one thread."""
    import numpy

    random.seed(seed)
    numpy.random.seed(seed % 2**32)
    torch = torch_or_none()
    if torch is not None:
        torch.manual_seed(seed)
        torch.set_num_threads(1)


def run_child(body, folder, seed, descriptors, memory_bytes):
    """Turns the calling process, just forked, into a unit: runs ``body(send)``, sends an outcome, never returns.

    folder: the submission, which becomes the working folder and the first place for imports; None for trusted work.
    descriptors: where frames, standard output and standard error go, in this order.
    """
    send = None
    try:
        result, stdout, stderr = descriptors
        _redirect(result, stdout, stderr)
        processes.enter_child(memory_bytes)
        send = Sender(3)
        faulthandler.enable(file=2, all_threads=False)
        if folder is not None:
            os.chdir(folder)
            sys.argv = [""]
            _open(folder, send)
        seed_everything(seed)
        _run(body, send, folder or os.sep)
    except BaseException:
        traceback.print_exc()
    finally:
        if send is not None:
            send.end()
        os._exit(1)


def _open(folder, send):
    """Makes the submission importable, and this image as like the one it was written on as can be."""

    def tell(sentence):
        send({"frame": "note", "text": sentence})

    submission = open_submission(folder, tell)
    sources = submission.sources()
    help_old_code(sources, submission.tell)
    stand_in_for_notebook()
    if is_asked_for(sources):
        ignore_gpu(submission.tell)


def _redirect(result, stdout, stderr):
    # Targets are above 3 already (the harness keeps 0 to 3 occupied), so no dup2 overwrites a source.
    with open(os.devnull, "rb") as nothing:
        os.dup2(nothing.fileno(), 0)
    os.dup2(stdout, 1)
    os.dup2(stderr, 2)
    os.dup2(result, 3, inheritable=False)
    os.closerange(4, os.sysconf("SC_OPEN_MAX"))
    sys.stdin = open(0, encoding="utf-8", closefd=False)
    sys.stdout = open(1, "w", encoding="utf-8", errors="backslashreplace", closefd=False, buffering=1)
    sys.stderr = open(2, "w", encoding="utf-8", errors="backslashreplace", closefd=False, buffering=1)
    sys.__stdin__, sys.__stdout__, sys.__stderr__ = sys.stdin, sys.stdout, sys.stderr


def _run(body, send, folder):
    try:
        body(send)
        outcome = {"frame": "outcome", "status": "ok"}
    except BaseException as problem:  # SystemExit and KeyboardInterrupt are the student's, too
        outcome = _outcome_of(problem, folder)
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except Exception:
            pass
    processes.flush_c_streams()
    send(outcome)


def _outcome_of(problem, folder):
    if isinstance(problem, SystemExit):
        code = problem.code if isinstance(problem.code, int) else int(problem.code is not None)
        return {"frame": "outcome", "status": "exited", "code": code}
    if isinstance(problem, FrameError):
        return {"frame": "outcome", "status": "output_limit", "error": _plain(problem)}
    try:
        return {"frame": "outcome", "status": status_of(problem), "error": describe(problem, folder)}
    except BaseException as second:
        return {"frame": "outcome", "status": "error", "error": _plain(second)}


def _plain(problem):
    return {"type": type(problem).__name__, "message": caps.shorten(str(problem), caps.MESSAGE_CHARACTERS)}
