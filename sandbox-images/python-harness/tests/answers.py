"""The answers of the containers that test.sh has run, for the tests that look at them."""

import tarfile
import unittest

from tests.streams import Answer

_outputs = {}
_statuses = {}


def read(stream):
    """Takes a tar of NAME.out and NAME.status files."""
    with tarfile.open(fileobj=stream, mode="r|") as tar:
        for entry in tar:
            name, _, kind = entry.name.removeprefix("./").rpartition(".")
            if kind == "out":
                _outputs[name] = tar.extractfile(entry).read()
            elif kind == "status":
                _statuses[name] = int(tar.extractfile(entry).read())


class AnswersTest(unittest.TestCase):
    """A test of what containers have answered."""

    def answer(self, name):
        """The frames that the container of a job has sent."""
        return Answer(_outputs[name])

    @property
    def statuses(self):
        """Exit statuses of the containers by job."""
        return _statuses
