"""What everyone computes: the loss of the seven nodes, and its 23 gradients, at the same numbers."""

import numpy as np

SOURCES = {2: [1], 3: [1], 4: [2, 3], 5: [2, 3], 6: [2, 3], 7: [4, 5, 6]}
LAYERS = [((1,), (2, 3)), ((2, 3), (4, 5, 6)), ((4, 5, 6), (7,))]  # (what is read, who reads it)
NAMES = [
    *(f"b{i}" for i in SOURCES),
    *(f"c{i}" for i in SOURCES),
    *(f"w{j}to{i}" for i, read in SOURCES.items() for j in read),
]


def numbers():
    """Return the 23 parameters, {name: number}."""
    return dict(zip(NAMES, np.random.default_rng(23).normal(size=len(NAMES)).tolist(), strict=True))


def samples(batch):
    """Return x and target, one number a sample."""
    x, target = np.random.default_rng(batch).normal(size=(2, batch))
    return x, target


def neurons(by_name):
    """Return (node, b, c, [(source, w), …]) for each node, from {name: anything}."""
    return [
        (i, by_name[f"b{i}"], by_name[f"c{i}"], [(j, by_name[f"w{j}to{i}"]) for j in read])
        for i, read in SOURCES.items()
    ]


def one_or_batch(array):
    """Return a float for one sample, as a learner would write it, and the array for a batch."""
    return float(array[0]) if len(array) == 1 else array


def as_layers(by_name):
    """Return a list of (b, c, w), layer by layer: two vectors over the nodes and a matrix, nodes x sources."""
    return [
        (
            np.array([by_name[f"b{i}"] for i in nodes]),
            np.array([by_name[f"c{i}"] for i in nodes]),
            np.array([[by_name[f"w{j}to{i}"] for j in read] for i in nodes]),
        )
        for read, nodes in LAYERS
    ]


def as_numbers(layers):
    """Return {name: number} from (b, c, w) layer by layer: `as_layers`, backward."""
    by_name = {}
    for (read, nodes), (b, c, w) in zip(LAYERS, layers, strict=True):
        b, c, w = (np.reshape(block, (len(nodes), -1)).tolist() for block in (b, c, w))
        for row, i in enumerate(nodes):
            by_name[f"b{i}"], by_name[f"c{i}"] = b[row][0], c[row][0]
            by_name.update({f"w{j}to{i}": number for j, number in zip(read, w[row], strict=True)})
    return by_name
