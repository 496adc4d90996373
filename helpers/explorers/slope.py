"""The explorer of lesson 02: a nudge shrinks, its quotient becomes the slope, and then rounding takes over."""

from helpers.explorers.controls import Choice, Slider
from helpers.explorers.explorer import Explorer
from helpers.explorers.view import View
from helpers.graph import Node
from helpers.nudging import difference_quotient
from helpers.pictures.lines import Line
from helpers.pictures.notation import number
from helpers.pictures.slope import slope_picture
from helpers.pictures.ticks import power_of_ten

_WHICH = ("a · b, nudge a", "a · b, nudge b", "a · a")
_TITLE = "What does a unit of the nudge h gain?"
_SMALLEST = -16  # the exponent of ten at which a nudge is lost beside most numbers
_DIGITS = 12  # of a growth and of the quotient made from it


class Slope(Explorer):
    """Shrink the nudge h and compare the difference quotient with the slope the engine finds."""

    def __init__(self):
        controls = [
            Choice("which", "f", _WHICH, _WHICH[0]),
            Slider("a", "a", -10, 10, 0.5, 5),
            Slider("b", "b", -10, 10, 0.5, 6),
            Slider("exponent", "h", _SMALLEST, 0, 1, 0, whole=True, box=False),
        ]
        super().__init__(_TITLE, controls)

    def view(self, state, theme):
        """Return both lines on the curve, and the errors of all quotients."""
        a, b, exponent = state["a"], state["b"], state["exponent"]
        name, at, f, f_label, product, slope_label = {
            "a · b, nudge a": ("a", a, lambda x: x * b, f"a · b, with b = {number(b, 4)}", "· " + _factor(b), "∂f/∂a"),
            "a · b, nudge b": ("b", b, lambda x: a * x, f"a · b, with a = {number(a, 4)}", _factor(a) + " ·", "∂f/∂b"),
            "a · a": ("a", a, lambda x: x * x, "a · a", "", ""),
        }[state["which"]]
        slope = _engine(f, at)
        sizes = [1 / 10**k for k in range(1 - _SMALLEST)]
        quotients = [difference_quotient(f, at, h) for h in sizes]
        picture = slope_picture(f, at, -exponent, slope, quotients, _TITLE, name=name, f_label=f_label, theme=theme)
        h, quotient = sizes[-exponent], quotients[-exponent]
        growth, written = number(f(at + h) - f(at), _DIGITS), power_of_ten(exponent)
        lines = (
            Line(
                ("growth", f"{_nudged(at, written, product)} − {_still(at, product)}", f"= {growth}"),
                ("ink", "muted", "ink"),
            ),
            Line(
                ("quotient", f"{growth} / {written}", f"= {number(quotient, _DIGITS)}"),
                ("parameter", "muted", "parameter"),
            ),
            Line(
                ("slope", ", ".join(filter(None, (slope_label, "by the engine"))), f"= {number(slope, _DIGITS)}"),
                ("gradient", "muted", "gradient"),
            ),
            Line(
                ("error", "the distance between the two", f"= {number(abs(quotient - slope))}"),
                ("value", "muted", "value"),
            ),
        )
        says = f"With h = {written} the growth is {growth}, the quotient {number(quotient, _DIGITS)},"
        says += f" the slope {number(slope, _DIGITS)}, the error {number(abs(quotient - slope))}."
        says += f" {_verdict(at, h, written, quotient, slope, state['which'])}"
        controls = {"exponent": {"text": f"h = {written}"}, "b": {"disabled": state["which"] == "a · a"}}
        return View(picture, says, lines, controls=controls)


def _engine(f, at):
    """Return the slope of f by a backward pass."""
    x = Node(at)
    f(x).backward()
    return x.grad


def _factor(value):
    return f"({number(value, 6)})" if value < 0 else number(value, 6)


def _nudged(at, h, product):
    """Write f(at + h) with its numbers; `product` is what a is multiplied by, or "" for a · a."""
    sum_ = f"({number(at, 6)} + {h})"
    return _joined(sum_, product)


def _still(at, product):
    return _joined(_factor(at), product)


def _joined(inner, product):
    if not product:
        return f"{inner} · {inner}"
    return f"{inner} {product}" if product.startswith("·") else f"{product} {inner}"


def _verdict(at, h, written, quotient, slope, which):
    """Say in a sentence where the error comes from."""
    error, straight = abs(quotient - slope), which != "a · a"
    if at + h == at:
        return f"The nudge is lost: {number(at, 6)} + {written} is rounded to {number(at, 6)}, so nothing grows."
    if error == 0:
        line = "a straight line has one slope however long h is" if straight else "rounding happens to cancel"
        return f"No error: {line}. An error of 0 has no place on this scale; it is drawn in the row marked 0."
    if straight:
        made_larger = ", which the division by h makes larger" if error > 1e-14 * abs(slope) else ""
        return f"On paper the error is 0 for every h. What is left is rounding{made_larger}."
    if abs(error - h) <= 0.1 * h:
        return "On paper the quotient is 2a + h, so the error is h: a shorter nudge is better here."
    if error <= 3 * h:
        return "On paper the error is h. By now rounding shows, too."
    return "On paper the error is h. Most of what you see is rounding, which grows as h shrinks."
