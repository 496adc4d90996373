"""How a number, a name and a list are written in a picture and in the sentence beside it."""

import math
import re

import numpy as np

from helpers.naming import counted, listed

__all__ = ["MINUS", "counted", "listed", "number", "plain", "sentence", "symbol"]

MINUS = "\u2212"  # as wide as a plus; a hyphen is easily overlooked
_RAISED = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


def number(value, digits=3):
    """Write `value` with `digits` significant digits: 16, −0.0187, 1.13×10⁻⁷.

    A number that was rounded keeps its trailing zeros (0.99999 is written 1.00), an exact one does
    not (1 is written 1). Of an array only its size is told.
    """
    if np.ndim(value):
        return " by ".join(map(str, np.shape(value))) + (" values" if np.ndim(value) == 1 else "")
    value = float(value) + 0.0  # makes zero of minus zero
    if not math.isfinite(value):
        return "undefined" if math.isnan(value) else "∞" if value > 0 else f"{MINUS}∞"
    shortest = f"{value:.{digits - 1}e}"
    exponent = int(shortest.split("e")[1])
    if -4 < exponent < 6:
        written, power = f"{value:.{max(digits - 1 - exponent, 0)}f}", ""
    else:
        written, power = shortest.split("e")[0], f"×10{str(exponent).translate(_RAISED)}"
    # Twelve digits, so that 3.9999999999999996, which is 4 up to the rounding of the computer, is written 4.
    if "." in written and math.isclose(float(shortest), value, rel_tol=1e-12):
        written = written.rstrip("0").rstrip(".")
    return written.replace("-", MINUS) + power


def symbol(name):
    """Turn a name of the code into the symbol of the formulas: "b2" into b_{2}, "w1to2" into w_{1→2}."""
    weight = re.fullmatch(r"w(\d+)to(\d+)", name)
    if weight:
        return f"w_{{{weight[1]}→{weight[2]}}}"
    return re.sub(r"^([^\W\d_]+)_?(\d+)$", r"\1_{\2}", name)


def plain(markup):
    """Return `markup` without its subscript marks: x_{2} becomes x2."""
    return re.sub(r"_\{([^}]*)\}", r"\1", markup)


def sentence(title, text):
    """Return `text`, introduced by the picture's title, as one sentence."""
    lead = plain(title).strip().rstrip(".?!:")
    return f"{lead}: {text}." if lead else f"{text[:1].upper()}{text[1:]}."


def a_digit(digit):
    """Write "a 7" and "an 8"."""
    return f"an {digit}" if digit == 8 else f"a {digit}"
