"""Turns an exception of student code into an outcome: a status, a message, and lines of the student's own files."""

import errno
import os
import re
import traceback

from grader_harness import caps
from grader_harness.libraries import torch_or_none, versions
from grader_harness.newer import explain
from grader_harness.submission import current

_SOURCE_RANGE = re.compile(r'File "([^"]+)", line (\d+)')


class ResultError(Exception):
    """A result is not what the plan records."""


class ExportError(Exception):
    """The model cannot be exported; ``cause`` is torch's exception."""

    def __init__(self, message, cause=None):
        super().__init__(message)
        self.cause = cause


def status_of(problem):
    """The protocol's status for an exception."""
    if isinstance(problem, ExportError):
        return "export_error"
    if isinstance(problem, MemoryError):
        return "memory"
    if isinstance(problem, OSError):
        if problem.errno in (errno.ENOSPC, errno.EFBIG, errno.EDQUOT):
            return "disk"
        if problem.errno == errno.ENOMEM:
            return "memory"
        if problem.errno == errno.EAGAIN and isinstance(problem, BlockingIOError):
            return "process_limit"
    if isinstance(problem, RuntimeError):
        text = str(problem)
        if "can't start new thread" in text or "Resource temporarily unavailable" in text:
            return "process_limit"
        if "can't allocate memory" in text or "Cannot allocate memory" in text or "std::bad_alloc" in text:
            return "memory"
        if "No space left on device" in text or "file write failed" in text:
            return "disk"
    return "error"


def describe(problem, folder):
    """The ``error`` member for an exception raised while code of ``folder`` ran."""
    try:
        message = str(problem)
    except BaseException:  # a student's exception may have a broken __str__
        message = "(the exception has no readable message)"
    kind = type(problem).__name__
    if isinstance(problem, ExportError) and problem.cause is not None:
        kind = type(problem.cause).__name__
    own = _own_frames(problem, folder)
    path, line = (own[-1].filename, own[-1].lineno) if own else (None, None)
    message = _with_reason(message, problem)
    if isinstance(problem, SyntaxError) and problem.filename and _inside(problem.filename, folder):
        path, line = problem.filename, problem.lineno
    ranges = [(name, int(number)) for name, number in _SOURCE_RANGE.findall(message) if _inside(name, folder)]
    if isinstance(problem, ExportError) and ranges:
        path, line = ranges[0]
    error = {
        "type": caps.shorten(kind, caps.NAME_CHARACTERS),
        "message": caps.shorten(_located(_with_hint(message), folder), caps.MESSAGE_CHARACTERS),
        "traceback": caps.shorten(_located(_formatted(own, problem), folder), caps.TRACEBACK_CHARACTERS),
    }
    if path is not None:
        submission = current()
        file, line = submission.place(path, line or 0) if submission else (os.path.relpath(path, folder), line)
        error["file"] = caps.shorten(file, caps.NAME_CHARACTERS)
        error["line"] = int(line or 0)
    return error


def _with_reason(message, problem):
    """Says why a name is missing that a statement was to define, and what a message of old code means."""
    submission = current()
    if isinstance(problem, NameError) and getattr(problem, "name", None) and submission:
        failure = submission.failure_of(problem.name)
        if failure is not None and failure.problem is not problem:
            return f"{message}; {failure}"
    if isinstance(problem, SyntaxError) and ("Missing parentheses in call to 'print'" in message or "multiple exception types" in message):
        return f"{message} This is Python 2; the code runs here with {versions()}."
    if isinstance(problem, EOFError) and "reading a line" in message:
        return f"{message}: input() waits for a person, and there is nobody here"
    return message


def _with_hint(message):
    if torch_or_none() is None and "No module named 'torch" in message:
        return f"this assignment is done without torch, with {versions()}. ({message})"
    return explain(message)


def _inside(path, folder):
    # '<string>' and '<frozen importlib>' are no files of the submission, though its folder is where this process is
    return os.path.isabs(path) and os.path.normpath(path).startswith(folder + os.sep)


def _own_frames(problem, folder):
    try:
        # a recursion without end has a thousand equal frames: its ends tell enough
        frames = [frame for frame in traceback.extract_tb(problem.__traceback__) if _inside(frame.filename, folder)]
    except BaseException:
        return []
    return frames if len(frames) <= 40 else frames[:20] + frames[-20:]


def _formatted(own, problem):
    lines = traceback.format_list(own)
    if isinstance(problem, SyntaxError):
        lines += traceback.format_exception_only(type(problem), problem)
    return "".join(lines)


def _located(text, folder):
    """The text with paths below the folder, and for lines of notebooks with cells."""
    submission = current()
    if submission is not None:

        def place(match):
            notebook = submission.notebooks.get(match[1])
            if notebook is None:
                return match[0]
            file, line = notebook.place(int(match[2]))
            return f'File "{file}", line {line}'

        text = _SOURCE_RANGE.sub(place, text)
    return text.replace(folder + os.sep, "").replace(".ipynb.py", ".ipynb")
