"""What a gradient costs: the operations that are counted are those that the passes do."""

import random

import pytest
from hypothesis import given, settings

from helpers.counting import Counted, _numbers_that_count, grown, operations, power_of_growth
from helpers.network import Network, seven_nodes
from tests.random_graphs import networks


def by_formula(net):
    """Return the operations as they can be told from the lines of `NodeByNode`, without running them."""
    nodes, weights = len(net.order), sum(len(read) for read in net.sources.values())
    parameters = 2 * nodes + weights
    forward = 2 * weights + 2 * nodes  # · and + for each weight; c · g and c · g' for each node
    # · and + for each weight, on the way back, and · for its gradient; two · for each node; the slope of each error.
    backward = 3 * weights + 2 * nodes + 3 * len(net.outputs)
    return Counted(parameters, forward, backward, 2 * parameters * forward)


@given(networks())
@settings(deadline=None)
def test_counts_what_the_lines_of_a_network_do(drawn):
    net = Network(*drawn)
    assert operations(net) == by_formula(net)


@pytest.mark.parametrize("width", [1, 2, 3, 10, 40])
def test_counts_the_growing_networks(width):
    counted = operations(grown(width))
    assert counted == by_formula(grown(width))
    assert counted.parameters == width * width + 6 * width + 2
    assert counted.nudging == 2 * counted.parameters * counted.forward
    assert counted.both == counted.forward + counted.backward
    assert counted.ratio == counted.nudging / counted.both


def test_counts_the_seven_nodes():
    assert operations(seven_nodes()) == operations(seven_nodes("own numbers")) == Counted(23, 34, 48, 1564)


def test_counts_the_smallest_network_as_a_hand_does():
    # h = b + w · x (2), c · g and c · g' (2). Back: 2 · (x - target) / 1 (3), its · slope (1), of c and w (2),
    # and to the input 0 + dloss/dh · w (2); the gradient of b is there already.
    assert operations(Network({2: [1]}, {"b2": 0.5, "c2": -2, "w1to2": 3})) == Counted(3, 4, 8, 24)


def test_a_count_leaves_the_network_as_it_was():
    net = grown(2)
    before = net.forward(0.5), net.loss(1.0), dict(net.backward(1.0))
    assert operations(net) == operations(net)
    assert (net.values, net.loss(1.0), dict(net.backward(1.0))) == before


def test_numbers_that_count_are_the_numbers_they_were():
    kind, done = _numbers_that_count()
    rng = random.Random(1)
    for a, b in ((rng.uniform(-9, 9), rng.uniform(-9, 9)) for _ in range(50)):
        for one, other in ((kind(a), b), (a, kind(b)), (kind(a), kind(b))):
            before = done()
            found = [one + other, one - other, one * other, one / other]
            assert done() == before + 4
            assert found == [a + b, a - b, a * b, a / b]
            assert all(type(value) is kind for value in found)
    assert _numbers_that_count()[1]() == 0  # each count begins anew


@pytest.mark.parametrize("width", [1, 2, 5])
def test_grown_is_layers_that_read_all_of_the_one_before(width):
    net = grown(width)
    first, second = tuple(range(2, 2 + width)), tuple(range(2 + width, 2 + 2 * width))
    assert net.inputs == (1,) and net.outputs == (2 + 2 * width,)
    assert [net.sources[node] for node in net.order] == [(1,)] * width + [first] * width + [second]
    assert grown(width).parameters == net.parameters and all(-1 <= p <= 1 for p in net.parameters.values())
    assert len(set(net.parameters.values())) == len(net.parameters)


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: grown(0), ValueError, "width is 0; give each layer at least 1 node"),
        (lambda: grown(-3), ValueError, "width is -3; give each layer at least 1 node"),
        (lambda: grown(2.0), TypeError, "width is 2.0; give a whole number of nodes, such as 3"),
        (lambda: grown("3"), TypeError, "width is '3'; give a whole number of nodes, such as 3"),
        (lambda: grown(True), TypeError, "width is True; give a whole number of nodes, such as 3"),
        (lambda: operations(3), TypeError, "net is of type int; give a Network, such as grown(3)"),
        (
            lambda: power_of_growth((1, 2), (1, 4)),
            ValueError,
            "no slope leads from (1, 2) to (1, 4); give points above 0 with different x",
        ),
        (
            lambda: power_of_growth((1, 0), (2, 4)),
            ValueError,
            "no slope leads from (1, 0) to (2, 4); give points above 0 with different x",
        ),
    ],
    ids=["no width", "negative", "float", "text", "truth value", "no network", "one x", "zero"],
)
def test_says_what_is_wrong(call, error, message):
    with pytest.raises(error) as caught:
        call()
    assert str(caught.value) == message


def test_the_power_of_growth():
    assert power_of_growth((1, 5), (10, 500)) == pytest.approx(2)
    assert power_of_growth((4, 3), (2, 1.5)) == pytest.approx(1)
    small, large = operations(grown(1)), operations(grown(100))
    slopes = [
        power_of_growth((small.parameters, before), (large.parameters, after))
        for before, after in ((small.nudging, large.nudging), (small.both, large.both))
    ]
    assert slopes == pytest.approx([2.05, 1.05], abs=0.006)
