"""The explorer of lesson 03: climb a hill or descend a loss, one step along the slope after the other."""

import math

from helpers.explorers.controls import Button, Choice, Slider
from helpers.explorers.explorer import Explorer
from helpers.explorers.hill_words import lines_of, says_of
from helpers.explorers.view import View
from helpers.graph import Node
from helpers.pictures.hill import hill_picture

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
        return View(picture, says_of(goal, x, step, path), lines_of(goal, x, step), drags=drags, controls=controls)


def _handy(width):
    """Return a step of the slider for x that fits a frame of this width."""
    return 10.0 ** math.floor(math.log10(width / 50))
