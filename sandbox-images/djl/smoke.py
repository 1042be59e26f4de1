"""Talks to a harness as a worker does: frames out of JSON and files, and back. Python's standard library only."""

import json
import math
import struct
import subprocess
import sys
import time


def frame(header, payload=b""):
    text = json.dumps(header).encode()
    return struct.pack(">IQ", len(text), len(payload)) + text + payload


def tensor(name, dtype, shape, values):
    code = {"float32": "f", "int64": "q"}[dtype]
    return frame({"frame": "tensor", "id": name, "dtype": dtype, "shape": shape}, struct.pack(f"<{len(values)}{code}", *values))


def frames(data):
    at = 0
    while at < len(data):
        header, payload = struct.unpack_from(">IQ", data, at)
        at += 12
        yield json.loads(data[at:at + header]), data[at + header:at + header + payload]
        at += header + payload


def numbers(count):
    return [math.sin(1.7 * i + 0.3) for i in range(count)]


def job(step, units, parts):
    return frame({"frame": "job", "protocol": 1, "step": step, "units": units}) + b"".join(parts) + frame({"frame": "end"})


def blob(name, content):
    return frame({"frame": "blob", "id": name}, content)


def train_job(module, epochs=5, rows=96, seed=71):
    recipe = {
        "epochs": epochs, "batch_size": 32, "loss": "cross_entropy", "threads": 1, "clip_norm": 0,
        "optimizer": {"name": "adam", "learning_rate": 0.02, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8, "weight_decay": 0},
    }
    inputs = numbers(rows * 4)
    labels = [0 if inputs[4 * i] < -0.3 else 1 if inputs[4 * i] < 0.3 else 2 for i in range(rows)]
    unit = {"id": "t1", "module": "m1", "inputs": "a1", "labels": "a2", "seed": seed, "seconds": 60, "recipe": recipe}
    return job("train", [unit], [tensor("a1", "float32", [rows, 4], inputs), tensor("a2", "int64", [rows], labels), blob("m1", module)])


def evaluate_job(module, rows=96):
    unit = {"id": "v1", "module": "m1", "inputs": "a1", "batch_size": 40, "seconds": 60}
    return job("evaluate", [unit], [tensor("a1", "float32", [rows, 4], numbers(rows * 4)), blob("m1", module)])


def gradient_job(module):
    unit = {"id": "u1", "module": "m1", "state": {"weight": "a1"}, "inputs": ["a2", "a3"], "upstream": "a4", "seconds": 60}
    return job("gradient", [unit], [
        tensor("a1", "float32", [2, 3], numbers(6)), tensor("a2", "float32", [5, 2], numbers(10)),
        tensor("a3", "float32", [5, 3], numbers(15)), tensor("a4", "float32", [5, 3], numbers(15)), blob("m1", module)])


def run(command, data):
    begun = time.monotonic()
    process = subprocess.run(command, input=data, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    seconds = time.monotonic() - begun
    sys.stderr.write(process.stderr.decode(errors="replace"))
    if process.returncode != 0:
        sys.exit(f"the container ended with code {process.returncode}")
    answer = list(frames(process.stdout))
    kinds = [header["frame"] for header, _ in answer]
    outcomes = [header for header, _ in answer if header["frame"] == "outcome"]
    if kinds[0] != "ready" or kinds[-1] != "done" or [outcome["status"] for outcome in outcomes] != ["ok"]:
        sys.exit(f"unexpected frames: {[header for header, _ in answer]}")
    return answer, seconds


def main():
    models, command = sys.argv[1], sys.argv[2:]
    read = lambda name: open(f"{models}/{name}.pt", "rb").read()

    answer, seconds = run(command, gradient_job(read("product")))
    names = [header["name"] for header, _ in answer if header["frame"] == "tensor"]
    if names != ["output", "input.0", "input.1", "parameter.weight"]:
        sys.exit(f"gradients of {names} came back")
    print(f"gradient {seconds:6.2f} s  {', '.join(names)}")

    answer, seconds = run(command, train_job(read("mlp"), epochs=40))
    epochs = [header for header, _ in answer if header["frame"] == "epoch"]
    trained = [payload for header, payload in answer if header["frame"] == "blob"][0]
    if len(epochs) != 40 or not epochs[-1]["loss"] < 0.5 * epochs[0]["loss"]:
        sys.exit(f"the model did not learn: {epochs}")
    print(f"train    {seconds:6.2f} s  loss {epochs[0]['loss']:.3f} -> {epochs[-1]['loss']:.3f}, {len(trained)} bytes")

    answer, seconds = run(command, evaluate_job(trained))
    header, payload = [(header, payload) for header, payload in answer if header["frame"] == "tensor"][0]
    if header["shape"] != [96, 3] or len(payload) != 96 * 3 * 4:
        sys.exit(f"unexpected predictions {header}")
    values = struct.unpack("<288f", payload)
    inputs = numbers(96 * 4)
    right = sum(
        max(range(3), key=lambda c: values[3 * i + c]) == (0 if inputs[4 * i] < -0.3 else 1 if inputs[4 * i] < 0.3 else 2)
        for i in range(96))
    if right < 80:
        sys.exit(f"only {right} of 96 training rows are recognised")
    print(f"evaluate {seconds:6.2f} s  {right} of 96 right")


if __name__ == "__main__":
    if sys.argv[1] == "--warm-up":
        # The job that the image's class archive is recorded with.
        module = open(sys.argv[2], "rb").read()
        sys.stdout.buffer.write(train_job(module, epochs=3))
    else:
        main()
