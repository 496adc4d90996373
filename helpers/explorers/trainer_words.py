"""The words and the arithmetic beside a training: what the loss is made of, what the next step does, how it goes."""

import math

from helpers.pictures.lines import Line, note
from helpers.pictures.notation import MINUS, number, symbol
from helpers.pictures.training_network import signed

_CLOSE = 0.01  # of a level: then the loss is said to be there


def lines_of(state, problem, found):
    """Write out the loss and, where a step sees all samples, what it does to the parameter of the largest gradient."""
    errors = [y - target for y, target in zip(found.says.tolist(), problem.target)]
    count = len(errors)
    squares = " + ".join(f"{_factor(error)}²" for error in errors)
    mean = ("L", "= the mean of (y − target)²", f"= ({squares}) / {count}", f"= {number(found.loss)}")
    loss = Line(mean, ("ink", "muted", "muted", "value"))
    if state["batch"] < count:
        words = f"A step sees {state['batch']} of the {count} points and follows the gradients of their loss alone."
        return loss, note(words, "muted")
    name = largest(found.gradients, found.model.parameters)
    value, gradient, written = found.model.parameters[name], found.gradients[name], symbol(name)
    step = Line(
        (
            f"next {written}",
            f"= {written} {MINUS} learning rate · ∂L/∂{written}",
            f"= {number(value)} {MINUS} {number(state['rate'])} · {_factor(gradient)}",
            f"= {number(value - state['rate'] * gradient)}",
        ),
        ("parameter", "muted", "muted", "parameter"),
    )
    return loss, step


def says_of(state, problem, found, first):
    """Tell where a training that does not play stands; first: the loss of its first epoch, None before its end."""
    steps, loss = state["steps"], found.loss
    taken = "No step has been taken" if not steps else f"{steps:,} step{'s' if steps > 1 else ''} taken"
    told = f"{problem.title}, from {_from(state)}. {taken}: the loss is {number(loss)}"
    if steps and first is not None:
        told += f", {number(first)} in the first epoch"
    name = largest(found.gradients, found.model.parameters)
    gradient = f"The largest gradient is that of {name}, {signed(found.gradients[name])}."
    return " ".join(filter(None, [f"{told}.", _verdict(state, problem, found, first), gradient]))


def largest(gradients, names):
    """Return the name of the parameter with the largest gradient."""
    return max(names, key=lambda name: abs(gradients[name]))


def _from(state):
    return f"random start {state['seed']}" if state["start"] == "random" else "all ones"


def _verdict(state, problem, found, first):
    """Say what there is to notice, if there is."""
    if state["diverged"]:
        return "The next step leads to numbers that no float holds, so training has stopped here."
    (line, _), (mean, _) = problem.levels
    if not state["steps"]:
        return ""
    if first is not None and found.loss > 1.01 * first:
        return "That is more than at the start: the steps are too long."
    if math.isclose(found.loss, mean, rel_tol=_CLOSE) and max(found.says) - min(found.says) < 0.1:
        return f"The model says about {number(found.says.mean())} for every x."
    if math.isclose(found.loss, line, rel_tol=_CLOSE):
        return "No straight line does better."
    return ""


def _factor(value):
    """Write a factor, or what is squared: in brackets where it is more than digits."""
    written = number(value)
    return f"({written})" if value < 0 or "×" in written else written
