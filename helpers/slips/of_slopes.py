"""Slips in the slope of a function with respect to one of its inputs: of the product, of a curve, of a graph."""

import math
from dataclasses import dataclass
from functools import cached_property
from itertools import permutations

from helpers.nudging import difference_quotient
from helpers.slips import Slip
from helpers.slips.of_graphs import graph_slips
from helpers.slips.of_parts import part_slips
from helpers.slopes import expression, slopes

MOST_IN_ORDER = 4  # inputs whose slopes are tried in every order
LARGE = (1, 0.5, 0.1, 0.01, -1)  # nudges that learners try; the secant of a curve is off by about as much


@dataclass(frozen=True)
class SlopeProblem:
    """Ask for the slope of f at the inputs `at` in the one at place `which`; `names`: what the inputs are called."""

    f: object
    at: tuple
    which: int
    names: tuple

    @cached_property
    def slopes(self):
        """The slopes in all inputs."""
        return slopes(self.f, self.at)[0]

    @cached_property
    def doubt(self):
        """How far off the slope may be; 0 if the engine found it."""
        return slopes(self.f, self.at)[1][self.which]

    @property
    def right(self):
        """The slope asked for."""
        return self.slopes[self.which]

    @cached_property
    def graph(self):
        """The expression (output, inputs) that f builds of nodes, or None."""
        return expression(self.f, self.at, self.names)

    def alone(self, value):
        """Return f with only this input changed."""
        return float(self.f(*self.at[: self.which], value, *self.at[self.which + 1 :]))


def slope_slips(problem, by_nudges=False):
    """Return the slips for a `SlopeProblem`, in the order in which they are named.

    by_nudges: whether to keep to the words of lessons 01 to 03, which know no graph.
    """
    name, which = problem.names[problem.which], problem.which
    slips = [] if by_nudges else graph_slips(problem)
    slips += [
        Slip(
            "the slope of another input",
            f"This is the slope in {{where}}, and {name} was asked.",
            f"Hold the others still and nudge {name} alone.",
            lambda p, k=k: p.slopes[k],
            other,
        )
        for k, other in enumerate(problem.names)
        if k != which
    ]
    slips.append(
        Slip(
            "the sign is turned",
            "The size is right and the sign is turned.",
            f"Raise {name} a little: does the output rise or fall?",
            lambda p: -p.right,
        )
    )
    slips += part_slips(problem) if by_nudges else []
    if len(problem.at) > 1:
        slips.append(
            Slip(
                "the slopes added up",
                "This is the sum of the slopes in all inputs.",
                f"Only {name} moves; the other inputs stand still.",
                lambda p: sum(p.slopes),
            )
        )
    slips.append(
        Slip(
            "the value for the slope",
            "This is the value of the function, not its slope.",
            "By how much does the value grow per unit of nudge?",
            lambda p: p.alone(p.at[p.which]),
        )
    )
    slips.append(
        Slip(
            "the input for the slope",
            f"{name} was given its own value.",
            f"How much is a unit of {name} worth?",
            lambda p: float(p.at[p.which]),
        )
    )
    for h in LARGE:
        slips += [
            Slip(
                "the nudge is too large",
                "This is the growth per unit for a nudge of {where}; the slope is what it approaches as that shrinks.",
                "Make the nudge smaller, or let it shrink to nothing on paper.",
                lambda p, h=h: difference_quotient(p.alone, p.at[p.which], h),
                f"{h:g}",
            ),
            Slip(
                "not divided by the nudge",
                "This is the growth itself, for a nudge of {where}; it is not divided by the nudge.",
                "The slope is the growth per unit of nudge.",
                lambda p, h=h: _growth(p, h),
                f"{h:g}",
            ),
        ]
    slips.append(
        Slip(
            "divided by one nudge, not two",
            "This is the right slope twice over, as when two nudges are divided by the length of one.",
            "From one nudged place to the other, how far is it?",
            lambda p: 2 * p.right,
        )
    )
    slips.append(
        Slip(
            "half of the slope",
            "This is half of the slope, as when one nudge is divided by the length of two.",
            "How long is the way from the one place to the other?",
            lambda p: p.right / 2,
        )
    )
    return slips


def exchanged_slips(slopes):
    """Return the slips of giving the slopes in all inputs in another order, which leaves none where it belongs."""
    orders = permutations(range(len(slopes))) if len(slopes) <= MOST_IN_ORDER else ()
    return [
        Slip(
            "the slopes in another order",
            "Each slope was given to the wrong input.",
            "Nudge the first input alone: how much is each unit of it worth?",
            lambda problem, order=order: tuple(slopes[k] for k in order),
        )
        for order in orders
        if all(k != place for place, k in enumerate(order))
    ]


def _growth(problem, h):
    """Return the growth for a nudge h; None where that is the slope turned or halved, which have their own slips."""
    growth = problem.alone(problem.at[problem.which] + h) - problem.alone(problem.at[problem.which])
    of_itself = any(math.isclose(growth, part * problem.right, rel_tol=1e-6) for part in (-1, 0.5))
    return None if of_itself else growth
