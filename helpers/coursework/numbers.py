"""The numbers of one student: drawn from the identifier, the same on every machine and under every Python.

They come from SHA-256 of term, assignment and identifier, by whole-number arithmetic. A draw that would make a poor
exercise is thrown away and the next one is taken: `helpers.coursework.<assignment>` says which those are.
"""

import hashlib
import os
import unicodedata
from functools import lru_cache
from importlib import import_module

TERM = "term 1"  # change this word, or set COURSEWORK_TERM, and every student has new numbers
MOST_DRAWS = 100_000


class Draw:
    """Draw numbers from a text, one after the other."""

    def __init__(self, seed):
        self._seed, self._count = seed, 0

    def below(self, limit):
        """Return a whole number from 0 up to `limit`."""
        self._count += 1
        digest = hashlib.sha256(f"{self._seed}\n{self._count}".encode()).digest()
        return int.from_bytes(digest[:16], "big") % limit  # 128 bits: no remainder is favoured that could be noticed

    def one_of(self, options):
        """Return one of the options."""
        return options[self.below(len(options))]

    def between(self, low, high, digits=1):
        """Return a number from low to high, both included, with so many digits after the point."""
        unit = 10**digits
        low, high = round(low * unit), round(high * unit)
        return (low + self.below(high - low + 1)) / unit

    def signed(self, low, high, digits=1):
        """Return such a number with either sign."""
        return self.one_of((1, -1)) * self.between(low, high, digits)


def term():
    """Return the word of this term."""
    return os.environ.get("COURSEWORK_TERM", "").strip() or TERM


class NoIdentifier(ValueError):
    """Say in one line what is wrong with an identifier: it is the first thing that a student can get wrong."""

    def _render_traceback_(self):  # what a notebook shows
        return [f"{type(self).__name__}: {self}"]


def identifier(student):
    """Return the identifier as it counts: without regard to capitals, outer spaces and ways to write an accent.

    Raises NoIdentifier for what can be no identifier.
    """
    if student is None or student is Ellipsis:
        raise NoIdentifier('student is not set; write your identifier in quotes, as in student = "ada"')
    if not isinstance(student, str):
        raise NoIdentifier(f"student is a {type(student).__name__}; write your identifier in quotes")
    known = unicodedata.normalize("NFKC", student).strip().casefold()
    if not known:
        raise NoIdentifier('student is empty; write your identifier in quotes, as in student = "ada"')
    return known


def numbers_for(assignment, student, of_term=None):
    """Return {name: number} for a student: those that the notebook shows. of_term: another word than this term's."""
    return dict(_drawn(assignment, identifier(student), of_term or term(), "shown"))


def hidden_numbers(assignment, student, of_term=None):
    """Return other numbers of the same kind, on which the functions that a student wrote are tried."""
    return dict(_drawn(assignment, identifier(student), of_term or term(), "hidden"))


def assignment_module(assignment):
    """Return the module of an assignment; raises ValueError for an unknown name."""
    names = ("nudge-and-slope", "seven-nodes-by-hand", "build-the-engine")
    if assignment not in names:
        raise ValueError(f"there is no assignment {assignment!r}; the assignments are {', '.join(names)}")
    return import_module(f"helpers.coursework.{assignment.replace('-', '_')}")


@lru_cache(maxsize=64)
def _drawn(assignment, student, of_term, which):
    module = assignment_module(assignment)
    for attempt in range(MOST_DRAWS):
        numbers = module.draw(Draw(f"{of_term}\n{assignment}\n{student}\n{which}\n{attempt}"))
        if module.is_good(numbers):
            return numbers
    raise RuntimeError(f"no numbers for {assignment} were found in {MOST_DRAWS} draws; the limits are too narrow")
