"""The explorer of the difference quotient: its numbers are the engine's, at every h and every place."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from helpers.explorers.slope import Slope
from helpers.explorers.view import packed
from helpers.graph import Node
from helpers.nudging import difference_quotient
from helpers.pictures.notation import number
from tests.drawn import outside, overlaps

ONE = Slope()
WHICH = ("nudge a", "nudge b", "a · a")
inputs = st.one_of(st.floats(-10, 10), st.sampled_from([0.0, 10.0, -10.0, 1e-12, 1e-300]))


def expected(which, a, b, h):
    """Return the quotient and the slope, found anew: the slope from the nodes a and b of the product itself."""
    x, y = Node(a), Node(b)
    if which == "a · a":
        (x * x).backward()
        return difference_quotient(lambda v: v * v, a, h), x.grad
    (x * y).backward()
    if which == "nudge a":
        return difference_quotient(lambda v: v * b, a, h), x.grad
    return difference_quotient(lambda v: a * v, b, h), y.grad


@given(st.sampled_from(WHICH), inputs, inputs, st.integers(0, 16))
@settings(max_examples=200, deadline=None)
@example("nudge a", 0.0, 0.0, 16)
@example("a · a", 0.0, 0.0, 0)
@example("nudge a", -10.0, -10.0, 0)
@example("nudge b", 1e-300, 1e-300, 3)
def test_every_setting_is_right_and_sane(which, a, b, k):
    view = ONE.view({"which": which, "a": a, "b": b, "k": k}, "live")
    quotient, slope = expected(which, a, b, 1 / 10**k)
    cells = {line.cells[0]: line.cells[-1] for line in view.lines}
    assert cells["quotient"] == f"= {number(quotient, 12)}"
    assert cells["slope"] == f"= {number(slope, 12)}"
    assert cells["error"] == f"= {number(abs(quotient - slope))}"
    svg = view.picture.svg
    assert "nan" not in svg and "inf" not in svg
    assert overlaps(svg) == [] and outside(svg) == []
    assert len(packed(view, {}, "")) < 6000


def marks(svg):
    """Return the heights of the seventeen marks of the errors, h = 1 first, and of the ring around one of them."""
    circles = re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)" r="([\d.]+)"', svg)
    places = [(float(x), float(y)) for x, y, r in circles if r == "3"]
    (ring,) = [(float(x), float(y)) for x, y, r in circles if r == "7"]
    return places, ring


@pytest.mark.parametrize("k", [0, 5, 13, 16])
def test_the_ring_is_around_the_present_h(k):
    places, ring = marks(ONE.view({"which": "nudge a", "a": 5, "b": 6, "k": k}, "live").picture.svg)
    assert len(places) == 17 and places[k] == ring
    assert [x for x, _ in places] == sorted((x for x, _ in places), reverse=True)


def test_an_error_of_zero_stands_below_all_others():
    view = ONE.view({"which": "nudge a", "a": 5, "b": 6, "k": 0}, "live")
    places, _ = marks(view.picture.svg)
    assert places[0][1] > max(y for _, y in places[1:])
    assert "a row of its own" in view.says and "No error" in view.says


def test_larger_errors_stand_higher():
    places, _ = marks(ONE.view({"which": "a · a", "a": 5, "b": 6, "k": 0}, "live").picture.svg)
    errors = [abs(difference_quotient(lambda v: v * v, 5, 1 / 10**k) - 10) for k in range(17)]
    order = sorted(range(17), key=errors.__getitem__)
    assert all(places[i][1] >= places[j][1] for i, j in zip(order, order[1:]))


@pytest.mark.parametrize(
    "state, words",
    [
        ({"k": 16}, "The nudge is lost: 5 + 10⁻¹⁶ is rounded to 5"),
        ({"k": 13}, "What is left is rounding, which the division by h makes larger"),
        ({"which": "a · a", "k": 2}, "the error is h: a shorter nudge is better"),
        ({"which": "a · a", "k": 11}, "Rounding has taken over"),
        ({"which": "a · a", "k": 7}, "rounding adds as much again"),
        ({"which": "a · a", "k": 0}, "With h = 1 the quotient is 11, the slope 10, the error 1."),
    ],
)
def test_says_where_the_error_comes_from(state, words):
    explorer = Slope()
    explorer.set(**state)
    assert words in explorer.says


def test_the_quotient_is_written_out():
    explorer = Slope()
    explorer.set(a=-3, b=-2.5, k=1)
    assert "(−3 + 10⁻¹) · (−2.5) − (−3) · (−2.5)" in explorer.arithmetic
    explorer.set(which="nudge b")
    assert "(−3) · (−2.5 + 10⁻¹) − (−3) · (−2.5)" in explorer.arithmetic
    explorer.set(which="a · a")
    assert "(−3 + 10⁻¹) · (−3 + 10⁻¹) − (−3) · (−3)" in explorer.arithmetic


def test_controls_follow():
    explorer = Slope()
    explorer.set(which="a · a", k=3)
    assert explorer._view.controls == {"k": {"text": "h = 10⁻³"}, "b": {"disabled": True}}
    for wrong, words in (({"k": 17}, "k is 17"), ({"k": 2.5}, "k is 2.5"), ({"which": "b · b"}, "which is 'b · b'")):
        before = explorer.says
        with pytest.raises(ValueError, match=words):
            explorer.set(**wrong)
        assert explorer.says == before
