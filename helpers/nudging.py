"""Nudging: move an input a little and see what happens. First at random, then as a check of every gradient."""

import math
import random
import sys
from collections.abc import Mapping
from dataclasses import dataclass

from helpers.values import checked_number


def random_nudge(inputs, step, rng):
    """Return the inputs, each with step * (a random number from 0 up to 1) added.

    rng: a `random.Random`, seeded, so that a lesson gives the same numbers every time.
    """
    step = checked_number(step, "step")
    if not hasattr(rng, "random"):
        raise TypeError(f"rng is {rng!r}; give a generator such as random.Random(1)")
    return tuple(checked_number(value, "an input") + step * rng.random() for value in inputs)


def share_of_rises(f, inputs, step, nudges, seed):
    """Return the share of `nudges` random nudges from `inputs` that raise f(*inputs)."""
    if isinstance(nudges, bool) or not isinstance(nudges, int) or nudges < 1:
        raise ValueError(f"nudges is {nudges!r}; give a whole number above 0")
    rng, start = random.Random(seed), f(*inputs)
    return sum(f(*random_nudge(inputs, step, rng)) > start for _ in range(nudges)) / nudges


def probability_of_rise(a, b, step):
    """Return how probable it is that one random nudge from (a, b) raises a * b, exact up to rounding.

    With random numbers r and s from 0 to 1, the product grows by step * (b r + a s + step r s). So this is the
    area of the unit square in which b r + a s + step r s > 0: for every r a stretch of s, integrated over r.
    With step 0, r s is left out: the probability to first order. Raises ValueError for a negative step.
    """
    a, b, step = checked_number(a, "a"), checked_number(b, "b"), checked_number(step, "step")
    if step < 0:
        raise ValueError(f"step is {step:g}; give 0 or a positive number")
    if a < b:
        a, b = b, a  # r and s may swap their roles
    if b >= 0:
        return 1.0 if step or a else 0.0
    if a <= 0 and step <= -(a + b):
        return 0.0  # not even the largest nudge rises
    if a >= 0:
        # The stretch is 1 + b r / (a + step r) long, from r = 0 to where it has shrunk to nothing.
        end = 1.0 if a + step + b >= 0 else a / -(step + b)
        return min(1.0, max(0.0, end + _integral(a, b, step, end)))  # rounding may carry it a hair too far
    # Both are negative: the stretch begins where r is large enough.
    begin = -a / (step + b)
    logarithm = math.log(a + step) - math.log(-a) + math.log(b + step) - math.log(-b)
    return min(1.0, max(0.0, (1 - begin) + b / step * ((1 - begin) - a / step * logarithm)))


def _integral(a, b, step, end):
    """Integrate b r / (a + step r) over r from 0 to `end`, for a >= 0."""
    if a < 1e-100:  # or the division below would overflow
        return b * end / step if end and step else 0.0
    x = step * end / a
    if x < 0.1:  # x - log(1 + x) would lose its digits: take the series of (x - log(1 + x)) / x**2
        return b * end * end / a * sum((-x) ** k / (k + 2) for k in range(16))
    return b / step * (end - a / step * math.log1p(x))


def spread_of_share(probability, nudges):
    """Return by how much chance typically moves the share among `nudges` away from the probability."""
    return math.sqrt(probability * (1 - probability) / nudges)


def difference_quotient(f, at, h):
    """Return (f(at + h) - f(at)) / h, the growth of f per unit of the nudge h."""
    at, h = checked_number(at, "at"), _nonzero(h)
    return (f(at + h) - f(at)) / h


def central_difference(f, at, h=1e-5):
    """Return (f(at + h) - f(at - h)) / (2 h): one nudge to each side of `at`."""
    at, h = checked_number(at, "at"), _nonzero(h)
    return (f(at + h) - f(at - h)) / (2 * h)


def best_difference(f, at, start=0.1):
    """Return the slope of f at `at` by nudging, and how far off it may be.

    Central differences at ever smaller h are extrapolated to h = 0, until rounding makes them worse
    (Ridders 1982, as in Numerical Recipes, section 5.7). `start` is the first h, as large as f is smooth.
    """
    at, shrink = checked_number(at, "at"), 1.6
    h, rounding = _nonzero(start), 16 * sys.float_info.epsilon * abs(f(at))
    row, best, error = [central_difference(f, at, h)], math.nan, math.inf
    for _ in range(12):
        h /= shrink
        new, factor = [central_difference(f, at, h)], 1.0
        for older in row:
            factor *= shrink**2  # each column removes one more power of h^2
            new.append((factor * new[-1] - older) / (factor - 1))
            doubt = max(abs(new[-1] - new[-2]), abs(new[-1] - older), rounding / h)
            if doubt <= error:
                best, error = new[-1], doubt
        if abs(new[-1] - row[-1]) >= 2 * error:
            break
        row = new
    return best, error


def nudged_gradient(f, inputs, start=0.1):
    """Return the slope of f for each input by nudging it alone, with how far off each may be.

    f(**inputs) if `inputs` is a mapping by name, f(*inputs) otherwise; the result has the same form,
    a pair (slope, doubt) for each input.
    """
    if isinstance(inputs, Mapping):
        return {name: best_difference(_in_one_name(f, inputs, name), inputs[name], start) for name in inputs}
    return tuple(best_difference(_in_one_place(f, inputs, k), inputs[k], start) for k in range(len(inputs)))


def _in_one_name(f, inputs, name):
    return lambda value: f(**{**inputs, name: value})


def _in_one_place(f, inputs, k):
    return lambda value: f(*inputs[:k], value, *inputs[k + 1 :])


def nudged_parameters(net, x, target, start=0.5):
    """Return {name: (slope, doubt)} of the loss for every parameter of a network, each nudged alone."""

    def loss(**parameters):
        trial = net.with_parameters(parameters)
        trial.forward(x)
        return trial.loss(target)

    return nudged_gradient(loss, net.parameters, start)


@dataclass(frozen=True)
class NudgeTest:
    """Hold what one nudge of a parameter by h to each side shows: the losses, their ratio, and the gradient it tests.

    verdict: "agree", "disagree", or "too small" where rounding hides a change that small.
    """

    h: float
    below: float
    above: float
    ratio: float
    gradient: float
    verdict: str


def nudge_test(net, x, target, name, gradient, h=0.001):
    """Nudge one parameter of a network, or its only input ("x1"), and compare the ratio with `gradient`."""

    def loss(value):
        trial = net if name in inputs else net.with_parameters({name: value})
        trial.forward(value if name in inputs else x)
        return trial.loss(target)

    inputs = [f"x{node}" for node in net.inputs]
    at, h = (x if name in inputs else net.parameters[name]), _nonzero(h)
    below, above = loss(at - h), loss(at + h)
    ratio = (above - below) / (2 * h)
    rounding = 4 * sys.float_info.epsilon * (abs(below) + abs(above)) / h
    if abs(ratio - gradient) <= 1e-4 * abs(gradient):
        verdict = "agree"
    else:
        verdict = "too small" if abs(gradient) < 1e4 * rounding else "disagree"
    return NudgeTest(h, below, above, ratio, gradient, verdict)


def agree(claimed, nudged, doubt, relative=1e-6):
    """Tell whether a claimed slope agrees with one found by nudging, to within its doubt or `relative`."""
    return abs(claimed - nudged) <= max(doubt, relative * max(abs(claimed), abs(nudged)))


def check_gradient(claimed, nudged):
    """Return the names (or positions) whose claimed slope disagrees with nudging; an empty list is good news.

    claimed: {name: slope} or a sequence; nudged: what `nudged_gradient` returns for the same inputs.
    Raises ValueError if a name is missing.
    """
    if not isinstance(nudged, Mapping):
        claimed, nudged = dict(enumerate(claimed)), dict(enumerate(nudged))
    missing = [name for name in nudged if name not in claimed]
    if missing:
        raise ValueError(f"the gradient of {missing[0]!r} is missing; give a slope for each nudged input")
    claimed = {name: checked_number(claimed[name], f"the gradient of {name!r}") for name in nudged}
    return [name for name, (slope, doubt) in nudged.items() if not agree(claimed[name], slope, doubt)]


def _nonzero(h):
    h = checked_number(h, "h")
    if h == 0:
        raise ValueError("h is 0, and 0 / 0 has no value; give a small h such as 0.001")
    return h
