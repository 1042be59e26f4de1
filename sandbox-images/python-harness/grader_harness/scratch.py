"""The writable folder: a fresh copy of the submission for each unit, and nothing left of the unit before."""

import itertools
import os
import stat

SCRATCH = os.environ.get("GRADER_SCRATCH", "/scratch")
_SHARED_MEMORY = "/dev/shm"


def prepare(files):
    """Empties the scratch folder and writes the submission into it anew; returns its absolute path."""
    wipe()
    folder = os.path.join(SCRATCH, "submission")
    os.mkdir(folder, 0o700)
    for path, data in files.items():
        target = os.path.join(folder, path)
        os.makedirs(os.path.dirname(target), mode=0o700, exist_ok=True)
        with open(target, "xb") as file:
            file.write(data)
    return folder


def wipe():
    """Deletes everything that a unit may have written. Call it only when no other process is left."""
    os.chmod(SCRATCH, stat.S_IRWXU)  # it belongs to whoever the unit ran as
    _empty(SCRATCH)
    if os.getpid() == 1:
        _empty(_SHARED_MEMORY)


def _empty(top):
    # Folders are lifted to the top before they are emptied: no recursion, and no path longer than the kernel takes,
    # however deep a student's code has nested them.
    names = (f".wipe-{number}" for number in itertools.count())
    lifted = []

    def clear(folder):
        with os.scandir(folder) as entries:
            found = [(entry.name, entry.is_dir(follow_symlinks=False)) for entry in entries]
        for name, is_folder in found:
            path = os.path.join(folder, name)
            if is_folder:
                os.chmod(path, stat.S_IRWXU)
                target = next(candidate for candidate in (os.path.join(top, n) for n in names) if not os.path.lexists(candidate))
                os.rename(path, target)
                lifted.append(target)
            else:
                os.unlink(path)

    clear(top)
    while lifted:
        folder = lifted.pop()
        clear(folder)
        os.rmdir(folder)
