"""Real handwritten digits: 1,797 drawings of 8 x 8 pixels, of which every fourth is held out.

Where they come from and what may be done with them stands in `helpers/data/README.md`.
"""

import gzip
import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

FILE = Path(__file__).parent / "data" / "digits.csv.gz"
SHA256 = "09f66e6debdee2cd2b5ae59e0d6abbb73fc2b0e0185d2e1957e9ebb51e23aa22"
SIDE, CLASSES, FULL_INK = 8, 10, 16  # pixels along a side, digits, and the largest number in the file
MOVES = ((0, 0), (0, 1), (0, -1), (1, 0), (-1, 0))  # (down, right)
EVERY = 4  # the 4th, 8th, 12th, … drawing of the file is held out


@dataclass(frozen=True, eq=False)
class Drawings:
    """Hold drawings of digits, read-only.

    images: pixels x samples, 64 rows, each number the ink of a pixel from 0 (none) to 1 (full), row by row from the
    top left. labels: the digit each drawing is meant to be, a whole number.
    """

    images: np.ndarray
    labels: np.ndarray

    def __len__(self):
        return len(self.labels)

    def square(self, number):
        """Return one drawing as 8 rows of 8 pixels; raises IndexError for a number that no drawing has."""
        if isinstance(number, bool) or not isinstance(number, (int, np.integer)):
            raise TypeError(f"the drawing's number is {number!r}; give a whole number from 0 to {len(self) - 1}")
        if not 0 <= number < len(self):
            raise IndexError(f"there is no drawing {number}; give a number from 0 to {len(self) - 1}")
        return self.images[:, number].reshape(SIDE, SIDE)

    def also_moved(self):
        """Return every drawing five times: as it is, then moved by one pixel right, left, down and up.

        What leaves the square is lost.
        """
        squares = self.images.reshape(SIDE, SIDE, -1)
        framed = np.pad(squares, ((1, 1), (1, 1), (0, 0)))
        moved = [framed[1 - down : 1 - down + SIDE, 1 - right : 1 - right + SIDE] for down, right in MOVES]
        return _read_only(np.concatenate(moved, axis=2).reshape(SIDE * SIDE, -1), np.tile(self.labels, len(MOVES)))

    def __repr__(self):
        return f"Drawings({len(self)} of {SIDE} x {SIDE} pixels)"


@dataclass(frozen=True, eq=False)
class Digits:
    """Hold the drawings to learn from and those to judge with, which the learning never sees."""

    train: Drawings
    held_out: Drawings


@cache
def digits():
    """Return all drawings, in two parts: `train`, and `held_out`, which is every fourth one.

    Raises FileNotFoundError or ValueError where the file of drawings is missing or not as it was published.
    """
    try:
        packed = FILE.read_bytes()
    except FileNotFoundError:
        raise FileNotFoundError(f"the drawings are missing: there is no {FILE}; install the course again") from None
    if hashlib.sha256(packed).hexdigest() != SHA256:
        raise ValueError(f"{FILE} is not the file that the course was made with; install the course again")
    rows = np.loadtxt(gzip.decompress(packed).decode("ascii").splitlines(), delimiter=",", dtype=int)
    held_out = np.arange(len(rows)) % EVERY == EVERY - 1
    return Digits(_drawings(rows[~held_out]), _drawings(rows[held_out]))


def _drawings(rows):
    return _read_only(np.ascontiguousarray(rows[:, :-1].T) / FULL_INK, rows[:, -1].copy())


def _read_only(images, labels):
    images.flags.writeable = labels.flags.writeable = False
    return Drawings(images, labels)
