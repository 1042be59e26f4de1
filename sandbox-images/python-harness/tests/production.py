"""Jobs that test.sh runs in containers as a worker starts them, where the harness is process 1.

``production make > jobs.tar`` writes a stream per job; ``production check < answers.tar`` looks at what came out.
"""

import io
import sys
import tarfile
import unittest

from tests import answers, export_jobs, hostile_jobs, probe_jobs, program_jobs, submission_jobs
from tests.export_jobs import ExportAnswers  # noqa: F401
from tests.hostile_jobs import HostileAnswers  # noqa: F401
from tests.probe_jobs import ProbeAnswers  # noqa: F401
from tests.program_jobs import ProgramAnswers  # noqa: F401
from tests.submission_jobs import SubmissionAnswers  # noqa: F401

JOBS = {**export_jobs.JOBS, **probe_jobs.JOBS, **program_jobs.JOBS, **hostile_jobs.JOBS, **submission_jobs.JOBS}


def make(out):
    """Writes a tar of NAME.in files."""
    with tarfile.open(fileobj=out, mode="w|") as tar:
        for name, build in JOBS.items():
            data = build()
            entry = tarfile.TarInfo(f"{name}.in")
            entry.size = len(data)
            tar.addfile(entry, io.BytesIO(data))


if __name__ == "__main__":
    if sys.argv[1] == "make":
        make(sys.stdout.buffer)
    else:
        answers.read(sys.stdin.buffer)
        unittest.main(argv=["production", *sys.argv[2:]])
