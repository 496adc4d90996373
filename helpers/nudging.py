"""Nudging: move an input a little and see what happens. First at random, then as a check of every gradient."""

import math
import random
import sys
from collections.abc import Mapping

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


def difference_quotient(f, at, h):
    """Return (f(at + h) - f(at)) / h, the growth of f per unit of the nudge h."""
    at, h = checked_number(at, "at"), checked_nudge(h)
    return (f(at + h) - f(at)) / h


def central_difference(f, at, h=1e-5):
    """Return (f(at + h) - f(at - h)) / (2 h): one nudge to each side of `at`."""
    at, h = checked_number(at, "at"), checked_nudge(h)
    return (f(at + h) - f(at - h)) / (2 * h)


def best_difference(f, at, start=0.1):
    """Return the slope of f at `at` by nudging, and how far off it may be.

    Central differences at ever smaller h are extrapolated to h = 0, until rounding makes them worse
    (Ridders 1982, as in Numerical Recipes, section 5.7). `start` is the first h, as large as f is smooth.
    """
    at, shrink = checked_number(at, "at"), 1.6
    h, rounding = checked_nudge(start), 16 * sys.float_info.epsilon * abs(f(at))
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


def checked_nudge(h):
    """Return a nudge as one float; raises as `checked_number`, and ValueError for 0."""
    h = checked_number(h, "h")
    if h == 0:
        raise ValueError("h is 0, and 0 / 0 has no value; give a small h such as 0.001")
    return h
