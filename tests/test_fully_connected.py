"""Networks in layers: who reads whom, the start at random, and what is said of bad input."""

import numpy as np
import pytest

from helpers.fully_connected import fully_connected, random_start
from helpers.network import seven_nodes


def test_the_seven_nodes_are_such_a_network():
    net = fully_connected([1, 2, 3, 1])
    assert dict(net.sources) == dict(seven_nodes().sources)
    assert list(net.parameters) == list(seven_nodes().parameters)


def test_one_layer_reads_the_inputs():
    net = fully_connected((2, 1))
    assert dict(net.sources) == {3: (1, 2)} and net.inputs == (1, 2)


def test_the_start():
    net = fully_connected([50, 80, 20], seed=1)
    b, c, w = ([value for name, value in net.parameters.items() if name[0] == kind] for kind in "bcw")
    assert set(b) == {0.0} and set(c) == {1.0} and len(set(w)) == len(w) == 50 * 80 + 80 * 20
    for layer, sources in ((w[: 50 * 80], 50), (w[50 * 80 :], 80)):
        assert abs(np.mean(layer)) < 0.02 and np.isclose(np.var(layer), 2 / sources, rtol=0.06)


def test_the_seed_decides_the_start():
    one, same, other = (fully_connected([2, 3], seed=seed).parameters for seed in (5, 5, 6))
    assert one == same and one != other
    assert fully_connected([2, 3]).parameters == fully_connected([2, 3], seed=0).parameters


def test_a_start_for_any_wiring():
    net = random_start({3: [1, 2], 4: [3, 1]}, seed=2, activation="tanh")
    assert net.activation == "tanh" and len(net.parameters) == 8
    assert random_start({3: [1, 2], 4: [3, 1]}, seed=2).parameters == net.parameters


BAD = {
    "a number": (lambda: fully_connected(3), TypeError, "layers is 3; give a list of sizes"),
    "nothing": (lambda: fully_connected(None), TypeError, "layers is None"),
    "no layers": (lambda: fully_connected([]), ValueError, "fewer than two layers"),
    "inputs only": (lambda: fully_connected([3]), ValueError, "fewer than two layers"),
    "an empty layer": (lambda: fully_connected([1, 0, 1]), ValueError, "a layer of 0 nodes"),
    "a layer below 0": (lambda: fully_connected([1, -2]), ValueError, "a layer of -2 nodes"),
    "half a node": (lambda: fully_connected([1, 1.5]), ValueError, "a layer of 1.5 nodes"),
    "a truth value": (lambda: fully_connected([1, True]), ValueError, "a layer of True nodes"),
    "a text": (lambda: fully_connected("12"), ValueError, "a layer of '1' nodes"),
    "an unknown activation": (lambda: fully_connected([1, 1], activation="step"), ValueError, "no activation 'step'"),
    "a cycle": (lambda: random_start({1: [2], 2: [1]}), ValueError, "1 → 2 → 1"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_named_in_one_line(case):
    attempt, kind, words = BAD[case]
    with pytest.raises(kind) as error:
        attempt()
    message = str(error.value)
    assert words in message and "\n" not in message and len(message) < 200
