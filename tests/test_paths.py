"""Gradients path by path: the products add up to the engine's gradient, the multiplications to the lesson's count."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.network import Network, seven_nodes
from helpers.paths import local_derivative, multiplications, own_derivative, owner, paths


def run(net, x=1.0, target=10.0):
    net.forward(x)
    return net.backward(target)


@pytest.mark.parametrize("numbers", ["all ones", "own numbers"])
def test_products_add_up_to_every_gradient(numbers):
    net = seven_nodes(numbers)
    gradients = run(net)
    for name in (*net.parameters, *(f"x{node}" for node in range(1, 8))):
        total = sum(path.product for path in paths(net, gradients, name))
        assert math.isclose(total, gradients[name], rel_tol=1e-13), name


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(-3, 3), min_size=23, max_size=23), st.floats(-5, 5), st.floats(-20, 20))
def test_products_add_up_for_any_parameters(values, x, target):
    names = [*seven_nodes().parameters]
    net = seven_nodes().with_parameters(dict(zip(names, values)))
    gradients = run(net, x, target)
    for name in ("b2", "w1to3", "x1", "c5"):
        found = [path.product for path in paths(net, gradients, name)]
        assert abs(sum(found) - gradients[name]) <= 1e-12 * max(map(abs, found)) + 1e-300, name


def test_the_paths_of_b2_run_through_4_5_and_6():
    net = seven_nodes("own numbers")
    found = paths(net, run(net), "b2")
    assert [path.nodes for path in found] == [(7, 4, 2), (7, 5, 2), (7, 6, 2)]
    assert [factor[:2] for factor in found[0].factors] == [("L", "x7"), ("x7", "x4"), ("x4", "x2"), ("x2", "b2")]
    assert len(paths(net, run(net), "x1")) == 6 and len(paths(net, run(net), "c7")) == 1


def test_local_derivatives_are_those_of_a_nudge():
    net = seven_nodes("own numbers").with_parameters({"w2to4": 0.7, "b4": -5.0})
    run(net)
    assert math.isclose(local_derivative(net, 2, 4), net.slope[4] * 0.7)
    h = 1e-6
    for name in ("b4", "c4", "w2to4"):
        ends = []
        for side in (-h, h):
            trial = net.with_parameters({name: net.parameters[name] + side})
            ends.append(trial.forward(1.0)[4])
        assert math.isclose(own_derivative(net, name), (ends[1] - ends[0]) / (2 * h), rel_tol=1e-6), name


def test_a_network_that_is_not_layered():
    net = Network(
        {3: [1], 4: [1, 3], 5: [3, 4]}, dict.fromkeys("b3 c3 w1to3 b4 c4 w1to4 w3to4 b5 c5 w3to5 w4to5".split(), 0.5)
    )
    gradients = run(net)
    found = paths(net, gradients, "x1")
    assert sorted(path.nodes for path in found) == [(5, 3, 1), (5, 4, 1), (5, 4, 3, 1)]
    assert math.isclose(sum(path.product for path in found), gradients["x1"], rel_tol=1e-13)


def test_owner_and_unknown_names():
    net = seven_nodes()
    assert [owner(net, name) for name in ("w2to4", "b7", "x1", "c3")] == [4, 7, 1, 3]
    for name in ("w4to2", "b1", "x8", "", None):
        with pytest.raises(ValueError, match="is no parameter and no value of this network; choose one such as b2"):
            owner(net, name)


def test_too_many_paths_are_refused():
    sources = {2: [1], 3: [1]}
    for layer in range(2, 9):
        sources |= {2 * layer: [2 * layer - 2, 2 * layer - 1], 2 * layer + 1: [2 * layer - 2, 2 * layer - 1]}
    names = [f"{kind}{node}" for node in sources for kind in "bc"]
    names += [f"w{source}to{node}" for node, reads in sources.items() for source in reads]
    net = Network(sources, dict.fromkeys(names, 0.5))
    net.forward(1.0)
    gradients = net.backward({16: 0.0, 17: 0.0})
    with pytest.raises(ValueError, match="node 2 reaches the loss along more than 50 paths; choose a later node"):
        paths(net, gradients, "b2")


def test_multiplications_are_those_counted_in_lesson_06():
    counts = multiplications(seven_nodes())
    assert counts == {7: (21, 11), 6: (32, 10), 5: (32, 10), 4: (32, 10), 3: (89, 12), 2: (89, 12)}
    assert [sum(part) for part in zip(*counts.values())] == [295, 65]
