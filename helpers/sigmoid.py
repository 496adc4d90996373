"""The sigmoid, g(h) = 1 / (1 + exp(-h)), for any float."""

import math

import numpy as np

LARGEST = 709.0  # exp(709) is still a float, exp(710) is not
_ONE, _LARGEST = np.array(1.0), np.array(LARGEST)  # as arrays: NumPy takes twice as long over a Python number


def sigmoid_and_rest(h):
    """Return g(h) and 1 - g(h), both to full precision, for a float or an array.

    The slope of the sigmoid is their product. Where g is close to 1, subtracting it from 1 would
    cancel its digits; exp(-h) * g, or 1 / (1 + exp(h)), is the same number without the loss.
    """
    if type(h) is float:
        e = math.exp(LARGEST if h < -LARGEST else -h)
        g = 1.0 / (1.0 + e)
        return g, e * g
    e = np.minimum(h, _LARGEST)
    np.exp(e, e)
    rest = e + _ONE
    np.divide(_ONE, rest, rest)  # in place, as the next: no time goes into new arrays
    e *= rest
    return e, rest
