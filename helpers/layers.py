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
        """layers: a `Layers`; inputs: {input node: array over the batch}."""
        self._layers, self.upstream = layers, {}
        x = np.array([inputs[node] for node in layers.nodes[0]])
        self._h, self._g, self._slope, self._x = [], [], [], [x]
        for b, c, weights in layers.blocks:
            h = weights.dot(x) + b
            g, rest = sigmoid_and_rest(h)
            x = c * g
            self._h.append(h)
            self._g.append(g)
            self._x.append(x)
            self._slope.append(x * rest)  # kept: c g(h) (1 - g(h))
        self.x = _by_node(layers.nodes, self._x)

    def backward(self, targets, gradients):
        """Enter the gradients of the parameters in `gradients`, by name, and return {node: dloss/dx}."""
        layers, target = self._layers, np.array([targets[node] for node in self._layers.nodes[-1]])
        upstream = (self._x[-1] - target) * (2.0 / target.shape[1])  # scenario 1
        upstreams, one = [upstream], np.ones((target.shape[1], 1))
        for k in reversed(range(len(layers.blocks))):
            dloss_dh, (dloss_db, dloss_dc, dloss_dw) = upstream * self._slope[k], layers.own[k]
            dloss_db[:] = dloss_dh.dot(one)  # scenario 3: the samples of the batch add up
            dloss_dc[:, 0] = np.vecdot(upstream, self._g[k])
            dloss_dw[:] = dloss_dh.dot(self._x[k].T)
            upstream = layers.blocks[k][2].T.dot(dloss_dh)  # scenario 2: the sum over the readers, for the layer below
            upstreams.append(upstream)  # kept: dloss/dx
        gradients.update(zip(gradients, layers.gradients.tolist()))  # in the same order; the values of nodes follow
        return _by_node(layers.nodes, reversed(upstreams))

    h = property(lambda self: _by_node(self._layers.nodes[1:], self._h))
    g = property(lambda self: _by_node(self._layers.nodes[1:], self._g))
    slope = property(lambda self: _by_node(self._layers.nodes[1:], self._slope))


def _by_node(layers, arrays):
    by_node = {}
    for nodes, array in zip(layers, arrays):
        by_node.update(zip(nodes, array))
    return by_node
