"""A race on one network from one start: random nudging against the gradient, counted in evaluations.

An evaluation is one forward pass over all samples. A step along the gradient is a forward and a backward pass and
counts as three: a backward pass takes less than two forward passes, as `helpers.counting` tells.
"""

from dataclasses import dataclass

import numpy as np

from helpers.layers import LayerByLayer
from helpers.training import Diverged, Training
from helpers.values import checked_positive

A_STEP = 3  # evaluations


@dataclass(frozen=True)
class Run:
    """Hold how one racer ran: how many evaluations it took, the lowest loss it saw, and whether that is its goal."""

    evaluations: int
    loss: float
    arrived: bool


def by_nudging(net, x, target, goal, size, seed=0, at_most=100_000):
    """Nudge all parameters at once at random, keep what lowers the loss, and stop at the goal.

    size: how far a parameter moves at most, to either side. Returns a `Run`, which has not arrived if it needs more
    than `at_most` evaluations. Raises ValueError unless `net` is a network in layers, and goal and size are above 0.
    """
    goal, size = checked_positive(goal, "the goal"), checked_positive(size, "the size of a nudge")
    flat, loss = _loss_of(net, x, target)
    kept, lowest, rng = flat.copy(), loss(), np.random.default_rng(seed)
    evaluations = 1
    while lowest > goal and evaluations < at_most:
        flat[:] = kept + rng.uniform(-size, size, flat.size)
        evaluations, tried = evaluations + 1, loss()
        if tried < lowest:
            kept, lowest = flat.copy(), tried
    return Run(evaluations, lowest, lowest <= goal)


def by_gradient(net, x, target, goal, learning_rate, at_most=100_000):
    """Take steps along the gradient until the loss is at the goal, with a `Run` as from `by_nudging`.

    One that diverges has not arrived.
    """
    goal = checked_positive(goal, "the goal")
    training = Training(net, x, target, learning_rate)
    lowest, steps = training.loss(), 0
    while lowest > goal and A_STEP * (steps + 1) < at_most:
        try:
            training.step()
            lowest, steps = min(lowest, training.loss()), steps + 1
        except Diverged:
            break
    return Run(1 + A_STEP * steps, lowest, lowest <= goal)


def quickest(race, settings, at_most=100_000):
    """Return the setting that arrives with the fewest evaluations, and its `Run`.

    race: a function of a setting and of `at_most`, which returns a `Run`. A later one is stopped where it takes as
    many evaluations as the best before it. Raises ValueError where none arrives.
    """
    best = None
    for setting in settings:
        run = race(setting, at_most)
        if run.arrived and (best is None or run.evaluations < at_most):
            best, at_most = (setting, run), run.evaluations
    if best is None:
        raise ValueError(f"no setting arrives in {at_most:,} evaluations; raise at_most, or the goal")
    return best


def _loss_of(net, x, target):
    """Return the parameters of a copy of the network, one array, and a function of none that finds their loss."""
    layers = net.in_place() if hasattr(net, "in_place") else None
    if layers is None:
        raise ValueError("net is no network in layers; race with one such as seven_nodes()")
    inputs, targets = net.rows(x, target)
    run = LayerByLayer(layers, inputs.shape[1])

    def loss():
        run.forward(inputs)
        return run.loss(targets)

    return layers.flat, loss
