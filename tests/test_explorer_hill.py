"""The explorer of climbing and descending: every step is the engine's slope times the step, and no walk breaks it."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from helpers.explorers.hill import Hill
from helpers.explorers.view import packed
from helpers.graph import Node
from helpers.pictures.notation import number
from tests.drawn import outside, overlaps

CLIMB, DESCEND = "climb the hill", "descend the loss"
ONE = Hill()


def one_step(goal, x, step):
    """Return where one step leads, by the formulas of the lesson."""
    return x + step * -2 * (x - 2) if goal == CLIMB else x - step * 2 * (x - 10)


def state_of(explorer):
    return explorer._state["x"], explorer._state["path"]


@pytest.mark.parametrize("goal", [CLIMB, DESCEND])
@pytest.mark.parametrize("step", [0.02, 0.2, 0.5, 0.9, 1, 1.1])
def test_ten_steps_are_those_of_the_lesson(goal, step):
    explorer = Hill()
    explorer.set(goal=goal, step=step)
    x = explorer._state["x"]
    places = [x]
    for _ in range(10):
        places.append(one_step(goal, places[-1], step))
    explorer.press("ten steps")
    found = [*explorer._state["path"], explorer._state["x"]]
    assert found == pytest.approx(places, abs=1e-12)
    explorer.press("back", times=10)
    assert explorer._state["x"] == x and explorer._state["path"] == ()


def test_slopes_are_the_engines():
    for goal, f in ((CLIMB, lambda x: 4 - (x - 2) ** 2), (DESCEND, lambda x: (x - 10) ** 2)):
        for x in (-3.5, 0, 2, 9, 10, 14.25):
            node = Node(x)
            f(node).backward()
            view = ONE.view({"goal": goal, "x": x, "step": 0.1, "path": ()}, "live")
            assert f"slope {number(node.grad)}." in view.says
            assert f">slope {number(node.grad)}<" in view.picture.svg


@pytest.mark.parametrize(
    "state, words",
    [
        ({"x": 0, "step": 0.2}, "higher, on the same side of the top"),
        ({"x": 0, "step": 0.8}, "overshoots the top and still lands higher"),
        ({"x": 1.5, "step": 1.2}, "x = 2.7, height 3.51: it overshoots the top and lands lower"),
        ({"x": 0, "step": 1}, "back and forth for ever"),
        ({"x": 2, "step": 1}, "The ground is flat"),
        ({"goal": DESCEND, "x": 7, "step": 0.1}, "x = 7.6, loss 5.76: lower, on the same side of the target"),
        ({"goal": DESCEND, "x": 7, "step": 0.5}, "the target in a single step"),
        ({"goal": DESCEND, "x": 13, "step": 1.1}, "overshoots the target and lands higher"),
    ],
)
def test_says_what_a_step_does(state, words):
    explorer = Hill()
    explorer.set(**state)
    assert words in explorer.says


def test_the_update_is_written_out():
    explorer = Hill()
    assert "xnew = x + step · dy/dx  0 + 0.8 · 4  = 3.2" in explorer.arithmetic
    assert "height  from 0 to 2.56  change +2.56" in explorer.arithmetic
    explorer.set(goal=DESCEND, step=0.1)
    assert "xnew = x − learning rate · dL/dx  7 − 0.1 · (−6)  = 7.6" in explorer.arithmetic
    assert "loss  from 9 to 5.76  change −3.24" in explorer.arithmetic
    assert "new way from the target  (1 − 2 · 0.1) · (−3) = 0.8 · (−3)  = −2.4" in explorer.arithmetic


def test_near_the_top_the_row_and_the_sentence_write_the_same_heights():
    explorer = Hill()
    for x in (1.993, 1.9993, 2.00007):
        explorer.set(x=x, step=0.2)
        before, after = (number(4 - (place - 2) * (place - 2), 6) for place in (x, one_step(CLIMB, x, 0.2)))
        assert f"height  from {before} to {after}  " in explorer.arithmetic
        assert f"the height is {before} and" in explorer.says and f"height {after}: higher" in explorer.says
        assert f"new way from the top  (1 − 2 · 0.2) · {'' if x > 2 else '('}" in explorer.arithmetic
    explorer.set(x=1.993)
    assert "height  from 3.99995 to 3.99998  " in explorer.arithmetic


def test_a_hand_on_x_or_the_goal_begins_anew_and_one_on_the_step_does_not():
    explorer = Hill()
    explorer.press("one step", times=3)
    x, path = state_of(explorer)
    explorer.set(step=0.1)
    assert state_of(explorer) == (x, path) and len(path) == 3
    explorer.set(x=1)
    assert state_of(explorer) == (1, ())
    explorer.press("one step")
    explorer.set(goal=DESCEND)
    assert state_of(explorer) == (7, ()) and explorer._view.controls["step"] == {"label": "learning rate"}
    explorer.set(goal=CLIMB, x=3)
    assert state_of(explorer) == (3, ())
    explorer.press("one step")
    explorer.reset()
    assert state_of(explorer) == (0, ())


def test_a_run_away_is_stopped_in_words():
    explorer = Hill()
    explorer.set(step=1.2)
    with pytest.raises(ValueError, match="x has run away; choose a smaller step, or press back or reset"):
        explorer.press("ten steps", times=10)
    assert "x has run away" in explorer.says
    before = state_of(explorer)
    assert 1e6 < abs(before[0]) < 1.5e6
    with pytest.raises(ValueError):
        explorer.press("one step")
    assert state_of(explorer) == before
    explorer.press("back")
    assert "x has run away" not in explorer.says


@pytest.mark.parametrize("goal", [CLIMB, DESCEND])
def test_only_a_walk_that_goes_on_outwards_has_run_away(goal):
    explorer = Hill()
    explorer.set(goal=goal, x=1e7, step=0.8)
    for _ in range(2):  # typed so far out, and a step nearer
        assert "run away" not in explorer.says and "overshoots" in explorer.says
        explorer.press("one step")
    explorer.press("ten steps")
    assert len(explorer._state["path"]) == 12 and abs(explorer._state["x"]) < 1e5
    explorer.set(x=1e7, step=1.2)
    assert "run away" not in explorer.says, "no step has been taken, so none can be taken back"
    explorer.press("one step")
    assert "run away" in explorer.says
    explorer.set(x=1e7, step=1)
    explorer.press("one step")
    assert "back and forth for ever" in explorer.says, "no step is longer than the last"
    explorer.set(x=1, step=1.2)
    with pytest.raises(ValueError, match="run away"):
        explorer.press("ten steps", times=10)
    assert "run away" in explorer.says
    explorer.set(step=0.3)
    assert "run away" not in explorer.says
    before = abs(explorer._state["x"])
    explorer.press("one step")
    assert abs(explorer._state["x"]) < before


def test_the_next_step_has_a_head_only_where_it_ends_inside_the_frame():
    for x, step, inside in ((0, 0.8, True), (4, 1.1, True), (5, 1.2, False), (-3.9, 1.2, False)):
        svg = ONE.view({"goal": CLIMB, "x": x, "step": step, "path": ()}, "live").picture.svg
        after = svg[svg.rindex("stroke-dasharray") :]
        assert ("Z" in after) == inside, "a head closes its path"
        assert (after.count("<circle") == 3) == inside, "a ring where it lands; two circles are the present place"


def test_buttons_of_no_use_say_so():
    explorer = Hill()
    assert explorer._view.controls["back"] == {"disabled": True}
    with pytest.raises(ValueError, match="no step has been taken"):
        explorer.press("back")
    explorer.set(step=1)
    explorer.press("ten steps", times=50)
    with pytest.raises(ValueError, match="500 steps are enough"):
        explorer.press("one step")
    assert overlaps(explorer._view.picture.svg) == []


def test_the_point_is_where_the_drag_says():
    for x in (-1, 0, 2.5, 5, 40):
        view = ONE.view({"goal": CLIMB, "x": x, "step": 0.1, "path": ()}, "live")
        (drag,) = view.drags["here"]
        (left, right), (low, high) = drag["pixels"], drag["values"]
        here = re.search(r'data-name="here"><circle cx="([\d.]+)"', view.picture.svg)[1]
        assert float(here) == pytest.approx(left + (x - low) / (high - low) * (right - left), abs=0.06)
        assert view.controls["x"]["low"] == low and view.controls["x"]["high"] == high


def test_the_frame_does_not_move_under_a_dragged_point():
    ends = {
        ONE.view({"goal": CLIMB, "x": x / 10, "step": 1.2, "path": ()}, "live").drags["here"][0]["values"]
        for x in range(-10, 51)
    }
    assert ends == {(-2.5, 6.5)}


@given(
    st.sampled_from([CLIMB, DESCEND]),
    st.one_of(st.floats(-5, 17), st.floats(-1e7, 1e7), st.sampled_from([2.0, 10.0, 5.0, -1.0, 2 + 1e-12])),
    st.one_of(st.floats(0.02, 1.2), st.sampled_from([0.02, 0.5, 1.0, 1.2])),
    st.sampled_from([0, 1, 10, 40]),
)
@settings(max_examples=200, deadline=None)
@example(CLIMB, 5.0, 1.0, 40)
@example(DESCEND, 13.0, 1.0, 40)
@example(DESCEND, 7.0, 1.2, 40)
@example(CLIMB, 1e7, 1.2, 0)
def test_every_setting_gives_a_sane_picture(goal, x, step, steps):
    state = {"goal": goal, "x": x, "step": step, "path": ()}
    for _ in range(steps):
        try:
            state |= ONE.pressed("one step", state)
        except ValueError:
            break
    view = ONE.view(state, "live")
    svg = view.picture.svg
    assert "nan" not in svg and "inf" not in svg
    assert overlaps(svg) == [] and outside(svg) == []
    assert len(packed(view, {}, "")) < 6000
    for x_, y_ in re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", svg):
        assert 74 <= float(x_) <= 675 and 65 <= float(y_) <= 373, "a line leaves the frame by more than an arrowhead"
