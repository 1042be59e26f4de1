"""Runs a unit in a child and relays what it sends: checked, capped, marked with the unit's id, and ended by one outcome."""

import fcntl
import os
import select
import signal
import time

from grader_harness import caps, control_group, processes
from grader_harness.child import run_child
from grader_harness.frames import FrameAssembler, FrameError

_LOOK_SECONDS = 0.25
_PIECE = 1 << 18


class Unit:
    """One child, from fork to outcome.

    Concurrency: the harness has one thread and runs one unit at a time; the child and whatever it starts are all other
    processes there are. A unit is over at the first of: an outcome frame, the child's end, its deadline, a broken cap.
    Then everything else in the container is killed, before anything more is read, so that nothing outlives its unit.
    """

    def __init__(self, accept, seconds):
        """accept: checks a frame of the child and returns (header, payload) to pass on, None for the outcome to stop
        at; raises FrameError."""
        self._accept = accept
        self._deadline = time.monotonic() + seconds
        self._seconds = seconds
        self._frames = FrameAssembler(caps.UNIT_PAYLOAD_BYTES, caps.UNIT_BYTES, caps.UNIT_FRAMES)
        self._outcome = None
        self._texts = {}
        self._printed = 0

    def run(self, body, folder, seed, relay):
        """Runs ``body`` in a child, passes frames to ``relay(header, payload)`` and returns (outcome, texts).

        outcome: header members without unit; texts: what was printed to "stdout" and "stderr" as bytes and a count of
        the bytes dropped.
        """
        kills, refusals = control_group.kills_for_memory(), control_group.refused_processes()
        pipes = [os.pipe() for _ in range(3)]
        free = control_group.free_memory()
        memory = None if free is None else max(free - caps.MEMORY_MARGIN_BYTES, 16 * caps.MEBIBYTE)
        try:
            process = os.fork()
        except OSError as problem:
            for pipe in pipes:
                os.close(pipe[0])
                os.close(pipe[1])
            status = "memory" if problem.errno == 12 else "process_limit"
            return _outcome(status, "OSError", f"no process could be started: {problem.strerror}"), {}
        if process == 0:
            run_child(body, folder, seed, [pipe[1] for pipe in pipes], memory)
        for _, end in pipes:
            os.close(end)
        readers = [pipe[0] for pipe in pipes]
        exit_handle = os.pidfd_open(process)
        try:
            stopped = self._watch(readers, exit_handle, relay, refusals)
            ended = os.waitid(os.P_PID, process, os.WEXITED | os.WNOHANG | os.WNOWAIT)
            processes.end_everything_else()
            self._drain(readers, relay, stopped is None)
        finally:
            for descriptor in (*readers, exit_handle):
                os.close(descriptor)
        return self._judge(stopped, ended, kills, refusals), self._texts

    def _watch(self, readers, exit_handle, relay, refusals):
        """Returns why the unit was stopped, or None if it ended by itself."""
        poll = select.poll()
        for descriptor in readers:
            fcntl.fcntl(descriptor, fcntl.F_SETFL, os.O_NONBLOCK)
            poll.register(descriptor, select.POLLIN)
        poll.register(exit_handle, select.POLLIN)
        looked = time.monotonic()
        while self._outcome is None:
            now = time.monotonic()
            if now >= self._deadline:
                return "timeout"
            if now - looked >= _LOOK_SECONDS:
                looked = now
                if control_group.refused_processes() > refusals and self._is_crowd():
                    return "process_limit"
            ready = [descriptor for descriptor, _ in poll.poll(1000 * min(_LOOK_SECONDS, self._deadline - now))]
            for descriptor in ready:
                if descriptor in readers and not self._read_piece(readers, descriptor, relay):
                    poll.unregister(descriptor)
            if self._printed > caps.FLOOD_BYTES:
                return "output_limit"
            if exit_handle in ready:
                return None
        return None

    @staticmethod
    def _is_crowd():
        # a single refused thread is reported by the student's own exception; a bomb has filled the container
        return sum(name.isdigit() for name in os.listdir("/proc")) > 16

    def _read_piece(self, readers, descriptor, relay):
        """Reads once; returns whether more may come."""
        try:
            data = os.read(descriptor, _PIECE)
        except BlockingIOError:
            return True
        if not data:
            return False
        if descriptor != readers[0]:
            self._keep_text("stdout" if descriptor == readers[1] else "stderr", data)
        elif self._outcome is None:
            self._take_frames(data, relay)
        return True

    def _take_frames(self, data, relay):
        try:
            for header, payload in self._frames.feed(data):
                if self._outcome is not None:
                    return
                accepted = self._checked(header, payload)
                if header["frame"] == "outcome":
                    self._outcome = accepted[0]
                elif accepted is not None:
                    relay(*accepted)
        except FrameError as problem:
            self._outcome = _outcome("output_limit", "OutputError", str(problem))

    def _checked(self, header, payload):
        try:
            return self._accept(header, payload)
        except FrameError:
            raise
        except Exception:  # only a forged frame can hold what the checks do not foresee; it must not end the harness
            raise FrameError("its output channel was written to by something else") from None

    def _keep_text(self, stream, data):
        kept, dropped = self._texts.get(stream, (b"", 0))
        room = caps.TEXT_BYTES - len(kept)
        self._texts[stream] = (kept + data[:room], dropped + max(0, len(data) - room))
        self._printed += len(data)

    def _drain(self, readers, relay, frames_too):
        # All writers are dead: each pipe holds at most its buffer and then ends.
        for descriptor in readers if frames_too else readers[1:]:
            while self._read_piece(readers, descriptor, relay):
                if not select.select([descriptor], [], [], 0)[0]:
                    break

    def _judge(self, stopped, ended, kills, refusals):
        if self._outcome is not None:
            return self._outcome
        if stopped == "timeout":
            return _outcome("timeout", "TimeLimit", f"it did not finish within {self._seconds:g} s")
        if stopped == "output_limit":
            return _outcome("output_limit", "OutputLimit", f"it printed more than {caps.FLOOD_BYTES // caps.MEBIBYTE} MiB")
        if stopped == "process_limit" or control_group.refused_processes() > refusals:
            return _outcome("process_limit", "ProcessLimit", "it started more processes or threads than are allowed")
        if ended is None or ended.si_code == os.CLD_EXITED:
            return {"frame": "outcome", "status": "exited", "code": 0 if ended is None else ended.si_status}
        if ended.si_status == signal.SIGKILL and control_group.kills_for_memory() > kills:
            return _outcome("memory", "MemoryLimit", "it used more memory than is allowed")
        return {"frame": "outcome", "status": "signal", "signal": ended.si_status}


def _outcome(status, kind, message):
    return {"frame": "outcome", "status": status, "error": {"type": kind, "message": message}}
