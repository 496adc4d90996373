"""A slip at a node is not named where another answer, that is right, shows that this step was taken rightly."""

import pytest

from helpers.checks import check_all_gradients, check_gradient_of, check_value
from helpers.network import seven_nodes
from helpers.slips.of_networks import GradientProblem, gradient_slips
from helpers.slips.of_values import ValueProblem, value_slips

X, TARGET = 1.3, 2.0


@pytest.fixture(scope="module")
def net():
    """Hold a network in which no two parameters are alike."""
    net = seven_nodes()
    return net.with_parameters({name: 0.31 + 0.07 * k for k, name in enumerate(net.parameters)})


def given_by(problem, slips, name, where):
    """Return the number that a slip gives."""
    (wrong,) = [slip(problem) for slip in slips if (slip.name, slip.where) == (name, where)]
    return wrong


def wrong_gradient(net, asked, name, where):
    problem = GradientProblem(net, asked, X, TARGET)
    return given_by(problem, gradient_slips(problem), name, where)


def right_gradients(net):
    net.forward(X)
    return dict(net.backward(TARGET))


@pytest.mark.parametrize(
    "asked, name, where, refuting",
    [
        ("x4", "g'(x) for g'(h)", "node 7", "b7"),
        ("x4", "the factor 2 is missing", "the loss", "x7"),
        ("w1to2", "g'(x) for g'(h)", "node 5", "w2to5"),
        ("w1to2", "the weight is missing", "node 7", "x4"),
        ("w1to2", "the factor c is missing", "every node", "x2"),
    ],
)
def test_another_gradient_refutes_a_slip(net, asked, name, where, refuting):
    wrong = wrong_gradient(net, asked, name, where)
    assert name in check_gradient_of(wrong, net, asked, X, TARGET).slips
    assert not check_gradient_of(wrong, net, asked, X, TARGET, right=[refuting]).slips


@pytest.mark.parametrize(
    "asked, name, where, others",
    [
        ("w5to7", "g'(x) for g'(h)", "node 7", ["b7", "x7", "c7"]),  # its own node: written down anew, perhaps wrongly
        ("x7", "the factor 2 is missing", "the loss", ["b7", "w5to7"]),
        ("x4", "the weight is missing", "node 7", ["x5", "x6", "b7"]),  # another arrow
        ("x4", "g'(x) for g'(h)", "node 7", ["c7"]),  # a scale passes no slope
        ("w1to2", "g'(x) for g'(h)", "node 5", ["w2to4", "x5"]),  # not by way of node 5
    ],
)
def test_what_does_not_speak_against_a_slip_leaves_it(net, asked, name, where, others):
    wrong = wrong_gradient(net, asked, name, where)
    assert name in check_gradient_of(wrong, net, asked, X, TARGET, right=others).slips


def test_of_all_gradients_the_right_ones_refute(net):
    right = right_gradients(net)
    names = list(net.parameters)
    wrong = wrong_gradient(net, "w1to2", "g'(x) for g'(h)", "node 5")
    alone = check_all_gradients({**right, "w1to2": wrong}, net, X, TARGET, names)
    assert alone.says.startswith("22 of 23 are right. w1to2: ") and not alone.slips


@pytest.mark.parametrize(
    "name, where, says, right_at",
    [("g'(x) for g'(h)", "node 5", "At node 5", "467"), ("the weight is missing", "node 7", "into node 7", "7")],
)
def test_one_slip_behind_all_wrong_gradients_is_named(net, name, where, says, right_at):
    slipped = [asked for asked in net.parameters if asked[-1] not in right_at]
    wrong = {asked: wrong_gradient(net, asked, name, where) for asked in slipped}
    told = check_all_gradients({**right_gradients(net), **wrong}, net, X, TARGET)
    assert told.slips == (name,) and says in told.says
    assert "One slip explains all the wrong ones" in told.says


@pytest.mark.parametrize("name, where", [("g applied twice", "node 2"), ("an arrow is missing", "node 3")])
def test_another_value_refutes_a_slip(net, name, where):
    problem = ValueProblem(net, "x6", X)
    slips = [slip for slip in value_slips(problem) if slip.name == name and slip.where.startswith(where)]
    wrong = slips[0](problem)
    assert name in check_value(wrong, net, 6, X).slips
    assert name in check_value(wrong, net, 6, X, right=["x2" if where == "node 3" else "x3"]).slips
    assert not check_value(wrong, net, 6, X, right=[f"x{where[-1]}"]).slips
