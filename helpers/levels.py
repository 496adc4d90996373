"""The same network for one sample, where it is large: all nodes of equal depth at once.

Whom a node reads is arbitrary here. So the parameters stay as they are, one flat array, [b, c, w, w, …] of one
node after the other. What each of them is multiplied by stands at `reads`: 1 for b, 0 for c, and x_j for a weight.
"""

from functools import cached_property
from typing import NamedTuple

import numpy as np

from helpers.node_by_node import output_gradient

WORTH = 45  # weights a level: with fewer, calling NumPy takes longer than the arithmetic does


class Levels(NamedTuple):
    """Hold the nodes of a network level by level.

    each: (the places of its nodes, those of their parameters, where among these each node begins) of each level.
    reads: for each parameter, the place of what it is multiplied by. counts: how many parameters each node has.
    """

    each: list
    reads: np.ndarray
    counts: np.ndarray


def as_levels(wiring, worth=WORTH):
    """Return the levels of a network, or None where it is too deep for its size to gain by them."""
    depths = dict.fromkeys(wiring.inputs, 0)
    for node in wiring.order:
        depths[node] = 1 + max(depths[source] for source in wiring.sources[node])
    nodes_at = [0] * depths[wiring.order[-1]]  # the order goes from level to level
    if len(wiring.names) - 2 * len(wiring.order) < worth * len(nodes_at):
        return None
    reads, counts, one, zero = [], [], len(wiring.nodes), len(wiring.nodes) + 1
    for node in wiring.order:
        nodes_at[depths[node] - 1] += 1
        reads += one, zero, *(wiring.place[source] for source in wiring.sources[node])
        counts.append(2 + len(wiring.sources[node]))
    each, ends, inputs, first = [], np.cumsum([0, *counts]), len(wiring.inputs), 0
    for number in nodes_at:
        begin, end = ends[first], ends[first + number]
        nodes = slice(inputs + first, inputs + first + number)
        each.append((nodes, slice(begin, end), ends[first : first + number] - begin))
        first += number
    return Levels(each, np.array(reads), np.array(counts))


class LevelByLevel:
    """Lead one sample through a large network, forward and backward: the lines of `NodeByNode`, with arrays."""

    def __init__(self, levels, flat, outputs, activate):
        """levels: from `as_levels`; flat: the parameters; outputs: their places; activate: h to g(h) and g'(h)."""
        self._levels, self._flat, self._outputs, self._activate = levels, flat, [*outputs], activate
        self._inputs = levels.each[0][0].start

    @cached_property
    def _of_c(self):
        """The place of each node's c: the second of its parameters."""
        return np.cumsum(self._levels.counts) - self._levels.counts + 1

    @cached_property
    def _parts(self):
        """What both passes need of each level: nodes, parameters, what they are multiplied by, starts, counts, c."""
        reads, counts = self._levels.reads, self._levels.counts
        c, first = self._flat[self._of_c], self._inputs
        return [
            (nodes, self._flat[own], reads[own], starts, counts[nodes.start - first : nodes.stop - first],
             c[nodes.start - first : nodes.stop - first])
            for nodes, own, starts in self._levels.each
        ]  # fmt: skip

    def forward(self, inputs):
        """Return the x of every node as a list, and what `backward` needs; inputs: the x of the first."""
        x = np.zeros(self._levels.each[-1][0].stop + 2)
        x[: len(inputs)], x[-2] = inputs, 1.0
        hs, gs, slopes = [], [], []
        with np.errstate(all="ignore"):  # what overflows is refused by whoever asked
            for nodes, parameters, reads, starts, _, c in self._parts:
                h = np.add.reduceat(parameters * x[reads], starts)  # b + the sum of w x, for every node
                g, slope_of_g = self._activate(h)
                x[nodes] = c * g
                hs.append(h)
                gs.append(g)
                slopes.append(c * slope_of_g)  # kept: dx/dh
        return x[:-2].tolist(), x, hs, gs, slopes

    def loss(self, kept, targets):
        """Return the squared error, summed over the outputs; targets: one for each of them."""
        error = kept[1][self._outputs] - targets
        return float(np.vdot(error, error))

    def backward(self, kept, targets, batch):
        """Return the gradients of the parameters, and dloss/dx of every node; batch: None, for one sample."""
        _, x, _, gs, slopes = kept
        upstream, each = np.zeros(len(x)), []
        with np.errstate(all="ignore"):
            upstream[self._outputs] = output_gradient(x[self._outputs], np.array(targets), 1)  # scenario 1
            for (nodes, parameters, reads, _, counts, _), slope in zip(reversed(self._parts), reversed(slopes)):
                dloss_dh = upstream[nodes] * slope
                each.append(dloss_dh)
                # Scenario 2: every reader adds its share to the nodes that it reads.
                np.add.at(upstream, reads, np.repeat(dloss_dh, counts) * parameters)
            dloss_dh = np.concatenate(each[::-1])
            gradients = np.repeat(dloss_dh, self._levels.counts) * x[self._levels.reads]  # scenario 3, of every b and w
            gradients[self._of_c] = upstream[self._inputs : -2] * np.concatenate(gs)  # and of every c
        return gradients, upstream[:-2].tolist()

    def h(self, kept):
        """Return the h of every node that computes."""
        return np.concatenate(kept[2]).tolist()

    def slope(self, kept):
        """Return dx/dh of every node that computes."""
        return np.concatenate(kept[4]).tolist()
