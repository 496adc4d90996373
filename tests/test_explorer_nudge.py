"""The explorer of random nudges: its counts, its exact probability, and its map at every extreme."""

import random
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from helpers.chance import probability_of_rise, spread_of_share
from helpers.explorers.nudge import Nudge, _verdict
from helpers.explorers.view import packed
from helpers.nudging import share_of_rises
from helpers.pictures.hyperbola import hyperbola
from helpers.pictures.notation import number
from helpers.pictures.plane import Axis, Plane
from tests.drawn import outside, overlaps, texts

inputs = st.one_of(st.floats(-10, 10), st.sampled_from([0.0, 5.0, -6.0, 10.0, -10.0, 1e-9, -1e-300]))
LOW = 1e-4  # of the step slider


def product(a, b):
    return a * b


class TestExplorer:
    one = Nudge()

    def test_counts_as_the_engine_does(self):
        explorer = Nudge()
        for seed in (1, 2, 3):
            share = share_of_rises(product, (5, -6), 0.01, 200, seed=seed)
            assert f"{round(200 * share)} of 200 nudges raise a · b" in explorer.says
            assert f"{round(200 * share)} of 200 rose" in explorer._view.picture.svg
            explorer.press("new nudges")
        assert "The exact probability is 0.4171." in explorer.says
        assert "to first order  of −6·u + 5·v > 0  = 0.4167" in explorer.arithmetic

    def test_nudges_are_the_same_every_time_and_reset_brings_them_back(self):
        explorer = Nudge()
        before = explorer.says, explorer.arithmetic, explorer._view.picture.svg
        explorer.press("new nudges", times=3)
        explorer.set(a=1, step=2)
        assert explorer.says != before[0]
        explorer.reset()
        assert (explorer.says, explorer.arithmetic, explorer._view.picture.svg) == before

    def test_a_triangle_for_every_nudge_that_moved(self):
        explorer = Nudge()
        explorer.set(nudges=137)
        up, down = re.findall(r'<path d="(M[^"]*?z)" fill="var', explorer._view.picture.svg)[:2]
        assert up.count("z") + down.count("z") == 137
        assert up.count("z") == round(137 * share_of_rises(product, (5, -6), 0.01, 137, seed=1))

    @given(inputs, inputs, st.one_of(st.floats(LOW, 5), st.sampled_from([LOW, 0.01, 5.0])), st.integers(10, 300))
    @settings(max_examples=150, deadline=None)
    @example(0.0, 0.0, 5.0, 300)
    @example(-10.0, -10.0, 0.01, 10)
    @example(10.0, -10.0, LOW, 300)
    @example(5.0, -6.0, LOW, 200)
    @example(-2.333e-170, 1.0625, 1.125, 10)
    def test_every_setting_gives_a_sane_picture(self, a, b, step, nudges):
        view = self.one.view({"a": a, "b": b, "step": step, "nudges": nudges, "seed": 1}, "live")
        svg = view.picture.svg
        assert "nan" not in svg and "inf" not in svg
        assert overlaps(svg) == [] and outside(svg) == []
        assert len(packed(view, {}, "")) < 6000

    def test_a_step_as_small_as_the_lessons_is_taken_and_written_as_there(self):
        explorer = Nudge()
        explorer.set(step=0.0001)
        share = share_of_rises(product, (5, -6), 0.0001, 200, seed=1)
        assert explorer.says.startswith(f"From (5, −6) with step 0.0001, {round(200 * share)} of 200 nudges raise")
        assert "nudges of up to 0.0001," in explorer._view.picture.text
        slider = next(control for control in explorer.described["controls"] if control["name"] == "step")
        assert slider["log"] and (slider["low"], slider["high"], slider["value"]) == (0.0001, 5, 0.01)

    @pytest.mark.parametrize("a, b, step", [(5, -6, 0.01), (-5, 6, 0.01), (5, -6, 5)])
    def test_says_which_way_the_share_misses_and_what_chance_leaves(self, a, b, step):
        explorer, ways, expected = Nudge(), set(), probability_of_rise(a, b, step)
        explorer.set(a=a, b=b, step=step)
        for seed in range(1, 9):
            miss = share_of_rises(product, (a, b), step, 200, seed=seed) - expected
            way = "too high" if miss > 0 else "too low"
            told = f"The share is {number(abs(miss), 2)} {way}. With 200 nudges, chance typically leaves "
            told += f"{number(spread_of_share(expected, 200), 2)}."
            assert explorer.arithmetic.endswith(told)
            ways.add(way)
            explorer.press("new nudges")
        assert len(ways) == 2
        told = "The share is 0.042 too low. With 200 nudges, chance typically leaves 0.035."
        assert Nudge().arithmetic.endswith(told)

    def test_a_share_that_is_the_probability_misses_by_nothing(self):
        assert _verdict(3, -3, 0.5, 0.5, 10) == (
            "The share is the probability itself. With 10 nudges, chance typically leaves 0.16."
        )

    def test_where_the_ground_is_level_it_says_what_decides(self):
        explorer = Nudge()
        told = "level to first order; only u · v decides."
        for a, b in ((0, 6), (0, -6), (5, 6), (5, -6)):
            explorer.set(a=a, b=b)
            assert told not in explorer.arithmetic
        explorer.set(a=0, b=0)
        assert explorer.arithmetic.endswith(f"{told} Every nudge rises here, whatever is drawn.")

    @pytest.mark.parametrize("a, b", [(5, -6), (-5, -6), (5, 6), (0, 0)])
    def test_the_tick_on_the_lower_bar_is_named_below_where_the_upper_bar_ends(self, a, b):
        explorer = Nudge()
        explorer.set(a=a, b=b)
        svg, share = explorer._view.picture.svg, share_of_rises(product, (a, b), 0.01, 200, seed=1)
        ((middle, *_),) = (box for words, box in texts(svg) if words == "share")
        (tick,) = re.findall(r'd="M([\d.]+) [\d.]+L\1 [\d.]+"[^>]*stroke-dasharray', svg)
        assert middle == float(tick) == pytest.approx(416 + 190 * share, abs=0.1)

    def test_lines_of_equal_height_have_that_height(self):
        rng = random.Random(1)
        for _ in range(200):
            a, b, reach = rng.uniform(-10, 10), rng.uniform(-10, 10), rng.choice([0.01, 1, 6.5])
            plane = Plane(
                Axis(a - reach, a + reach, a - reach, a + reach), Axis(b - reach, b + reach, b - reach, b + reach)
            )
            level = rng.uniform(-1, 1) * reach + a * b
            curves = hyperbola(plane, level)
            assert all(abs(x * y - level) < 1e-9 * max(1, abs(level)) for curve in curves for x, y in curve)
        assert hyperbola(plane, a * b), "the line through the start is in the map"

    @pytest.mark.parametrize(
        "values, words",
        [
            ({"nudges": 10.5}, "^nudges is 10.5; give a whole number$"),
            ({"step": 0}, "^step is 0; choose between 0.0001 and 5$"),
            ({"a": ""}, "^a is empty; type a number between −10 and 10$"),
            ({"c": 1}, "no control 'c'"),
        ],
    )
    def test_bad_values_change_nothing(self, values, words):
        explorer = Nudge()
        before = explorer.says
        with pytest.raises(ValueError, match=words):
            explorer.set(b=3, **values)
        assert explorer.says == before
