"""Writes sets of points in the plane that lie on one of four shapes; the label is the shape.

An input is [20, 3]: x, y and 1 for a point, and padding with 0 in the last column and arbitrary numbers in the others. A
set has 10 to 20 points. In the training split the points of a set come in the order of x and before the padding, in the
test split in any order with the padding between: only a model that does not look at the order carries over. Run it in
this folder: python3 make.py
"""

import numpy as np

SHAPES = 4
SIZE = 20
SMALLEST = 10
NOISE = 0.02


def outline(rng, shape, count):
    """Points of a shape of radius 1 around the origin."""
    along = rng.uniform(-1, 1, size=count)
    if shape == 0:  # a ring
        return np.stack([np.cos(np.pi * along), np.sin(np.pi * along)], axis=1)
    if shape == 1:  # a disc
        radius = np.sqrt(rng.uniform(0, 1, size=count))
        return radius[:, None] * np.stack([np.cos(np.pi * along), np.sin(np.pi * along)], axis=1)
    other = np.zeros(count) if shape == 2 else rng.choice([-1.0, 1.0], size=count)
    points = np.stack([along, other], axis=1)  # a cross, or the outline of a square
    swap = rng.uniform(size=count) < 0.5
    points[swap] = points[swap][:, ::-1]
    return points


def padded_set(rng, shape, in_order):
    count = rng.randint(SMALLEST, SIZE + 1)
    points = outline(rng, shape, count) * rng.uniform(0.8, 1.2) + rng.normal(0, NOISE, size=(count, 2))
    if in_order:
        points = points[np.argsort(points[:, 0])]
    rows = np.concatenate([rng.normal(0, 2, size=(SIZE, 2)), np.zeros((SIZE, 1))], axis=1)
    places = np.arange(count) if in_order else rng.permutation(SIZE)[:count]
    rows[places, :2] = points
    rows[places, 2] = 1
    return rows


def split(rng, count, in_order):
    labels = rng.permutation(np.arange(count) % SHAPES)
    inputs = np.stack([padded_set(rng, shape, in_order) for shape in labels])
    return inputs.astype(np.float32), labels.astype(np.int64)


if __name__ == "__main__":
    # RandomState and not default_rng: its stream is the same in every version of NumPy
    rng = np.random.RandomState(20261122)
    for name, count in (("train", 1600), ("test", 400)):
        inputs, labels = split(rng, count, in_order=name == "train")
        np.save(f"{name}-inputs.npy", inputs)
        np.save(f"{name}-labels.npy", labels)
    # masks of the function tests: every set has an element, and padding is not always at the end
    masks = {"three-by-five": [[1, 1, 1, 0, 0], [0, 1, 0, 1, 1], [1, 1, 1, 1, 1]], "one-of-six": [[0, 0, 1, 0, 0, 0]]}
    for name, mask in masks.items():
        np.save(f"masks/{name}.npy", np.array(mask, dtype=np.float32))
        np.save(f"masks/{name}-float64.npy", np.array(mask, dtype=np.float64))
