"""What the explorer of lesson 09 says and writes: what is read, how wrong it is, and what a pixel does to that."""

import math

import numpy as np

from helpers.digits import SIDE
from helpers.pictures.digit import place_words
from helpers.pictures.lines import Line
from helpers.pictures.notation import MINUS, a_digit, counted, number, symbol
from helpers.pictures.output_bars import written


def reads(drawing, label, outputs, loss):
    """Say what the network reads, and what comes second."""
    first, second = np.argsort(-outputs, kind="stable")[:2]
    verdict = "right" if first == label else "a mistake"
    what = f"Drawing {drawing} is {a_digit(label)}."
    said = f"{what} The network reads {first} ({written(outputs[first])}), which is {verdict};"
    return f"{said} second comes {second} ({written(outputs[second])}). The loss is {number(loss)}."


def pixel_says(place, ink, gradient):
    """Say what a nudge of a pixel's ink would do."""
    way = "raises the loss" if gradient > 0 else "lowers the loss" if gradient < 0 else "does nothing to the loss"
    return f"At {place_words(*place)} the ink is {number(ink)} and the gradient {number(gradient)}: more ink {way}."


def change_says(changed, loss, before):
    """Say what the changes so far have done to the loss."""
    if math.isclose(loss, before, rel_tol=1e-12):  # what is left then is rounding
        way = "the same"
    else:
        way = "lower" if loss < before else "higher"
    return f"{counted(changed, 'pixel').capitalize()} changed: the loss was {number(before)}, now it is {way}."


def loss_line(outputs, label, loss):
    """Write the loss out: the term of the right digit, the largest other one, and the sum of all ten."""
    others = np.where(np.arange(len(outputs)) == label, 0.0, np.abs(outputs))
    terms = f"({written(outputs[label])} {MINUS} 1)² + {_base(outputs[others.argmax()])}² + …"
    return Line(
        ("loss", "sum of (x − t)² over the ten outputs", terms, f"= {number(loss)}"), ("ink", "muted", "value", "ink")
    )


def gradient_lines(name, gradient, readers, nudged, h):
    """Write the gradient at a pixel that has so many readers, and what a nudge of its ink to both sides gives."""
    x = symbol(name)
    quotient = f"(L({x} + {h}) {MINUS} L({x} {MINUS} {h})) / {2 * h}"
    return [
        Line(
            ("gradient", f"∂L/∂{x}, added over its {counted(readers, 'reader')}", "", f"= {number(gradient)}"),
            ("gradient", "muted", "", "gradient"),
        ),
        Line(("nudge", quotient, "", f"= {number(nudged)}"), ("ink", "muted", "", "ink")),
    ]


def targets(square, gradients):
    """Return what each pixel is called, by the name of its input."""
    return {
        f"x{k + 1}": f"{place_words(*divmod(k, SIDE))}: ink {number(ink)}, gradient {number(gradient, 2)}"
        for k, (ink, gradient) in enumerate(zip(square.flat, gradients.flat))
    }


def _base(value):
    return f"({written(value)})" if value < 0 else written(value)
