"""What the explorer of lesson 08 can train: data, a model that starts, and a learning rate that works."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from helpers.fully_connected import random_start
from helpers.model import Model
from helpers.network import Network, seven_nodes
from helpers.pictures.training_plan import Wired

STARTS = ("random", "all ones")
_SOURCES = seven_nodes().sources
_WIRED = Wired(
    tuple((source, node, f"w{source}to{node}") for node, read in _SOURCES.items() for source in read),
    tuple((node, (f"b{node}", f"c{node}")) for node in _SOURCES),
)


@dataclass(frozen=True)
class Problem:
    """Hold data and how a model of it begins.

    begins(start, seed): the model, for one of STARTS. rate: a learning rate that works.
    """

    title: str
    x: tuple
    target: tuple
    begins: object
    rate: float
    wired: Wired

    @cached_property
    def levels(self):
        """[(loss, words)]: of the best straight line, and of one value everywhere"""
        x, target = np.array(self.x), np.array(self.target)
        line = np.mean((np.polyval(np.polyfit(x, target, 1), x) - target) ** 2)
        return [(float(line), "best line"), (float(target.var()), "mean only")]


def predictions(model, x):
    """Return what a model says for every x, as an array."""
    found = model.forward(np.array(x))
    return found[model.outputs[0]] if isinstance(model, Network) else found


def _line(start, seed):
    w, b = (1.0, 1.0) if start == "all ones" else np.random.default_rng(seed).normal(0.0, 2.0, 2).round(1).tolist()
    return Model(lambda p, x: p["w"] * x + p["b"], {"w": w, "b": b})


def _seven(activation):
    def begins(start, seed):
        if start == "all ones":
            return Network(_SOURCES, seven_nodes("all ones").parameters, activation)
        return random_start(_SOURCES, seed, activation)

    return begins


_X, _FIVE = (1.0, 2.0, 3.0, 4.0, 5.0), (3.2, 7.0, 8.0, 11.2, 15.3)
PROBLEMS = {
    "the line y = 3x": Problem(
        "A line, w · x + b, learns y = 3x", _X, tuple(3 * x for x in _X), _line, 0.01,
        Wired(((1, 2, "w"),), ((2, ("b",)),)),
    ),
    "five points, sigmoid": Problem("Five points, sigmoid", _X, _FIVE, _seven("sigmoid"), 0.01, _WIRED),
    "five points, leaky ReLU": Problem(
        "Five points, leaky ReLU", _X, _FIVE, _seven("leaky relu"), 0.001, _WIRED
    ),
}  # fmt: skip
