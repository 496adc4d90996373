"""What follows from a student's own earlier answers in seven-nodes-by-hand, right or with the slope left out."""

import math

from helpers.checks import check_number
from helpers.checks.answers import Unreadable, read_number, read_numbers
from helpers.checks.feedback import not_yet
from helpers.coursework.seven_numbers import NODES, brought, engine, into, slope_at
from helpers.sigmoid import sigmoid_and_rest

ROUNDING = 0.004  # relative: what rounding on the way may cost; slips lie further off

VALUES = tuple(f"x{node}" for node in NODES)
OUTPUT = ("x7", "b7", "c7", "w5to7")
READERS = ("x4", "x5", "x6")
INNER = ("w2to5", "w1to2")


def read_entries(given, asked, names):
    """Return {name: Number or None} of an answer with several entries; raises `Unreadable`."""
    return dict(zip(names, read_numbers(given.get(asked), names) or [None] * len(names)))


def own_numbers(given, asked, names=()):
    """Return {name: number} of what the student answered earlier, where those are numbers to go on with."""
    try:
        found = read_entries(given, asked, names) if names else {asked: read_number(given.get(asked))}
    except Unreadable:
        return {}
    return {name: n.value for name, n in found.items() if n is not None and 1e-4 < abs(n.value) < 1e4}


def right_gradients(numbers, given):
    """Return the names of the gradients that the student has right."""
    _, _, gradients = engine(numbers)
    found = own_numbers(given, "at_2")
    found = {"x2": found["at_2"]} if found else {}
    for asked, names in (("output", OUTPUT), ("readers", READERS), ("inner", INNER)):
        found |= own_numbers(given, asked, names)
    return [name for name, number in found.items() if math.isclose(number, gradients[name], rel_tol=ROUNDING)]


def ways_to_go_on(numbers, given):
    """Return every mixture of right and own earlier answers: [({node: value}, {name: gradient of a value}), …]."""
    _, right, gradients = engine(numbers)
    right_back = {name: gradients[name] for name in ("x7", *READERS, "x2")}
    forward = {int(name[1:]): value for name, value in own_numbers(given, "values", VALUES).items()}
    own_back = {name: n for name, n in own_numbers(given, "output", OUTPUT).items() if name == "x7"}
    own_back |= own_numbers(given, "readers", READERS)
    if "at_2" in (last := own_numbers(given, "at_2")):
        own_back["x2"] = last["at_2"]
    backs = (right_back, {**right_back, **own_back})
    return [(values, back) for values in (right, {**right, **forward}) for back in backs]


def expected(numbers, name, values, back, slope=slope_at):
    """Return the gradient of one parameter or value, from values and gradients that may be the student's own."""
    if name == "x7":
        return 2 * (values[7] - numbers["target"])
    if name in READERS:
        return back["x7"] * slope(numbers, 7, values) * numbers[f"w{name[1:]}to7"]
    if name == "x2":
        return math.fsum(brought(numbers, values, back, slope))
    node = int(name[-1])
    if name[0] == "c":
        return back[f"x{node}"] * sigmoid_and_rest(into(numbers, node, values))[0]
    last = values[int(name[1:].split("to")[0])] if name[0] == "w" else 1
    return back[f"x{node}"] * slope(numbers, node, values) * last


def without_slope(numbers, name, answer, ways):
    """Return the feedback for an answer in which the slope of a node was left out, else None."""
    if name == "x7" or name[0] == "c":
        return None
    where = "nodes 4, 5 and 6" if name == "x2" else f"node {7 if name in READERS else name[-1]}"
    says = f"The slope c g'(h) of {where} is missing."
    hint = "A nudge has to pass the sigmoid there. By which factor does it change?"
    wrongs = [expected(numbers, name, *way, slope=lambda *_: 1.0) for way in ways]
    found = any(check_number(answer, wrong, within=ROUNDING).is_right for wrong in wrongs)
    return not_yet(says, hint, ["the slope is missing"]) if found else None
