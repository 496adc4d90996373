"""The plane of the explorers: axes, round ticks, and lines that end at the frame."""

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.pictures.fonts import text_width
from helpers.pictures.palette import LIGHT, SMALL
from helpers.pictures.plane import Axis, Plane
from helpers.pictures.ticks import power_of_ten, round_step, round_values, written

PLANE = Plane(Axis(0, 10, 100, 300), Axis(-1, 1, 250, 50))
numbers = st.floats(-1e9, 1e9, allow_nan=False)
pixels = st.tuples(st.floats(-1e4, 1e4), st.floats(-1e4, 1e4))


def test_places():
    assert PLANE.place(0, -1) == (100, 250) and PLANE.place(10, 1) == (300, 50) and PLANE.place(5, 0) == (200, 150)
    log = Axis(1e-4, 1, 0, 400, log=True)
    assert [round(log.place(10.0**k), 9) for k in (-4, -3, 0)] == [0, 100, 400]


def test_holds():
    assert PLANE.holds(0, 1) and PLANE.holds(5, 0)
    assert not PLANE.holds(-0.1, 0) and not PLANE.holds(5, 1.1)


@pytest.mark.parametrize(
    "span, most, step", [(1, 5, 0.2), (1, 10, 0.1), (0.026, 5, 0.01), (13, 5, 5), (4e6, 4, 1e6), (0.3, 3, 0.1)]
)
def test_the_step_is_the_smallest_round_one(span, most, step):
    assert math.isclose(round_step(span, most), step)


@given(numbers, st.floats(1e-6, 1e9), st.integers(2, 9))
def test_ticks_are_round_distinct_and_inside(low, width, most):
    high = low + width
    if width < 1e-9 * abs(low):
        return
    axis = Axis(low, high, 0, 100)
    ticks = axis.ticks(most)
    step = round_step(width, most - 1)
    assert len(ticks) <= most
    assert all(low - 1e-6 * step <= value <= high + 1e-6 * step for value, _ in ticks)
    words = [word for _, word in ticks]
    assert len(set(words)) == len(words)
    for value, word in ticks:
        assert math.isclose(read(word), value, rel_tol=1e-9, abs_tol=1e-6 * step)


def read(words):
    """Return the number that a tick says."""
    raised = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
    mantissa, _, power = words.replace("−", "-").partition("×10")
    return float(f"{mantissa}e{power.translate(raised) or 1}" if "×10" in words else mantissa)


def test_ticks_share_their_digits():
    assert [word for _, word in Axis(4.987, 5.013, 0, 1).ticks(5)] == ["4.99", "5.00", "5.01"]
    assert [word for _, word in Axis(-1.2e6, 1.2e6, 0, 1).ticks(6)] == ["−1.0×10⁶", "−5×10⁵", "0", "5×10⁵", "1.0×10⁶"]
    assert written(-30.05, 0.05) == "−30.05" and written(0.0, 0.02) == "0.00" and written(-0.0, 1) == "0"


def test_decades_are_thinned():
    axis = Axis(10**-16.5, 10**0.5, 0, 100, log=True)
    assert [word for _, word in axis.ticks(5)] == ["10⁻¹⁶", "10⁻¹²", "10⁻⁸", "10⁻⁴", "1"]
    assert power_of_ten(1) == "10" and power_of_ten(-3) == "10⁻³"


def test_round_values_reach_both_ends():
    assert round_values(-1, 1, 4)[0] == [-1, -0.5, 0, 0.5, 1]


@given(st.lists(pixels, min_size=2, max_size=12))
def test_what_is_cut_lies_in_the_frame_and_on_the_line(places):
    for piece in PLANE.cut(places):
        assert len(piece) >= 2
        for x, y in piece:
            assert 100 - 1e-6 <= x <= 300 + 1e-6 and 50 - 1e-6 <= y <= 250 + 1e-6


def test_a_line_is_cut_where_it_leaves():
    assert PLANE.cut([(0, 150), (400, 150)]) == [[(100, 150), (300, 150)]]
    assert PLANE.cut([(200, 150), (200, 0), (250, 0), (250, 150)]) == [
        [(200, 150), (200, 50)],
        [(250, 50), (250, 150)],
    ]
    assert PLANE.cut([(0, 0), (10, 10)]) == []
    whole = [(110.0, 60.0), (120.0, 200.0), (299.0, 100.0)]
    assert PLANE.cut(whole) == [whole]


def test_the_frame_has_ticks_and_labels():
    drawn = "".join(PLANE.frame(LIGHT, "x", "height"))
    words = re.findall(r">([^<]+)</text>", drawn)
    assert words == ["0", "2", "4", "6", "8", "10", "−1.0", "−0.5", "0.0", "0.5", "1.0", "x", "height"]
    given_ticks = "".join(PLANE.frame(LIGHT, "x", "y", y_ticks=[(150, "middle")]))
    assert "middle" in given_ticks and "−0.5" not in given_ticks


@given(st.floats(-10, 10), st.floats(0.01, 5))
def test_numbers_below_the_axis_do_not_touch(middle, step):
    """As on the map of the nudges, 288 pixels wide with at most five ticks."""
    axis = Axis(middle - 1.3 * step, middle + 1.3 * step, 0, 288)
    ends = [
        (axis.place(value) - text_width(word, SMALL) / 2, axis.place(value) + text_width(word, SMALL) / 2)
        for value, word in axis.ticks(5)
    ]
    assert all(right + 4 < left for (_, right), (left, _) in zip(ends, ends[1:]))


@pytest.mark.parametrize(
    "make, words",
    [
        (lambda: Axis(1, 1, 0, 1), "from 1 to 1"),
        (lambda: Axis(2, 1, 0, 1), "the smaller first"),
        (lambda: Axis(0, 1, 0, 1, log=True), "above 0"),
        (lambda: Axis(0, math.inf, 0, 1), "to inf"),
    ],
)
def test_bad_axes_are_named(make, words):
    with pytest.raises(ValueError, match=words) as error:
        make()
    assert "\n" not in str(error.value)
