"""Whether the number that was given is the number asked for: as exact as the digits that were given, at least three."""

import math

LEAST_DIGITS = 3  # significant digits that an answer needs, unless the number itself has fewer
COMPUTED = 1e-6  # relative: how close is close enough for an answer that a cell computed
ZERO = 1e-12  # what a computer may leave of an exact 0
ON_PAPER = 0.01  # relative: who allows it expects numbers rounded on the way


def agrees(given, number, within=0.0, doubt=0.0):
    """Tell whether a given `Number` is this number, rounded to the digits given, of which it needs three.

    within: a relative, doubt: an absolute distance that is close enough too. A wrong sign never is, unless in doubt.
    """
    distance = abs(given.value - number)
    if number == 0:
        return distance <= max(ZERO, doubt)
    if given.value == 0 or (given.value < 0) != (number < 0):
        return distance <= doubt
    if distance <= max(within, COMPUTED) * abs(number) + doubt:
        return True
    return _rounds(given.value, number, max(given.digits, LEAST_DIGITS))


def is_too_coarse(given, number):
    """Tell whether the number rounds to the one given, which has too few digits to know."""
    if given.value == 0 or number == 0:
        return False  # a 0 has no digits of its own: it is no rounded form of anything else
    return given.digits < LEAST_DIGITS and _rounds(given.value, number, given.digits)


def is_near(given, number, within=ON_PAPER):
    """Tell whether a given number is within one percent, or another part: as rounding on the way leaves it."""
    return abs(given.value - number) <= within * abs(number)


def _rounds(given, number, digits):
    size = min(abs(given), abs(number)) or abs(number)  # 0.998 is not 1.00, though the next digit of 1.00 is 0.01
    unit = 10.0 ** (math.floor(math.log10(size)) - digits + 1)
    return abs(given - number) <= 0.5 * unit * (1 + 1e-9)  # a little more, as 30.3 - 30.25 is a little more than 0.05
