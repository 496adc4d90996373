"""Every student has numbers of their own: the same everywhere, fair, and of no use to anybody else."""

import math
import os
import subprocess
import sys
from itertools import combinations

import pytest

from helpers.coursework import nudge_and_slope, seven_nodes_by_hand
from helpers.coursework.nudge_numbers import hill, loss, product
from helpers.coursework.numbers import Draw, hidden_numbers, identifier, numbers_for
from helpers.coursework.seven_numbers import network
from helpers.network import seven_nodes
from helpers.slips import EVERYWHERE
from helpers.slips.of_networks import GradientProblem, gradient_slips
from helpers.slips.of_slopes import SlopeProblem, slope_slips
from helpers.slips.of_updates import UpdateProblem, update_slips
from helpers.slips.of_values import ValueProblem, value_slips

NUDGE, SEVEN = "nudge-and-slope", "seven-nodes-by-hand"
MODULES = {NUDGE: nudge_and_slope, SEVEN: seven_nodes_by_hand}
STUDENTS = [*(f"s{1000 + k}" for k in range(25)), "ada", "Émile Noël", "李雷", "o'brien@example.org", "x" * 300]
TERM = "a term that is over"


def flat(answers):
    return [n for answer in answers.values() for n in (answer if isinstance(answer, tuple) else (answer,))]


def answers_of(assignment, student):
    return MODULES[assignment].answers(numbers_for(assignment, student, TERM))


def test_the_numbers_of_a_student_never_change():
    why = "a new slip changes what is drawn: outside a term, store the new numbers in PINNED_NUDGE and PINNED_SEVEN"
    assert numbers_for(NUDGE, "ada", TERM) == PINNED_NUDGE, why
    numbers = numbers_for(SEVEN, "ada", TERM)
    assert [numbers[name] for name in ("x1", "target", "b2", "c4", "w3to5", "w6to7")] == PINNED_SEVEN, why


@pytest.mark.parametrize("seed", ["0", "4711"])
def test_another_process_draws_the_same(seed):
    line = f"from helpers.coursework.numbers import *; print(numbers_for({SEVEN!r}, 'Émile Noël', {TERM!r}))"
    run = [sys.executable, "-c", line]
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONUTF8": "1"}
    shown = subprocess.run(run, env=environment, capture_output=True, encoding="utf-8", check=True).stdout
    assert shown.strip() == str(numbers_for(SEVEN, "Émile Noël", TERM))


def test_draws_reach_both_ends_and_every_sign():
    draws = Draw("any")
    assert {draws.between(0.1, 0.3) for _ in range(200)} == {0.1, 0.2, 0.3}
    assert {draws.signed(1.2, 1.3) for _ in range(200)} == {1.2, 1.3, -1.2, -1.3}
    assert {draws.one_of("abc") for _ in range(200)} == set("abc")


@pytest.mark.parametrize("typed", ["ADA", "  ada\n", "\uff41da"])
def test_an_identifier_counts_however_it_is_written(typed):
    assert identifier(typed) == "ada"
    assert numbers_for(NUDGE, typed, TERM) == numbers_for(NUDGE, "ada", TERM)


def test_accents_count_however_they_are_composed():
    assert identifier("E\u0301mile") == identifier("\u00c9mile")


@pytest.mark.parametrize(
    "odd, word", [(None, "not set"), (..., "not set"), (17, "int"), ("  ", "empty"), (["a"], "list")]
)
def test_what_is_no_identifier_gets_one_line(odd, word):
    with pytest.raises((TypeError, ValueError), match=word) as error:
        numbers_for(NUDGE, odd)
    assert "\n" not in str(error.value) and "quotes" in str(error.value)


def test_an_unknown_assignment_is_named():
    with pytest.raises(ValueError, match="the assignments are nudge-and-slope"):
        numbers_for("nudge", "ada")


@pytest.mark.parametrize("assignment", MODULES)
def test_another_term_another_assignment_and_grading_have_other_numbers(assignment, monkeypatch):
    shown, hidden = numbers_for(assignment, "ada", TERM), hidden_numbers(assignment, "ada", TERM)
    assert shown != hidden and shown != numbers_for(assignment, "ada", "the next term")
    monkeypatch.setenv("COURSEWORK_TERM", TERM)
    assert numbers_for(assignment, "ada") == shown
    shown["x"] = "changed by a student"
    assert numbers_for(assignment, "ada") != shown


@pytest.mark.parametrize("assignment", MODULES)
@pytest.mark.parametrize("draw", [numbers_for, hidden_numbers])
def test_no_two_answers_of_a_student_are_alike(assignment, draw):
    for student in STUDENTS:
        numbers = flat(MODULES[assignment].answers(draw(assignment, student, TERM)))
        assert min(map(abs, numbers)) >= 0.01
        for one, other in combinations(numbers, 2):
            assert not math.isclose(one, other, rel_tol=0.01), (student, one, other)


def test_no_answer_is_that_of_a_lesson():
    ones = {**seven_nodes("all ones").parameters, "x1": 1.0, "target": 10.0}
    own = {**seven_nodes("own numbers").parameters, "x1": 1.0, "target": 10.0}
    for student in STUDENTS:
        answers = answers_of(SEVEN, student)
        for lesson in map(seven_nodes_by_hand.answers, (ones, own)):
            assert not any(math.isclose(answers[name], lesson[name], rel_tol=0.01) for name in answers)
        for number in flat(answers_of(NUDGE, student)):
            assert not any(
                math.isclose(number, shown, rel_tol=0.01) for shown in (30.613, 5.06, 6.05, 5, 6, 4, -6, 5.76)
            )


def test_no_sigmoid_is_saturated_and_no_gradient_vanishes():
    for student in STUDENTS:
        numbers = numbers_for(SEVEN, student, TERM)
        net = network(numbers)
        net.forward(numbers["x1"])
        assert all(0.3 <= abs(h) <= 4 for h in net.h.values())
        gradients = net.backward(numbers["target"])
        assert all(gradients[name] != 0 for name in net.parameters)


def test_every_climb_arrives_and_every_descent_lowers():
    for student in STUDENTS:
        numbers, answers = numbers_for(NUDGE, student, TERM), answers_of(NUDGE, student)
        top, start = numbers["top"], numbers["start"]
        assert abs(answers["after_four"] - top) < abs(answers["after_one"] - top) < abs(start - top)
        assert answers["new_loss"] < loss(numbers)(numbers["x"])
        assert answers["value"] > numbers["a"] * numbers["b"]


def is_near(wrong, right, relative):
    wrong, right = (value if isinstance(value, tuple) else (value,) for value in (wrong, right))
    return all(math.isclose(w, r, rel_tol=relative) for w, r in zip(wrong, right))


def told_apart(problem, slips, but=()):
    """Tell that no slip, but those named, gives the right answer to within one percent."""
    for slip in slips:
        wrong = slip(problem)
        told = wrong is None or slip.name in but or not is_near(wrong, problem.right, 0.01)
        assert told, f"{slip.name} gives the right number here; if it cannot be made here, add it to {LEFT_OUT}"


def in_nudge_and_slope(student):
    """Return every problem of a student with its slips."""
    n = numbers_for(NUDGE, student, TERM)
    steps = (
        (product, (n["a"], n["b"]), n["step"], False),
        (hill(n), (n["start"],), n["stride"], False),
        (loss(n), (n["x"],), n["rate"], True),
    )
    for f, at, step, down in steps:
        for which in range(len(at)):
            problem = SlopeProblem(f, at, which, ("a", "b")[: len(at)])
            yield problem, slope_slips(problem)
        for ask in ("point", "value"):
            problem = UpdateProblem(f, at, step, down, None, ask)
            yield problem, update_slips(problem)


def test_the_well_known_slips_give_other_answers_in_nudge_and_slope():
    for of_all in zip(*map(in_nudge_and_slope, STUDENTS)):
        problems = [problem for problem, _ in of_all]
        for alike in zip(*(slips for _, slips in of_all)):
            pairs = [(slip(problem), problem.right) for slip, problem in zip(alike, problems)]
            if alike[0].name == "the nudge is too large" or all(w is None or is_near(w, r, 1e-9) for w, r in pairs):
                continue  # it cannot be made there, whatever the numbers are
            assert not any(wrong is not None and is_near(wrong, right, 0.01) for wrong, right in pairs), alike[0].name


def wherever(slips):
    """Leave out slips at one node: some of them do nothing, as at a node that has one reader."""
    return [slip for slip in slips if "node" not in slip.where or slip.where == EVERYWHERE]


def test_the_well_known_slips_give_other_answers_in_seven_nodes():
    for student in STUDENTS[:25]:
        numbers = numbers_for(SEVEN, student, TERM)
        net, x1, target = network(numbers), numbers["x1"], numbers["target"]
        at_7 = GradientProblem(net, "b7", x1, target)
        told_apart(at_7, wherever(gradient_slips(at_7)), NOT_AT_7)
        at_2 = GradientProblem(net, "w1to2", x1, target)
        told_apart(at_2, wherever(gradient_slips(at_2)), NOT_AT_A_WEIGHT)
        for node in (4, 7):
            problem = ValueProblem(net, f"x{node}", x1, target)
            told_apart(problem, [slip for slip in value_slips(problem) if slip.where == f"node {node}"])


LEFT_OUT = "NOT_AT_A_WEIGHT (leaves a weight's gradient alone) or NOT_AT_7 (leaves that of b7 alone)"
NOT_AT_A_WEIGHT = ("c is still in its own derivative", "the slope of g for g itself")
# Node 7 has no fork behind it, and its b no value, weight or scale of its own.
NOT_AT_7 = (
    "= in place of +=",
    "paths multiplied",
    "the weight in place of the value",
    "the node's own value",
    "c is still in its own derivative",
    "the slope of g for g itself",
    "the value in place of the weight",
    "the weight is missing",
    "no topological order",
)


@pytest.mark.parametrize("assignment", MODULES)
def test_the_answers_of_another_student_earn_next_to_nothing(assignment):
    module, earned = MODULES[assignment], []
    for student, other in zip(STUDENTS, STUDENTS[1:16]):
        numbers, copied = numbers_for(assignment, student, TERM), as_answered(assignment, answers_of(assignment, other))
        questions = [question for question in module.QUESTIONS.values() if question.tries is None]
        earned.append(sum(q.points * q.judge(numbers, copied, None).share for q in questions))
    assert max(earned) <= 4 and sum(earned) / len(earned) < 0.5, earned


@pytest.mark.parametrize("assignment", MODULES)
def test_the_right_answers_earn_everything(assignment):
    for student in STUDENTS[:8]:
        numbers = numbers_for(assignment, student, TERM)
        given = as_answered(assignment, answers_of(assignment, student))
        for question in MODULES[assignment].QUESTIONS.values():
            if question.tries is None:
                assert question.judge(numbers, given, None).share == 1


def as_answered(assignment, answers):
    if assignment == NUDGE:
        return answers
    gradients = {name[1:]: value for name, value in answers.items() if name[0] == "d"}
    return {
        "values": {name: answers[name] for name in seven_nodes_by_hand.VALUES},
        "loss": answers["L"],
        "output": {name: gradients[name] for name in seven_nodes_by_hand.OUTPUT},
        "readers": {name: gradients[name] for name in seven_nodes_by_hand.READERS},
        "at_2": gradients["x2"],
        "inner": {name: gradients[name] for name in seven_nodes_by_hand.INNER},
    }


PINNED_NUDGE = {
    "a": 1.65,
    "b": 3.07,
    "h": 0.5,
    "step": 0.3,
    "height": 9.7,
    "bend": 0.3,
    "top": -2.9,
    "start": -5.1,
    "stride": 0.53,
    "target": 9.61,
    "x": 7.47,
    "rate": 0.12,
}
PINNED_SEVEN = [0.9, 4.1, -1.4, 1.5, 0.5, 1.4]
