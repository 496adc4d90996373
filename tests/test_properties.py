"""Random expression graphs and random networks: the engine against nudging, and against itself."""

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from helpers import graph
from helpers.fully_connected import fully_connected
from helpers.graph import Node
from helpers.levels import LevelByLevel, as_levels
from helpers.network import Network
from helpers.rules import ACTIVATIONS
from tests.random_graphs import Engine, FiftyDigits, exact_values, networks, numbers, programs, run, slope

activations = st.sampled_from([*ACTIVATIONS])
# No deadline: a machine that is busy is no failure.
quietly = settings(deadline=None, max_examples=150, derandomize=True)


def near(found, exact):
    return np.allclose(found, exact, rtol=1e-9, atol=1e-9)


@quietly
@given(programs, st.lists(numbers, min_size=1, max_size=4, unique=True))
def test_gradients_of_random_expressions(program, inputs):
    leaves = [Node(value) for value in inputs]
    output = run(Engine, program, leaves)
    output.backward()
    assert near(output.value, float(run(FiftyDigits, program, inputs)))
    for k, leaf in enumerate(leaves):
        by_nudging = slope(lambda moved: run(FiftyDigits, program, moved), inputs, k)
        assert near(0.0 if leaf.grad is None else leaf.grad, by_nudging)


@quietly
@given(programs, st.lists(numbers, min_size=3, max_size=3, unique=True), st.lists(numbers, min_size=1, max_size=2))
def test_gradients_of_random_expressions_over_a_batch(program, batch, shared):
    leaves = [Node(batch), *map(Node, shared)]
    output = graph.sum(run(Engine, program, leaves) + 0 * leaves[0])
    output.backward()
    samples = [[value, *shared] for value in batch]

    def each(k):
        return [slope(lambda moved: run(FiftyDigits, program, moved), sample, k) for sample in samples]

    assert near(output.value, sum(float(run(FiftyDigits, program, sample)) for sample in samples))
    assert near(leaves[0].grad, each(0))
    for k, leaf in enumerate(leaves[1:], start=1):
        assert near(0.0 if leaf.grad is None else leaf.grad, sum(each(k)))


@quietly
@given(programs, st.lists(numbers, min_size=1, max_size=4))
def test_backward_twice_is_backward_once(program, inputs):
    leaves = [Node(value) for value in inputs]
    output = run(Engine, program, leaves)
    output.backward()
    once = [leaf.grad for leaf in leaves]
    output.backward()
    assert [leaf.grad for leaf in leaves] == once


def as_graph(net, x, target):
    """Build the loss of a network as an expression graph; return the loss and {name: Node}."""
    nodes = {name: Node(value, name) for name, value in net.parameters.items()}
    activate = getattr(graph, net.activation.replace(" ", "_"))
    for node in net.inputs:
        nodes[f"x{node}"] = Node(x[node])
    for i in net.order:
        h = nodes[f"b{i}"]
        for j in net.sources[i]:
            h = h + nodes[f"w{j}to{i}"] * nodes[f"x{j}"]
        nodes[f"x{i}"] = nodes[f"c{i}"] * activate(h)
    loss = sum((nodes[f"x{i}"] - target[i]) ** 2 for i in net.outputs)
    loss = graph.mean(loss)
    loss.backward()
    return loss, nodes


@quietly
@given(networks(), activations, st.lists(numbers, min_size=4, max_size=4), st.booleans())
def test_network_equals_graph(drawn, activation, data, many):
    net = Network(*drawn, activation)
    equals_graph(net, data, many)
    if not many:  # a network this small goes by levels only if it must
        levels, outputs = as_levels(net._wiring, worth=0), net._wiring.places_of_outputs
        net._levels = LevelByLevel(levels, net._flat, outputs, net._activate)
        equals_graph(net, data, many)


def equals_graph(net, data, many):
    x = {node: data[:3] if many else data[0] for node in net.inputs}
    target = {node: data[1:] if many else data[3] for node in net.outputs}
    net.forward(x)
    loss, nodes = as_graph(net, x, target)
    gradients = net.backward(target)
    assert near(net.loss(target), loss.value)
    assert set(gradients) == set(nodes)
    for name, node in nodes.items():
        assert np.allclose(gradients[name], node.grad, rtol=1e-9, atol=1e-12), name
    again = net.backward(target)
    assert all(np.array_equal(again[name], gradients[name]) for name in gradients)


@settings(quietly, max_examples=120)
@given(networks(), activations, st.lists(numbers, min_size=4, max_size=4))
def test_gradients_of_random_networks(drawn, activation, data):
    sources, parameters = drawn
    net = Network(sources, parameters, activation)
    x = dict(zip(net.inputs, data))
    target = {node: data[3] for node in net.outputs}
    net.forward(x)
    assume(activation in ("sigmoid", "tanh") or all(abs(h) > 1e-9 for h in net.h.values()))  # away from the kink
    gradients, names = net.backward(target), list(parameters)

    def loss(moved):
        values = exact_values(sources, dict(zip(names, moved)), x, activation)
        return sum((values[node] - goal) ** 2 for node, goal in target.items())

    assert near(net.loss(target), float(loss([*parameters.values()])))
    for k, name in enumerate(names):
        assert near(gradients[name], slope(loss, [*parameters.values()], k)), name


@settings(quietly, max_examples=60)
@given(st.lists(st.integers(1, 4), min_size=2, max_size=4), activations, st.integers(1, 5), st.integers(0, 999))
def test_layers_equal_node_by_node(layers, activation, samples, seed):
    rng = np.random.default_rng(seed)
    layered = fully_connected(layers, seed, activation)
    layered = layered.with_parameters(dict(zip(layered.parameters, rng.normal(size=len(layered.parameters)))))
    single = layered.with_parameters({})
    single._layers = single._levels = None
    x, target = rng.normal(size=(layers[0], samples)), rng.normal(size=(layers[-1], samples))
    found = []
    for net in (layered, single):
        values = net.forward(x)
        found.append([net.loss(target), net.backward(target), values, net.h, net.slope, net.upstream])
    assert close_to(found[0][0], found[1][0])
    for one, other in zip(found[0][1:], found[1][1:]):
        assert list(one) == list(other)
        assert all(close_to(one[name], other[name]) for name in one)


def close_to(found, exact):
    return np.allclose(found, exact, rtol=1e-11, atol=1e-12)
