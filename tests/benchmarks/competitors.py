"""Everyone who computes the loss and the gradients of the seven nodes: the engines of the lessons, and others.

`run` is what gets timed: from x and target to the loss and all 23 gradients, as that engine gives
them. `read` turns what `run` returned into numbers by name. The parameters are made beforehand.
`module` is what must be installed.
"""

import math
from importlib.util import find_spec

import numpy as np

from helpers import graph
from helpers.network import Network
from tests.benchmarks.limit import Limit
from tests.benchmarks.problem import NAMES, SOURCES, as_layers, as_numbers, neurons, one_or_batch


class OfNetwork:
    name, module = "helpers.network", None

    def __init__(self, parameters, x, target):
        self.network = Network(SOURCES, parameters)
        self.x, self.target = one_or_batch(x), one_or_batch(target)

    def run(self):
        self.network.forward(self.x)
        return self.network.loss(self.target), self.network.backward(self.target)

    def read(self, result):
        loss, gradients = result
        return loss, {name: gradients[name] for name in NAMES}


class OfNetworkNodeByNode(OfNetwork):
    """For comparison only: a batch that does not take the shorter way through layers. One sample never does."""

    name = "helpers.network, node by node"

    def __init__(self, parameters, x, target):
        super().__init__(parameters, x, target)
        self.network._layers = None


class OfOperations:
    """The expression graph as lesson 07 writes it: a node for every single operation."""

    name, module = "helpers.graph, single operations", None

    def __init__(self, parameters, x, target):
        self.nodes = {name: graph.Node(number, name) for name, number in parameters.items()}
        self.neurons = neurons(self.nodes)
        self.x, self.target = one_or_batch(x), one_or_batch(target)

    def run(self):
        x = {1: self.x}
        for i, b, c, read in self.neurons:
            h = b
            for j, w in read:
                h = h + w * x[j]
            x[i] = c * graph.sigmoid(h)
        loss = graph.mean((x[7] - self.target) ** 2)
        loss.backward()
        return loss

    def read(self, loss):
        return loss.value, {name: self.nodes[name].grad for name in NAMES}


class OfMatrices:
    """The same expression graph with a layer in every node."""

    name, module = "helpers.graph, matrices", None

    def __init__(self, parameters, x, target):
        self.layers = [
            (graph.Node(b[:, None]), graph.Node(c[:, None]), graph.Node(w)) for b, c, w in as_layers(parameters)
        ]
        self.x, self.target = x[None], target[None]

    def run(self):
        x = self.x
        for b, c, w in self.layers:
            x = c * graph.sigmoid(w @ x + b)
        loss = graph.mean((x - self.target) ** 2)
        loss.backward()
        return loss

    def read(self, loss):
        return loss.value, as_numbers([[node.grad for node in layer] for layer in self.layers])


class OfAutograd:
    name, module = "HIPS autograd, layers", "autograd"

    def __init__(self, parameters, x, target):
        import autograd
        import autograd.numpy as anp

        def loss(layers):
            values = x[None]
            for b, c, w in layers:
                values = c / (1.0 + anp.exp(-(anp.dot(w, values) + b)))
            return anp.mean((values - target) ** 2)

        self.layers = [(b[:, None], c[:, None], w) for b, c, w in as_layers(parameters)]
        self.loss_and_gradients = autograd.value_and_grad(loss)

    def run(self):
        return self.loss_and_gradients(self.layers)

    def read(self, result):
        loss, layers = result
        return float(loss), as_numbers(layers)


class OfTorch:
    name, module = "PyTorch eager, layers", "torch"

    def __init__(self, parameters, x, target):
        import torch

        torch.set_num_threads(1)
        self.torch, self.linear, self.mse = torch, torch.nn.functional.linear, torch.nn.functional.mse_loss
        self.layers = [[torch.tensor(block, requires_grad=True) for block in layer] for layer in as_layers(parameters)]
        self.leaves = [block for layer in self.layers for block in layer]
        self.x, self.target = torch.tensor(x)[:, None], torch.tensor(target)[:, None]

    def run(self):
        x = self.x
        for b, c, w in self.layers:
            x = c * self.torch.sigmoid(self.linear(x, w, b))
        loss = self.mse(x, self.target)
        return loss, self.torch.autograd.grad(loss, self.leaves)

    def read(self, result):
        loss, gradients = result
        blocks = iter([gradient.numpy() for gradient in gradients])
        return loss.item(), as_numbers(list(zip(blocks, blocks, blocks, strict=True)))


class OfMicrograd:
    """One graph for all samples, as micrograd has it: every value is one number.

    It offers + * ** and relu, from which no sigmoid can be made; so it gets one here, written the
    way its own operations are. The losses are added in pairs: its backward recurses, and a longer
    chain of additions would pass Python's limit.
    """

    name, module = "micrograd, with a sigmoid added", "micrograd"

    def __init__(self, parameters, x, target):
        from micrograd.engine import Value

        self.Value = Value
        self.values = {name: Value(number) for name, number in parameters.items()}
        self.neurons = neurons(self.values)
        self.samples = list(zip(x.tolist(), target.tolist(), strict=True))

    def sigmoid(self, h):
        g = 1.0 / (1.0 + math.exp(-h.data))
        out = self.Value(g, (h,), "sigmoid")

        def _backward():
            h.grad += g * (1.0 - g) * out.grad

        out._backward = _backward
        return out

    def run(self):
        for value in self.values.values():
            value.grad = 0
        losses = []
        for sample, target in self.samples:
            x = {1: sample}
            for i, b, c, read in self.neurons:
                h = b
                for j, w in read:
                    h = h + w * x[j]
                x[i] = c * self.sigmoid(h)
            losses.append((x[7] - target) ** 2)
        while len(losses) > 1:
            pairs = [a + b for a, b in zip(losses[::2], losses[1::2])]  # noqa: B905, an odd one is left over
            losses = pairs + losses[2 * len(pairs) :]
        loss = losses[0] * (1.0 / len(self.samples))
        loss.backward()
        return loss

    def read(self, loss):
        return loss.data, {name: self.values[name].grad for name in NAMES}


OURS = [OfNetwork, OfNetworkNodeByNode, OfOperations, OfMatrices]
OTHERS = [OfAutograd, OfTorch, OfMicrograd]


def installed():
    """Return the limit, our engines and those of the others that are installed here."""
    return [kind for kind in (Limit, *OURS, *OTHERS) if kind.module is None or find_spec(kind.module)]


def assert_same(competitor, limit, tolerance=1e-9):
    """Raise AssertionError unless a competitor finds the loss and all gradients of the limit."""
    loss, gradients = competitor.read(competitor.run())
    right_loss, right_gradients = limit.read(limit.run())
    assert sorted(gradients) == sorted(right_gradients) == sorted(NAMES)
    np.testing.assert_allclose(loss, right_loss, rtol=tolerance, err_msg=f"the loss of {competitor.name}")
    for name in NAMES:
        message = f"the gradient of {name} of {competitor.name}"
        np.testing.assert_allclose(gradients[name], right_gradients[name], rtol=tolerance, err_msg=message)
