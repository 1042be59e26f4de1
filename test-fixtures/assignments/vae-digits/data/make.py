"""Writes the arrays of this assignment from those of lenet-digits: digits with pixels blanked out, and the whole digits.

Run in this folder: python3 make.py
"""

import pathlib

import numpy as np

HERE = pathlib.Path(__file__).resolve().parent
DIGITS = HERE.parent.parent / "lenet-digits" / "data"
BLANK = 0.4

random = np.random.RandomState(9)
for split, rows in [("train", 600), ("test", 300)]:
    whole = np.load(DIGITS / f"{split}-inputs.npy")[:rows].reshape(rows, 64)
    kept = random.uniform(size=whole.shape) >= BLANK
    np.save(HERE / f"{split}-inputs.npy", (whole * kept).astype(np.uint8))
    np.save(HERE / f"{split}-labels.npy", (whole / 16).astype(np.float32))
