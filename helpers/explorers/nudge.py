"""The explorer of lesson 01: random nudges of a product, counted and set beside what is to be expected."""

import random

from helpers.chance import probability_of_rise, spread_of_share
from helpers.explorers.controls import Button, Slider
from helpers.explorers.explorer import Explorer
from helpers.explorers.view import View
from helpers.nudging import random_nudge
from helpers.pictures.lines import Line, note
from helpers.pictures.notation import MINUS, number
from helpers.pictures.nudge import nudge_picture

_TITLE = "How often does a random nudge raise a · b?"


class Nudge(Explorer):
    """Nudge a and b at random, as often as asked, and count how often a * b rises."""

    def __init__(self):
        controls = [
            Slider("a", "a", -10, 10, 0.5, 5),
            Slider("b", "b", -10, 10, 0.5, -6),
            Slider("step", "step", 0.0001, 5, 0.1, 0.01, log=True),
            Slider("nudges", "nudges", 10, 300, 10, 200, whole=True),
            Button("new nudges", "new nudges"),
        ]
        super().__init__(_TITLE, controls, seed=1)

    def pressed(self, name, state):
        """Take the next seed, which draws other numbers."""
        return {"seed": state["seed"] + 1}

    def view(self, state, theme):
        """Return the map with the nudges of this seed, and their share beside the probability."""
        a, b, step, nudges = (state[name] for name in ("a", "b", "step", "nudges"))
        rng = random.Random(state["seed"])
        ends = [random_nudge((a, b), step, rng) for _ in range(nudges)]
        probability = probability_of_rise(a, b, step)
        picture = nudge_picture(a, b, step, ends, probability, _TITLE, theme=theme)
        growths = [x * y - a * b for x, y in ends]
        rises = sum(x * y > a * b for x, y in ends)
        return View(
            picture, _says(a, b, step, rises, nudges, probability), _lines(a, b, step, growths, rises, probability)
        )


def _says(a, b, step, rises, nudges, probability):
    start = f"From ({number(a, 4)}, {number(b, 4)}) with step {step:.3g}"
    return (
        f"{start}, {rises} of {nudges} nudges raise a · b: a share of {number(rises / nudges)}."
        f" The exact probability is {number(probability, 4)}."
    )


def _lines(a, b, step, growths, rises, probability):
    nudges = len(growths)
    share, first_order = rises / nudges, probability_of_rise(a, b, 0)
    linear = f"{_times(b, 'u')} {_added(a, 'v')}"
    lines = [
        Line(("share of rises", f"{rises} / {nudges}", f"= {number(share)}"), ("ink", "muted", "value")),
        Line(("exact probability", f"of {linear} + u·v > 0", f"= {number(probability, 4)}"), ("ink", "muted", "value")),
        Line(("to first order", f"of {linear} > 0", f"= {number(first_order, 4)}"), ("ink", "muted", "value")),
        Line(
            ("growth of a · b", f"from {number(min(growths))}", f"to {number(max(growths))}"),
            ("ink", "muted", "muted"),
        ),
    ]
    return (*lines, note(_verdict(a, b, share, probability, nudges), "muted"))


def _verdict(a, b, share, probability, nudges):
    """Say how far the share is from the probability, and whether chance explains that."""
    if probability in (0, 1):
        certain = f"{'Every' if probability else 'No'} nudge rises here, whatever is drawn."
        level = "From (0, 0) the ground is level to first order; only u · v decides. " if a == b == 0 else ""
        return level + certain
    miss = share - probability
    way = f"{number(abs(miss), 2)} too {'high' if miss > 0 else 'low'}"
    if abs(miss) < 1e-9:
        way = "the probability itself"
    chance = number(spread_of_share(probability, nudges), 2)
    return f"The share is {way}. With {nudges} nudges, chance typically leaves {chance}."


def _times(factor, name):
    return f"{number(factor, 4)}·{name}"


def _added(factor, name):
    return f"{MINUS if factor < 0 else '+'} {_times(abs(factor), name)}"
