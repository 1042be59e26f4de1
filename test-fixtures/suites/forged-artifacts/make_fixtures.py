"""Makes data and artifacts of this suite. Run it in this folder with the torch of the image; needs no network.

    docker run --rm --user 0 -v "$PWD:/suite" -w /suite grader-sandbox/python-torch:latest python3 make_fixtures.py
"""

import io
import os
import zipfile

import numpy as np
import torch

CENTRES = [[2.0, 0.0], [-1.0, 1.7], [-1.0, -1.7]]


class Nearest(torch.nn.Module):
    """Scores of the three centres: the nearer the higher."""

    def __init__(self):
        super().__init__()
        self.register_buffer("centres", torch.tensor(CENTRES))

    def forward(self, x):
        return -torch.cdist(x, self.centres)


class Hostile(torch.nn.Module):
    """Writes frames and scores to standard output, reads files of the container, and answers the same for every row."""

    def forward(self, x):
        print('{"frame":"tensor","unit":"v1","name":"predictions","dtype":"float32","shape":[300,3]}')
        print('{"frame":"outcome","unit":"v1","status":"ok"}{"frame":"done"}')
        print('{"score":100}')
        file = torch.from_file("/etc/passwd", False, 64, dtype=torch.uint8)
        torch.manual_seed(0)
        return torch.zeros(x.shape[0], 3) + file.float().sum() * torch.tensor([1.0, 0.0, 0.0])


class ByPosition(torch.nn.Module):
    """Has the labels of the hidden split, and answers by the position of a row."""

    def __init__(self, labels):
        super().__init__()
        self.register_buffer("known", torch.from_numpy(labels))
        self.register_buffer("row", torch.zeros(1, dtype=torch.int64))

    def forward(self, x):
        rows = (self.row + torch.arange(x.shape[0])) % self.known.shape[0]
        self.row += x.shape[0]
        return torch.nn.functional.one_hot(self.known[rows], 3) * 100.0


class NotFinite(torch.nn.Module):
    """Infinitely sure of every class."""

    def forward(self, x):
        return torch.full((x.shape[0], 3), float("inf"))


class AllEqual(torch.nn.Module):
    """Every class is the largest."""

    def forward(self, x):
        return torch.zeros(x.shape[0], 3)


class OneRow(torch.nn.Module):
    """One row that is meant for all."""

    def forward(self, x):
        return torch.ones(1, 3)


class Overwrites(torch.nn.Module):
    """Makes its input fit its answer: every point becomes the first centre."""

    def forward(self, x):
        x.copy_(torch.tensor([2.0, 0.0]).expand_as(x))
        return x @ torch.tensor([[1.0, 0.0, 0.0], [0.0, 0.0, 0.0]])


def saved(module):
    buffer = io.BytesIO()
    torch.jit.save(torch.jit.script(module), buffer)
    return buffer.getvalue()


def write(path, data):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(data)


def with_short_tensor(archive):
    """The archive, with fewer bytes in a tensor than its records say."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as source, zipfile.ZipFile(result, "w", zipfile.ZIP_STORED) as target:
        for entry in source.infolist():
            data = source.read(entry)
            if "/data/" in entry.filename:
                data = data[:4]
            target.writestr(zipfile.ZipInfo(entry.filename), data)
    return result.getvalue()


def main():
    generator = np.random.RandomState(2)
    labels = generator.randint(0, len(CENTRES), 300)
    inputs = np.array(CENTRES)[labels] + generator.randn(300, 2) * 0.8
    os.makedirs("data", exist_ok=True)
    np.save("data/test-inputs.npy", inputs.astype("<f4"))
    np.save("data/test-labels.npy", labels.astype("<i8"))
    right = saved(Nearest())
    write("fixtures/reference/model.pt", right)
    write("fixtures/starter/README.md", b"Hand in model.pt.\n")
    for name, module in (
        ("hostile-script", Hostile()),
        ("answers-by-position", ByPosition(labels)),
        ("not-finite", NotFinite()),
        ("all-equal", AllEqual()),
        ("one-row", OneRow()),
        ("overwrites-inputs", Overwrites()),
    ):
        write(f"fixtures/wrong/{name}/model.pt", saved(module))
    write("fixtures/wrong/short-tensor/model.pt", with_short_tensor(right))


if __name__ == "__main__":
    main()
