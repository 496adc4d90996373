"""The same network for a whole batch at once: nodes of equal depth that read the same nodes, as one array.

Row r of every array is still one node, column s one sample. A layer's parameters are one block, a row
[b, c, w, w, …] for each node. What a layer reads has two rows more, ones and zeros, at the places of b
and c: so one matrix product finds every h, and one finds the gradients of every b and w.
"""

import numpy as np


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
    """Hold the parameters of a network layer by layer, and lead a batch through it as `NodeByNode` does.

    flat: all of them, in the order of their names; blocks: (block, its c, its weights) of each layer, views on it.
    """

    def __init__(self, nodes, flat, activate):
        """nodes: as from `as_layers`; activate: h to g(h) and g'(h)."""
        self.nodes, self.flat, self.activate = nodes, flat, activate
        self.blocks = self.views(flat)

    def views(self, flat):
        """Return the blocks of numbers that are arranged as the parameters are, such as their gradients."""
        blocks, start = [], 0
        for sources, nodes in zip(self.nodes, self.nodes[1:]):
            stop = start + len(nodes) * (2 + len(sources))
            block = flat[start:stop].reshape(len(nodes), 2 + len(sources))
            blocks.append((block, block[:, 1:2], block[:, 2:]))
            start = stop
        return blocks

    def forward(self, inputs):
        """Return the x of every node, rows over the batch, and what `backward` needs; inputs: nodes x samples."""
        run = LayerByLayer(self, inputs.shape[1])
        run.forward(inputs)
        return run.x, run

    def loss(self, kept, targets):
        """Return the squared error, summed over outputs and samples."""
        error = kept[1].error(targets)
        return float(np.vdot(error, error))

    def backward(self, kept, targets, batch):
        """Return the gradients of the parameters, and dloss/dx of every node, in arrays of their own."""
        upstreams = kept[1].backward(kept[1].error(targets))
        return kept[1].gradients.copy(), kept[1].by_node(upstreams)

    def h(self, kept):
        """Return the h of every node that computes."""
        return kept[1].h

    def slope(self, kept):
        """Return dx/dh of every node that computes."""
        return kept[1].slope


class LayerByLayer:
    """Run a batch forward and backward; the lines of `NodeByNode`, with arrays for nodes.

    Every pass writes over what the pass before it found.
    """

    def __init__(self, layers, samples):
        """layers: a `Layers`; samples: how many there are in a batch."""
        self.layers, self.gradients = layers, np.empty(layers.flat.size)
        self._own, self._ones, self._h, self._g, self._slope = layers.views(self.gradients), [], [], [], []
        for nodes in layers.nodes:
            ones = np.zeros((2 + len(nodes), samples))
            ones[0] = 1.0
            self._ones.append(ones)
        self._x = [ones[2:] for ones in self._ones]
        self._two_over_samples = np.array(2.0 / samples)

    def forward(self, inputs):
        """Find the value of every node; inputs: nodes x samples."""
        self._x[0][:] = inputs
        self._h, self._g, self._slope = hs, gs, slopes = [], [], []
        for (block, c, _), read, x in zip(self.layers.blocks, self._ones, self._x[1:]):
            h = block.dot(read)  # b + the sum of w x, for every node and sample
            g, slope_of_g = self.layers.activate(h)
            np.multiply(c, g, out=x)
            hs.append(h)
            gs.append(g)
            slopes.append(c * slope_of_g)  # kept: dx/dh

    def backward(self, error):
        """Find the gradients of the parameters; error: x - target of the outputs, nodes x samples.

        Returns dloss/dx layer by layer, outputs first, without the inputs.
        """
        upstream = error * self._two_over_samples  # scenario 1
        upstreams = [upstream]
        for k in range(len(self._own) - 1, -1, -1):
            own, dloss_dc, _ = self._own[k]
            dloss_dh = upstream * self._slope[k]
            dloss_dh.dot(self._ones[k].T, own)  # scenario 3: the samples of the batch add up
            np.vecdot(upstream, self._g[k], out=dloss_dc[:, 0])
            if k:
                upstream = self.layers.blocks[k][2].T.dot(dloss_dh)  # scenario 2: the sum over the readers
                upstreams.append(upstream)  # kept: dloss/dx
        self._dloss_dh = dloss_dh
        return upstreams

    def error(self, targets):
        """Return x - target of the outputs."""
        return self._x[-1] - targets

    def loss(self, targets):
        """Return the squared error, summed over the outputs, averaged over the samples."""
        error = self.error(targets)
        return float(np.vdot(error, error)) / error.shape[1]

    def by_node(self, upstreams):
        """Return dloss/dx node by node, inputs first, from what `backward` returned."""
        return _rows([self.layers.blocks[0][2].T.dot(self._dloss_dh), *reversed(upstreams)])

    x = property(lambda self: _rows(self._x))
    h = property(lambda self: _rows(self._h))
    slope = property(lambda self: _rows(self._slope))


def _rows(arrays):
    """Return the rows of several arrays: one for each node, in their order."""
    rows = []
    for array in arrays:
        rows.extend(array)
    return rows
