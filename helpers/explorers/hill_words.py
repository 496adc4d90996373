"""The words and the arithmetic beside a walk on a hill: what the next step does to the height, and where it lands."""

import math

from helpers.pictures.lines import Line
from helpers.pictures.notation import MINUS, counted, number


def lines_of(goal, x, step):
    """Write out the next step, what becomes of the height, and the factor by which the way shrinks."""
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


def says_of(goal, x, step, path):
    """Tell where a walk stands and what its next step does."""
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
