"""What the container's control group says: memory that is left, and limits that were hit. Both versions of the interface."""

_UNLIMITED = 1 << 60


def _first(*paths):
    for path in paths:
        try:
            with open(path, encoding="ascii", errors="replace") as file:
                return file.read()
        except OSError:
            continue
    return ""


def _value(text, *names):
    for line in text.splitlines():
        words = line.split()
        if len(words) == 2 and words[0] in names and words[1].isdigit():
            return int(words[1])
    return 0


def free_memory():
    """Bytes below the limit that neither processes nor files on tmpfs use; None where there is no limit to be seen."""
    limit = _first("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes").strip()
    if not limit.isdigit() or int(limit) >= _UNLIMITED:
        return None
    usage = _first("/sys/fs/cgroup/memory.stat", "/sys/fs/cgroup/memory/memory.stat")
    return int(limit) - _value(usage, "anon", "rss") - _value(usage, "shmem")


def kills_for_memory():
    """How many processes the kernel has killed for want of memory."""
    return _value(_first("/sys/fs/cgroup/memory.events", "/sys/fs/cgroup/memory/memory.oom_control"), "oom_kill")


def refused_processes():
    """How often a process or thread was refused because there were too many."""
    return _value(_first("/sys/fs/cgroup/pids.events", "/sys/fs/cgroup/pids/pids.events"), "max")
