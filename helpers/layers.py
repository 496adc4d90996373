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


def as_blocks(flat, layers):
    """Return, for every layer, views on the `flat` array of parameters: b, c (nodes) and weights (nodes x sources)."""
    blocks, start = [], 0
    for sources, nodes in zip(layers, layers[1:]):
        stop = start + len(nodes) * (2 + len(sources))
        block = flat[start:stop].reshape(len(nodes), 2 + len(sources))
        blocks.append((block[:, 0], block[:, 1], block[:, 2:]))
        start = stop
    return blocks


class LayerByLayer:
    """Run a batch forward when made, and backward when asked; the lines of `NodeByNode`, with arrays for nodes."""

    def __init__(self, layers, parameters, inputs):
        """layers: as from `as_layers`; parameters: flat; inputs: {input node: array over the batch}."""
        self._layers, self._parameters, self._blocks = layers, parameters, as_blocks(parameters, layers)
        x = np.array([inputs[node] for node in layers[0]])
        self._h, self._g, self._slope, self._x, self.upstream = [], [], [], [x], {}
        for b, c, weights in self._blocks:
            h = weights.dot(x)
            h += b[:, None]
            g, rest = sigmoid_and_rest(h)
            x = c[:, None] * g
            self._h.append(h)
            self._g.append(g)
            self._x.append(x)
            self._slope.append(x * rest)  # kept: c g(h) (1 - g(h))

    def backward(self, targets, gradients):
        """Enter the gradients of the parameters in `gradients`, by name, and return {node: dloss/dx}."""
        flat = np.empty_like(self._parameters)
        target = np.array([targets[node] for node in self._layers[-1]])
        upstream = (self._x[-1] - target) * (2.0 / target.shape[1])  # scenario 1
        upstreams, own, one = [upstream], as_blocks(flat, self._layers), np.ones(target.shape[1])
        for k in reversed(range(len(own))):
            dloss_dh, (dloss_db, dloss_dc, dloss_dw) = upstream * self._slope[k], own[k]
            dloss_db[:] = dloss_dh.dot(one)  # scenario 3: the samples of the batch add up
            dloss_dc[:] = np.vecdot(upstream, self._g[k])
            dloss_dw[:] = dloss_dh.dot(self._x[k].T)
            upstream = self._blocks[k][2].T.dot(dloss_dh)  # scenario 2: the sum over the readers, for the layer below
            upstreams.append(upstream)  # kept: dloss/dx
        gradients.update(zip(gradients, flat.tolist()))  # in the same order; the values of the nodes follow
        return self._by_node(upstreams[::-1], self._layers)

    def _by_node(self, arrays, layers):
        return {node: row for nodes, array in zip(layers, arrays) for node, row in zip(nodes, array)}

    x = property(lambda self: self._by_node(self._x, self._layers))
    h = property(lambda self: self._by_node(self._h, self._layers[1:]))
    g = property(lambda self: self._by_node(self._g, self._layers[1:]))
    slope = property(lambda self: self._by_node(self._slope, self._layers[1:]))
