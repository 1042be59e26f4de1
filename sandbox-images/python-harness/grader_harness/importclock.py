"""A time limit of its own for what runs while the submission is imported: training loops at module level, sleeping, waiting.

On a busy machine a process waits for a processor; that is not the student's time. So computing is measured in CPU time, and of
elapsed time only what was not spent waiting for a processor counts.
"""

import signal
import time

CPU_SECONDS = 6.0
WAIT_SECONDS = 20.0
# after the limit, every further statement gets this much, and those that compute something this much together
SHORT_SECONDS = 0.5
LATE_SECONDS = 3.0
_AGAIN_SECONDS = 0.2


class ImportTimeUp(BaseException):
    """Raised inside the statement that was running when the time was used up. No Exception, so that few handlers catch it."""


class ImportClock:
    """Runs while modules of the submission are imported, however they are nested; the limit holds for all of them together."""

    def __init__(self):
        self.is_up = False
        self._late_since = 0.0
        self._depth = 0
        self._cpu_left = CPU_SECONDS
        self._wait_left = WAIT_SECONDS
        self._waits_until = 0.0

    def __enter__(self):
        if self._depth == 0:
            signal.signal(signal.SIGPROF, self._ring)
            signal.signal(signal.SIGALRM, self._ring)
            self._start(self._cpu_left, self._wait_left)
        self._depth += 1

    def __exit__(self, *_):
        self._depth -= 1
        if self._depth == 0:
            self._cpu_left = max(signal.setitimer(signal.ITIMER_PROF, 0)[0], SHORT_SECONDS)
            signal.setitimer(signal.ITIMER_REAL, 0)
            self._wait_left = max(self._waits_until - _own_time(), SHORT_SECONDS)

    @property
    def is_over(self):
        """Whether not even assignments have time left."""
        return self.is_up and time.process_time() > self._late_since + LATE_SECONDS

    def next_statement(self):
        """Called before each statement; once the time is up, each may still take a little."""
        if self.is_up:
            self._start(SHORT_SECONDS, 3 * SHORT_SECONDS)

    def _start(self, cpu, wait):
        # it rings again, should a handler of the student's code have swallowed the first
        self._waits_until = _own_time() + wait
        signal.setitimer(signal.ITIMER_PROF, cpu, _AGAIN_SECONDS)
        signal.setitimer(signal.ITIMER_REAL, wait, _AGAIN_SECONDS)

    def _ring(self, number, _):
        if not self._depth or (number == signal.SIGALRM and _own_time() < self._waits_until):
            return
        if not self.is_up:
            self.is_up, self._late_since = True, time.process_time()
        raise ImportTimeUp


def _own_time():
    """Seconds of elapsed time, less those that this thread was ready to run and had no processor."""
    try:
        with open("/proc/thread-self/schedstat", encoding="ascii") as file:
            return time.monotonic() - int(file.read().split()[1]) / 1e9
    except (OSError, ValueError, IndexError):
        return time.monotonic() / 3  # not told by this kernel: what is waited for counts a third
