"""Makes the character data of this assignment from a text that a small grammar writes. Run it in this folder: python3 make.py"""

import random

import numpy as np

ALPHABET = " abcdefghijklmnopqrstuvwxyz.,"
LENGTH = 12

SUBJECTS = "the old sailor|a grey heron|the miller|her brother|the night watch|a small dog|the river|my neighbour".split("|")
VERBS = "walks along|looks over|waits beside|returns to|wonders about|sings near|sleeps under|remembers".split("|")
PLACES = "the bridge|the harbour|the stone wall|the empty market|the garden gate|the long road|the mill|the quiet field".split("|")
TIMES = "in the morning|after the rain|when the bells ring|at the end of summer|before the ships leave|late at night".split("|")
LINKS = ", and then |, but |, for |. ".split("|")


def sentence(rng):
    parts = [f"{rng.choice(SUBJECTS)} {rng.choice(VERBS)} {rng.choice(PLACES)} {rng.choice(TIMES)}"]
    if rng.random() < 0.5:
        parts.append(f"{rng.choice(SUBJECTS)} {rng.choice(VERBS)} {rng.choice(PLACES)}")
    return rng.choice(LINKS[:3]).join(parts) + ". "


def windows(text, count, rng):
    """Rows of LENGTH characters, and the character after each."""
    ids = np.array([ALPHABET.index(character) for character in text], dtype=np.uint8)
    starts = rng.sample(range(len(text) - LENGTH), count)
    return np.stack([ids[start : start + LENGTH] for start in starts]), np.array([ids[start + LENGTH] for start in starts], dtype=np.int64)


def main():
    for name, seed, sentences, count in (("train", 41, 400, 1600), ("test", 42, 150, 800)):
        rng = random.Random(seed)
        inputs, labels = windows("".join(sentence(rng) for _ in range(sentences)), count, rng)
        np.save(f"{name}-inputs.npy", inputs)
        np.save(f"{name}-labels.npy", labels)


if __name__ == "__main__":
    main()
