"""Makes the data of this suite: three clouds of points in the plane. Run it in this folder; the same bytes every time."""

import numpy as np

CENTRES = np.array([[2.0, 0.0], [-1.0, 1.7], [-1.0, -1.7]])


def cloud(rows, seed):
    """Points (rows, 2) and their classes (rows,)."""
    generator = np.random.RandomState(seed)
    labels = generator.randint(0, len(CENTRES), rows)
    return (CENTRES[labels] + generator.randn(rows, 2) * 0.8).astype("<f4"), labels.astype("<i8")


for name, rows, seed in (("train", 240, 1), ("test", 300, 2)):
    inputs, labels = cloud(rows, seed)
    np.save(f"{name}-inputs.npy", inputs)
    np.save(f"{name}-labels.npy", labels)
