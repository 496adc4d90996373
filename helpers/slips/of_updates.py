"""Slips in one step along a gradient, uphill or downhill, for a function of any number of inputs."""

import math
from dataclasses import dataclass
from functools import cached_property
from itertools import permutations

from helpers.slips import Slip
from helpers.slips.of_new_places import FOR_THE_VALUE, for_the_place, plain
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
        return float(self.f(*point)) if self.ask == "value" else plain(point)

    def moved(self, slopes, step):
        """Return the start moved by step times each slope."""
        return tuple(value + step * slope for value, slope in zip(self.start, slopes))

    @cached_property
    def right(self):
        """The answer."""
        return self.answered(self.moved(self.here, self.signed))


def update_slips(problem):
    """Return the slips for an `UpdateProblem`, in the order in which they are named."""
    slips = _of_the_direction(problem)
    if len(problem.start) > 1:
        slips = [*_in_turn(problem), *slips, *_of_one_input(problem)]
    return [*slips, *(FOR_THE_VALUE if problem.ask == "value" else for_the_place(problem))]


def _in_turn(problem):
    return [
        Slip(
            "one after the other",
            "The inputs were moved one after the other: later slopes were taken where the earlier inputs had moved to.",
            "At which point are all the slopes to be taken?",
            lambda p, order=order: p.answered(_sequential(p, order)),
        )
        for order in _orders(len(problem.start))
    ]


def _of_the_direction(problem):
    """Return the slips in how the slopes become a move: the sign, the step, a factor 2."""
    slips = [
        Slip(
            "the wrong direction",
            "The step went the wrong way: " + ("plus" if problem.down else "minus") + " where the other sign belongs.",
            f"Is the {'loss' if problem.down else 'output'} meant to rise or to fall? Which way does the slope point?",
            lambda p: p.answered(p.moved(p.here, -p.signed)),
        )
    ]
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
                f"The factor 2 of {'2(x − t)' if len(problem.start) == 1 else 'the square'} is missing.",
                "What is the slope of a square, s²?",
                lambda p: p.answered(p.moved(p.here, p.signed / 2)),
            )
        )
    slips.append(
        Slip(
            "the step without the slope",
            "Every input moved by the step alone: the slopes are missing."
            if len(problem.start) > 1
            else "The input moved by the step alone: the slope is missing.",
            "By what is the step multiplied?",
            lambda p: p.answered(p.moved([1] * len(p.start), p.signed)),
        )
    )
    return slips


def _of_one_input(problem):
    """Return the slips of giving an input no slope, or that of another."""
    count = len(problem.start)
    slips = [
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
