"""The assignment seven-nodes-by-hand: a network of seven nodes, forward and backward.

Of its 40 points, 36 are judged here; 4 are for written answers.
"""

import math

from helpers.answers import Unreadable, read_number, read_numbers
from helpers.checks import check_gradient_of, check_loss, check_number, check_numbers, check_value
from helpers.coursework.questions import Question, Verdict, mean
from helpers.coursework.seven_functions import (
    carry_tries,
    judge_carry,
    judge_neuron,
    judge_parameters,
    neuron_tries,
    parameter_tries,
)
from helpers.coursework.seven_numbers import (
    NODES,
    answers,
    brought,
    draw,
    engine,
    into,
    is_good,
    network,
    slope_at,
)
from helpers.feedback import Feedback, listed, unanswered
from helpers.sigmoid import sigmoid_and_rest

__all__ = ["INNER", "OUTPUT", "QUESTIONS", "READERS", "VALUES", "answers", "draw", "is_good"]

ROUNDING = 0.004  # relative: what rounding on the way may cost; slips lie further off

FOLLOWS = "It follows from your own earlier answers, and keeps its credit. Not all of those are right yet."


def _verdict(feedback, following, answer):
    """Return the verdict on one number, by itself or by what follows from the student's own earlier answers."""
    if not feedback.is_right and feedback.state != "unanswered":
        if any(check_number(answer, right, within=ROUNDING).is_right for right in following):
            return Verdict(1.0, Feedback("right", FOLLOWS))
    return Verdict(float(feedback.is_right), feedback)


def _entries(given, asked, names):
    """Return {name: Number or None} of an answer with several entries; raises `Unreadable`."""
    return dict(zip(names, read_numbers(given.get(asked), names) or [None] * len(names)))


def _own(given, asked, names=()):
    """Return {name: number} of what the student answered earlier, where those are numbers to go on with."""
    try:
        found = _entries(given, asked, names) if names else {asked: read_number(given.get(asked))}
    except Unreadable:
        return {}
    return {name: n.value for name, n in found.items() if n is not None and 1e-4 < abs(n.value) < 1e4}


VALUES = tuple(f"x{node}" for node in NODES)
OUTPUT = ("x7", "b7", "c7", "w5to7")
READERS = ("x4", "x5", "x6")
INNER = ("w2to5", "w1to2")


def _ways_to_go_on(numbers, given):
    """Return every mixture of right and own earlier answers: [({node: value}, {name: gradient of a value}), …]."""
    _, right, gradients = engine(numbers)
    right_back = {name: gradients[name] for name in ("x7", *READERS, "x2")}
    own = {int(name[1:]): value for name, value in _own(given, "values", VALUES).items()}
    own_back = {name: n for name, n in _own(given, "output", OUTPUT).items() if name == "x7"}
    own_back |= _own(given, "readers", READERS)
    if "at_2" in (last := _own(given, "at_2")):
        own_back["x2"] = last["at_2"]
    return [(values, back) for values in (right, {**right, **own}) for back in (right_back, {**right_back, **own_back})]


def _expected(numbers, name, values, back):
    """Return the gradient of one parameter or value, from values and gradients that may be the student's own."""
    if name == "x7":
        return 2 * (values[7] - numbers["target"])
    if name in READERS:
        return back["x7"] * slope_at(numbers, 7, values) * numbers[f"w{name[1:]}to7"]
    if name == "x2":
        return math.fsum(brought(numbers, values, back))
    node = int(name[-1])
    if name[0] == "c":
        return back[f"x{node}"] * sigmoid_and_rest(into(numbers, node, values))[0]
    last = values[int(name[1:].split("to")[0])] if name[0] == "w" else 1
    return back[f"x{node}"] * slope_at(numbers, node, values) * last


def _gradient(numbers, given, name, answer):
    x1, target = numbers["x1"], numbers["target"]
    feedback = check_gradient_of(answer, network(numbers), name, x1, target, within=ROUNDING)
    following = [_expected(numbers, name, *way) for way in _ways_to_go_on(numbers, given)[1:]]
    if name in READERS and "b7" in (own := _own(given, "output", OUTPUT)):
        following.append(own["b7"] * numbers[f"w{name[1:]}to7"])
    return _verdict(feedback, following, answer)


def _gradients(asked, names, weights=None):
    """Return the judge of an answer with a gradient for each of `names`; weights: their points."""

    def judge(numbers, given, results):
        try:
            entries = _entries(given, asked, names)
        except Unreadable:
            return Verdict(0.0, check_numbers(given.get(asked), dict.fromkeys(names, 1.0)))
        each = {name: _gradient(numbers, given, name, n and n.value) for name, n in entries.items()}
        return _together(each, weights)

    return judge


def _together(each, weights=None):
    """Return the verdict on several entries; the words are those for the first that is not right."""
    states = [verdict.feedback.state for verdict in each.values()]
    whole = mean(each.values(), weights)
    if set(states) == {"unanswered"}:
        return Verdict(0.0, unanswered())
    first = next((name for name, verdict in each.items() if verdict.feedback.state == "not yet"), None)
    if first is None:
        missing = [name for name, verdict in each.items() if verdict.feedback.state == "unanswered"]
        if missing:
            return Verdict(whole.share, unanswered(f"Right so far. Still to do: {listed(missing)}."))
        words = (FOLLOWS,) if any(verdict.feedback.says for verdict in each.values()) else ()
        return Verdict(1.0, Feedback("right", *words))
    wrong, right = each[first].feedback, states.count("right")
    count = f"{right} of {len(each)} are right. " if right else ""
    return Verdict(whole.share, Feedback("not yet", f"{count}{first}: {wrong.says}", wrong.next, wrong.slips))


def _values(numbers, given, results):
    try:
        entries = _entries(given, "values", VALUES)
    except Unreadable:
        return Verdict(0.0, check_numbers(given.get("values"), dict.fromkeys(VALUES, 1.0)))
    own = {int(name[1:]): value for name, value in _own(given, "values", VALUES).items()}
    net, right, _ = engine(numbers)
    each = {}
    for node in NODES:
        answer = entries[f"x{node}"] and entries[f"x{node}"].value
        feedback = check_value(answer, net, node, numbers["x1"], within=ROUNDING)
        onward = numbers[f"c{node}"] * sigmoid_and_rest(into(numbers, node, {**right, **own}))[0]
        each[f"x{node}"] = _verdict(feedback, [onward], answer)
    return _together(each)


def _loss(numbers, given, results):
    answer, target = given.get("loss"), numbers["target"]
    feedback = check_loss(answer, network(numbers), numbers["x1"], target, within=ROUNDING)
    own = _own(given, "values", VALUES)
    return _verdict(feedback, [(own["x7"] - target) ** 2] if "x7" in own else [], answer)


def _at_2(numbers, given, results):
    return _gradient(numbers, given, "x2", given.get("at_2"))


QUESTIONS = {
    "seven-values": Question(6, ("values",), _values),
    "seven-loss": Question(1, ("loss", "values"), _loss),
    "seven-neuron": Question(3, ("neuron",), judge_neuron, neuron_tries),
    "seven-output": Question(8, ("output", "values"), _gradients("output", OUTPUT)),
    "seven-readers": Question(3, ("readers", "output", "values"), _gradients("readers", READERS)),
    "seven-fork": Question(4, ("at_2", "readers", "output", "values"), _at_2),
    "seven-inner": Question(5, ("inner", "at_2", "readers", "output", "values"), _gradients("inner", INNER, (2, 3))),
    "seven-carry": Question(3, ("carry_back",), judge_carry, carry_tries),
    "seven-own": Question(3, ("own_gradients",), judge_parameters, parameter_tries),
}
