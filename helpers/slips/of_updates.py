"""Slips in one step along a gradient, uphill or downhill, for a function of any number of inputs."""

import math
from dataclasses import dataclass
from functools import cached_property
from itertools import permutations

from helpers.slips import Slip
from helpers.slopes import slopes

MOST_ORDERS = 24


@dataclass(frozen=True)
class UpdateProblem:
    """Ask where one step leads, or with ask="value" for the output there.

    f: a function of the inputs `start`. gradient: one that returns their slopes; None to find them from f.
    down: whether the step goes against the gradient, to lower f.
    """

    f: object
    start: tuple
    step: float
    down: bool = False
    gradient: object = None
    ask: str = "point"

    def slopes_at(self, point):
        """Return the slopes at a point, one for each input."""
        found = self.gradient(*point) if self.gradient else slopes(self.f, point)[0]
        return tuple(found) if hasattr(found, "__iter__") else (found,)

    @cached_property
    def here(self):
        """The slopes at the start."""
        return self.slopes_at(self.start)

    @cached_property
    def signed(self):
        """The step, negative when it goes down."""
        return -self.step if self.down else self.step

    def answered(self, point):
        """Return a point as it is asked for: as numbers, or as the output there."""
        if self.ask == "value":
            return float(self.f(*point))
        return tuple(map(float, point)) if len(point) > 1 else float(point[0])

    def moved(self, slopes, step):
        """Return the start moved by step times each slope."""
        return tuple(value + step * slope for value, slope in zip(self.start, slopes))

    @cached_property
    def right(self):
        """The answer."""
        return self.answered(self.moved(self.here, self.signed))


def update_slips(problem):
    """Return the slips for an `UpdateProblem`, in the order in which they are named."""
    count = len(problem.start)
    slips = [
        Slip(
            "one after the other",
            "The inputs were moved one after the other: later slopes were taken where the earlier inputs had moved to.",
            "At which point are all the slopes to be taken?",
            lambda p, order=order: p.answered(_sequential(p, order)),
        )
        for order in (_orders(count) if count > 1 else ())
    ]
    slips.append(
        Slip(
            "the wrong direction",
            "The step went the wrong way: " + ("plus" if problem.down else "minus") + " where the other sign belongs.",
            f"Is the {'loss' if problem.down else 'output'} meant to rise or to fall? Which way does the slope point?",
            lambda p: p.answered(p.moved(p.here, -p.signed)),
        )
    )
    slips += [
        Slip(
            "the slope taken for the move",
            "The slope itself was taken for the move: the step is missing.",
            "A slope is a growth per unit. What turns it into a distance?",
            lambda p, sign=sign: p.answered(p.moved(p.here, sign)),
        )
        for sign in ((-1, 1) if problem.down else (1, -1))
    ]
    if problem.down:  # a loss of this course is a square
        slips.append(
            Slip(
                "the factor 2 is missing",
                f"The factor 2 of {'2(x − t)' if count == 1 else 'the square'} is missing.",
                "What is the slope of a square, s²?",
                lambda p: p.answered(p.moved(p.here, p.signed / 2)),
            )
        )
    slips.append(
        Slip(
            "the step without the slope",
            "Every input moved by the step alone: the slopes are missing.",
            "How much is each input worth? By what is the step multiplied?",
            lambda p: p.answered(p.moved([1] * len(p.start), p.signed)),
        )
    )
    if count > 1:
        slips += [
            Slip(
                "only one input moved",
                f"Only one of the {count} inputs moved, number {{where}}.",
                "Which slopes do the other inputs have?",
                lambda p, k=k: p.answered(p.moved([s if i == k else 0 for i, s in enumerate(p.here)], p.signed)),
                str(k + 1),
            )
            for k in range(count)
        ]
        slips.append(
            Slip(
                "the slopes in another order",
                "Each slope was given to the wrong input.",
                "Which slope belongs to the first input?",
                lambda p: p.answered(p.moved(p.here[::-1], p.signed)),
            )
        )
    if problem.ask == "value":
        slips += [
            Slip(
                "the estimate for the value",
                "This is the estimate to first order: the old output and step times the squared slopes.",
                "Put the new inputs into f itself.",
                lambda p: float(p.f(*p.start)) + p.signed * math.fsum(slope * slope for slope in p.here),
            ),
            Slip(
                "the growth for the value",
                "This is by how much the output changed, not the output.",
                "What was the output before the step?",
                lambda p: p.right - float(p.f(*p.start)),
            ),
            Slip(
                "the old value",
                "This is the output before the step.",
                "Put the new inputs into f.",
                lambda p: float(p.f(*p.start)),
            ),
        ]
    else:
        slips += [
            Slip(
                "the move for the new place",
                "This is how far to move, not yet where that leads.",
                "Where did you start?",
                lambda p: _plain(p.signed * slope for slope in p.here),
            ),
            Slip(
                "the slopes for the new place",
                "These are the slopes, not yet the new inputs.",
                "By what are the slopes multiplied, and to what is that added?",
                lambda p: _plain(p.here),
            ),
            Slip(
                "the start for the new place",
                "Nothing has moved: this is the start.",
                "By how much does the first input move?",
                lambda p: _plain(p.start),
            ),
        ]
    return slips


def _orders(count):
    if math.factorial(count) <= MOST_ORDERS:
        return list(permutations(range(count)))
    return [tuple(range(count)), tuple(reversed(range(count)))]


def _sequential(problem, order):
    point = list(problem.start)
    for k in order:
        point[k] += problem.signed * problem.slopes_at(tuple(point))[k]
    return tuple(point)


def _plain(numbers):
    numbers = tuple(map(float, numbers))
    return numbers if len(numbers) > 1 else numbers[0]
