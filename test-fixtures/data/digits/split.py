"""Splits digits.csv.gz into training and test rows, as .npy files, the same bytes every time.

Inputs are uint8 of shape [rows, 64] with values from 0 to 16, labels are int64 of shape [rows]. Needs only Python's own library.
"""

import gzip
import pathlib
import random
import struct

HERE = pathlib.Path(__file__).resolve().parent
TARGET = HERE.parent.parent / "assignments" / "lenet-digits" / "data"
TEST_ROWS = 500
SEED = 40719


def write_npy(path: pathlib.Path, description: str, shape: tuple, payload: bytes) -> None:
    """Writes one array in format 1.0; `description` is NumPy's dtype string, `payload` its bytes in C order."""
    header = str({"descr": description, "fortran_order": False, "shape": shape})
    header += " " * (-(10 + len(header) + 1) % 64) + "\n"
    path.write_bytes(b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header.encode("latin-1") + payload)


def write_split(name: str, rows: list) -> None:
    """Writes inputs and labels of one split; a row is 64 grey values and the label."""
    write_npy(TARGET / f"{name}-inputs.npy", "|u1", (len(rows), 64), b"".join(bytes(row[:64]) for row in rows))
    write_npy(TARGET / f"{name}-labels.npy", "<i8", (len(rows),), b"".join(struct.pack("<q", row[64]) for row in rows))


def main() -> None:
    with gzip.open(HERE / "digits.csv.gz", "rt") as lines:
        rows = [[int(float(value)) for value in line.split(",")] for line in lines]
    random.Random(SEED).shuffle(rows)
    TARGET.mkdir(parents=True, exist_ok=True)
    write_split("test", rows[:TEST_ROWS])
    write_split("train", rows[TEST_ROWS:])


if __name__ == "__main__":
    main()
