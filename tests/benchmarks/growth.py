"""How the cost of our two engines grows with the edges of a graph, and with its depth. One sample.

In a random network every node reads `READS` nodes, drawn from the `NEAR` before it, as the layers
of a network do, or from anywhere before it: then what it reads lies scattered in memory, and the
waiting for memory grows. In a chain every node reads the one before.

The expression graph is such a network written as single operations. There each edge between
neurons becomes about four edges between operations, and each neuron of a chain four operations in a
row, so the expression graph of a given size is a network of a quarter of that size.
"""

import gc
import math
import random
from contextlib import contextmanager
from functools import partial
from statistics import median
from time import perf_counter, process_time
from typing import NamedTuple

from helpers import graph
from helpers.network import Network

READS, NEAR = 10, 100
EDGES = [10, 100, 1_000, 10_000, 100_000, 1_000_000]
SIZES = {"edges": EDGES, "edges from anywhere": EDGES, "depth": [10, 100, 1_000, 10_000, 100_000]}
SLOPE_FROM = 1_000  # below, what a pass costs at any size hides how it grows


class Grown(NamedTuple):
    """One engine over one row of sizes; seconds are medians."""

    engine: str
    what: str
    sizes: list
    forward: list
    both: list

    @property
    def slope(self):
        """The slope of log(seconds) over log(size), by least squares: 1 where cost grows as size."""
        points = [(math.log(n), math.log(t)) for n, t in zip(self.sizes, self.both, strict=True) if n >= SLOPE_FROM]
        x_mean, y_mean = (sum(column) / len(points) for column in zip(*points, strict=True))
        return sum((x - x_mean) * (y - y_mean) for x, y in points) / sum((x - x_mean) ** 2 for x, _ in points)


def random_network(edges, near=NEAR):
    """Return sources and parameters of a random network; its inputs are -1, -2, …; `near` is None for anywhere."""
    draw = random.Random(edges)
    nodes = [*range(-READS, 0)]
    sources = {}
    for i in range(max(1, edges // READS)):
        sources[i] = draw.sample(nodes[-near:] if near else nodes, READS)
        nodes.append(i)
    return sources, _parameters(sources, draw)


def chain(length):
    """Return sources and parameters of a chain; its input is -1."""
    sources = {i: [i - 1] for i in range(length)}
    return sources, _parameters(sources, random.Random(length))


def _parameters(sources, draw):
    parameters = {}
    for i, read in sources.items():
        parameters[f"b{i}"], parameters[f"c{i}"] = draw.gauss(), draw.gauss()
        parameters.update({f"w{j}to{i}": draw.gauss(0.0, len(read) ** -0.5) for j in read})
    return parameters


class OfNetwork:
    """Forward and backward of `Network`."""

    name, smaller = "helpers.network", 1

    def __init__(self, sources, parameters):
        self.network = Network(sources, parameters)
        self.x = dict.fromkeys(self.network.inputs, 1.0)
        self.target = dict.fromkeys(self.network.outputs, 1.0)

    def forward(self):
        return self.network.forward(self.x)

    def backward(self, values):
        self.network.backward(self.target)

    def loss(self, values):
        return self.network.loss(self.target)


class OfOperations:
    """Forward, which makes the nodes, and backward of the expression graph."""

    name, smaller = "helpers.graph", 4

    def __init__(self, sources, parameters):
        p = {name: graph.Node(number) for name, number in parameters.items()}
        self.neurons = [
            (i, p[f"b{i}"], p[f"c{i}"], [(j, p[f"w{j}to{i}"]) for j in read]) for i, read in sources.items()
        ]
        read = {j for own in sources.values() for j in own}
        self.x, self.outputs = {j: 1.0 for j in read if j not in sources}, [i for i in sources if i not in read]

    def forward(self):
        x = dict(self.x)
        for i, b, c, read in self.neurons:
            h = b
            for j, w in read:
                h = h + w * x[j]
            x[i] = c * graph.sigmoid(h)
        loss = 0.0
        for i in self.outputs:
            loss = loss + (x[i] - 1.0) ** 2
        return loss

    def backward(self, loss):
        loss.backward()

    def loss(self, loss):
        return loss.value


class OfOperationsUncollected(OfOperations):
    """For comparison only: Python's garbage collector is paused while nodes are made. They form no cycles."""

    name = "helpers.graph, collector paused"

    def forward(self):
        with _collector_paused():
            return super().forward()


@contextmanager
def _collector_paused():
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


ENGINES = [OfNetwork, OfOperations, OfOperationsUncollected]
SHAPES = {"edges": random_network, "edges from anywhere": partial(random_network, near=None), "depth": chain}


def passes(engine, seconds):
    """Return the median seconds of forward, and of forward and backward, over three repetitions or more."""
    forward, both, end = [], [], perf_counter() + seconds
    while len(both) < 3 or perf_counter() < end:
        begun = process_time()
        made = engine.forward()
        between = process_time()
        engine.backward(made)
        ended = process_time()
        forward.append(between - begun)
        both.append(ended - begun)
        del made  # taken apart here, outside what is timed
    return median(forward), median(both)


def grown(kind, what, seconds):
    """Return the growth of the cost of one engine with the number of "edges" or the "depth"."""
    forward, both = [], []
    for size in SIZES[what]:
        engine = kind(*SHAPES[what](size // kind.smaller))
        for row, time in zip((forward, both), passes(engine, seconds), strict=True):
            row.append(time)
    return Grown(kind.name, what, SIZES[what], forward, both)
