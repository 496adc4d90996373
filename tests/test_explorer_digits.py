"""The explorer of handwritten digits: what it shows is what the network computes for the drawing as it stands."""

import math
import re
from functools import cache

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from helpers.digits import digits
from helpers.explorers.digits import Digits
from helpers.explorers.view import packed
from helpers.fully_connected import fully_connected
from helpers.network import seven_nodes
from helpers.pictures.notation import number
from helpers.pictures.output_bars import written
from helpers.training import Training, one_hot
from tests.drawn import outside, overlaps

HELD_OUT = digits().held_out


@cache
def trained():
    """Return a network that has learned a little: it reads most drawings right, and many wrong."""
    train = digits().train
    training = Training(fully_connected([64, 12, 10], 1), train.images, one_hot(train.labels, 10), 0.5, batch=10)
    training.run_epochs(10)
    return training.model


@cache
def shared():
    return Digits(trained())


def exact(square, label, net=None):
    """Return the outputs, the loss and its gradients at the pixels, node by node."""
    net = net or trained()
    net.forward(dict(zip(net.inputs, np.asarray(square).ravel().tolist())))
    target = {node: float(k == label) for k, node in enumerate(net.outputs)}
    gradients = net.backward(target)
    outputs = [net.values[node] for node in net.outputs]
    return np.array(outputs), net.loss(target), np.array([gradients[f"x{k}"] for k in range(1, 65)]).reshape(8, 8)


def state_of(explorer, **changes):
    return {**explorer._state, **changes}


def mistakes(net):
    values = net.forward(HELD_OUT.images)
    read = np.array([values[node] for node in net.outputs]).argmax(axis=0)
    return [int(k) for k in np.flatnonzero(read != HELD_OUT.labels)]


def squares(svg):
    """Return {(row, column): (side, filled?)} of the gradients drawn."""
    found = {}
    filled, hollow = re.findall(r'<path d="((?:M[\d.]+ [\d.]+h[\d.]+v[\d.]+h-[\d.]+z)*)" fill="(?:var|none)', svg)[:2]
    for path, is_filled in ((filled, True), (hollow, False)):
        for x, y, side in re.findall(r"M([\d.]+) ([\d.]+)h([\d.]+)v", path):
            middle = float(x) + float(side) / 2, float(y) + float(side) / 2
            place = int((middle[1] - 78) // 26), int((middle[0] - 266) // 26)
            found[place] = float(side) + (0 if is_filled else 1.6), is_filled
    return found


@given(
    st.integers(0, len(HELD_OUT) - 1),
    st.integers(0, 64),
    st.dictionaries(st.integers(1, 64), st.floats(0, 1), max_size=5),
)
@settings(max_examples=40, deadline=None)
@example(0, 0, {})
@example(30, 0, {})  # an 8
@example(210, 0, {2: 1.175494351e-38})  # ink that changes no digit of the loss
@example(448, 64, {64: 1.0})
def test_every_state_is_right_and_sane(drawing, pixel, ink):
    explorer, select = shared(), f"x{pixel}" if pixel else ""
    changes = {f"x{name}": value for name, value in ink.items()}
    view = explorer.view(state_of(explorer, drawing=drawing, select=select, changes=changes), "live")
    square, label = HELD_OUT.square(drawing).copy(), int(HELD_OUT.labels[drawing])
    before = exact(square, label)
    for name, value in ink.items():
        square[divmod(name - 1, 8)] = value
    outputs, loss, gradients = exact(square, label)
    svg, says = view.picture.svg, view.says
    read, second = np.argsort(-outputs)[:2]
    verdict = "which is right" if read == label else "which is a mistake"
    article = "an" if label == 8 else "a"
    assert f"Drawing {drawing} is {article} {label}. The network reads {read} (" in says
    assert f" ({written(outputs[read])}), {verdict};" in says
    assert f"second comes {second} ({written(outputs[second])}). The loss is {number(loss)}." in says
    for k, output in enumerate(outputs):
        assert f">{written(output)}</text>" in svg and f"{written(output)} for {k}" in view.picture.text
    largest = np.abs(gradients).max()
    drawn = squares(svg)
    for place, gradient in np.ndenumerate(gradients):
        share = abs(gradient) / largest
        if 0.0199 < share < 0.0201:
            continue
        assert (place in drawn) == (share > 0.02)
        if place in drawn:
            side, filled = drawn[place]
            assert filled == (gradient > 0) and side == pytest.approx(22 * share**0.5, abs=0.11)
        name = f"x{8 * place[0] + place[1] + 1}"
        assert view.targets[name] == (
            f"row {place[0] + 1}, column {place[1] + 1}: ink {number(square[place])}, gradient {number(gradient, 2)}"
        )
    if pixel:
        place = divmod(pixel - 1, 8)
        assert f"At row {place[0] + 1}, column {place[1] + 1} the ink is {number(square[place])}" in says
        way = "raises" if gradients[place] > 0 else "lowers" if gradients[place] < 0 else "does nothing to"
        assert f"and the gradient {number(gradients[place])}: more ink {way} the loss." in says
        assert [line.cells[-1] for line in view.lines][1] == f"= {number(gradients[place])}"
    assert ("changed: the loss was" in says) == bool(ink)
    if ink:
        same = math.isclose(loss, before[1], rel_tol=1e-12)
        way = "the same" if same else "lower" if loss < before[1] else "higher"
        assert says.endswith(f"changed: the loss was {number(before[1])}, now it is {way}.")
    assert svg.count("stroke-dasharray") == (10 if ink else 0)
    assert "nan" not in svg and "inf" not in svg
    assert overlaps(svg) == [] and outside(svg) == []
    assert len(packed(view, {}, "")) < 8000


def test_nudging_agrees_with_the_gradient_beside_it():
    explorer = Digits(trained())
    for name in ("x20", "x37", "x45"):
        explorer.choose(name)
        _, gradient, nudge = (line.cells[-1] for line in explorer._view.lines)
        assert nudge == gradient != "= 0"
    assert "gradient  ∂L/∂x45, added over its 12 readers  = " in explorer.arithmetic


def test_the_loss_is_written_out():
    explorer = Digits(trained(), drawing=3)
    outputs, loss, _ = exact(HELD_OUT.square(3), 5)
    other = max(output for k, output in enumerate(outputs) if k != 5)
    assert f"({written(outputs[5])} − 1)² + {written(other)}² + …  = {number(loss)}" in explorer.arithmetic


def test_a_hand_on_the_ink_changes_the_chosen_pixel_alone():
    explorer = Digits(trained(), drawing=7)
    explorer.choose("x20")
    assert explorer._state["ink"] == HELD_OUT.square(7)[2, 3]
    explorer.set(ink=0.5)
    assert explorer._state["changes"] == {"x20": 0.5}
    explorer.choose("x21")
    assert explorer._state["changes"] == {"x20": 0.5} and explorer._state["ink"] == HELD_OUT.square(7)[2, 4]
    explorer.set(ink=1)
    assert explorer._state["changes"] == {"x20": 0.5, "x21": 1.0}
    assert "Two pixels changed" in explorer.says
    explorer.choose("x20")
    assert explorer._state["ink"] == 0.5


def test_another_drawing_keeps_the_pixel_and_drops_the_changes():
    explorer = Digits(trained(), drawing=7)
    explorer.choose("x20")
    explorer.set(ink=0.5)
    explorer.press("next")
    assert explorer._state["drawing"] == 8 and explorer._state["changes"] == {}
    assert explorer._state["select"] == "x20" and explorer._state["ink"] == HELD_OUT.square(8)[2, 3]
    explorer.press("previous")
    assert explorer._state["drawing"] == 7 and "changed" not in explorer.says


def test_reset_goes_back_to_the_first_drawing():
    explorer = Digits(trained(), drawing=7)
    first = explorer.says
    explorer.choose("x20")
    explorer.set(ink=0.5)
    explorer.press("next")
    explorer.reset()
    assert explorer.says == first and explorer._state["changes"] == {} and explorer._state["select"] == ""


def test_next_mistake_goes_round_all_of_them():
    expected, explorer = mistakes(trained()), Digits(trained())
    assert len(expected) > 5
    seen = [explorer._state["drawing"]]
    for _ in expected:
        assert "which is a mistake" in explorer.says
        explorer.press("mistake")
        seen.append(explorer._state["drawing"])
    assert seen == [*expected, expected[0]]
    explorer.set(drawing=expected[2] - 1)
    explorer.press("mistake")
    assert explorer._state["drawing"] == expected[2]


def test_without_mistakes_the_button_says_so():
    explorer = Digits(trained())
    explorer._mistakes = []
    assert explorer._controls_now(explorer._state)["mistake"] == {"disabled": True, "label": "no mistakes"}
    with pytest.raises(ValueError, match="there is no mistake to go to"):
        explorer.press("mistake")


def test_at_the_ends_a_button_is_off_and_goes_no_further():
    explorer = Digits(trained(), drawing=0)
    assert explorer._view.controls["previous"] == {"disabled": True}
    explorer.press("previous")
    assert explorer._state["drawing"] == 0
    explorer.set(drawing=448)
    assert explorer._view.controls["next"] == {"disabled": True}
    explorer.press("next")
    assert explorer._state["drawing"] == 448


def test_the_chosen_pixel_is_ringed_in_both_squares():
    explorer = Digits(trained(), drawing=7)
    ring = r'<rect x="([\d.]+)" y="([\d.]+)" width="28" height="28" fill="none"'
    assert re.findall(ring, explorer._view.picture.svg) == []
    explorer.choose("x12")  # row 2, column 4
    assert re.findall(ring, explorer._view.picture.svg) == [("107", "103"), ("343", "103")]


def test_the_explorers_network_is_its_own():
    net = trained().with_parameters({})
    net.forward(HELD_OUT.images[:, :3])
    before = net.values[23]
    explorer = Digits(net)
    explorer.choose("x20")
    explorer.set(ink=0.5)
    assert len(net.values[net.outputs[0]]) == 3 and (net.values[23] == before).all()


@pytest.mark.parametrize(
    ("net", "error", "message"),
    [
        (3, TypeError, "Digits needs a network and got 3; give a trained Network, such as training.model"),
        (
            seven_nodes(),
            ValueError,
            "this network has one input and one output; give one with an input for each of 64 pixels and an output for"
            " each of 10 digits",
        ),
        (fully_connected([64, 9]), ValueError, "this network has 64 inputs and nine outputs;"),
    ],
    ids=["no network", "seven nodes", "nine outputs"],
)
def test_says_which_network_it_needs(net, error, message):
    with pytest.raises(error, match=f"^{re.escape(message)}"):
        Digits(net)


def test_controls_say_what_is_wrong():
    explorer = Digits(trained(), drawing=7)
    before = explorer.says
    for wrong, message in (
        ({"drawing": 449}, "^drawing is 449; choose between 0 and 448$"),
        ({"drawing": 1.5}, "^drawing is 1.5; give a whole number$"),
        ({"ink": 0.5}, "^no pixel is chosen; choose one in the drawing first$"),
        ({"ink": 1.5}, r"^ink \(choose a pixel\) is 1.5; choose between 0 and 1$"),
    ):
        with pytest.raises(ValueError, match=message):
            explorer.set(**wrong)
    with pytest.raises(ValueError, match="^there is no 'x65' to choose here"):
        explorer.choose("x65")
    for wrong in (449, -1):
        with pytest.raises(ValueError, match="^drawing is"):
            Digits(trained(), drawing=wrong)
    with pytest.raises(TypeError, match="^drawing is the truth value True"):
        Digits(trained(), drawing=True)
    assert explorer.says == before
