"""The round values at which an axis has its ticks, and how they are written."""

import math

from helpers.pictures.notation import MINUS


def round_step(span, most):
    """Return the smallest of 1, 2, 5, 10, … times a power of ten that goes into `span` at most `most` times."""
    least = span / most
    power = 10.0 ** math.floor(math.log10(least))
    return next(k * power for k in (1, 2, 5, 10) if k * power >= least * (1 - 1e-9))


def round_values(low, high, most):
    """Return the round values from `low` to `high`, at most `most` + 1, and their step."""
    step = round_step(high - low, most)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [k * step for k in range(first, last + 1)], step


def written(value, step, largest=0.0):
    """Write a round value with the digits that a row of them, `step` apart and up to `largest`, needs."""
    largest, decimals = max(largest, abs(value)), max(0, -_exponent(step))
    if value == 0 and (largest >= 1e5 or decimals > 5):
        return "0"
    if 0.01 <= largest < 1e5 or decimals < 6 and largest < 1e5:
        return f"{value + 0.0:.{decimals}f}".replace("-", MINUS)
    mantissa, exponent = f"{value:.{max(0, _exponent(abs(value)) - _exponent(step))}e}".split("e")
    return mantissa.replace("-", MINUS) + "×" + power_of_ten(int(exponent))


def _exponent(size):
    return math.floor(math.log10(size) + 1e-9)


def even(low, high, most):
    """Return at most `most` round values from `low` to `high` with how they are written, [(value, words), …]."""
    values, step = round_values(low, high, most - 1)
    largest = max(map(abs, values), default=0.0)
    return [(value, written(value, step, largest)) for value in values]


def decades(low, high, most):
    """Return at most `most` powers of ten from `low` to `high` with how they are written, [(value, words), …].

    They are thinned evenly, so that 10⁰ is one of them where it is in view.
    """
    first, last = math.ceil(math.log10(low) - 1e-9), math.floor(math.log10(high) + 1e-9)
    every = next(k for k in (1, 2, 4, 5, 10, 20, 50, 100, 200) if (last - first) // k < most)
    return [(10.0**k, power_of_ten(k)) for k in range(first, last + 1) if k % every == 0]


def power_of_ten(k):
    """Write 10 to the k: 1, 10⁻³."""
    return "1" if k == 0 else "10" if k == 1 else f"10{str(k).translate(_RAISED)}"


_RAISED = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
