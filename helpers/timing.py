"""How long the passes of a network take on this machine: what was counted, measured by the clock."""

from statistics import median
from time import perf_counter

_X, _TARGET = 1.0, 10.0  # any: the passes take as long with others


def timed(net, longest):
    """Return how many seconds nudging's forward passes take here, all of them, and one forward and backward pass.

    Each at the median of its kind: a pause that the machine takes does not count. The first is None where
    all of them would take longer than `longest` seconds.
    """
    passes, end = 2 * len(net.parameters), perf_counter() + 1.5 * longest
    first = [_seconds(net) for _ in range(7)]
    if passes * median(forward for forward, _ in first) > longest:
        return None, median(map(sum, first))
    both, forwards = [], []
    for k in range(passes):
        if k % 8 == 0:  # in between, so that what else the machine does falls on both alike
            both.append(sum(_seconds(net)))
        forwards.append(_seconds(net, backward=False)[0])
        if perf_counter() > end:  # the machine has become busy
            return None, median(both)
    return passes * median(forwards), median(both)


def _seconds(net, backward=True):
    """Return how long a forward pass takes, and a backward pass after it."""
    start = perf_counter()
    net.forward(_X)
    between = perf_counter()
    if backward:
        net.backward(_TARGET)
    return between - start, perf_counter() - between
