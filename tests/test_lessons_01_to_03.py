"""Lessons 01, 02 and 03: what their prose says of chance, of rounding and of steps, as their own code finds it."""

import math
from fractions import Fraction

import pytest

from helpers.chance import spread_of_share
from tests.test_lessons import names_of, path_of, says


@pytest.fixture(scope="module")
def chance():
    return names_of(path_of("01"))


@pytest.fixture(scope="module")
def product():
    return names_of(path_of("02"))


@pytest.fixture(scope="module")
def hill():
    return names_of(path_of("03"))


def test_counts_miss_by_as_much_as_chance_leaves(chance):
    f, share_of_rises = chance["f"], chance["share_of_rises"]
    misses = [
        abs(share_of_rises(f, start, chance["step"], nudges=10_000, seed=1) - share)
        for start, share in chance["expected"].items()
    ]
    told = [f"{miss:.4f}" for miss in misses if miss]
    assert says("01", f"The counts miss by {' and '.join(told)}; with 10,000 nudges, chance typically leaves 0.005")
    assert all(f"{spread_of_share(share, 10_000):.3f}" == "0.005" for share in (5 / 12, 7 / 12))


def test_a_draw_is_one_of_as_many_numbers_as_the_lesson_says(chance):
    draws = [chance["random"].Random(seed).random() * 2**53 for seed in range(100)]
    assert all(draw.is_integer() for draw in draws) and any(draw % 2 for draw in draws)
    assert says("01", "one draw in 2⁵³ is exactly 0")


def test_the_miss_of_first_order_is_u_times_v(chance):
    u, v = Fraction(chance["u"]), Fraction(chance["v"])
    assert says("01", "On paper the miss is u·v exactly")
    assert all((a + u) * (b + v) - a * b - (b * u + a * v) == u * v for a, b in chance["expected"])


def test_a_straight_line_has_the_growth_that_the_lesson_says(product):
    growth = product["f_of_a"](5 - 2) - product["f_of_a"](5)
    assert says("02", f"{growth // -2} for all four, for h = -2 as {growth} / (-2)")


def test_both_sides_gain_on_a_curve_and_not_on_a_line(product, hill):
    one, two = product["difference_quotient"], product["both_sides"]
    assert one(product["f_of_a"], at=5, h=1e-5) == two(product["f_of_a"], at=5)
    assert abs(two(hill["cube"], at=2) - 12) < abs(one(hill["cube"], at=2, h=1e-5) - 12) / 1000
    assert says("02", "On a curve, as in lesson 03, one nudge to each side does better than one alone")


def test_rounding_is_as_large_as_the_lesson_says(product):
    f_at = product["f"](5, 6)
    assert 0.5e-15 < math.ulp(f_at) / 2 < 2e-15
    assert says("02", f"f is about {f_at} and keeps 16 digits, so its rounding is near 10⁻¹⁵")
    errors = {k: abs(product["difference_quotient"](lambda a: a * a, 5, 1 / 10**k) - 10) for k in range(17)}
    assert {k for k in errors if errors[k] == min(errors.values())} == {7, 8}
    assert says("02", "Best is 10⁻⁷ or 10⁻⁸")


def test_the_slip_is_no_improvement(product):
    f, step, gradient, slip = (product[name] for name in ("f", "step", "gradient_step", "sequential_step"))
    assert f(*slip(5, -6, step)) < f(*gradient(5, -6, step))
    assert says("02", "From (5, -6) the slip lands lower, and its result depends on which input moves first")
    a_first, b_first, together = f(*slip(5, 6, step)), f(*slip(6, 5, step)), f(*gradient(5, 6, step))
    assert a_first - b_first > 1e-6 and min(a_first, b_first) > together
    assert says("02", "From (5, 6) the output cannot reveal the slip")


def test_the_gradient_step_gains_what_the_lesson_says(product):
    f, step, starts = product["f"], product["step"], [(a, b) for a in (5, -5) for b in (6, -6)]
    gains = [f(*product["gradient_step"](*start, step)) - f(*start) for start in starts]
    alike, unlike = gains[:1] + gains[3:], gains[1:3]
    assert {f"{gain:.3f}" for gain in alike} == {"0.613"} and {f"{gain:.3f}" for gain in unlike} == {"0.607"}
    assert says("02", "by 0.613 where a and b have the same sign, by 0.607 where they differ")
    assert says("02", f"the second adds or takes {step * step * 5 * 6:.3f}")


def test_the_advantage_of_the_luckiest_move_vanishes_with_the_step(product):
    best = {}
    for step in (0.01, 0.001):
        length = math.hypot(6 * step, 5 * step)
        moves = [(length * math.cos(k / 1e4), length * math.sin(k / 1e4)) for k in range(62832)]
        gain = product["f"](*product["gradient_step"](5, 6, step)) - 30
        best[step] = (max((5 + x) * (6 + y) for x, y in moves) - 30) / gain - 1
    assert 0 <= best[0.001] < best[0.01] / 10 and best[0.01] < 1e-5
    assert says("02", "wins by about a millionth") and 5e-7 < product["best"] - product["by_gradient"] < 2e-6


def test_two_sides_of_a_cube_leave_what_the_lesson_says(hill):
    x, h = Fraction(7, 3), Fraction(2, 5)
    pieces = x**3, 3 * x * x * h, 3 * x * h * h, h**3
    assert hill["cube"](x + h) == sum(pieces) and says("03", "(x + h)³ = x³ + 3x²h + 3xh² + h³")
    assert hill["cube"](x - h) == pieces[0] - pieces[1] + pieces[2] - pieces[3]
    assert says("03", "in (x - h)³ the second and last pieces change sign")
    assert (hill["cube"](x + h) - hill["cube"](x - h)) / (2 * h) == 3 * x * x + h * h
    forward, backward = ((hill["hill"](k * h) - hill["hill"](0)) / (k * h) for k in (1, -1))
    assert (forward, backward) == (4 - h, 4 + h) and says("03", "at A, 4 - h forward, 4 + h backward")


def test_the_loss_has_the_slope_of_the_hill_turned_round(hill):
    s, h, t = Fraction(7, 3), Fraction(2, 5), hill["target"]
    top = hill["points"]["B"]
    assert (hill["hill"](top + s + h) - hill["hill"](top + s)) / h == -2 * s - h
    assert (hill["loss"](t + s + h) - hill["loss"](t + s)) / h == 2 * s + h
    assert says("03", "On the hill -s² gave -2s - h, so s² gives 2s + h")


def test_the_rates_that_the_solution_names_are_those_that_never_pass_the_target(hill):
    def ends_closer_on_the_same_side(rate):
        return all(0 <= (hill["descend"](x, rate) - 10) / (x - 10) < 1 for x in (7, 9, 11.5))

    assert [ends_closer_on_the_same_side(rate) for rate in (0.001, 0.25, 0.5, 0.51, 1, 1.1)] == [True] * 3 + [False] * 3
