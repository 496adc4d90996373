"""The same network for one sample, where it is large: all nodes of equal depth at once.

Whom a node reads is arbitrary here, so a level is a flat list of what its nodes multiply, [b, c, w, w, …] of one
node after the other. What they multiply it with stands at `reads`: 1 for b, 0 for c, and x_j for a weight.
"""

from functools import cached_property
from typing import NamedTuple

import numpy as np

from helpers.node_by_node import output_gradient

WORTH = 45  # weights a level: with fewer, calling NumPy takes longer than the arithmetic does


class Level(NamedTuple):
    """Hold the nodes of one depth: their places, those of their parameters, and what each of these is multiplied by."""

    nodes: slice
    own: slice
    reads: np.ndarray
    starts: np.ndarray  # of each node's parameters in `own`: its b
    of_c: np.ndarray  # the place of each node's c in `own`
    numbers: np.ndarray  # how many parameters each node has


def as_levels(wiring, worth=WORTH):
    """Return the levels of a network, or None where it is too deep for its size to gain by them."""
    depths = dict.fromkeys(wiring.inputs, 0)
    for node in wiring.order:
        depths[node] = 1 + max(depths[source] for source in wiring.sources[node])
    levels = [[] for _ in range(depths[wiring.order[-1]])]  # the order goes from level to level
    if len(wiring.names) - 2 * len(wiring.order) < worth * len(levels):
        return None
    for node in wiring.order:
        levels[depths[node] - 1].append(node)
    one, zero = len(wiring.nodes), len(wiring.nodes) + 1
    first_node, first_parameter, found = len(wiring.inputs), 0, []
    for nodes in levels:
        reads, starts = [], []
        for node in nodes:
            starts.append(len(reads))
            reads += one, zero, *(wiring.place[source] for source in wiring.sources[node])
        places = slice(first_node, first_node + len(nodes))
        own = slice(first_parameter, first_parameter + len(reads))
        numbers, starts = np.diff([*starts, len(reads)]), np.array(starts)
        found.append(Level(places, own, np.array(reads), starts, starts + 1, numbers))
        first_node, first_parameter = places.stop, own.stop
    return found


class LevelByLevel:
    """Lead one sample through a large network, forward and backward: the lines of `NodeByNode`, with arrays."""

    def __init__(self, levels, flat, outputs, activate):
        """levels: from `as_levels`; flat: the parameters; outputs: their places; activate: h to g(h) and g'(h)."""
        self._levels, self._flat, self._outputs, self._activate = levels, flat, [*outputs], activate

    @cached_property
    def _parameters(self):
        """The parameters of each level, and the c among them."""
        return [(self._flat[level.own], self._flat[level.own][level.of_c]) for level in self._levels]

    def forward(self, inputs):
        """Return the x of every node as a list, and what `backward` needs; inputs: the x of the first."""
        x = np.zeros(self._levels[-1].nodes.stop + 2)
        x[: len(inputs)], x[-2] = inputs, 1.0
        kept = []
        with np.errstate(all="ignore"):  # what overflows is refused by whoever asked
            for level, (parameters, c) in zip(self._levels, self._parameters):
                read = x[level.reads]
                h = np.add.reduceat(parameters * read, level.starts)  # b + the sum of w x, for every node
                g, slope_of_g = self._activate(h)
                x[level.nodes] = c * g
                kept.append((h, g, c * slope_of_g, read))  # the third: dx/dh
        return x[:-2].tolist(), x, kept

    def loss(self, kept, targets):
        """Return the squared error, summed over the outputs; targets: one for each of them."""
        error = kept[1][self._outputs] - targets
        return float(np.vdot(error, error))

    def backward(self, kept, targets, batch):
        """Return the gradients of the parameters, and dloss/dx of every node; batch: None, for one sample."""
        _, x, kept = kept
        upstream, gradients = np.zeros(len(x)), np.empty(len(self._flat))
        with np.errstate(all="ignore"):
            upstream[self._outputs] = output_gradient(x[self._outputs], np.array(targets), 1)
            for level, (parameters, _), (_, g, slope, read) in zip(
                reversed(self._levels), reversed(self._parameters), reversed(kept)
            ):
                at_nodes, own = upstream[level.nodes], gradients[level.own]
                dloss_dh = np.repeat(at_nodes * slope, level.numbers)  # one for each parameter
                np.add.at(upstream, level.reads, dloss_dh * parameters)  # scenario 2: every reader adds its share
                np.multiply(dloss_dh, read, own)  # scenario 3, of every b and w
                own[level.of_c] = at_nodes * g  # and of every c
        return gradients, upstream[:-2].tolist()

    def h(self, kept):
        """Return the h of every node that computes."""
        return np.concatenate([level[0] for level in kept[2]]).tolist()

    def slope(self, kept):
        """Return dx/dh of every node that computes."""
        return np.concatenate([level[2] for level in kept[2]]).tolist()
