"""Random expression graphs and random networks: the engine against nudging, and against itself."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import graph
from helpers.graph import Node
from helpers.network import Network
from tests.random_graphs import Engine, FiftyDigits, exact_values, networks, numbers, programs, run, slope

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
    for node in net.inputs:
        nodes[f"x{node}"] = Node(x[node])
    for i in net.order:
        h = nodes[f"b{i}"]
        for j in net.sources[i]:
            h = h + nodes[f"w{j}to{i}"] * nodes[f"x{j}"]
        nodes[f"x{i}"] = nodes[f"c{i}"] * graph.sigmoid(h)
    loss = sum((nodes[f"x{i}"] - target[i]) ** 2 for i in net.outputs)
    loss = graph.mean(loss)
    loss.backward()
    return loss, nodes


@quietly
@given(networks(), st.lists(numbers, min_size=4, max_size=4), st.booleans())
def test_network_equals_graph(drawn, data, many):
    net = Network(*drawn)
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


@settings(quietly, max_examples=60)
@given(networks(), st.lists(numbers, min_size=4, max_size=4))
def test_gradients_of_random_networks(drawn, data):
    sources, parameters = drawn
    net = Network(sources, parameters)
    x = dict(zip(net.inputs, data))
    target = {node: data[3] for node in net.outputs}
    net.forward(x)
    gradients, names = net.backward(target), list(parameters)

    def loss(moved):
        values = exact_values(sources, dict(zip(names, moved)), x)
        return sum((values[node] - goal) ** 2 for node, goal in target.items())

    assert near(net.loss(target), float(loss([*parameters.values()])))
    for k, name in enumerate(names):
        assert near(gradients[name], slope(loss, [*parameters.values()], k)), name
