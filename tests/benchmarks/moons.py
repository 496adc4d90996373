"""The demo that micrograd publishes: two moons, 2-16-16-1, 100 steps; in matrices, and as micrograd has it.

https://github.com/karpathy/micrograd/blob/master/demo.ipynb: relu and a linear output, hinge loss with the squares of
all parameters, seeds 1337. `run` takes the first so many steps from the start and returns their losses.
"""

import random

import numpy as np

from helpers import graph
from helpers.model import Model
from helpers.training import Training

STEPS, SAMPLES, SEED, SIZES = 100, 100, 1337, [(2, 16), (16, 16), (16, 1)]
WEIGHT = 1e-4  # of the squares


def rate(step):
    return 1.0 - 0.9 * step / STEPS


def moons():
    """Return points, 2 x samples, and labels, -1 and 1: `make_moons(100, noise=0.1)` of scikit-learn 1.9."""
    rng, half = np.random.RandomState(SEED), np.linspace(0.0, np.pi, SAMPLES // 2)
    upper, lower = [np.cos(half), np.sin(half)], [1.0 - np.cos(half), 1.0 - np.sin(half) - 0.5]
    points, labels = np.hstack([upper, lower]), np.repeat([-1.0, 1.0], SAMPLES // 2)
    order = np.arange(SAMPLES)
    rng.shuffle(order)
    return points[:, order] + rng.normal(scale=0.1, size=(SAMPLES, 2)).T, labels[order]


def start():
    """Return {"w1": …, "b1": …, …}, the weights in the order in which micrograd draws them."""
    draw, parameters = random.Random(SEED), {}
    for k, (sources, nodes) in enumerate(SIZES, start=1):
        parameters[f"w{k}"] = np.array([[draw.uniform(-1, 1) for _ in range(sources)] for _ in range(nodes)])
        parameters[f"b{k}"] = np.zeros((nodes, 1))
    return parameters


class OfTraining:
    name, module = "helpers.training, matrices", None

    def __init__(self):
        self.x, self.labels = moons()
        self.start = start()

    def predict(self, p, x):
        self.parameters = p.values()  # the loss counts them too
        x = graph.relu(p["w1"] @ x + p["b1"])
        x = graph.relu(p["w2"] @ x + p["b2"])
        return p["w3"] @ x + p["b3"]

    def measure(self, scores, labels):
        hinge = graph.mean(graph.relu(1.0 - labels * scores))
        return hinge + WEIGHT * sum(graph.sum(parameter * parameter) for parameter in self.parameters)

    def run(self, steps):
        self.training = Training(Model(self.predict, self.start, self.measure), self.x, self.labels, rate(0))
        for step in range(steps):
            self.training.learning_rate = rate(step)
            self.training.step()
        return self.training.losses

    def accuracy(self):
        """Return the part of the points on the right side, after the steps of `run`."""
        return float(np.mean((self.training.model.forward(self.x)[0] > 0) == (self.labels > 0)))


class OfTorch:
    name, module = "PyTorch eager, torch.optim.SGD", "torch"

    def __init__(self):
        import torch

        torch.set_num_threads(1)
        self.torch, self.linear = torch, torch.nn.functional.linear
        x, labels = moons()
        self.x, self.labels = torch.tensor(np.ascontiguousarray(x.T)), torch.tensor(labels)

    def run(self, steps):
        torch, losses = self.torch, []
        blocks = [torch.tensor(block if block.shape[1] > 1 else block[:, 0]) for block in start().values()]
        for block in blocks:
            block.requires_grad_()
        w1, b1, w2, b2, w3, b3 = blocks
        optimizer = torch.optim.SGD(blocks, lr=rate(0))
        for step in range(steps):
            x = torch.relu(self.linear(self.x, w1, b1))
            x = torch.relu(self.linear(x, w2, b2))
            scores = self.linear(x, w3, b3)[:, 0]
            hinge = torch.relu(1.0 - self.labels * scores).mean()
            loss = hinge + WEIGHT * sum((block * block).sum() for block in blocks)
            optimizer.zero_grad()
            loss.backward()
            optimizer.param_groups[0]["lr"] = rate(step)
            optimizer.step()
            losses.append(loss.item())
        return losses


class OfMicrograd:
    name, module = "micrograd", "micrograd"

    def __init__(self):
        from micrograd.engine import Value
        from micrograd.nn import MLP

        self.Value, self.MLP = Value, MLP
        x, labels = moons()
        self.x, self.labels = x.T.tolist(), labels.tolist()

    def run(self, steps):
        random.seed(SEED)
        model, losses = self.MLP(2, [16, 16, 1]), []
        for step in range(steps):
            scores = [model([self.Value(number) for number in point]) for point in self.x]
            hinges = [(1 + -label * score).relu() for label, score in zip(self.labels, scores)]
            squares = sum(p * p for p in model.parameters())
            loss = sum(hinges) * (1.0 / len(hinges)) + WEIGHT * squares
            model.zero_grad()
            loss.backward()
            for p in model.parameters():
                p.data -= rate(step) * p.grad
            losses.append(loss.data)
        return losses


EVERYONE = [OfTraining, OfTorch, OfMicrograd]
