"""Writes the look-up task: eight symbols, then a pointer; the label is the symbol that the pointer points to.

Tokens 0 to 7 are symbols, tokens 8 to 15 point to positions 0 to 7. Run it in this folder: python3 make.py
"""

import numpy as np

SYMBOLS = 8
POSITIONS = 8


def sequences(rng, count):
    symbols = rng.randint(0, SYMBOLS, size=(count, POSITIONS))
    positions = rng.randint(0, POSITIONS, size=count)
    tokens = np.concatenate([symbols, SYMBOLS + positions[:, None]], axis=1)
    return tokens.astype(np.uint8), symbols[np.arange(count), positions].astype(np.int64)


if __name__ == "__main__":
    # RandomState and not default_rng: its stream is the same in every version of NumPy
    rng = np.random.RandomState(20261121)
    for split, count in (("train", 1600), ("test", 500)):
        inputs, labels = sequences(rng, count)
        np.save(f"{split}-inputs.npy", inputs)
        np.save(f"{split}-labels.npy", labels)
