"""The probability that a random nudge raises a product, beside thirty digits and beside counting."""

import mpmath
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from helpers.chance import probability_of_rise, spread_of_share
from helpers.nudging import share_of_rises

inputs = st.one_of(st.floats(-10, 10), st.sampled_from([0.0, 5.0, -6.0, 10.0, -10.0, 1e-9, -1e-300]))
steps = st.one_of(st.floats(1e-9, 5), st.sampled_from([0.01, 5.0]))


def product(a, b):
    return a * b


def by_integration(a, b, step):
    """Return the probability to thirty digits, by adding up the stretches of s on which b r + a s + step r s > 0."""
    with mpmath.workdps(30):
        a, b, step = mpmath.mpf(a), mpmath.mpf(b), mpmath.mpf(step)

        def stretch(r):
            slope = a + step * r
            if slope == 0:
                return mpmath.mpf(b * r > 0)
            root = -b * r / slope
            return 1 - min(max(root, 0), 1) if slope > 0 else min(max(root, 0), 1)

        bends = {mpmath.mpf(0), mpmath.mpf(1)}
        for top, bottom in ((-a, step), (-a, step + b), (a, -(step - b))):
            if bottom and 0 < top / bottom < 1:
                bends.add(top / bottom)
        return mpmath.quad(stretch, sorted(bends))


@given(st.floats(-10, 10), st.floats(-10, 10), st.floats(1e-6, 5))
@settings(max_examples=150, deadline=None)
@example(5.0, -6.0, 0.01)
@example(-5.0, 6.0, 1e-6)
@example(-2.0, -2.0, 5.0)
@example(-2.4, -2.59, 5.0)
@example(1.0, -3.0, 5.0)
@example(9.9, -10.0, 1e-3)
def test_agrees_with_integration(a, b, step):
    assert abs(probability_of_rise(a, b, step) - by_integration(a, b, step)) < 1e-12


@given(inputs, inputs, steps)
def test_is_a_probability_that_swaps(a, b, step):
    found = probability_of_rise(a, b, step)
    assert 0 <= found <= 1
    assert found == probability_of_rise(b, a, step)


def test_to_first_order_it_is_what_the_lesson_says():
    assert probability_of_rise(5, -6, 0) == pytest.approx(5 / 12, abs=1e-15)
    assert probability_of_rise(-5, 6, 0) == pytest.approx(7 / 12, abs=1e-15)
    assert [probability_of_rise(*start, 0.01) for start in ((5, 6), (-5, -6), (0, 6), (0, -6))] == [1, 0, 1, 0]
    assert probability_of_rise(0, 0, 0) == 0 and probability_of_rise(0, 0, 0.01) == 1


@pytest.mark.parametrize("a, b, step", [(5, -6, 0.01), (5, -6, 5), (-2, -2, 5), (1, -7, 3), (-0.5, 0, 2)])
def test_agrees_with_counting(a, b, step):
    expected = probability_of_rise(a, b, step)
    counted = share_of_rises(product, (a, b), step, 40_000, seed=1)
    assert abs(counted - expected) < 4 * spread_of_share(expected, 40_000) + 1e-9


def test_bad_input_is_named():
    with pytest.raises(ValueError, match="step is -1; give 0 or a positive number"):
        probability_of_rise(1, 1, -1)
    with pytest.raises(TypeError, match="a is the text"):
        probability_of_rise("1", 1, 1)
