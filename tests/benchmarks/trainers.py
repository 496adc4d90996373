"""Everyone who trains a network in layers by gradient descent: ours, and others.

`run` takes so many steps and goes on where it stopped; `losses` holds the loss of each step, before it. All start from
the same parameters and see the same samples in the same order.
"""

import numpy as np

from helpers.layers import as_layers
from helpers.training import Training
from helpers.wiring import Wiring
from tests.benchmarks import competitors


def blocks(network):
    """Return (b, c, w) of each layer: two columns and a matrix, nodes x sources."""
    nodes, p = as_layers(Wiring(network.sources)), network.parameters
    return [
        (
            np.array([[p[f"b{i}"]] for i in own]),
            np.array([[p[f"c{i}"]] for i in own]),
            np.array([[p[f"w{j}to{i}"] for j in read] for i in own]),
        )
        for read, own in zip(nodes, nodes[1:])
    ]


def batches(take, samples, batch):
    """Yield (x, target) of one step after the other, without end; `take` returns both for an order of samples."""
    rng = np.random.default_rng(0)  # as `Training` does
    while batch == samples:
        yield take(slice(None))
    while True:
        x, target = take(rng.permutation(samples))
        for at in range(0, samples, batch):
            yield x[..., at : at + batch], target[..., at : at + batch]


class OfTraining:
    name, module = "helpers.training", None

    def __init__(self, network, x, target, rate, batch):
        self.training = Training(network, x, target, rate, batch)
        self.losses = self.training.losses

    def run(self, steps):
        self.training.run(steps)


class OfTorch:
    name, module = "PyTorch eager, torch.optim.SGD", "torch"

    def __init__(self, network, x, target, rate, batch):
        import torch

        torch.set_num_threads(1)
        self.torch, self.linear, self.mse = torch, torch.nn.functional.linear, torch.nn.functional.mse_loss
        flat = [(b[:, 0], c[:, 0], w) for b, c, w in blocks(network)]
        self.layers = [[torch.tensor(block, requires_grad=True) for block in layer] for layer in flat]
        self.optimizer = torch.optim.SGD([block for layer in self.layers for block in layer], lr=rate)
        x, target = torch.tensor(np.ascontiguousarray(x.T)), torch.tensor(np.ascontiguousarray(target.T))
        self.outputs, self.losses = target.shape[1], []
        # A sample is a row here.
        self.batches = batches(lambda order: (x[order].T, target[order].T), len(x), batch)

    def run(self, steps):
        for _ in range(steps):
            x, target = next(self.batches)
            x = x.T
            for b, c, w in self.layers:
                x = c * self.torch.sigmoid(self.linear(x, w, b))
            loss = self.mse(x, target.T)
            if self.outputs > 1:
                loss = loss * self.outputs
            self.optimizer.zero_grad()
            loss.backward()
            self.optimizer.step()
            self.losses.append(loss.item())


class OfAutograd:
    name, module = "HIPS autograd, layers", "autograd"

    def __init__(self, network, x, target, rate, batch):
        import autograd
        import autograd.numpy as anp

        def loss(layers, x, target):
            for b, c, w in layers:
                x = c / (1.0 + anp.exp(-(anp.dot(w, x) + b)))
            return anp.sum((x - target) ** 2) / target.shape[1]

        self.layers, self.rate, self.losses = blocks(network), rate, []
        self.loss_and_gradients = autograd.value_and_grad(loss)
        self.batches = batches(lambda order: (x[:, order], target[:, order]), x.shape[1], batch)

    def run(self, steps):
        for _ in range(steps):
            loss, gradients = self.loss_and_gradients(self.layers, *next(self.batches))
            self.layers = [
                tuple(block - self.rate * gradient for block, gradient in zip(layer, own))
                for layer, own in zip(self.layers, gradients)
            ]
            self.losses.append(float(loss))


class OfMicrograd:
    """The seven nodes, all samples in every step."""

    name, module = "micrograd, with a sigmoid added", "micrograd"

    def __init__(self, network, x, target, rate, batch):
        self.engine = competitors.OfMicrograd(network.parameters, x[0], target[0])
        self.rate, self.losses = rate, []

    def run(self, steps):
        for _ in range(steps):
            self.losses.append(self.engine.run().data)
            for value in self.engine.values.values():
                value.data -= self.rate * value.grad
