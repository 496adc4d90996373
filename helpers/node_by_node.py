"""One node after another: a network's forward pass, and its backward pass.

The backward pass has three scenarios. Two values per node are kept for reuse:
`upstream`, dloss/dx_i, and `slope`, dx_i/dh_i = c_i g'(h_i). The same lines
serve one sample, where a value is a number, and a batch, where it is an array.
"""


def output_gradient(x, target, samples):
    """Scenario 1: dloss/dx of an output node.

    The loss alone decides it: (x - target)^2, averaged over the samples.
    """
    return 2.0 * (x - target) / samples


def inner_gradient(readers, dloss_dh):
    """Scenario 2: dloss/dx_i of any other node.

    The sum, over its readers j, of dloss/dx_j * dx_j/dh_j * w_itoj.
    """
    total = 0.0
    for j, weight in readers:
        total = total + dloss_dh[j] * weight
    return total


def own_gradients(neurons, x, g, upstream, dloss_dh):
    """Scenario 3: dloss/dx_i * dx_i/dz of every node's own parameters z.

    For each node one for its b, one for its c, and one for the weight of
    each source.
    """
    gradients = []
    for i, _, _, sources in neurons:
        dloss_dh_i = dloss_dh[i]
        gradients.append(dloss_dh_i)
        gradients.append(upstream[i] * g[i])
        for j, _ in sources:
            gradients.append(dloss_dh_i * x[j])
    return gradients


class NodeByNode:
    """Lead through any network, forward and backward.

    Every list has one entry for each node, the inputs first, and each node
    after all it reads. Nothing is kept here: what `forward` returns, `backward`
    is given.
    """

    def __init__(self, neurons, readers, outputs, activate):
        """List who is who.

        neurons: (i, b, c, [(j, w_jtoi), …]) for each node that computes.
        readers: [(j, w_itoj), …] for each node.
        outputs: the i that nobody reads.
        activate: h to g(h) and g'(h).
        """
        self.neurons, self.readers = neurons, readers
        self.outputs, self._activate = outputs, activate
        self._backwards = range(len(readers) - 1, -1, -1)

    def forward(self, inputs):
        """Return x, g(h) and dx/dh of every node.

        inputs: the x of the first nodes, numbers or the rows of a batch.
        """
        activate = self._activate
        nothing = [None] * len(inputs)  # an input computes nothing
        x, gs, slopes = [*inputs], nothing, nothing[:]
        for _, b, c, sources in self.neurons:
            h = b
            for j, weight in sources:
                h = h + weight * x[j]
            g, slope_of_g = activate(h)
            gs.append(g)
            x.append(c * g)
            slopes.append(c * slope_of_g)  # kept: dx_i/dh_i
        return x, gs, slopes

    def loss(self, kept, targets):
        """Return the squared error, summed over the outputs.

        targets: one for each of them.
        """
        x, loss = kept[0], 0.0
        for i, target in zip(self.outputs, targets):
            error = x[i] - target
            loss = loss + error * error
        return loss

    def backward(self, kept, targets, batch):
        """Return the gradients of the parameters, and dloss/dx of every node.

        batch: its length, or None.
        """
        (x, g, slope), readers = kept, self.readers
        upstream, dloss_dh = [None] * len(x), [None] * len(x)
        for i, target in zip(self.outputs, targets):
            upstream[i] = output_gradient(x[i], target, batch or 1)
        for i in self._backwards:  # a node after all its readers
            if upstream[i] is None:
                upstream[i] = inner_gradient(readers[i], dloss_dh)  # dloss/dx_i
            slope_i = slope[i]
            if slope_i is not None:  # an input has none
                dloss_dh[i] = upstream[i] * slope_i
        gradients = own_gradients(self.neurons, x, g, upstream, dloss_dh)
        if batch:  # all samples share a parameter: its gradients add up
            gradients = [float(gradient.sum()) for gradient in gradients]
        return gradients, upstream

    def h(self, kept):
        """Return the h of every node that computes.

        It is found anew from the x of the node's sources.
        """
        x, found = kept[0], []
        for _, b, _, sources in self.neurons:
            h = b
            for j, weight in sources:
                h = h + weight * x[j]
            found.append(h)
        return found

    def slope(self, kept):
        """Return dx/dh of every node that computes."""
        return kept[2][-len(self.neurons) :]
