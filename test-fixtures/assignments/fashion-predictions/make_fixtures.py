"""Trains the models of the fixtures and writes what they hand in. Run it in the image python-torch, see README.md.

The results are committed: a training comes out a little different on another machine.
"""

import io
import pathlib
import random
import struct
import sys

import numpy
import torch
from torch import nn

HERE = pathlib.Path(__file__).resolve().parent
SOURCE = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "/usr/share/datasets/fashion-mnist")
SCALE = 1 / 255
sys.path.insert(0, str(HERE / "architecture"))

from net import build_model  # noqa: E402


def training_split():
    import gzip

    def read(name, header):
        with gzip.open(SOURCE / name) as file:
            return numpy.frombuffer(file.read()[header:], dtype=numpy.uint8)

    images = read("train-images-idx3-ubyte.gz", 16).reshape(-1, 1, 28, 28)
    return torch.tensor(images), torch.tensor(read("train-labels-idx1-ubyte.gz", 8).astype(numpy.int64))


def train(model, inputs, labels, epochs, learning_rate=2e-3):
    torch.manual_seed(1)
    optimizer = torch.optim.Adam(model.parameters(), learning_rate)
    model.train()
    for _ in range(epochs):
        for rows in torch.randperm(len(labels)).split(128):
            optimizer.zero_grad()
            nn.functional.cross_entropy(model(inputs[rows].float() * SCALE), labels[rows]).backward()
            optimizer.step()
    return model.eval()


def predict(model, inputs):
    with torch.no_grad():
        return torch.cat([model(batch.float() * SCALE) for batch in inputs.split(500)])


def folder(name):
    path = HERE / "fixtures" / name
    path.mkdir(parents=True, exist_ok=True)
    return path


def csv(name, rows, header="id,label", end="\n", first=""):
    text = first + header + end + "".join(f"{key},{value}{end}" for key, value in rows)
    (folder(name) / "predictions.csv").write_bytes(text.encode("utf-8"))


def safetensors(path, state, half=False):
    """What safetensors.torch.save_file writes, which the image does not have."""
    header, data = [], b""
    for name, value in state.items():
        value = value.half() if half and value.is_floating_point() else value
        kind = {torch.float32: "F32", torch.float16: "F16", torch.int64: "I64"}[value.dtype]
        begin = len(data)
        data += value.contiguous().numpy().tobytes()
        shape = ",".join(map(str, value.shape))
        header.append(f'"{name}":{{"dtype":"{kind}","shape":[{shape}],"data_offsets":[{begin},{len(data)}]}}')
    text = ("{" + ",".join(header) + "}").encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)


def main():
    torch.manual_seed(1)
    torch.set_num_threads(1)
    inputs, labels = training_split()
    hidden = torch.tensor(numpy.load(HERE / "data" / "hidden-inputs.npy")).reshape(-1, 1, 28, 28)
    truth = torch.tensor(numpy.load(HERE / "data" / "hidden-labels.npy").astype(numpy.int64))

    def report(name, scores):
        print(name, (scores.argmax(1) == truth).float().mean().item())

    network = train(build_model(), inputs, labels, 4)
    report("reference", predict(network, hidden))
    safetensors(folder("reference") / "weights.safetensors", network.state_dict())

    torch.manual_seed(2)
    dense = nn.Sequential(nn.Flatten(), nn.Linear(784, 40), nn.ReLU(), nn.Linear(40, 10))
    dense = train(dense, inputs, labels, 8)
    scores = predict(dense, hidden)
    report("dense", scores)
    torch.jit.script(dense).save(str(folder("correct/torchscript") / "model.pt"))
    classes = list(enumerate(scores.argmax(1).tolist()))
    shuffled = random.Random(1).sample(classes, len(classes))
    # As a spreadsheet on Windows saves it: byte order mark, CRLF, any order of rows.
    csv("correct/csv", shuffled, end="\r\n", first="\ufeff")
    order = numpy.random.RandomState(1).permutation(len(scores))
    probabilities = scores.softmax(1).numpy().astype(numpy.float32)
    numpy.savez_compressed(folder("correct/npz") / "predictions.npz", id=order, predictions=probabilities[order])

    csv("starter", [(key, 0) for key, _ in classes])
    csv("wrong/constant-class", [(key, 3) for key, _ in classes])
    values = [value for _, value in classes]
    csv("wrong/shuffled-rows", list(zip(range(len(values)), random.Random(2).sample(values, len(values)))))
    csv("wrong/missing-ids", classes[:-10])
    csv("wrong/wrong-column", classes, header="id,prediction")
    csv("wrong/id-twice", classes[:-1] + [classes[0]])
    csv("wrong/counts-from-one", [(key + 1, value) for key, value in classes])
    names = ["T-shirt", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Boot"]
    csv("wrong/names-of-classes", [(key, names[value]) for key, value in classes])

    safetensors(folder("wrong/other-architecture") / "weights.safetensors", dense.state_dict())
    state = dict(network.state_dict())
    fresh = build_model().state_dict()
    state.update({name: value for name, value in fresh.items() if "running" in name})
    safetensors(folder("wrong/fresh-statistics") / "weights.safetensors", state)
    torch.save(network.state_dict(), folder("wrong/pickle") / "weights.safetensors")
    torch.save(network.state_dict(), folder("wrong/pickle-by-its-name") / "model.pth")
    torch.manual_seed(3)
    linear = train(nn.Sequential(nn.Flatten(), nn.Linear(784, 10)), inputs, labels, 2, 1e-4)
    torch.jit.script(linear).save(str(folder("wrong/hardly-trained") / "model.pt"))
    report("hardly trained", predict(linear, hidden))


if __name__ == "__main__":
    main()
