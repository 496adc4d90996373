"""The assignment seven-nodes-by-hand: a network of seven nodes, forward and backward.

Of its 40 points, 36 are judged here; 4 are for written answers.
"""

import math

from helpers.checks import check_gradient_of, check_loss, check_number, check_numbers, check_value
from helpers.checks.answers import Unreadable
from helpers.checks.feedback import Feedback, unanswered
from helpers.coursework.questions import Question, Verdict, mean
from helpers.coursework.seven_following import (
    INNER,
    OUTPUT,
    READERS,
    ROUNDING,
    VALUES,
    expected,
    own_numbers,
    read_entries,
    right_gradients,
    ways_to_go_on,
    without_slope,
)
from helpers.coursework.seven_functions import (
    carry_tries,
    judge_carry,
    judge_neuron,
    judge_parameters,
    neuron_tries,
    parameter_tries,
)
from helpers.coursework.seven_numbers import NODES, answers, draw, engine, into, is_good, network
from helpers.naming import listed
from helpers.sigmoid import sigmoid_and_rest

__all__ = ["INNER", "OUTPUT", "QUESTIONS", "READERS", "VALUES", "answers", "draw", "is_good"]

FOLLOWS = "It follows from your own earlier answers, and keeps its credit. Not all of those are right yet."


def _verdict(feedback, following, answer):
    """Return the verdict on one number, by itself or by what follows from the student's own earlier answers."""
    if not feedback.is_right and feedback.state != "unanswered":
        if any(check_number(answer, right, within=ROUNDING).is_right for right in following):
            return Verdict(1.0, Feedback("right", FOLLOWS))
    return Verdict(float(feedback.is_right), feedback)


def _gradient(numbers, given, name, answer):
    x1, target = numbers["x1"], numbers["target"]
    feedback = check_gradient_of(answer, network(numbers), name, x1, target, ROUNDING, right_gradients(numbers, given))
    ways = ways_to_go_on(numbers, given)
    if feedback.state == "not yet" and not feedback.slips:
        feedback = without_slope(numbers, name, answer, ways) or feedback
    following = [expected(numbers, name, *way) for way in ways[1:]]
    if name in READERS and "b7" in (own := own_numbers(given, "output", OUTPUT)):
        following.append(own["b7"] * numbers[f"w{name[1:]}to7"])
    return _verdict(feedback, following, answer)


def _gradients(asked, names, weights=None):
    """Return the judge of an answer with a gradient for each of `names`; weights: their points."""

    def judge(numbers, given, results):
        try:
            entries = read_entries(given, asked, names)
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
    count = f"{right} of {len(each)} {'is' if right == 1 else 'are'} right. " if right else ""
    return Verdict(whole.share, Feedback("not yet", f"{count}{first}: {wrong.says}", wrong.next, wrong.slips))


def _values(numbers, given, results):
    try:
        entries = read_entries(given, "values", VALUES)
    except Unreadable:
        return Verdict(0.0, check_numbers(given.get("values"), dict.fromkeys(VALUES, 1.0)))
    own = {int(name[1:]): value for name, value in own_numbers(given, "values", VALUES).items()}
    net, right, _ = engine(numbers)
    each = {}
    known = [f"x{node}" for node, value in own.items() if math.isclose(value, right[node], rel_tol=ROUNDING)]
    for node in NODES:
        answer = entries[f"x{node}"] and entries[f"x{node}"].value
        feedback = check_value(answer, net, node, numbers["x1"], ROUNDING, known)
        onward = numbers[f"c{node}"] * sigmoid_and_rest(into(numbers, node, {**right, **own}))[0]
        each[f"x{node}"] = _verdict(feedback, [onward], answer)
    return _together(each)


def _loss(numbers, given, results):
    answer, target = given.get("loss"), numbers["target"]
    feedback = check_loss(answer, network(numbers), numbers["x1"], target, within=ROUNDING)
    own = own_numbers(given, "values", VALUES)
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
