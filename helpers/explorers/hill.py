"""The explorer of lesson 03: climb a hill or descend a loss, one step along the slope after the other."""

import math

from helpers.explorers.controls import Button, Choice, Slider
from helpers.explorers.explorer import Explorer
from helpers.explorers.view import View
from helpers.graph import Node
from helpers.pictures.hill import hill_picture
from helpers.pictures.lines import Line
from helpers.pictures.notation import MINUS, counted, number

_FAR = 1e6  # from the best place: a walk that gets there and moves on outwards has run away
_MOST_STEPS = 500


class _Goal:
    """Hold what differs between climbing and descending."""

    def __init__(self, title, f, best, sign, start, words):
        self.title, self.f, self.best, self.sign, self.start = title, f, best, sign, start
        self.height, self.rate, self.best_label, self.better, self.worse, self.derivative = words

    def slope(self, x):
        """Return the derivative at x, by a backward pass."""
        node = Node(x)
        self.f(node).backward()
        return node.grad

    def following(self, x, step):
        """Return where one step from x leads."""
        return x + self.sign * step * self.slope(x)

    def has_run_away(self, x, step, path):
        """Tell whether the steps of a walk led far out and the next one leads farther still."""
        return bool(path) and abs(x - self.best) > _FAR and abs(1 - 2 * step) > 1


_GOALS = {
    "climb the hill": _Goal(
        "Climb 4 − (x − 2)²", lambda x: 4 - (x - 2) * (x - 2), 2.0, 1, 0.0,
        ("height", "step", "B", "higher", "lower", "dy/dx"),
    ),
    "descend the loss": _Goal(
        "Descend the loss (x − 10)²", lambda x: (x - 10) * (x - 10), 10.0, -1, 7.0,
        ("loss", "learning rate", "target", "lower", "higher", "dL/dx"),
    ),
}  # fmt: skip


class Hill(Explorer):
    """Take steps along the slope of a hill, or down the slope of a loss."""

    def __init__(self):
        climb, descend = _GOALS
        controls = [
            Choice("goal", "goal", (climb, descend), climb),
            Slider("x", "x", -1e7, 1e7, 0.1, _GOALS[climb].start),
            Slider("step", "step", 0.02, 1.2, 0.02, 0.8, widest="learning rate"),
            Button("one step", "one step"),
            Button("ten steps", "ten steps"),
            Button("back", "back"),
        ]
        super().__init__("Climb a hill, descend a loss", controls, path=())

    def settled(self, state, changes):
        """Begin anew where a hand puts x, or at the start of another goal."""
        if "path" in changes or not changes:
            return state
        if "goal" in changes and "x" not in changes:
            return {**state, "x": _GOALS[state["goal"]].start, "path": ()}
        return {**state, "path": ()} if "x" in changes else state

    def pressed(self, name, state):
        """Take one step or ten, or take the last one back; raises ValueError where that is of no use."""
        goal, x, path = _GOALS[state["goal"]], state["x"], state["path"]
        if name == "back":
            if not path:
                raise ValueError("no step has been taken; press one step first")
            return {"x": path[-1], "path": path[:-1]}
        if goal.has_run_away(x, state["step"], path):
            raise ValueError(f"x has run away; choose a smaller {goal.rate}, or press back or reset")
        if len(path) >= _MOST_STEPS:
            raise ValueError(f"{_MOST_STEPS} steps are enough; press reset to begin anew")
        for _ in range(10 if name == "ten steps" else 1):
            path, x = (*path, x), goal.following(x, state["step"])
            if goal.has_run_away(x, state["step"], path):
                break
        return {"x": x, "path": path}

    def view(self, state, theme):
        """Return the curve with the walk, the slope and the next step."""
        goal, x, step, path = _GOALS[state["goal"]], state["x"], state["step"], state["path"]
        slope, following = goal.slope(x), goal.following(x, step)
        picture, plane = hill_picture(
            goal.f, (*path, x), following, slope, goal.best, goal.title,
            y_label=goal.height, best_label=goal.best_label, theme=theme,
        )  # fmt: skip
        ends = (plane.x.start, plane.x.end), (plane.x.low, plane.x.high)
        drags = {"here": ({"control": "x", "axis": "x", "pixels": ends[0], "values": ends[1]},)}
        controls = {
            "x": {"low": plane.x.low, "high": plane.x.high, "step": _handy(plane.x.high - plane.x.low)},
            "step": {"label": goal.rate},
            "back": {"disabled": not path},
        }
        return View(picture, _says(goal, x, step, path), _lines(goal, x, step), drags=drags, controls=controls)


def _handy(width):
    """Return a step of the slider for x that fits a frame of this width."""
    return 10.0 ** math.floor(math.log10(width / 50))


def _lines(goal, x, step):
    slope, following = goal.slope(x), goal.following(x, step)
    move, top = ("+", "the top") if goal.sign > 0 else (MINUS, "the target")
    before, after, way = goal.f(x), goal.f(following), _signed(x - goal.best)
    rows = (
        (
            f"x_{{new}} = x {move} {goal.rate} · {goal.derivative}",
            f"{number(x, 5)} {move} {number(step)} · {_signed(slope)}",
            f"= {number(following, 5)}",
        ),
        (goal.height, f"from {number(before, 6)} to {number(after, 6)}", f"change {_change(after - before)}"),
        (
            f"new way from {top}",
            f"(1 {MINUS} 2 · {number(step)}) · {way} = {number(1 - 2 * step)} · {way}",
            f"= {number(following - goal.best, 5)}",
        ),
    )
    return tuple(Line(cells, ("ink", "muted", role)) for cells, role in zip(rows, ("gradient", "value", "ink")))


def _says(goal, x, step, path):
    slope, following = goal.slope(x), goal.following(x, step)
    where = f"At x = {number(x, 4)} the {goal.height} is {number(goal.f(x), 6)} and the slope {number(slope)}."
    if path:
        where = f"{counted(len(path), 'step').capitalize()} taken. " + where
    if goal.has_run_away(x, step, path):
        return f"{where} x has run away: every step is longer than the last. Choose a smaller {goal.rate}."
    if following == x:
        return f"{where} The ground is flat: the next step moves nothing."
    lands = f"x = {number(following, 4)}, {goal.height} {number(goal.f(following), 6)}"
    return f"{where} The next step leads to {lands}: {_verdict(goal, x, following)}."


def _verdict(goal, x, following):
    """Say what becomes of the height, and whether the step passes the best place."""
    best, before, after = goal.best, abs(x - goal.best), abs(following - goal.best)
    top = "the top" if goal.sign > 0 else "the target"
    if after <= 1e-9 * before:
        return f"{top} in a single step"
    if (following - best) * (x - best) > 0:
        return f"{goal.better}, on the same side of {top}"
    if math.isclose(after, before, rel_tol=1e-9):
        return (
            f"it overshoots {top} and lands neither {goal.better} nor {goal.worse}, so it goes back and forth for ever"
        )
    if after < before:
        return f"it overshoots {top} and still lands {goal.better}"
    return f"it overshoots {top} and lands {goal.worse}"


def _signed(value):
    return f"({number(value, 5)})" if value < 0 else number(value, 5)


def _change(value):
    return ("+" if value > 0 else "") + number(value, 4)
