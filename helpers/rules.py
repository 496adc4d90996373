"""The derivative rules: each takes plain numbers and returns a value and its local derivatives.

u and v are floats or arrays. A local derivative is the number, or array of numbers, that multiplies
the upstream gradient. For a sum and a matrix product it is the function that does the same.
Raises ValueError or ArithmeticError, with the reason, where a value or a slope does not exist.
"""

import math
from math import exp as _exp

import numpy as np

from helpers.sigmoid import LARGEST, sigmoid_and_rest


def _any(condition):
    """Tell whether a condition on a float, or on a number of an array, holds."""
    return condition if type(condition) is bool else condition.any()


ONE = 1.0  # the slope of a plain sum: a multiplication the engine can leave out


def add(u, v):
    """Return u + v; a nudge of either passes through unchanged."""
    return u + v, (ONE, ONE)


def subtract(u, v):
    """Return u - v; a nudge of v arrives with its sign turned."""
    return u - v, (ONE, -1.0)


def multiply(u, v):
    """Return u * v; the slope for each is the other."""
    return u * v, (v, u)


def divide(u, v):
    """Return u / v, for v other than 0."""
    if _any(v == 0):
        raise ZeroDivisionError("division by zero; keep the right side away from 0")
    if type(u) is type(v) is float:
        return _quotient(u, v)
    with np.errstate(over="ignore"):  # what is too large is refused by name, on the way back
        return _quotient(u, v)


def _quotient(u, v):
    quotient = u / v
    return quotient, (1.0 / v, -quotient / v)


def negative(u):
    """Return -u."""
    return -u, -1.0


def power(u, k):
    """Return u ** k for a fixed number k, which gets no gradient."""
    if type(k) is not float:
        raise ValueError("the exponent is an array; give one number")
    if k == 2.0:
        return u * u, (u + u, None)  # the same, and quicker
    if k == 0:
        return u * 0.0 + 1.0, (u * 0.0, None)
    if not k.is_integer() and _any(u < 0):
        raise ValueError(f"a negative number has no real power {k:g}; use a whole exponent")
    if k < 1 and _any(u == 0):
        raise ZeroDivisionError(f"the power {k:g} has no finite slope at 0; keep the base away from 0")
    return _finite_power(u, k), (k * _finite_power(u, k - 1.0), None)


def exponential_power(u, v):
    """Return u ** v, where the exponent may change too."""
    if _any(u <= 0):
        raise ValueError("the base of a power whose exponent is a node must be above 0")
    value, logarithm = _finite_power(u, v), math.log(u) if type(u) is float else np.log(u)
    return value, (v * _finite_power(u, v - 1.0), value * logarithm)


def _finite_power(u, k):
    try:
        if type(u) is type(k) is float:
            return u**k
        with np.errstate(over="raise"):
            return u**k
    except (OverflowError, FloatingPointError):  # of a float, of an array
        raise OverflowError("the power is too large for a float; use smaller values") from None


def exp(u):
    """Return e to the power u, which is its own slope."""
    if _any(u > LARGEST):
        raise OverflowError(f"exp of more than {LARGEST:g} is too large for a float; use a smaller value")
    value = math.exp(u) if type(u) is float else np.exp(u)
    return value, value


def log(u):
    """Return the natural logarithm of u, for u above 0; its slope is 1 / u."""
    if _any(u <= 0):
        raise ValueError("the logarithm needs a value above 0")
    return (math.log(u) if type(u) is float else np.log(u)), 1.0 / u


def sin(u):
    """Return the sine of u, in radians."""
    return (math.sin(u), math.cos(u)) if type(u) is float else (np.sin(u), np.cos(u))


def cos(u):
    """Return the cosine of u, in radians."""
    return (math.cos(u), -math.sin(u)) if type(u) is float else (np.cos(u), -np.sin(u))


def tanh(u):
    """Return the hyperbolic tangent of u."""
    if type(u) is float:
        value, e = math.tanh(u), math.exp(-2.0 * abs(u))
    else:
        value, e = np.tanh(u), np.exp(-2.0 * np.abs(u))
    return value, 4.0 * e / (1.0 + e) ** 2  # 1 - tanh(u)^2, without cancelling digits


def sigmoid(u):
    """Return g(u) = 1 / (1 + exp(-u)); its slope is g(u) (1 - g(u))."""
    if type(u) is float:  # as `sigmoid_and_rest`, without a call: the innermost step of a network
        try:
            e = _exp(-u)
        except OverflowError:
            e = _exp(LARGEST)
        g = 1.0 / (1.0 + e)
        return g, g * (e * g)
    g, rest = sigmoid_and_rest(u)
    rest *= g  # the slope
    return g, rest


def relu(u):
    """Return u where it is above 0, else 0; at 0, where the slope jumps, it says 0, as is usual."""
    on = (u > 0) * 1.0
    return u * on, on


LEAK = 0.01


def leaky_relu(u):
    """Return u where it is above 0, else a hundredth of it; at 0, where the slope jumps, it says a hundredth."""
    if type(u) is float:
        slope = 1.0 if u > 0 else LEAK
    else:
        slope = np.where(u > 0, 1.0, LEAK)
    return u * slope, slope


def maximum(u, v):
    """Return the larger of u and v; at a tie each gets half the gradient."""
    left = 0.5 * (u > v) + 0.5 * (u >= v)
    return (max(u, v) if type(left) is float else np.maximum(u, v)), (left, 1.0 - left)


def matmul(u, v):
    """Return u @ v for vectors and matrices."""
    if not (np.ndim(u) in (1, 2) and np.ndim(v) in (1, 2)):
        raise ValueError(f"@ takes vectors and matrices, not shapes {np.shape(u)} and {np.shape(v)}; use * for numbers")
    if u.shape[-1] != v.shape[0]:
        raise ValueError(f"shapes {u.shape} and {v.shape} do not fit; the last length left must be the first right")

    def to_left(upstream):
        return upstream.dot(v.T) if v.ndim == 2 else np.multiply.outer(upstream, v)

    def to_right(upstream):
        return u.T.dot(upstream) if u.ndim == 2 else np.multiply.outer(u, upstream)

    value = u.dot(v)  # u @ v, which NumPy takes longer over where they are small
    return (value if type(value) is np.ndarray else float(value)), (to_left, to_right)


def sum(u, axis):
    """Return the sum over all axes (None) or some; each summand gets the whole upstream gradient."""
    if type(u) is float:
        return u, ONE
    value = u.sum(axis=axis)

    def spread(upstream):
        if np.ndim(upstream):
            upstream = np.expand_dims(upstream, axis)
        return np.full(u.shape, upstream)

    return (value if value.ndim else float(value)), spread


def mean(u, axis):
    """Return the mean over all axes (None) or some; each entry gets its share of the upstream gradient."""
    total, spread = sum(u, axis)
    count = np.size(u) / np.size(total)
    return total / count, 1.0 / count if spread is ONE else lambda upstream: spread(upstream / count)


# What a neuron may apply to its sum, by name.
ACTIVATIONS = {"sigmoid": sigmoid, "leaky relu": leaky_relu, "relu": relu, "tanh": tanh}
