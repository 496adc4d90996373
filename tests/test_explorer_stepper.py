"""The graph stepper: its numbers are the engine's at every step, and nothing a hand can do leads to nonsense."""

import random
import re
import time
from itertools import product
from xml.etree import ElementTree

import numpy as np
import pytest

from helpers.explorers import GraphStepper
from helpers.graph import Node, add, log, multiply, sigmoid, subtract, tanh
from helpers.pictures.lines import below
from helpers.pictures.notation import number
from tests.drawn import SVG, assert_texts_apart


def bent(a, b, c):
    d = (a + b).named("d")
    h = (d * c).named("h")
    return sigmoid(h).named("x")


def twice(a, b):
    d, e = (a + b).named("d"), (b + 1).named("e")
    return (d * e).named("f")


def engine(f, **inputs):
    """Return the output of f after its backward pass, and the inputs by name."""
    nodes = {name: Node(value, name) for name, value in inputs.items()}
    output = f(**nodes)
    output.backward()
    return output, nodes


def last(stepper):
    return len(stepper._state["the walk"]) - 1


def title(stepper):
    return re.match(r"Step (\d+) of (\d+): (.*?): ", stepper._view.picture.text)


def assert_sane(stepper):
    """Assert that the picture and the lines fit, live and still, and that no text touches another."""
    view = stepper._view
    assert view.says and "\n" not in view.says
    assert not re.search(r"nan|inf|undefined|None|Node\(", f"{view.says} {stepper.arithmetic} {view.picture.text}")
    tree = ElementTree.fromstring(below(view.picture, view.lines).svg)
    inside = [*tree.iter(SVG + "svg")][1] if len([*tree.iter(SVG + "svg")]) > 1 else tree
    assert_texts_apart(inside)


def test_it_begins_where_the_second_path_arrives():
    stepper = GraphStepper(twice, a=2, b=1)
    assert title(stepper).groups() == ("7", "7", "backward, d")
    assert stepper.says.endswith("Add what arrives at b: 3 + 2 = 5. Every gradient is known.")
    assert stepper.arithmetic.splitlines() == [
        "goes to  upstream gradient  local derivative  product  sum so far",
        "a  ∂f/∂d = 2  ∂d/∂a = 1  2 · 1 = 2  2",
        "b  ∂f/∂d = 2  ∂d/∂b = 1  2 · 1 = 2  3 + 2 = 5",
    ]


def test_without_a_fork_it_begins_at_the_second_product():
    stepper = GraphStepper(bent, a=1, b=-2, c=-3)
    assert title(stepper).groups() == ("6", "7", "backward, h")
    assert stepper.arithmetic.splitlines()[1] == "d  ∂x/∂h = 0.04518  ∂h/∂d = c = −3  0.04518 · (−3) = −0.1355  −0.1355"
    assert title(GraphStepper(lambda a: (a * 2).named("f"), a=1)).groups() == ("3", "3", "backward, f")


def test_the_steps_forward_are_written_in_symbols_and_numbers():
    stepper = GraphStepper(bent, a=5, b=-6, c=7)
    stepper.press("to start")
    assert stepper.says == "The inputs are given: a = 5, b = −6 and c = 7. Nothing is computed yet."
    told = []
    for _ in range(4):
        stepper.press("step")
        told.append(stepper.says)
    assert told == [
        "Forward: d = a + b = 5 + (−6) = −1.",
        "Forward: h = d · c = −1 · 7 = −7.",
        "Forward: x = g(h) = g(−7) = 9.111×10⁻⁴. That is the output.",
        "Backward begins at the output. Per unit of x, x moves by 1: that is its gradient.",
    ]


def test_back_and_forth_and_to_the_ends():
    stepper = GraphStepper(bent, a=1, b=-2, c=-3)
    seen = {}
    stepper.press("to start")
    for index in range(last(stepper) + 1):
        seen[index] = stepper._view
        for button, end in (("to start", 0), ("back", 0), ("step", 7), ("to end", 7)):
            assert stepper._view.controls[button]["disabled"] == (index == end)
        stepper.press("step")
    assert stepper._view == seen[7], "a step too many changes nothing"
    for index in reversed(range(8)):
        assert stepper._view == seen[index]
        stepper.press("back")
    assert stepper._view == seen[0]
    stepper.press("to end")
    assert stepper._view == seen[7]
    stepper.set(a=9)
    stepper.reset()
    assert stepper._view == seen[6]


def test_moving_a_slider_keeps_the_step_and_asks_the_engine():
    stepper = GraphStepper(bent, a=1, b=-2, c=-3)
    for step in ("to end", "back", "back"):
        stepper.press(step)
        before = title(stepper).groups()
        stepper.set(a=4.2, b=0.3, c=-0.7)
        assert title(stepper).groups() == before
    stepper.press("to end")
    output, nodes = engine(bent, a=4.2, b=0.3, c=-0.7)
    for name, node in nodes.items():
        assert stepper._view.targets[name] == f"{name}: value {number(node.value, 4)}, gradient {number(node.grad, 4)}"
    assert f"x (sigmoid of h) = {number(output.value, 4)}" in stepper._view.picture.text


def test_a_chosen_node_shows_its_paths_and_their_sum():
    stepper = GraphStepper(twice, a=2, b=1)
    stepper.choose("b")
    assert stepper.says == "b reaches f along two paths. Multiply along each, add over the paths: 2 + 3 = 5."
    assert stepper.arithmetic.splitlines() == [
        "f ⇠ d ⇠ b  ∂f/∂d · ∂d/∂b  = 2 · 1  = 2",
        "f ⇠ e ⇠ b  ∂f/∂e · ∂e/∂b  = 3 · 1  = 3",
        "∂f/∂b  = 2 + 3  = 5",
    ]
    assert "the paths from b to the output are marked" in stepper._view.picture.text
    stepper.set(a=3)
    assert (
        stepper.says == "b reaches f along two paths. Multiply along each, add over the paths: 2 + 4 = 6."
        and stepper._view.chosen == "b"
    )
    stepper.choose("")
    assert stepper._view.chosen == "" and stepper.says.startswith("Backward")
    stepper.choose("f")
    assert stepper.says == "The backward pass starts at f: its gradient is 1." and stepper.arithmetic == "∂f/∂f  = 1"


def test_what_is_chosen_gives_the_picture_its_title_and_no_step_is_marked():
    stepper = GraphStepper(twice, a=2, b=1)
    assert title(stepper) and ">now<" in stepper._view.picture.svg
    for name, expected in (
        ("b", "From b to f, path by path"),
        ("d", "From d to f"),
        ("f", "The backward pass starts at f"),
    ):
        stepper.choose(name)
        assert stepper._view.picture.text.startswith(f"{expected}: ") and ">now<" not in stepper._view.picture.svg
    stepper.choose("")
    assert title(stepper) and ">now<" in stepper._view.picture.svg
    stepper.press("back")
    stepper.choose("b")  # whose paths wait: the lines are still those of the step
    assert title(stepper) and ">now<" in stepper._view.picture.svg


def test_the_picture_of_the_lesson_is_narrow_enough_for_a_small_window():
    width = float(re.search(r'width="([\d.]+)"', GraphStepper(bent, a=1, b=-2, c=-3)._view.picture.svg)[1])
    assert 0.65 * width <= 604, "at 800 pixels an output is that wide, and drawings shrink to 0.65 of their size"


def test_before_a_gradient_is_whole_its_paths_wait():
    stepper = GraphStepper(twice, a=2, b=1)
    stepper.press("back")
    stepper.choose("b")
    assert stepper.says == "b has 3 so far; d still has to hand on. Then the paths are written out."
    assert stepper.arithmetic.splitlines()[1].startswith("b  ∂f/∂e = 3"), "the step's own lines"
    stepper.press("to start")
    stepper.choose("b")
    assert stepper.says == "Nothing has come back to b yet. Step on to see its paths written out."


@pytest.mark.parametrize("button", ["to start", "back", "to end", "step"])
def test_stepping_lets_go_of_the_chosen_node(button):
    stepper = GraphStepper(bent, a=1, b=-2, c=-3)
    stepper.choose("a")
    stepper.press(button)
    assert stepper._view.chosen == ""


def test_one_value_twice_in_one_operation():
    stepper = GraphStepper(lambda a: a * a + a, a=3)
    assert "Add what arrives at a: 1 + 3 + 3 = 7." in stepper.says
    assert [row.split("  ")[-1] for row in stepper.arithmetic.splitlines()[1:]] == ["1 + 3 = 4", "4 + 3 = 7"]
    stepper.choose("a")
    assert stepper.says == "a reaches output along three paths. Multiply along each, add over the paths: 3 + 3 + 1 = 7."


def test_many_paths_are_counted_and_some_are_written():
    def doubled(a):
        for _ in range(8):
            a = a + a
        return a

    stepper = GraphStepper(doubled, a=1)
    stepper.press("to end")
    stepper.choose("a")
    rows = stepper.arithmetic.splitlines()
    assert len(rows) == 8 and "along 256 paths" in stepper.says and "250 more" in rows[-1] and "16 arrows" in rows[-1]
    assert rows[-2] == "∂output/∂a  = 1 + 1 + 1 + 1 + 1 + 1 + …  = 256" and "…" in rows[0]


@pytest.mark.parametrize(
    ("f", "place", "rule"),
    [
        (lambda a, b: (a / b).named("f"), 1, "∂f/∂a = 1 / b = 0.5"),
        (lambda a, b: (a / b).named("f"), 2, "∂f/∂b = −f / b = −0.75"),
        (lambda a, b: (tanh(a) * b).named("f"), 1, "∂f/∂tanh(a) = b = 2"),
        (lambda a, b: (b * 4 - a).named("f"), 2, "∂f/∂a = −1"),
        (lambda a, b: (b * log(a)).named("f"), 2, "∂f/∂log(a) = b = 2"),
    ],
)
def test_the_local_derivative_is_written_as_its_rule(f, place, rule):
    stepper = GraphStepper(f, a=3, b=2)
    stepper.press("to start")
    stepper.press("step", times=len(stepper._state["the walk"].operations) + 2)
    cells = stepper._view.lines[place].cells
    assert cells[2] == rule


@pytest.mark.parametrize(
    ("h", "numbers"),
    [
        (3, "0.95257 · (1 − 0.95257) = 0.04518"),
        (-3, "0.04743 · (1 − 0.04743) = 0.04518"),
        (0, "0.5 · (1 − 0.5) = 0.25"),
        (7, "0.99909 · 9.1105×10⁻⁴ = 9.102×10⁻⁴"),  # 1 − 0.9991 would be 9×10⁻⁴
        (30, "1 · 9.358×10⁻¹⁴ = 9.358×10⁻¹⁴"),  # and 1 − 1 would be 0
    ],
)
def test_the_slope_of_the_sigmoid_is_taken_at_what_goes_in(h, numbers):
    stepper = GraphStepper(lambda h: sigmoid(h).named("x"), h=h)
    stepper.press("to end")
    ((node, upstream, local, product, total),) = [line.cells for line in stepper._view.lines[1:]]
    assert (node, upstream) == ("h", "∂x/∂x = 1")
    written, slope = numbers.split(" = ")
    assert local == f"∂x/∂h = g′(h) = g(h) (1 − g(h)) = {written}" and product == f"1 · {slope} = {slope}"
    _, nodes = engine(lambda h: sigmoid(h), h=h)
    assert total == number(nodes["h"].grad, 4) == slope
    left, right = written.split(" · ")
    right = right.replace("×10⁻¹⁴", "e-14").replace("×10⁻⁴", "e-4")
    right = 1 - float(right[5:-1]) if right[0] == "(" else float(right)
    assert number(float(left) * right, 4).rstrip("0") == slope.rstrip("0"), "a hand finds the same"
    stepper.press("to start")
    stepper.press("step")
    value = number(stepper._state["the walk"].output.value, 4)
    assert stepper.says == f"Forward: x = g(h) = g({number(h)}) = {value}. That is the output."


def test_a_hand_finds_the_slope_of_the_sigmoid_from_the_digits_that_are_written():
    for h in np.linspace(-12, 12, 97):
        stepper = GraphStepper(lambda h: sigmoid(h).named("x"), h=h)
        stepper.press("to end")
        cells = stepper._view.lines[1].cells
        left, right = cells[2].split(" = ")[-1].split(" · ")
        right = 1 - as_number(right[5:-1]) if right[0] == "(" else as_number(right)
        assert f"{as_number(left) * right:.3e}" == f"{as_number(cells[-1]):.3e}"


def as_number(written):
    """Read a number as `notation.number` writes it."""
    mantissa, _, power = written.replace("−", "-").partition("×10")
    return float(f"{mantissa}e{power.translate(str.maketrans('⁰¹²³⁴⁵⁶⁷⁸⁹⁻', '0123456789-')) or 0}")


def test_a_sigmoid_of_an_array_shows_its_rule_without_numbers():
    stepper = GraphStepper(sigmoid(Node(np.ones(3), "h")).named("x"))
    stepper.press("to end")
    assert stepper._view.lines[1].cells[2] == "∂x/∂h = g′(h) = g(h) (1 − g(h)) = 3 values"
    assert_sane(stepper)


def test_only_a_later_factor_that_is_negative_stands_in_brackets():
    stepper = GraphStepper(bent, a=-1, b=-2, c=-3)
    stepper.press("to start")
    for _ in range(last(stepper) + 1):
        for row in stepper.arithmetic.splitlines():
            assert "= (−" not in row and not re.search(r"· −|\+ −|  \(−", row), row
        stepper.press("step")
    for name in stepper._view.targets:
        stepper.choose(name)
        assert "= (−" not in stepper.arithmetic and "· −" not in stepper.arithmetic


def test_a_graph_made_before_is_stepped_without_sliders_and_left_alone():
    output, nodes = engine(twice, a=2, b=1)
    output.backward(seed=10)
    stepper = GraphStepper(output)
    assert not stepper._inputs and title(stepper).groups() == ("7", "7", "backward, d")
    assert output.grad == 10 and nodes["b"].grad == 50
    stepper.choose("b")
    assert stepper.says == "b reaches f along two paths. Multiply along each, add over the paths: 2 + 3 = 5."


def test_of_arrays_it_tells_the_shapes():
    w, x = Node(np.ones((2, 3)), "W"), Node(np.ones(3), "x")
    stepper = GraphStepper((w @ x).named("y"))
    for index in range(4):
        assert_sane(stepper)
        for name in stepper._view.targets:
            stepper.choose(name)
            assert_sane(stepper)
        stepper.press("to start")
        stepper.press("step", times=index)
    assert "2 values · … = 2 by 3 to W" in stepper.says


@pytest.mark.parametrize("a, b, c", [*product((-30, 0, 1e-9, 30), repeat=3)])
def test_the_ends_of_all_sliders_give_a_sane_picture(a, b, c):
    stepper = GraphStepper(bent, a=1, b=-2, c=-3)
    stepper.set(a=a, b=b, c=c)
    for button in ("to start", "step", "step", "step", "step", "step", "step", "step"):
        stepper.press(button)
        assert_sane(stepper)
    for name in stepper._view.targets:
        stepper.choose(name)
        assert_sane(stepper)


OPERATIONS = (multiply, add, subtract, lambda u, _: 3 - u, lambda u, _: tanh(u), lambda u, _: u**2)


@pytest.mark.parametrize("seed", range(12))
def test_any_hand_on_any_graph_gives_a_sane_picture(seed):
    chance = random.Random(seed)

    def f(**inputs):
        made, nodes = random.Random(seed), [*inputs.values()]
        for _ in range(made.randint(1, 9)):
            u, v = made.choice(nodes[-4:]), made.choice(nodes)
            nodes.append(made.choice(OPERATIONS)(u, v))
            if made.random() < 0.4:
                nodes[-1].named(f"n{len(nodes)}")
        return nodes[-1]

    stepper = GraphStepper(f, a=1.5, b=-2, x1=0.25)
    for _ in range(40):
        what = chance.choice(("set", "press", "choose"))
        if what == "set":
            stepper.set(**{chance.choice(("a", "b", "x1")): chance.choice((-30, 30, 0, chance.uniform(-30, 30)))})
        elif what == "press":
            stepper.press(chance.choice(("to start", "back", "step", "to end")))
        else:
            stepper.choose(chance.choice([*stepper._view.targets, ""]))
        assert_sane(stepper)


@pytest.mark.parametrize(
    ("f", "change", "said"),
    [
        (lambda a, b: log(a) * b, {"a": -1}, "log(a): the logarithm needs a value above 0"),
        (lambda a, b: a / b, {"b": 0}, "division by zero"),
        (lambda a, b: (a * 1e200) * (b * 1e108), {"b": 2}, "too large"),
        (lambda a, b: a * b, {"a": 31}, "a is 31; choose between −30 and 30"),
        (lambda a, b: a * b, {"a": ""}, "a is empty; type a number between −30 and 30"),
    ],
)
def test_what_the_engine_refuses_is_said_and_changes_nothing(f, change, said):
    stepper = GraphStepper(f, a=1, b=1)
    before, view = dict(stepper._state), stepper._view
    stepper._answer(None, {"do": [["set", change]]}, [])
    assert said in stepper._notice and "\n" not in stepper._notice
    assert stepper._state == before and stepper._view is view
    stepper._answer(None, {"do": [["press", "to start"]]}, [])
    assert stepper._notice == "" and stepper.says.startswith("The inputs")


def test_a_graph_that_shrinks_keeps_the_step_within_it():
    stepper = GraphStepper(lambda a: a * 2 if a.value < 0 else a * 2 * 3 * 4, a=1)
    stepper.press("to end")
    stepper.choose("× 4")
    stepper.set(a=-1)
    assert title(stepper).groups()[:2] == ("3", "3") and stepper._view.chosen == ""


@pytest.mark.parametrize(
    ("call", "kind", "named"),
    [
        (lambda: GraphStepper(3), TypeError, "f is 3; give a function"),
        (lambda: GraphStepper(twice), TypeError, "no inputs; give each a number"),
        (lambda: GraphStepper(Node(1) * 2, a=1), TypeError, "give a function"),
        (lambda: GraphStepper(lambda a: 3.0, a=1), TypeError, "f returned 3.0, not a node"),
        (lambda: GraphStepper(twice, a=31, b=1), ValueError, "a is 31; choose between −30 and 30"),
        (lambda: GraphStepper(twice, a=[1, 2], b=1), ValueError, "a has shape (2,); give one number"),
        (lambda: GraphStepper(lambda step: step * 2, step=1), ValueError, "'step'"),
        (lambda: GraphStepper(lambda a: sum([a] * 31), a=1), ValueError, "at most 30"),
        (lambda: GraphStepper(twice, a=2, b=1).set(z=1), ValueError, "no control 'z'"),
        (lambda: GraphStepper(twice, a=2, b=1).choose("z"), ValueError, "no 'z' to choose"),
    ],
)
def test_wrong_input_is_named_in_one_line(call, kind, named):
    with pytest.raises(kind) as caught:
        call()
    assert named in str(caught.value) and "\n" not in str(caught.value)


def test_the_picture_keeps_its_size_while_a_slider_moves():
    stepper, sizes = GraphStepper(bent, a=1, b=-2, c=-3), set()
    for tenths in range(-50, 50):
        stepper.set(a=tenths / 10)
        sizes.add(re.search(r'width="[\d.]+" height="[\d.]+"', stepper._view.picture.svg)[0])
    assert len(sizes) <= 2, "wider only for the longest numbers"


def test_a_move_is_fast_and_small():
    stepper, times = GraphStepper(bent, a=1, b=-2, c=-3), []
    for index in range(100):
        start = time.process_time()
        stepper.set(a=-30 + 0.6 * index)
        times.append(time.process_time() - start)
        assert len(stepper._packed()) < 6000
    assert sorted(times)[95] < 0.008
