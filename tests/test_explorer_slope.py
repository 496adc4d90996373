"""The explorer of the difference quotient: its numbers are the engine's, at every h and every place."""

import re

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from helpers.explorers.slope import Slope
from helpers.explorers.view import packed
from helpers.graph import Node
from helpers.nudging import difference_quotient
from helpers.pictures.notation import number
from helpers.pictures.ticks import power_of_ten
from tests.drawn import outside, overlaps, texts

ONE = Slope()
WHICH = ("a · b, nudge a", "a · b, nudge b", "a · a")
inputs = st.one_of(st.floats(-10, 10), st.sampled_from([0.0, 10.0, -10.0, 1e-12, 1e-300]))


def expected(which, a, b, h):
    """Return the quotient and the slope, found anew: the slope from the nodes a and b of the product itself."""
    x, y = Node(a), Node(b)
    if which == "a · a":
        (x * x).backward()
        return difference_quotient(lambda v: v * v, a, h), x.grad
    (x * y).backward()
    if which == "a · b, nudge a":
        return difference_quotient(lambda v: v * b, a, h), x.grad
    return difference_quotient(lambda v: a * v, b, h), y.grad


@given(st.sampled_from(WHICH), inputs, inputs, st.integers(-16, 0))
@settings(max_examples=200, deadline=None)
@example("a · b, nudge a", 0.0, 0.0, -16)
@example("a · a", 0.0, 0.0, 0)
@example("a · b, nudge a", -10.0, -10.0, 0)
@example("a · b, nudge b", 1e-300, 1e-300, -3)
def test_every_setting_is_right_and_sane(which, a, b, exponent):
    view = ONE.view({"which": which, "a": a, "b": b, "exponent": exponent}, "live")
    h = 1 / 10**-exponent
    quotient, slope = expected(which, a, b, h)
    cells = {line.cells[0]: line.cells[-1] for line in view.lines}
    growth, written = cells["growth"].removeprefix("= "), number(quotient, 12)
    assert cells["quotient"] == f"= {written}"
    assert f"growth is {growth}, the quotient {written}, the slope {number(slope, 12)}, the error" in view.says
    row = next(line for line in view.lines if line.cells[0] == "quotient")
    assert row.cells[1] == f"{growth} / {power_of_ten(exponent)}"
    # What is printed leads to what is printed: to the last of twelve digits.
    assert as_number(growth) / h == pytest.approx(
        as_number(written), rel=3e-12, abs=1e-322 / h
    )  # 5e-324 is the least a float can differ by
    assert cells["slope"] == f"= {number(slope, 12)}"
    assert cells["error"] == f"= {number(abs(quotient - slope))}"
    svg = view.picture.svg
    assert "nan" not in svg and "inf" not in svg
    assert overlaps(svg) == [] and outside(svg) == []
    assert len(packed(view, {}, "")) < 6000


def as_number(written):
    """Read a number as `notation.number` writes it."""
    mantissa, _, power = written.replace("−", "-").partition("×10")
    return float(f"{mantissa}e{power.translate(str.maketrans('⁰¹²³⁴⁵⁶⁷⁸⁹⁻', '0123456789-')) or 0}")


def marks(svg):
    """Return the heights of the seventeen marks of the errors, h = 1 first, and of the ring around one of them."""
    circles = re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)" r="([\d.]+)"', svg)
    places = [(float(x), float(y)) for x, y, r in circles if r == "3"]
    (ring,) = [(float(x), float(y)) for x, y, r in circles if r == "7"]
    return places, ring


@pytest.mark.parametrize("exponent", [0, -5, -13, -16])
def test_the_ring_is_around_the_present_h(exponent):
    places, ring = marks(ONE.view({"which": WHICH[0], "a": 5, "b": 6, "exponent": exponent}, "live").picture.svg)
    assert len(places) == 17 and places[-exponent] == ring
    assert [x for x, _ in places] == sorted((x for x, _ in places), reverse=True)


def test_the_slider_runs_as_the_axis_of_h_beside_it():
    low, high = (ONE._controls["exponent"].checked(end) for end in (-16, 0))
    left, right = (
        marks(ONE.view({"which": WHICH[0], "a": 5, "b": 6, "exponent": at}, "live").picture.svg)[1]
        for at in (low, high)
    )
    assert (low, high) == (ONE._controls["exponent"].low, ONE._controls["exponent"].high) and left[0] < right[0]


def test_no_word_is_used_that_the_lesson_has_not_said():
    for which in WHICH:
        for exponent in range(-16, 1):
            view = ONE.view({"which": which, "a": 5, "b": 6, "exponent": exponent}, "live")
            rows = " ".join(cell for line in view.lines for cell in line.cells)
            assert not re.search("tangent|secant|df/da", f"{view.picture.svg} {view.picture.text} {view.says} {rows}")
    svg = ONE.view({"which": WHICH[0], "a": 5, "b": 6, "exponent": 0}, "live").picture.svg
    shown = {words for words, _ in texts(svg)}
    assert {"solid line: slope 6", "line through both points: slope 6"} <= shown
    assert "error of the dashed line’s slope, for every h" in shown


def test_a_slope_of_two_inputs_is_named_and_one_of_one_is_not():
    rows = [
        next(line.cells for line in ONE.view({"which": which, "a": 5, "b": 6, "exponent": 0}, "live").lines[2:])
        for which in WHICH
    ]
    assert rows == [
        ("slope", "∂f/∂a, by the engine", "= 6"),
        ("slope", "∂f/∂b, by the engine", "= 5"),
        ("slope", "by the engine", "= 10"),
    ]


def test_an_error_of_zero_stands_below_all_others():
    view = ONE.view({"which": "a · b, nudge a", "a": 5, "b": 6, "exponent": 0}, "live")
    places, _ = marks(view.picture.svg)
    assert places[0][1] > max(y for _, y in places[1:])
    assert "No error" in view.says
    assert view.says.endswith("An error of 0 has no place on this scale; it is drawn in the row marked 0.")
    row = next(y for words, (_, y, *_) in texts(view.picture.svg) if words == "0" and y > 300)
    assert row == pytest.approx(places[0][1], abs=1)


def test_larger_errors_stand_higher():
    places, _ = marks(ONE.view({"which": "a · a", "a": 5, "b": 6, "exponent": 0}, "live").picture.svg)
    errors = [abs(difference_quotient(lambda v: v * v, 5, 1 / 10**k) - 10) for k in range(17)]
    order = sorted(range(17), key=errors.__getitem__)
    assert all(places[i][1] >= places[j][1] for i, j in zip(order, order[1:]))


@pytest.mark.parametrize("which", WHICH)
@pytest.mark.parametrize("a", [-10, -5, -0.5, 0, 0.5, 5, 10])
def test_the_letter_of_the_nudge_stands_off_the_curve(which, a):
    for exponent in (0, -1):
        svg = ONE.view({"which": which, "a": a, "b": 6, "exponent": exponent}, "live").picture.svg
        curve = re.search(r'<path d="M([^"]+)"[^>]*stroke-width="5"', svg)[1]
        xs, ys = zip(*(map(float, place.split()) for place in curve.split("L")))
        for x, y, wide, high in (box for words, box in texts(svg) if words == "h" and box[0] < 380):
            below = np.interp(np.linspace(x - wide / 2, x + wide / 2, 9), xs, ys)
            assert (abs(below - y) > high / 2 + 2.5).all()


@pytest.mark.parametrize(
    "state, words",
    [
        ({"exponent": -16}, "The nudge is lost: 5 + 10⁻¹⁶ is rounded to 5"),
        ({"exponent": -13}, "What is left is rounding, which the division by h makes larger"),
        ({"which": "a · a", "exponent": -2}, "the error is h: a shorter nudge is better"),
        (
            {"which": "a · a", "exponent": -11},
            "On paper the error is h. Most of what you see is rounding, which grows as h shrinks.",
        ),
        ({"which": "a · a", "exponent": -7}, "On paper the error is h. By now rounding shows, too."),
        ({"which": "a · a", "exponent": 0}, "With h = 1 the growth is 11, the quotient 11, the slope 10, the error 1."),
    ],
)
def test_says_where_the_error_comes_from(state, words):
    explorer = Slope()
    explorer.set(**state)
    assert words in explorer.says


@pytest.mark.parametrize("a", [k / 2 for k in range(-20, 21)])
def test_what_it_says_of_rounding_is_true(a):
    errors = [abs(difference_quotient(lambda v: v * v, a, 1 / 10**k) - 2 * a) for k in range(17)]
    for k, (error, following) in enumerate(zip(errors, [*errors[1:], 0])):
        says, rounding = ONE.view({"which": "a · a", "a": a, "b": 6, "exponent": -k}, "live").says, error - 1 / 10**k
        if "a shorter nudge is better" in says:
            assert following < error
        elif "Most of what you see is rounding" in says:
            assert rounding > error / 2
        elif "rounding shows" in says:
            assert 0.1 < abs(rounding) * 10**k < 2
        else:
            assert "The nudge is lost" in says or "No error" in says


def test_the_quotient_is_written_out():
    explorer = Slope()
    explorer.set(a=-3, b=-2.5, exponent=-1)
    assert "(−3 + 10⁻¹) · (−2.5) − (−3) · (−2.5)" in explorer.arithmetic
    explorer.set(which="a · b, nudge b")
    assert "(−3) · (−2.5 + 10⁻¹) − (−3) · (−2.5)" in explorer.arithmetic
    explorer.set(which="a · a")
    assert "(−3 + 10⁻¹) · (−3 + 10⁻¹) − (−3) · (−3)" in explorer.arithmetic


def test_controls_follow():
    explorer = Slope()
    explorer.set(which="a · a", exponent=-3)
    assert explorer._view.controls == {"exponent": {"text": "h = 10⁻³"}, "b": {"disabled": True}}
    for wrong, words in (
        ({"exponent": -17}, "^exponent is −17; choose between −16 and 0$"),
        ({"exponent": 1}, "^exponent is 1; choose between −16 and 0$"),
        ({"exponent": -2.5}, "^exponent is −2.5; give a whole number$"),
        ({"which": "b · b"}, "^which is 'b · b'; choose from 'a · b, nudge a', 'a · b, nudge b', 'a · a'$"),
    ):
        before = explorer.says
        with pytest.raises(ValueError, match=words):
            explorer.set(**wrong)
        assert explorer.says == before
