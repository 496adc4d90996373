"""What the lessons say: every number in the prose is computed, every solution runs, every figure is there."""

import ast
import doctest
import math
import re
from functools import cache
from pathlib import Path

import nbformat
import numpy as np
import pytest

from helpers.graph import Node, sigmoid
from helpers.nudging import check_gradient, nudged_gradient

NOTEBOOKS = Path(__file__).parent.parent / "notebooks"
LESSONS = sorted(NOTEBOOKS.glob("[0-9]*.ipynb"))

DECIMAL = re.compile(r"(?<![\w.,])-?\d+\.\d+(?:e[-+]?\d+)?(?![\d.]*\d)")
POWER_OF_TEN = re.compile(r"\s*(?:×|·|\\times|\\cdot)\s*10(?:\^\{?\s*(-?\d+)\s*\}?|([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+))")
SUPERSCRIPTS = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
FENCE = re.compile(r"```.*?```", re.DOTALL)


def path_of(number):
    """Return the path of a lesson."""
    (path,) = NOTEBOOKS.glob(f"{number}-*.ipynb")
    return path


@cache
def read(path):
    return nbformat.read(path, as_version=4)


def plain(text):
    """Write every number one way: a hyphen for minus, and 1.13e-07 for 1.13 × 10⁻⁷."""

    def exponent(match):
        return f"e{int(match[1] or match[2].translate(SUPERSCRIPTS)):+03d}"

    return POWER_OF_TEN.sub(exponent, text.replace("−", "-").replace("{,}", ""))


def computed_text(notebook):
    """Return what the code of a notebook says and prints, the solutions of its exercises included."""
    texts = []
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            texts += FENCE.findall(cell.source)
            continue
        texts.append(cell.source)
        for output in cell.outputs:
            texts.append(output.get("text", ""))
            texts.append(output.get("data", {}).get("text/plain", ""))
    return plain("\n".join(texts))


def prose_numbers(source):
    """Return the decimal numbers in a cell of prose, code fences and links left out."""
    prose = re.sub(r"\]\([^)]*\)", "]", FENCE.sub("", source))
    return DECIMAL.findall(plain(prose))


def unguarded(notebook):
    computed = computed_text(notebook)
    missing = []
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            for number in prose_numbers(cell.source):
                if not re.search(rf"(?<![\d.]){re.escape(number.lstrip('-'))}(?!\d|e[-+]\d|\.\d)", computed):
                    missing.append((cell.id, number))
    return missing


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_every_number_in_the_prose_is_computed(path):
    why = "no code or test computes these numbers: compute them in a cell, or guard them in tests/test_lessons*.py"
    assert unguarded(read(path)) == [], why


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_a_changed_number_in_the_prose_is_found(path):
    notebook = nbformat.from_dict(read(path))
    changed = 0
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            for number in sorted(set(prose_numbers(cell.source)), key=len):
                odd = nbformat.v4.new_markdown_cell(f"The result is {number}137.", id="odd")
                altered = nbformat.from_dict({**notebook, "cells": [*notebook.cells, odd]})
                assert ("odd", f"{number}137") in unguarded(altered) or "e" in number
                changed += 1
                break
        if changed == 3:
            return


def names_of(path):
    """Run the code of a lesson and return its names."""
    namespace = {}
    for cell in read(path).cells:
        if cell.cell_type == "code":
            exec(compile(cell.source, f"{path.name}:{cell.id}", "exec"), namespace)
    return namespace


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_the_solutions_run(path):
    notebook, namespace = read(path), names_of(path)
    runner = doctest.DocTestRunner(verbose=False, optionflags=doctest.NORMALIZE_WHITESPACE)
    report = []
    for cell in notebook.cells:
        for fence in FENCE.findall(cell.source) if cell.cell_type == "markdown" else ():
            session = fence.strip("`").removeprefix("python")
            if ">>>" in session:
                test = doctest.DocTestParser().get_doctest(session, dict(namespace), cell.id, path.name, 0)
                runner.run(test, out=report.append, clear_globs=False)
    assert not runner.summarize(verbose=False).failed, "".join(report)
    if path.stem[:2] != "00":
        assert runner.tries >= 2, "a lesson has at least two exercises with a solution that runs"


# The figures of the documents, each in the lesson where the learner meets it.
FIGURES = {
    "01": ["30.04698146865633", "29.970177554213326", "30.1101", "29.8901", "0.4167", "0.5833"],
    "02": ["30.612999999999996", "30.613", "30.616035999999998", "0.61", "-29.396"],
    "03": ["2"],
    "04": ["-7", "-6.0114", "0.952574", "0.9563"],
    "05": ["-6", "16", "0.999999887465", "1.1253514939e-07", "-6.75210896e-07", "-5.99999932479", "-18.000000225"],
    "06": ["-0.06343", "-1.753e-07", "-0.00666", "-4.179e-08", "23"],
    "07": ["-7", "7", "-1", "2", "5", "8", "21", "14", "-2", "6", "23", "46", "34", "48", "82", "1564"],
    "08": ["-66", "-18", "0.4992", "8.94", "16.63", "3.2", "7", "8", "11.2", "15.3", "0.2613", "23", "624"],
}


@pytest.mark.parametrize("number, figures", FIGURES.items(), ids=FIGURES)
def test_the_figures_of_the_documents_are_shown(number, figures):
    path = path_of(number)
    computed = computed_text(read(path))
    found = [float(text) for text in re.findall(r"(?<![\w.])-?\d+(?:\.\d+)?(?:e[-+]\d+)?", computed)]
    for figure in figures:
        digits = len(figure.split("e")[0].lstrip("-0.").replace(".", ""))
        tolerance = 0.6 * 10.0 ** (math.floor(math.log10(abs(float(figure)))) - digits + 1)
        assert any(abs(value - float(figure)) <= tolerance for value in found), figure


# Lesson 00: what it says of the nudge, and of the lessons to come.
def test_the_nudge_of_lesson_00_does_what_it_says():
    names = names_of(LESSONS[0])
    change = names["nudged"].loss(10) - names["net"].loss(10)
    assert says("00", f"Down, by {-change:.9f}, about 1/3000") and 2500 < -1 / change < 3500


def test_lesson_00_lists_the_lessons_by_their_titles_and_minutes():
    (cell,) = [cell for cell in read(LESSONS[0]).cells if cell.id == "lessons"]
    told = []
    for path in LESSONS[1:]:
        opening = read(path).cells[0].source
        minutes = re.search(r"About (\d+) minutes", opening)[1]
        told.append((str(int(path.name[:2])), re.match("# (.+)", opening)[1], path.name, minutes))
    assert re.findall(r"(?m)^(\d+)\. \[(.+?)\]\((.+?)\): .+; (\d+) minutes$", cell.source) == told


# Lesson 05: what it finds by hand alone, with the numbers that the document assumes.
def test_the_products_of_the_assumed_numbers_agree_with_the_engine_and_with_nudging():
    (cell,) = [cell for cell in read(path_of("05")).cells if cell.id == "gradient-b-code"]
    by_hand = {name: float(number) for name, number in re.findall(r"(\S+) +(\S+)\n", cell.outputs[0].text)}

    def minus_six_x7(b7, c7, w4to7, w5to7, w6to7):
        return -6 * c7 * sigmoid(b7 + w4to7 * 4 + w5to7 * 5 + w6to7 * 6)

    at = dict.fromkeys(("b7", "c7", "w4to7", "w5to7", "w6to7"), 1.0)
    nodes = {name: Node(value) for name, value in at.items()}
    minus_six_x7(**nodes).backward()
    assert by_hand.keys() == nodes.keys()
    assert all(math.isclose(by_hand[name], node.grad, rel_tol=1e-8) for name, node in nodes.items())
    assert check_gradient(by_hand, nudged_gradient(minus_six_x7, at)) == []


# Lesson 07: its whole numbers, each as the prose says it.
ENGINE = path_of("07")


@pytest.fixture(scope="module")
def engine():
    return names_of(ENGINE)


@cache
def prose_of(path):
    return " ".join(plain(" ".join(c.source for c in read(path).cells if c.cell_type == "markdown")).split())


def says(number, words, times=None):
    """Tell that the prose of a lesson holds these words, as often as `times` asks; fails by naming both."""
    __tracebackhide__ = True
    path = path_of(number)
    found = prose_of(path).count(words)
    where = f"lesson {number}" + (f", {times} times" if times else "")
    assert found == times if times else found, f"{where}: a test guards the words {words!r}: change both"
    return True


def test_the_engine_has_as_many_lines_as_three_places_say():
    cells = {cell.id: cell.source for cell in read(ENGINE).cells}
    whole = "\n".join(cells[name] for name in ("whole-node", "whole-order", "whole-backward"))
    length = len([line for line in whole.splitlines() if line.strip()])
    assert says("07", f"in {length} lines", times=2)
    assert says("06", f"in {length} lines")
    assert says("00", f"{length} lines, three bugs")


def run_with(names, function, at, **how):
    """Return the inputs and the output of a function of lesson 07, after its pass backward."""
    inputs = {name: names["Node"](value) for name, value in at.items()}
    output = function(**inputs)
    names["run_back"](output, **how)
    return inputs, output


def test_each_bug_leaves_what_the_lesson_says(engine):
    start, order = engine["start"], engine["youngest_first"]
    for how, at_d, at_a in (
        ({"order": order}, 8, 8),
        ({}, 8, 1),
        ({"order": order, "rule": engine["overwrite"]}, 7, 7),
    ):
        inputs, output = run_with(engine, engine["shared"], start, **how)
        (d,) = [node for node in output.parents if node.parents[0] is inputs["a"]]
        assert (d.grad, inputs["a"].grad, inputs["b"].grad, inputs["c"].grad) == (at_d, at_a, at_a, -1)
    assert (
        says("07", "a and b are wrong: they should be 8")
        and says("07", "d itself ends at 8")
        and says("07", "d keeps 7 of 8")
    )
    inputs, _ = run_with(engine, engine["fork"], engine["fork_start"], order=order, rule=engine["overwrite"])
    right, _ = run_with(engine, engine["fork"], engine["fork_start"], order=order)
    assert says("07", f"what came last, {inputs['b'].grad:g} of {right['b'].grad:g}")
    inputs, output = run_with(engine, engine["chain"], start, order=order)
    engine["without_clearing"](output)
    assert output.parents[0].grad == 14 and inputs["a"].grad == 3 * 7 and inputs["c"].grad == 2 * -1
    assert says("07", "The old 7 was still in d: it became 14")
    engine["without_clearing"](engine["chain"](*inputs.values()))
    assert [node.grad for node in inputs.values()] == [4 * 7, 4 * 7, 3 * -1]
    assert says("07", "Only a, b and c are old: each gets its 7, 7 or -1 on top")


def test_on_seven_nodes_the_bugs_spoil_what_the_lesson_says(engine):
    net = engine["seven_nodes"]("all ones")
    right = engine["gradients_by"](engine["backward"], net)

    def kept(**how):
        found = engine["gradients_by"](lambda loss: engine["run_back"](loss, **how), net)
        return {name: found[name] / right[name] for name in right}

    shares = kept(order=engine["as_found"])
    assert {name for name, share in shares.items() if not math.isclose(share, 1)} == {
        *net.names_of(2),
        *net.names_of(3),
    }
    assert says("07", "6, those of nodes 2 and 3, then all 23.") and len(net.names_of(2) + net.names_of(3)) == 6
    assert all(math.isclose(shares[name], 2 / 3) for name in net.names_of(2) + net.names_of(3))
    assert says("07", "nodes 2 and 3 hand on before the last share arrives")
    shares = kept(order=engine["youngest_first"], rule=engine["overwrite"])
    assert all(0 < share <= 0.5 for share in shares.values()) and math.isclose(shares["c7"], 0.5)
    assert says("07", "With `=`, the miss is used twice and loses one of two shares")


def test_a_gradient_costs_what_the_lesson_says(engine):
    operations, grown = engine["operations"], engine["grown"]
    costs = {width: operations(grown(width)) for width in (*range(1, 12), 20, 50, 100)}
    dear = {width: cost.backward / cost.forward for width, cost in costs.items()}
    assert dear[1] == 1.5 and all(share < 1.5 for width, share in dear.items() if width > 1)
    assert list(dear.values())[4:] == sorted(list(dear.values())[4:]) and dear[100] > 1.49
    assert says("07", "At width 1, where it takes 1.5 forward passes")
    assert says("07", f"At width 1 there are {costs[1].parameters} parameters")
    assert says("07", f"{costs[1].nudging} operations against {costs[1].both}, more than seven times")
    assert 7 < costs[1].ratio < 8 and costs[100].ratio > 1000
    seven, both_ways = engine["seven_nodes"](), "(Lesson 06 counted 65 multiplications: its loop"
    counted = computed_text(read(path_of("06")))
    assert says("07", both_ways) and re.search("both kept +65\n", counted)
    nets = [seven, *(grown(width) for width in costs if width > 1)]
    for net, cost in zip(nets, map(operations, nets)):
        nodes = len(net.order)
        for_a_nudge = 2 * (cost.parameters - 2 * nodes) + nodes  # a product and a sum for each weight, a product with c
        assert cost.forward - for_a_nudge == nodes, "one product more in each node, for its slope"
        assert 2.4 <= cost.both / cost.forward < cost.both / for_a_nudge <= 3
        if net is seven:
            assert (cost.forward, nodes) == (34, 6) and says("07", "Six of the 34 make slopes")
            times = round(cost.parameters * 2 * for_a_nudge / cost.both)
            assert says("07", f"A forward pass without them takes {for_a_nudge}: both passes together cost about three")
            assert says("07", f"nudging {times} times as much as both") and round(cost.both / for_a_nudge) == 3
        assert cost.both / cost.forward < 2.5 + 1e-9
    assert says("07", "about two and a half forward passes, three at most")


def test_pytorch_does_what_the_lesson_says(engine):
    torch = pytest.importorskip("torch", reason="PyTorch is not installed; the lesson does without it")
    for passes, clear in ((1, False), (2, False), (2, True), (3, False)):
        nodes = [engine["Node"](value) for value in engine["start"].values()]
        for _ in range(passes):
            engine["backward" if clear else "without_clearing"](engine["chain"](*nodes))
        assert engine["by_pytorch"](passes, clear) == [node.grad for node in nodes]
    inputs = [torch.tensor(value, requires_grad=True) for value in (5.0, -6.0, 7.0)]
    for times in (1, 2):  # shared and exchanged: it has an order
        for function in (engine["shared"], engine["exchanged"]):
            function(*inputs).backward()
        assert [node.grad.item() for node in inputs] == [16 * times, 16 * times, -2 * times]


def test_what_the_lesson_shows_is_the_same_without_pytorch():
    (cell,) = [cell for cell in read(ENGINE).cells if cell.id == "by-pytorch"]
    *_, last = ast.parse(cell.source).body
    assert isinstance(last, ast.If) and ast.unparse(last.test) == "find_spec('torch')" and not last.orelse
    assert all(isinstance(line, ast.Assert) and "by_pytorch(2, " in ast.unparse(line) for line in last.body)
    assert cell.source.count("by_pytorch(") == 1 + len(last.body) and cell.outputs == []
    told = (
        "where PyTorch runs, it leaves 14, 14, -2, twice 7, 7, -1, as each pass makes a new graph; cleared, 7, 7, -1."
    )
    assert says("07", told)


# Lesson 08: its whole numbers, what it claims of its runs, and that no number in it hangs on a last bit.
TRAINING = path_of("08")


@pytest.fixture(scope="module")
def training():
    return names_of(TRAINING)


def test_the_line_learns_as_the_lesson_says(training):
    x, runs = training["x"], training["runs"]
    assert float((x * x).mean()) == 11 and says("08", "as the mean of x² is 11")
    assert says("08", "at rate 2/22 = 0.0909.")
    crawls, works, swings, explodes = (runs[f"rate {rate}"].losses for rate in (0.001, 0.05, 0.08, 0.1))
    assert crawls == sorted(crawls, reverse=True) and crawls[-1] > 1 and works[-1] < 0.02 and swings[-1] < 0.02
    assert explodes == sorted(explodes) and says("08", "0.1 is already too much")
    assert training["pulls"][-1] == 25 * training["pulls"][0] and says("08", "Twenty-five times")
    exact = 2 / np.linalg.eigvalsh(2 * np.array([[(x * x).mean(), x.mean()], [x.mean(), 1]]))[-1]
    assert math.isclose(2 / training["steepness"], exact, rel_tol=1e-3) and 0.084 < exact < 0.085


def test_batches_make_the_noise_that_the_lesson_tells(training):
    for batch, steps in ((5, 1), (2, 3), (1, 5)):
        run = training["line_training"](0.01, training["targets"], batch=batch)
        losses = [run.run_epochs(1) for _ in range(2000)]
        assert run.steps_an_epoch == steps
        assert (max(losses[-50:]) - min(losses[-50:]) < 1e-6) == (batch == 5)
        if batch == 5:
            assert math.isclose(losses[-1], 0.4992, rel_tol=1e-6)
            assert losses == sorted(losses, reverse=True) and says("08", "creeps down without a jolt")
        else:
            assert (
                losses[9] < 0.6
                and np.ptp(losses[350:400]) > 0.01
                and says("08", "After ten epochs batches 2 and 1 are level")
            )
    assert says("08", "with 1 sample a step: 1, 3 and 5 steps an epoch (with 2, the last step sees one sample)")
    assert says("08", "on the way to 0.4992, the best line's")


def test_seven_nodes_learn_as_the_lesson_says(training):
    stages, x, t = training["stages"], training["x"], training["targets"]
    flat, sloped, fitted = (model.forward(x)[7] for model in stages.values())
    assert [*stages] == [1_000, 5_000, 20_000] and np.abs(flat - t.mean()).max() < 0.25
    assert np.diff(sloped).min() > 1 and np.abs(fitted - t).max() < 0.05
    assert len(training["start"].parameters) == 23 and says("08", "with 23 parameters for five points")
    straight, bent = training["straight_fit"], training["bent_fit"]
    w, b = training["best_w"], training["best_b"]
    assert np.allclose(straight.forward(x)[7], w * x + b, atol=1e-3), "leaky ReLU is the best line"
    bent.forward(x)
    assert bent.loss(t) < 0.6 * training["best_loss"]
    values = training["values"]
    assert np.array_equal(values[2], values[3]) and np.array_equal(values[4], values[5])
    assert says("08", "three nodes do the work of one")


def test_equal_nodes_stay_on_a_loss_of_their_own(training):
    x, t = training["x"], training["targets"]
    run = training["Training"](training["seven_nodes"]("all ones"), x, t, learning_rate=0.01)
    assert says("08", "After 20,000 steps, do nodes 2 and 3 still hold equal values")
    for steps in (20_000, 40_000):
        run.run(steps)
        values = run.model.forward(x)
        assert np.array_equal(values[2], values[3]) and np.array_equal(values[4], values[5])
        assert says("08", f"The loss stops near {run.loss():.2f}; even the best line has {training['best_loss']:.4f}")


def test_as_many_starts_get_through_as_the_lesson_says(training):
    x, t, losses = training["x"], training["targets"], []
    for seed in range(20):
        start = training["random_start"](training["seven_nodes"]().sources, seed=seed)
        run = training["Training"](start, x, t, learning_rate=0.002)
        run.run(20_000)
        losses.append(run.loss())
    assert sum(loss < 0.95 * training["best_loss"] for loss in losses) == 10
    assert sum(loss < 1.05 * training["best_loss"] for loss in losses) == 10
    assert says("08", f"That costs {t.var():.2f}, the *variance*")
    assert sum(loss > 0.99 * t.var() for loss in losses) == 3 and sorted(losses)[-4] < 2
    told = "of the seeds 0 to 19, ten end below the best line, and three still stand on the plateau"
    assert says("08", told)


def test_the_leaky_relu_bends_where_the_lesson_says(training):
    x = training["x"]
    start, trained = training["straight"].parameters, training["straight_fit"]
    for node in (2, 3):
        assert start[f"b{node}"] == 0 and says("08", "At the start every b is 0, so nodes 2 and 3 bend at x = 0")
        assert 0 < abs(trained.parameters[f"b{node}"] / trained.parameters[f"w1to{node}"]) < x.min()
    trained.forward(x)
    assert all((h > 0).all() or (h < 0).all() for h in trained.h.values())
    assert says("08", "Training moves the bends a little, but none comes among the points")


def test_what_froze_in_lesson_06_is_what_lesson_08_says():
    assert says("08", "In lesson 06 node 7 was saturated, and only $c_7$ moved")
    assert "moved by more than 0.00001: ['c7']" in computed_text(read(path_of("06")))


def test_the_race_ends_as_the_lesson_says(training):
    rows = training["rows"]
    assert [row[0] for row in rows] == [n * n + 2 * n for n in (2, 4, 8, 16, 24)] and says("08", "n² + 2n parameters")
    ratios = [round(chance / slope) for _, slope, chance in rows]
    assert ratios == sorted(ratios)
    size, slope, chance = (rows[-1][k] / rows[0][k] for k in range(3))
    assert says(
        "08", f"{size:.0f} times as many, nudging needs {chance:.0f} times as many evaluations, the gradient ten"
    )
    assert says("08", f"From {rows[0][0]} to {rows[-1][0]} parameters") and round(slope) == 10
    start, x, t = training["start"], training["x"], training["targets"]
    slope = training["by_gradient"](start, x, t, 0.5, 0.007).evaluations
    lucky = training["by_nudging"](start, x, t, 0.5, 0.03, seed=1).evaluations
    assert slope / 1.5 < lucky < slope and says("08", "the lucky draw is even ahead")


def test_a_last_bit_changes_nothing_that_lesson_08_shows(training):
    """What other rounding would do is tried with starts that differ a little."""
    x, t, start = training["x"], training["targets"], training["start"]
    nudged = {name: value + 1e-12 * math.sin(k) for k, (name, value) in enumerate(start.parameters.items())}
    other = training["Training"](start.with_parameters(nudged), x, t, 0.002)
    for steps, model in training["stages"].items():
        other.run(steps - len(other.losses))
        model.forward(x)
        assert math.isclose(other.loss(), model.loss(t), rel_tol=1e-8)
    assert sorted(other.losses, reverse=True) == other.losses, "this training never rises"
    straight = training["straight"]
    bent = straight.with_parameters({"b2": -2 * training["w2"], "b3": -4 * training["w3"]})
    for begin, loss in ((straight, "0.4992"), (bent, "0.2613")):
        nudged = {name: value + 1e-12 * math.sin(k) for k, (name, value) in enumerate(begin.parameters.items())}
        run = training["Training"](begin.with_parameters(nudged), x, t, 0.003)
        run.run(5000)
        assert f"{run.loss():.4f}" == loss
