"""Makes the data of this suite from Fashion-MNIST as Debian's package dataset-fashion-mnist has it.

Only Python's own library is used, so that the same bytes, and with them the digests in suite.yaml, come out everywhere.
Usage: python3 prepare.py [folder of the package's files]
"""

import gzip
import hashlib
import pathlib
import random
import sys

SOURCE = "/usr/share/datasets/fashion-mnist"
HERE = pathlib.Path(__file__).resolve().parent
HIDDEN = 2000
SEED = 40719
PIXELS = 28 * 28


def read(folder, name, header):
    with gzip.open(folder / name) as file:
        return file.read()[header:]


def npy(shape, content):
    header = "{'descr': '|u1', 'fortran_order': False, 'shape': %r, }" % (shape,)
    header += " " * (-(10 + len(header) + 1) % 64) + "\n"
    return b"\x93NUMPY\x01\x00" + len(header).to_bytes(2, "little") + header.encode() + content


def write(name, shape, content):
    data = npy(shape, content)
    (HERE / name).write_bytes(data)
    print("{name: %s, sha256: %s, bytes: %d}" % (name, hashlib.sha256(data).hexdigest(), len(data)))


def main():
    folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else SOURCE)
    if not folder.is_dir():
        sys.exit(f"There is no folder {folder}; install it with: apt-get install dataset-fashion-mnist")
    images = read(folder, "t10k-images-idx3-ubyte.gz", 16)
    labels = read(folder, "t10k-labels-idx1-ubyte.gz", 8)
    # Another order than the published one, so that its labels cannot simply be copied.
    rows = random.Random(SEED).sample(range(len(labels)), HIDDEN)
    pixels = b"".join(images[row * PIXELS : (row + 1) * PIXELS] for row in rows)
    write("hidden-inputs.npy", (HIDDEN, 28, 28), pixels)
    write("hidden-labels.npy", (HIDDEN,), bytes(labels[row] for row in rows))


if __name__ == "__main__":
    main()
