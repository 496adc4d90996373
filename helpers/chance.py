"""How probable it is that a random nudge raises a product, exactly, and how far chance moves a share from that."""

import math

from helpers.values import checked_number


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
