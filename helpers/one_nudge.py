"""One parameter of a network nudged to each side, and the verdict on the gradient that this tests."""

import sys
from dataclasses import dataclass

from helpers.nudging import checked_nudge


@dataclass(frozen=True)
class NudgeTest:
    """Hold what one nudge of a parameter by h to each side shows: the losses, their ratio, and the gradient it tests.

    verdict: "agree", "disagree", or "too small" where rounding hides a change that small.
    """

    h: float
    below: float
    above: float
    ratio: float
    gradient: float
    verdict: str


def nudge_test(net, x, target, name, gradient, h=0.001):
    """Nudge one parameter of a network, or its only input ("x1"), and compare the ratio with `gradient`."""

    def loss(value):
        trial = net if name in inputs else net.with_parameters({name: value})
        trial.forward(value if name in inputs else x)
        return trial.loss(target)

    inputs = [f"x{node}" for node in net.inputs]
    at, h = (x if name in inputs else net.parameters[name]), checked_nudge(h)
    below, above = loss(at - h), loss(at + h)
    ratio = (above - below) / (2 * h)
    rounding = 4 * sys.float_info.epsilon * (abs(below) + abs(above)) / h
    if abs(ratio - gradient) <= 1e-4 * abs(gradient):
        verdict = "agree"
    else:
        verdict = "too small" if abs(gradient) < 1e4 * rounding else "disagree"
    return NudgeTest(h, below, above, ratio, gradient, verdict)
