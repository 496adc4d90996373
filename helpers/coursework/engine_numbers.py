"""The numbers of build-the-engine, and what the right answers are.

Numbers: seed, of the graphs that are tried; u and v, what the operations are tried on; and w, x, b, t of the loss
(w g(w x + b) - t)², in which w is used twice.
"""

import math

from helpers.coursework.apart import are_apart, is_slip


def draw(draws):
    """Return one set of numbers, good or not."""
    return {
        "seed": draws.below(10**9),
        "u": draws.signed(0.6, 2.9),
        "v": draws.signed(0.6, 2.9),
        "w": draws.signed(0.6, 1.9),
        "x": draws.signed(0.6, 1.9),
        "b": draws.signed(0.3, 1.4),
        "t": draws.signed(2.1, 4.9),
    }


def answers(numbers):
    """Return {name: the right answer}."""
    w, x, b, t = (numbers[name] for name in "wxbt")
    g = sigmoid(w * x + b)
    upstream, slope = 2 * (w * g - t), g * (1 - g)
    return {"upstream": upstream, "w_gradient": upstream * (g + w * slope * x), "b_gradient": upstream * w * slope}


def gradient_slips(numbers, name, upstream):
    """Return {sentence: the wrong gradient it explains}. upstream: dL/dy, the student's own or the right one."""
    w, x, b = (numbers[letter] for letter in "wxb")
    g = sigmoid(w * x + b)
    slope = g * (1 - g)
    if name == "b_gradient":
        right = w * slope
        wrongs = {
            "w is missing: y is w times g, so a nudge of g counts w times.": slope,
            "The slope of the sigmoid is missing: a nudge of b has to pass g.": w,
            "The value of g stands where its slope belongs: how is g' written with g?": w * g,
        }
    else:
        right = g + w * slope * x
        wrongs = {
            "This is the way through the w in front of g alone. Where else does w stand?": g,
            "This is the way through the w inside g alone. Where else does w stand?": w * slope * x,
            "The slope of the sigmoid is missing on the way through g.": g + w * x,
            "On the way through g, the w in front of it is missing.": g + slope * x,
            "On the way through g, x is missing: by how much does w · x + b grow per unit of w?": g + w * slope,
        }
    return {
        "dL/dy is missing: this tells how y moves, not how the loss does.": right,
        "This is dL/dy itself, not yet carried on.": upstream,
        "The size is right and the sign is turned.": -upstream * right,
    } | {says: upstream * wrong for says, wrong in wrongs.items()}


def is_good(numbers):
    """Tell whether the numbers make a fair exercise."""
    right = answers(numbers)
    if abs(numbers["w"] * numbers["x"] + numbers["b"]) > 2.5 or min(map(abs, right.values())) < 0.05:
        return False
    named = [numbers[name] for name in "uvwxbt"]
    if not are_apart([*right.values(), *named]) or not are_apart([abs(numbers["u"]), abs(numbers["v"]), 1.0, 2.0]):
        return False
    return not any(
        is_slip(right[name], wrong)
        for name in ("w_gradient", "b_gradient")
        for wrong in gradient_slips(numbers, name, right["upstream"]).values()
    )


def sigmoid(u):
    """Return g(u)."""
    return 1 / (1 + math.exp(-u))
