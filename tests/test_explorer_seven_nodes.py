"""The explorer of seven nodes: its numbers are the engine's, and every step and choice leads somewhere sane."""

import random
import re

import pytest

from helpers.explorers import SevenNodes
from helpers.network import seven_nodes
from helpers.one_nudge import nudge_test
from helpers.pictures.notation import counted, number, plain, symbol
from tests.drawn import assert_apart

NAMES = [*(f"x{node}" for node in range(1, 8)), *seven_nodes().parameters]


def engine(numbers="all ones", x=1.0, target=10.0, **changes):
    net = seven_nodes(numbers).with_parameters(changes)
    net.forward(x)
    return net, net.backward(target)


@pytest.mark.parametrize("numbers", ["all ones", "own numbers"])
@pytest.mark.parametrize("name", NAMES)
def test_every_choice_shows_the_engines_gradient(numbers, name):
    _, gradients = engine(numbers)
    explorer = SevenNodes(numbers)
    explorer.choose(name)
    told = number(gradients[name], 4)
    if name == "x7":  # no path leads to it: the loss alone decides
        assert explorer.says.startswith(f"dL/dx7 = {told}, from the loss alone")
        x7 = number(engine(numbers)[0].values[7], 4)
        assert explorer.arithmetic.splitlines()[1] == f"∂L/∂x7  = 2 (x7 − t)  = 2 ({x7} − 10)  = {told}"
        return
    assert explorer.says.startswith(f"dL/d{name} = {told}, found along")
    assert [line for line in explorer.arithmetic.splitlines() if line.endswith(f"=  {told}")], "the sum over the paths"


def test_the_paths_and_their_sum_are_written_out():
    explorer = SevenNodes("own numbers", select="b2")
    rows = explorer.arithmetic.splitlines()
    assert [row.split("  ")[0] for row in rows[:3]] == ["7 ⇠ 4 ⇠ 2", "7 ⇠ 5 ⇠ 2", "7 ⇠ 6 ⇠ 2"]
    assert "∂L/∂x7  −6  · ∂x7/∂x4  7.877×10⁻⁷  · ∂x4/∂x2  0.009890  · ∂x2/∂b2  0.2384  =  −1.114×10⁻⁸" in rows[0]
    assert rows[3] == "∂L/∂b2  =  −4.179×10⁻⁸"
    assert "three paths" in rows[4]


def test_a_moved_parameter_stays_moved_until_the_numbers_change():
    explorer = SevenNodes(select="w4to7")
    explorer.set(value=0)
    explorer.choose("x2")
    assert explorer.says.startswith(f"dL/dx2 = {number(engine(w4to7=0.0)[1]['x2'], 4)}")
    assert "w4to7 = 0," in explorer._view.picture.text
    explorer.set(numbers="own numbers")
    assert explorer.says.startswith(f"dL/dx2 = {number(engine('own numbers')[1]['x2'], 4)}")
    explorer.reset()
    assert explorer._state["value"] == 1.0 and explorer._state["select"] == "w4to7"


def test_the_chosen_value_keeps_digits_the_slider_lacks():
    explorer = SevenNodes("own numbers", select="c7")
    assert explorer._state["value"] == seven_nodes("own numbers").parameters["c7"] != 7.0
    explorer.set(x=2.0)
    assert explorer._state["value"] == seven_nodes("own numbers").parameters["c7"]


@pytest.mark.parametrize("name", ["b2", "w1to3", "c7", "x1"])
@pytest.mark.parametrize("numbers", ["all ones", "own numbers", "random"])
def test_a_nudge_agrees_with_the_chain_rule(name, numbers):
    explorer = SevenNodes(numbers, select=name)
    gradient = re.match(rf"dL/d{name} = (\S+), ", explorer.says)[1]
    explorer.press("nudge")
    assert explorer.says.startswith(f"The nudge of {name} finds ")
    assert explorer.says.endswith(f" per unit, the gradient is {gradient}: they agree.")
    explorer.set(x=1.5)
    assert "nudge" not in explorer.says.lower(), "a nudge of other numbers is not shown"


def test_a_wrong_gradient_does_not_agree_with_a_nudge():
    net, gradients = engine()
    assert nudge_test(net, 1.0, 10.0, "b2", gradients["b2"]).verdict == "agree"
    assert nudge_test(net, 1.0, 10.0, "b2", gradients["b2"] / 3).verdict == "disagree"
    assert nudge_test(net, 1.0, 10.0, "b2", 1e-15).verdict != "agree"


def test_nothing_to_nudge_is_said_in_words():
    explorer = SevenNodes(select="x4")
    with pytest.raises(ValueError, match="nothing to nudge is chosen"):
        explorer.press("nudge")
    assert explorer._state["select"] == "x4"


def test_the_steps_run_forward_then_back_in_the_order_of_the_scenarios():
    explorer = SevenNodes(step=0)
    seen = []
    for _ in range(19):
        explorer.press("next")
        seen.append(explorer.says)
    assert [re.search(r"node (\d)|h(\d)", text).group(0)[-1] for text in seen[:6]] == list("234567")
    order = [re.findall(r"scenario (\d) at node (\d)", text)[0] for text in seen[6:18]]
    assert order == [("1", "7"), ("3", "7")] + [(s, n) for n in "65432" for s in "23"]
    assert seen[-1].startswith("All 23 gradients are known")
    explorer.press("next")
    assert explorer._state["step"] == 19
    explorer.press("back", times=40)
    assert explorer._state["step"] == 0


def test_a_step_shows_only_what_is_known():
    explorer = SevenNodes(boxes="gradients", step=8)  # scenarios 1 and 3 at node 7
    text = explorer._view.picture.text
    assert "dL/dx7" in text and "dL/dw4to7" in text and "dL/dx4" not in text and "dL/db4" not in text
    explorer.set(step=2)
    text = explorer._view.picture.text
    assert "x3 = 0.8808" in text and "x4" not in text.split("parameters")[0].split("values")[1] and "loss" not in text


def boxes_of(explorer):
    """Return what stands in the box of each parameter, {name: [letter, number]}."""
    groups = re.findall(r'<g data-name="([bcw][^"]*)">(.*?)</g>', explorer._view.picture.svg)
    return {name: re.sub("<[^>]*>", " ", inside).split() for name, inside in groups}


@pytest.mark.parametrize("step", range(20))
def test_a_box_of_gradients_has_an_empty_place_where_none_is_known_yet(step):
    explorer = SevenNodes("own numbers", boxes="gradients", step=step)
    net, gradients = engine("own numbers")
    own = [f"{7 - k}" for k in range(6) if step >= 8 + 2 * k]  # nodes that are through scenario 3, from 7 back
    known = {name for name in net.parameters if name[1:].split("to")[-1] in own}
    for name, words in boxes_of(explorer).items():
        assert words == [name[0], number(gradients[name])] if name in known else [name[0]], name
        heard = f", gradient {number(gradients[name], 4)}" if name in known else ", gradient not yet known"
        assert explorer._view.targets[name] == f"{name} = {number(net.parameters[name], 4)}{heard}"
    told = re.findall(r"dL/d([bcw]\w+) = ", explorer._view.picture.text)
    assert told == [name for name in net.parameters if name in known]
    missing = f"the gradients of {counted(23 - len(known), 'parameter')} are not yet known"
    assert (missing in explorer._view.picture.text) == (len(known) < 23)


def test_boxes_of_values_say_nothing_of_gradients_to_come():
    explorer = SevenNodes("own numbers", step=8)
    assert boxes_of(explorer)["w1to2"] == ["w", "1"] and "not yet known" not in explorer._view.picture.text
    assert explorer._view.targets["w1to2"] == "w1to2 = 1"


def test_the_running_sum_at_a_fork():
    _, gradients = engine()
    explorer = SevenNodes(step=6 + 9)  # scenario 2 at node 3
    rows = explorer.arithmetic.splitlines()
    assert rows[1].split("  ")[-1] == "sum so far"
    assert [row.split("  ")[-1] for row in rows[2:6]] == ["−0.02114", "−0.04229", "−0.06343", "−0.06343"]
    assert number(gradients["x3"], 4) == "−0.06343"


def test_the_count_of_multiplications_grows_to_65_and_295():
    explorer = SevenNodes(step=8)
    assert "11 when" in explorer.arithmetic and "21 from scratch" in explorer.arithmetic
    explorer.set(step=19)
    assert "65 when" in explorer.arithmetic and "295 from scratch" in explorer.arithmetic


def test_forward_only_shows_no_gradient():
    explorer = SevenNodes("own numbers", backward=False)
    for name in NAMES:
        explorer.choose(name)
        assert "dL" not in explorer.says + explorer._view.picture.text and "∂" not in explorer.arithmetic
    explorer.choose("w2to4")
    assert "= 1 + 1 · 2 + 1 · 3 = 6" in explorer.arithmetic
    with pytest.raises(ValueError, match="no control 'boxes'|no button"):
        explorer.press("nudge")


def test_random_numbers_are_the_same_every_time_and_differ_from_each_other():
    one, other = SevenNodes("random"), SevenNodes("random")
    assert one.says == other.says
    one.press("shuffle")
    assert one.says != other.says
    other.press("shuffle")
    assert one.says == other.says


@pytest.mark.parametrize(
    "values, message",
    [
        ({"x": float("nan")}, "^input x1 is nan; give a finite number"),
        ({"x": 1e9}, "^input x1 is 1000000000; choose between −5 and 5$"),
        ({"x": ""}, "^input x1 is empty; type a number between −5 and 5$"),
        ({"x": "one"}, "^input x1 is the text 'one'; type a number, such as 0.5$"),
        ({"x": True}, "^input x1 is the truth value True; give a number$"),
        ({"x": float("inf")}, "^input x1 is inf; give a finite number$"),
        ({"value": 20.5}, "^b2 is 20.5; choose between −20 and 20$"),
        ({"numbers": "all twos"}, "numbers is 'all twos'; choose from 'all ones'"),
        ({"step": 2.5}, "^steps done is 2.5; give a whole number$"),
        ({"speed": 1}, "there is no control 'speed'; this explorer has numbers, x"),
    ],
)
def test_bad_input_is_told_and_changes_nothing(values, message):
    explorer = SevenNodes(select="b2")
    before = dict(explorer._state)
    with pytest.raises((TypeError, ValueError), match=message):
        explorer.set(target=3, **values)
    assert explorer._state == before


@pytest.mark.parametrize("name", ["b2", "w1to2", "c7"])
def test_a_wrong_value_is_told_by_the_name_of_what_is_chosen(name):
    explorer = SevenNodes(select="x4")
    explorer.choose(name)
    told = plain(explorer._view.controls["value"]["label"])
    for wrong, message in (
        ("", "is empty; type a number between −20 and 20"),
        (99, "is 99; choose between −20 and 20"),
    ):
        with pytest.raises(ValueError) as caught:
            explorer.set(value=wrong)
        assert str(caught.value) == f"{told} {message}" and told == plain(symbol(name))


@pytest.mark.parametrize("arguments", [{"select": "b9"}, {"numbers": "ones"}, {"step": 99}, {"boxes": "none"}])
def test_bad_arguments_are_told(arguments):
    with pytest.raises(ValueError):
        SevenNodes(**arguments)


@pytest.mark.parametrize("boxes", ["values", "gradients"])
@pytest.mark.parametrize("numbers", ["all ones", "own numbers"])
def test_no_box_hides_another_wherever_a_slider_stands(numbers, boxes):
    explorer = SevenNodes(numbers, boxes=boxes, steps=False)
    for x in (-5, 1, 5):
        explorer.set(x=x)
        assert_apart(explorer._view.picture)
        for name in seven_nodes().parameters:
            explorer.choose(name)
            before = explorer._state["value"]
            for value in (-20, 20, before):
                explorer.set(value=value)
                assert_apart(explorer._view.picture)


def test_the_title_says_what_the_boxes_hold():
    explorer = SevenNodes(boxes="gradients", steps=False)
    assert explorer._view.picture.text.startswith("The gradient of the loss at every parameter:")
    explorer.set(boxes="values")
    assert explorer._view.picture.text.startswith("Every value, and the gradient of the loss at every node:")


@pytest.mark.parametrize("backward", [True, False])
def test_any_hand_on_the_controls_gives_a_sane_picture(backward):
    """Two hundred random moves, extremes among them: no exception but a teaching one, finite words, little to send."""
    rng, explorer = random.Random(7), SevenNodes(backward=backward)
    sliders = [control for control in explorer._controls.values() if hasattr(control, "low")]
    for _ in range(200):
        kind = rng.randrange(4)
        if kind == 0:
            slider = rng.choice(sliders)
            explorer.set(**{slider.name: rng.choice([slider.low, slider.high, slider.value])})
        elif kind == 1:
            explorer.choose(rng.choice([*NAMES, ""]))
        elif kind == 2:
            explorer.press(rng.choice(["back", "next", "shuffle"]))
        else:
            explorer.set(numbers=rng.choice(["all ones", "own numbers", "random"]))
        for words in (explorer.says, explorer.arithmetic, explorer._view.picture.text):
            assert "nan" not in words and "undefined" not in words and "∞" not in words
        assert len(explorer._packed()) < 6000


def test_a_picture_that_cannot_be_drawn_leaves_the_state_as_it_was():
    class Fragile(SevenNodes):
        def view(self, state, theme):
            if state["x"] > 3:
                raise ValueError("x is too far out; move it back")
            return super().view(state, theme)

    explorer = Fragile(select="b2")
    before, says = dict(explorer._state), explorer.says
    with pytest.raises(ValueError, match="too far out"):
        explorer.set(x=4)
    assert explorer._state == before and explorer.says == says


def test_a_choice_in_the_forward_pass_keeps_the_step_and_gives_nothing_away():
    explorer = SevenNodes("own numbers", backward=False, step=3)
    explorer.choose("b7")
    assert explorer._state["step"] == 3 and explorer.says == "Node 7 is not computed yet; press step."
    assert "b7 + w4→7 x4" in explorer.arithmetic and "16" not in explorer.arithmetic
    targets = explorer._view.targets
    assert targets["x7"] == "x7, not computed yet" and targets["x4"] == "x4 = 4"
    assert "x7 = 7" not in explorer._view.picture.text


def test_the_forward_pass_marks_what_a_node_computes_from():
    explorer = SevenNodes("own numbers", backward=False, select="w2to4")
    assert explorer._view.picture.text.endswith("what node 4 computes from is marked.")
    faint = "var(--bp-faint)"
    nodes = dict(re.findall(r'<g data-name="(x\d)"><circle[^>]*stroke="([^"]*)"', explorer._view.picture.svg))
    assert [name for name, colour in nodes.items() if colour != faint] == ["x2", "x3", "x4"]


def test_boxes_keep_their_gradients_when_one_is_chosen():
    _, gradients = engine()
    explorer = SevenNodes(boxes="gradients", select="w1to2")
    for name in ("b3", "w3to5", "c7"):
        assert f"dL/d{name} = {number(gradients[name])}" in explorer._view.picture.text


def test_without_steps_nothing_of_later_lessons_is_shown():
    explorer = SevenNodes(boxes="gradients", steps=False)
    assert not {"step", "back", "next"} & set(explorer._controls)
    said = explorer.says + explorer.arithmetic
    assert "scenario" not in said.lower() and "Multiplications" not in said and "largest" not in said
