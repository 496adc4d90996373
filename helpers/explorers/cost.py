"""The explorer of lesson 07: what all gradients of a network cost, by nudging and by one pass each way."""

import gc
from functools import lru_cache

from helpers.counting import grown, operations
from helpers.explorers.controls import Button, Slider
from helpers.explorers.explorer import Explorer
from helpers.explorers.view import View
from helpers.pictures.cost import cost_picture, times
from helpers.pictures.lines import Line
from helpers.pictures.notation import counted, number
from helpers.timing import timed

_TITLE = "What do all gradients cost?"
_WIDEST = 100
_MARKS = (1, 2, 3, 5, 10, 20, 30, 50, _WIDEST)  # the widths drawn, evenly on a logarithmic axis
_LONGEST = 1.0  # a second, for all forward passes of nudging together


@lru_cache(maxsize=_WIDEST)
def _operations(width):
    # Thousands of numbers are made and all are in use until the end: to look for garbage meanwhile doubles the time.
    enabled = gc.isenabled()
    gc.disable()
    try:
        return operations(grown(width))
    finally:
        if enabled:
            gc.enable()


class Cost(Explorer):
    """Let a network grow and compare nudging every parameter with one forward and one backward pass."""

    def __init__(self):
        controls = [
            Slider("width", "width", 1, _WIDEST, 1, 3, whole=True),
            Button("time", "time it here"),
        ]
        super().__init__(_TITLE, controls, timed=None)

    def settled(self, state, changes):
        """Forget the times of another network."""
        return state if "timed" in changes else {**state, "timed": None}

    def pressed(self, name, state):
        """Time both ways on this machine."""
        return {"timed": timed(grown(state["width"]), _LONGEST)}

    def view(self, state, theme):
        """Return both lines with the network of this width, and its operations written out."""
        width = state["width"]
        cost = _operations(width)
        picture = cost_picture([_operations(mark) for mark in _MARKS], cost, _TITLE, theme=theme)
        return View(picture, _says(width, cost, state["timed"]), _lines(width, cost))


def _lines(width, cost):
    """Write every count out: what it is made of, with symbols and with numbers."""
    nodes = 2 * width + 1
    weights = cost.parameters - 2 * nodes
    made = f"{weights:,} + 2 · {nodes:,}"
    rows = (
        ("parameters P", "weights + 2 · nodes", made, cost.parameters, "ink"),
        ("forward", "2 · weights + 2 · nodes", f"2 · {made}", cost.forward, "value"),
        ("backward", "3 · weights + 2 · nodes + 3", f"3 · {made} + 3", cost.backward, "gradient"),
        ("nudging", "2 · P · forward", f"2 · {cost.parameters:,} · {cost.forward:,}", cost.nudging, "parameter"),
        ("both passes", "forward + backward", f"{cost.forward:,} + {cost.backward:,}", cost.both, "gradient"),
    )
    lines = [
        Line((name, symbols, numbers, f"= {count:,}"), (role, "muted", "muted", role))
        for name, symbols, numbers, count, role in rows
    ]
    ratio = ("ratio", "nudging / both passes", f"{cost.nudging:,} / {cost.both:,}", f"= {times(cost.ratio)}")
    return (*lines, Line(ratio, ("ink", "muted", "muted", "ink"), "sum"))


def _says(width, cost, timing):
    layers = (
        f"At width {width}, two layers of {counted(width, 'node')} and an output have {cost.parameters:,} parameters."
    )
    costs = f"Nudging every parameter takes {cost.nudging:,} operations, one forward and one backward pass take"
    costs += f" {cost.both:,}: nudging takes {times(cost.ratio)} times as many."
    dearer = f"A backward pass takes {number(cost.backward / cost.forward)} times the operations of a forward pass."
    return " ".join([layers, costs, dearer, *([_timing(cost, timing)] if timing else [])])


def _timing(cost, timing):
    """Say what was measured, and nothing that was not."""
    nudging, both = timing
    passes = f"{2 * cost.parameters:,} forward passes"
    if nudging is None:
        return (
            f"Timed here, one forward and one backward pass take {_milliseconds(both)}; the {passes} of nudging would"
            " take longer than a second, so they are not timed: choose a smaller width."
        )
    return (
        f"Timed here, the {passes} of nudging take {_milliseconds(nudging)}, one forward and one backward pass"
        f" {_milliseconds(both)}: {times(nudging / both)} times as long."
    )


def _milliseconds(seconds):
    return f"{number(1000 * seconds)} ms"
