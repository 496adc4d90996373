"""Nudging: the random kind, the difference quotients, and the check of a gradient."""

import math
import random

import pytest

from helpers.network import seven_nodes
from helpers.nudging import (
    best_difference,
    central_difference,
    check_gradient,
    difference_quotient,
    nudged_gradient,
    nudged_parameters,
    random_nudge,
    share_of_rises,
)
from tests.reference import close


def product(a, b):
    return a * b


class TestRandomNudges:
    def test_adds_step_times_random_to_each_input(self):
        draws = random.Random(3)
        assert random_nudge((5, 6), 0.01, random.Random(3)) == (
            5 + 0.01 * draws.random(),
            6 + 0.01 * draws.random(),
        )

    def test_share_is_the_same_for_the_same_seed(self):
        first = share_of_rises(product, (5, -6), 0.01, 1000, seed=1)
        assert first == share_of_rises(product, (5, -6), 0.01, 1000, seed=1)
        assert first != share_of_rises(product, (5, -6), 0.01, 1000, seed=2)


class TestDifferences:
    @pytest.mark.parametrize("h", [1, 0.1, -0.001])
    def test_quotient_of_a_product_is_the_other_input(self, h):
        assert close(difference_quotient(lambda a: a * 6, at=5, h=h), 6.0, 1e-9)

    def test_quotient_of_a_curve_depends_on_h(self):
        assert difference_quotient(lambda x: x * x, at=1, h=0.5) == 2.5
        assert central_difference(lambda x: x * x, at=1, h=0.5) == 2.0

    @pytest.mark.parametrize(
        "f, at, slope",
        [
            (math.sin, 1.0, math.cos(1.0)),
            (math.exp, 3.0, math.exp(3.0)),
            (lambda x: x**7, -1.3, 7 * 1.3**6),
            (lambda x: 42.0, 5.0, 0.0),
            (lambda x: abs(x) ** 3, 0.0, 0.0),
        ],
    )
    def test_best_difference_and_its_doubt(self, f, at, slope):
        found, doubt = best_difference(f, at)
        assert abs(found - slope) <= max(doubt, 1e-15) and doubt < 1e-8 * max(1, abs(slope))

    def test_doubt_is_large_where_there_is_no_slope(self):
        assert best_difference(lambda x: 1.0 if x > 0 else 0.0, 0.0)[1] > 1


class TestGradients:
    def test_by_position_and_by_name(self):
        (by_a, _), (by_b, _) = nudged_gradient(product, (5, 6))
        assert close(by_a, 6.0, 1e-10) and close(by_b, 5.0, 1e-10)
        named = nudged_gradient(product, {"a": 5, "b": 6})
        assert (named["a"][0], named["b"][0]) == (by_a, by_b)

    @pytest.mark.parametrize("name", ["all ones", "own numbers"])
    def test_all_23_of_the_seven_nodes_agree(self, name):
        net = seven_nodes(name)
        net.forward(1)
        gradients, nudged = net.backward(10), nudged_parameters(net, 1, 10)
        assert len(nudged) == 23 and check_gradient(gradients, nudged) == []

    @pytest.mark.parametrize("name", ["all ones", "own numbers"])
    def test_one_wrong_gradient_among_23_is_found(self, name):
        net = seven_nodes(name)
        net.forward(1)
        gradients, nudged = net.backward(10), nudged_parameters(net, 1, 10)
        for wrong in nudged:
            for slip in (0.0, 1.001, -1.0, 2.0):
                assert check_gradient({**gradients, wrong: slip * gradients[wrong]}, nudged) == [wrong]

    def test_by_position(self):
        assert check_gradient((6, 5), nudged_gradient(product, (5, 6))) == []
        assert check_gradient((5, 5), nudged_gradient(product, (5, 6))) == [0]


BAD = {
    "h zero": (lambda: difference_quotient(math.sin, 0, 0), ValueError, "h is 0"),
    "h zero on both sides": (lambda: central_difference(math.sin, 0, 0.0), ValueError, "h is 0"),
    "start zero": (lambda: best_difference(math.sin, 0, 0), ValueError, "h is 0"),
    "text as h": (lambda: difference_quotient(math.sin, 0, "0.1"), TypeError, "h is the text"),
    "NaN as place": (lambda: central_difference(math.sin, math.nan), ValueError, "at is nan"),
    "an array as place": (lambda: best_difference(math.sin, [1, 2]), ValueError, "at has shape"),
    "text as step": (lambda: random_nudge((5, 6), "0.01", random.Random(1)), TypeError, "step"),
    "text as input": (lambda: random_nudge((5, "6"), 0.01, random.Random(1)), TypeError, "an input"),
    "no nudges": (lambda: share_of_rises(product, (5, 6), 0.01, 0, 1), ValueError, "nudges is 0"),
    "half a nudge": (lambda: share_of_rises(product, (5, 6), 0.01, 1.5, 1), ValueError, "nudges is 1.5"),
    "a seed for a generator": (lambda: random_nudge((5, 6), 0.01, 3), TypeError, "random.Random"),
    "a missing gradient": (
        lambda: check_gradient({"a": 6}, nudged_gradient(product, {"a": 5, "b": 6})),
        ValueError,
        "'b' is missing",
    ),
    "a text as gradient": (
        lambda: check_gradient({"a": "6", "b": 5}, nudged_gradient(product, {"a": 5, "b": 6})),
        TypeError,
        "'a'",
    ),
    "a gradient too few": (lambda: check_gradient((6,), nudged_gradient(product, (5, 6))), ValueError, "1 is missing"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_named_in_one_line(case):
    attempt, kind, words = BAD[case]
    with pytest.raises(kind) as error:
        attempt()
    assert words in str(error.value) and "\n" not in str(error.value)
