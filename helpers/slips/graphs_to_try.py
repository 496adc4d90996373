"""The graphs on which a student's engine is tried: drawn from a seed, so that the hidden ones are new to everyone."""

from dataclasses import dataclass
from random import Random

DEEP, DOUBLINGS = 1500, 40


@dataclass(frozen=True)
class Shape:
    """Hold one graph: what it is about, and for each node the places of its parents and its local derivatives.

    calls: the places of the nodes that `backward` is called on, one after the other.
    """

    about: str
    parents: tuple
    local: tuple
    calls: tuple


def shapes(seed):
    """Return the graphs for a seed, by name."""
    rng = Random(seed)  # only rng.random() is used: it is the same under every Python

    def shape(about, parents, calls=None, near=None):
        local = tuple(tuple(_slope(rng, near) for _ in places) for places in parents)
        return Shape(about, tuple(parents), local, calls or (len(parents) - 1,))

    chain = ((), (0,), (1,), (2,))
    fork = ((), (0,), (0,), (1, 2))
    short_cut = ((), (0,), (1,), (2,), (1, 3), (4,)) if rng.random() < 0.5 else ((), (0,), (1,), (1, 2), (1, 3))
    return {
        "chain": shape("a chain", chain),
        "fork": shape("a value with two readers", fork),
        "reuse": shape("a value on both sides of one operation", ((), (0, 0), (1, 1))),
        "short-cut": shape("a short way and a long way to the same value", short_cut),
        "mixed": shape("a graph of several inputs", _mixed(rng)),
        "twice": shape("a graph run back twice", fork, (3, 3)),
        "another": shape("a graph run back from another output before", (*fork, (3, 1)), (3, 4)),
        "deep": shape(f"a chain of {DEEP} nodes", ((), *((k,) for k in range(DEEP))), None, 0.001),
        "doubled": shape("a value with very many paths", ((), *((k, k) for k in range(DOUBLINGS))), None, 0.1),
    }


def gradients(shape):
    """Return d(last called node) / d(node) for every node; 0 for what it does not depend on."""
    found = [0.0] * len(shape.parents)
    found[shape.calls[-1]] = 1.0
    for node in reversed(range(len(found))):
        for parent, local in zip(shape.parents[node], shape.local[node]):
            found[parent] += found[node] * local
    return found


def value_at(place):
    """Return the value that the node at a place is given; each differs from its neighbours'."""
    return 1 + place % 8 / 8  # small, as some slip multiplies by all of a deep chain


def ancestors(shape):
    """Return the places of all nodes that the last called one depends on, and its own."""
    found, waiting = {shape.calls[-1]}, [shape.calls[-1]]
    for node in waiting:
        new = [parent for parent in dict.fromkeys(shape.parents[node]) if parent not in found]
        found.update(new)
        waiting += new
    return found


def _slope(rng, near):
    if near is not None:  # so that very many factors stay of a size that a float holds
        return round(1 + near * (rng.random() - 0.5), 6) * (0.5 if near == 0.1 else 1)
    return round((0.4 + 1.4 * rng.random()) * (1 if rng.random() < 0.6 else -1), 2)


def _mixed(rng):
    parents = [(), (), ()]
    while len(parents) < 10:
        last = len(parents)
        one, other = int(rng.random() * last), last - 1 - int(rng.random() * 2)
        parents.append((one, other) if rng.random() < 0.75 else (other,))
    return tuple(parents)
