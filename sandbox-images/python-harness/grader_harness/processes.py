"""What the harness asks of the kernel: protection of itself, limits of a child, and an end for everything that a unit left."""

import ctypes
import os
import resource
import signal

_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_CHILD_SUBREAPER = 1, 4, 36
_libc = ctypes.CDLL(None, use_errno=True)


def protect_harness():
    """Makes this process unreachable for its children, which run under the same user.

    Not dumpable, so that /proc/PID/mem and /proc/PID/fd of this process cannot be opened; deaf to the signals for which
    Python has handlers. As process 1 of its namespace it cannot be killed or stopped by the others at all.
    """
    _libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
    _libc.prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    for number in (signal.SIGINT, signal.SIGHUP, signal.SIGPIPE, signal.SIGUSR1, signal.SIGUSR2):
        signal.signal(number, signal.SIG_IGN)


def enter_child(memory_bytes):
    """Limits the calling process, a fresh child, and gives it the default signal handling back.

    memory_bytes: how much it may allocate beyond what it has, or None for no limit of its own.
    """
    _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    os.setsid()
    for number in (signal.SIGHUP, signal.SIGUSR1, signal.SIGUSR2):
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    _libc.prctl(_PR_SET_DUMPABLE, 1, 0, 0, 0)
    try:
        # if memory runs out all the same, the kernel shall take this process and not the harness
        with open("/proc/self/oom_score_adj", "w", encoding="ascii") as file:
            file.write("1000")
    except OSError:
        pass
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if memory_bytes is not None:
        limit = _data_bytes() + memory_bytes
        resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))


def _data_bytes():
    with open("/proc/self/status", encoding="ascii", errors="replace") as file:
        for line in file:
            if line.startswith("VmData:"):
                return int(line.split()[1]) * 1024
    return 0


def flush_c_streams():
    """Writes out what C and C++ code has printed and libc still holds."""
    _libc.fflush(None)


def end_everything_else():
    """Kills every process of the container but this one, and reaps them.

    One kill(-1) by process 1 is atomic: no fork escapes it. Outside a container of its own, where that would kill
    strangers, it hunts its descendants instead, orphans included, until none is left.
    """
    if os.getpid() == 1:
        try:
            os.kill(-1, signal.SIGKILL)
        except ProcessLookupError:
            pass
        _reap(0)
        return
    while True:
        found = _descendants()
        for process in found:
            try:
                os.kill(process, signal.SIGKILL)
            except ProcessLookupError:
                pass
        if not found:
            return
        _reap(os.WNOHANG)


def _reap(options):
    while True:
        try:
            if os.waitpid(-1, options) == (0, 0):
                return
        except ChildProcessError:
            return


def _descendants():
    parents = {}
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                with open(f"/proc/{name}/stat", encoding="utf-8", errors="replace") as file:
                    state, parent = file.read().rpartition(")")[2].split()[:2]
            except OSError:
                continue
            if state != "Z" or int(parent) == os.getpid():
                parents[int(name)] = int(parent)
    found, waiting = [], [os.getpid()]
    while waiting:
        current = waiting.pop()
        below = [process for process, parent in parents.items() if parent == current]
        found += below
        waiting += below
    return found
