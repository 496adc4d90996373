"""The training behind a state of the explorer of lesson 08, and what there is to read off it."""

import math
from dataclasses import dataclass

import numpy as np

from helpers.explorers.trainer_problems import PROBLEMS, predictions
from helpers.replay import Replay
from helpers.training import Diverged, Training, steps_to_see

SAMPLES = 5


@dataclass(frozen=True)
class Readings:
    """Hold a model and, over all samples, what it says, its loss and its gradients."""

    model: object
    says: np.ndarray
    loss: float
    gradients: dict


class Run:
    """Train as a state tells; a state holds what, start, seed, batch, rates and steps, and all follows from those."""

    def __init__(self):
        self._replay = Replay(_begun)

    @property
    def curve(self):
        """Return the losses so far, epoch by epoch, of what was read last."""
        return self._replay.curve

    def readings(self, state):
        """Return the Readings of a state."""
        return _readings(self._replay.at(_start(state), state["rates"], state["steps"]), state)

    def advanced(self, state, steps):
        """Return what training up to so many steps changes; where it diverges, up to the last finite numbers."""
        start, goes_on = _start(state), True
        try:
            training = self._replay.at(start, state["rates"], steps)
        except Diverged:
            training, goes_on = self._replay.training, False
        while _readings(training, state) is None:
            training, goes_on = self._replay.at(start, state["rates"], self._replay.reached - 1), False
        return {"steps": self._replay.reached, "diverged": "" if goes_on else str(training.diverged())}


def anew(rate):
    """Return what beginning again changes in a state."""
    return {"steps": 0, "rates": ((0, rate),), "diverged": "", "playing": False}


def steps_an_epoch(batch):
    """Return how many steps see every sample once."""
    return steps_to_see(SAMPLES, batch)


def epoch_of(state):
    """Return how many epochs are complete."""
    return state["steps"] // steps_an_epoch(state["batch"])


def _begun(start):
    """Return a training that has taken no step."""
    what, start, seed, batch = start
    problem = PROBLEMS[what]
    return Training(problem.begins(start, seed), problem.x, problem.target, problem.rate, batch, seed)


def _start(state):
    return state["what"], state["start"], state["seed"], state["batch"]


def _readings(training, state):
    """Return the Readings of a training, or None where a number in them is beyond a float."""
    problem, model = PROBLEMS[state["what"]], training.model
    target = np.array(problem.target)
    try:
        with np.errstate(all="ignore"):
            says = predictions(model, problem.x)
            found = Readings(model, says, model.loss(target), model.backward(target))
    except OverflowError:
        return None
    return found if math.isfinite(found.loss) else None
