"""What the course accepts as a number: a float for one sample, an array for a batch."""

import math
from numbers import Real

import numpy as np


def checked_value(value, name):
    """Return `value` as a float, or as a float array of its own shape (a copy).

    Raises TypeError for what is not a number and ValueError for NaN, infinity or an empty array.
    """
    if type(value) is float and math.isfinite(value):
        return value
    if isinstance(value, np.ndarray):
        return _finite_array(value, name)
    if isinstance(value, (bool, np.bool_)):
        raise TypeError(f"{name} is the truth value {value}; give a number")
    if isinstance(value, (str, bytes)):
        raise TypeError(f"{name} is the text {value!r}; give a number, without quotes")
    if isinstance(value, Real):
        return _finite_float(value, name)
    return _finite_array(value, name)


def checked_number(value, name):
    """Return `value` as one float; raises as `checked_value`, and ValueError for an array."""
    number = checked_value(value, name)
    if type(number) is not float:
        raise ValueError(f"{name} has shape {number.shape}; give one number")
    return number


def checked_positive(value, name):
    """Return `value` as one float above 0; raises as `checked_number`, and ValueError for 0 or less."""
    number = checked_number(value, name)
    if number <= 0:
        raise ValueError(f"{name} is {number:g}; give a number above 0")
    return number


def _finite_float(value, name):
    try:
        number = float(value)
    except OverflowError:
        raise ValueError(f"{name} is too large for a float; give a smaller number") from None
    if not math.isfinite(number):
        raise ValueError(f"{name} is {number}; give a finite number")
    return number


def _finite_array(value, name):
    try:
        array = np.asarray(value)
    except ValueError:
        kind = type(value).__name__
        raise ValueError(f"{name} is a {kind} whose rows differ in length; give rows of equal length") from None
    if array.dtype.kind not in "iuf":
        kind = type(value).__name__
        raise TypeError(f"{name} is a {kind} that is not made of numbers; give a number or an array of numbers")
    if array.size == 0:
        raise ValueError(f"{name} is empty; give at least one number")
    array = np.array(array, dtype=float)
    if not is_finite(array):
        raise ValueError(f"{name} holds NaN or infinity; give finite numbers")
    return array if array.ndim else float(array)


def is_finite(value):
    """Tell whether a float, or every number of an array, is neither NaN nor infinite."""
    if type(value) is float:
        return math.isfinite(value)
    # The sum of the squares is finite only if all are, and quickly found. It may also overflow. That of a long
    # array is shared out among threads, which on a busy machine wait for each other.
    if value.size <= 10_000 and math.isfinite(np.vdot(value, value)):
        return True
    return bool(np.isfinite(value).all())
