"""Networks in layers, with a start drawn at random."""

import numpy as np

from helpers.network import Network
from helpers.wiring import Wiring


def fully_connected(layers, seed=0, activation="sigmoid"):
    """Return a network in which every node reads all nodes of the layer before its own.

    layers: how many nodes each holds, inputs first, such as [1, 2, 3, 1] for the seven nodes; they are
    numbered from 1, layer by layer. The start is that of `random_start`. Raises TypeError or ValueError
    unless there are at least two layers of whole numbers above 0.
    """
    try:
        sizes = [*layers]
    except TypeError:
        raise TypeError(f"layers is {layers!r}; give a list of sizes, such as [1, 2, 3, 1]") from None
    for size in sizes:
        if isinstance(size, bool) or not isinstance(size, (int, np.integer)) or size < 1:
            raise ValueError(f"a layer of {size!r} nodes cannot be; give whole numbers above 0")
    if len(sizes) < 2:
        raise ValueError("layers holds fewer than two layers; give the inputs and at least one more, such as [1, 1]")
    sources, before, first = {}, [], 1
    for size in sizes:
        nodes = [*range(first, first + size)]
        sources.update({node: before for node in nodes if before})
        before, first = nodes, first + size
    return random_start(sources, seed, activation)


def random_start(sources, seed=0, activation="sigmoid"):
    """Return a network with every b at 0, every c at 1, and every weight drawn so that nodes differ.

    sources: as for `Network`. A weight is drawn from a normal distribution of variance 2 / (number of sources), so
    that sums neither grow nor vanish from layer to layer (He et al. 2015, arXiv:1502.01852, for relu).
    """
    wiring, rng, parameters = Wiring(sources), np.random.default_rng(seed), {}
    for node in wiring.order:
        b, c, *weights = wiring.names_of(node)
        parameters[b], parameters[c] = 0.0, 1.0
        spread = (2.0 / len(weights)) ** 0.5
        parameters.update(zip(weights, rng.normal(0.0, spread, len(weights)).tolist()))
    return Network(sources, parameters, activation)
