"""The same network for a whole batch at once: nodes of equal depth that read the same nodes, as one array.

Row r of every array is still one node, column s one sample. A row of a block of parameters holds
that node's b, c and weights.
"""

import numpy as np

from helpers.sigmoid import sigmoid_and_rest


def as_layers(wiring):
    """Return the nodes layer by layer, inputs first, or None unless every layer reads just all of the one before."""
    layers = [wiring.inputs]
    for node in wiring.order:
        if wiring.sources[node] == layers[-1]:
            layers.append((node,))
        elif len(layers) > 1 and wiring.sources[node] == layers[-2]:
            layers[-1] += (node,)
        else:
            return None
    return layers


class Layers:
    """Hold the parameters of a network layer by layer: b and c (one a node) and weights (nodes x sources)."""

    def __init__(self, nodes, parameters):
        """nodes: as from `as_layers`; parameters: flat, in the order of their names."""
        self.nodes, self.gradients = nodes, np.empty_like(parameters)
        self.blocks, self.own = self._views(parameters), self._views(self.gradients)

    def _views(self, flat):
        views, start = [], 0
        for sources, nodes in zip(self.nodes, self.nodes[1:]):
            stop = start + len(nodes) * (2 + len(sources))
            block = flat[start:stop].reshape(len(nodes), 2 + len(sources))
            views.append((block[:, :1], block[:, 1:2], block[:, 2:]))
            start = stop
        return views


class LayerByLayer:
    """Run a batch forward when made, and backward when asked; the lines of `NodeByNode`, with arrays for nodes."""

    def __init__(self, layers, inputs):
        """layers: a `Layers`; inputs: their values, an array over the batch each."""
        self._layers, x = layers, np.array([*inputs])
        self._h, self._g, self._slope, self._x = [], [], [], [x]
        for b, c, weights in layers.blocks:
            h = weights.dot(x) + b
            g, rest = sigmoid_and_rest(h)
            x = c * g
            self._h.append(h)
            self._g.append(g)
            self._x.append(x)
            self._slope.append(x * rest)  # kept: c g(h) (1 - g(h))
        self.x = _rows(self._x)

    def backward(self, targets):
        """Return the gradients of the parameters, and dloss/dx of each node; `targets` is {i: value}."""
        layers, target = self._layers, np.array([*targets.values()])
        upstream = (self._x[-1] - target) * (2.0 / target.shape[1])  # scenario 1
        upstreams, one = [upstream], np.ones((target.shape[1], 1))
        for k in reversed(range(len(layers.blocks))):
            dloss_dh, (dloss_db, dloss_dc, dloss_dw) = upstream * self._slope[k], layers.own[k]
            dloss_db[:] = dloss_dh.dot(one)  # scenario 3: the samples of the batch add up
            dloss_dc[:, 0] = np.vecdot(upstream, self._g[k])
            dloss_dw[:] = dloss_dh.dot(self._x[k].T)
            upstream = layers.blocks[k][2].T.dot(dloss_dh)  # scenario 2: the sum over the readers, for the layer below
            upstreams.append(upstream)  # kept: dloss/dx
        return layers.gradients.tolist(), _rows(reversed(upstreams))

    h = property(lambda self: [None] * len(self._layers.nodes[0]) + _rows(self._h))
    slope = property(lambda self: [None] * len(self._layers.nodes[0]) + _rows(self._slope))


def _rows(arrays):
    """Return the rows of several arrays: one for each node, in their order."""
    rows = []
    for array in arrays:
        rows.extend(array)
    return rows
