"""A training as it is after so many steps, found anew from what was told: where it starts, and every learning rate."""

from helpers.thinned import Thinned


class Replay:
    """Give the training after any number of steps; from the last one given it trains on, where that leads there.

    training: as far as it has come. curve: the loss of each epoch, the mean over its steps, as a `Thinned`.
    """

    def __init__(self, begin):
        """begin(start): a new `Training`, always the same from an equal `start`."""
        self._begin, self._start, self._rates, self.training, self.curve = begin, None, (), None, None

    def at(self, start, rates, steps):
        """Return the `Training` after so many steps; raises `Diverged`, and then it has come as far as it could.

        rates: ((step, the learning rate from there on), …), in order, from step 0 on.
        """
        taken = self.reached
        if self._start != start or taken > steps or _until(taken, self._rates) != _until(taken, rates):
            self.training, self.curve, self._start, taken = self._begin(start), Thinned(), start, 0
        self._rates = rates
        ends = [first for first, _ in rates[1:]] + [steps]
        try:
            for (_, rate), end in zip(rates, ends):
                if taken < min(end, steps):
                    self.training.learning_rate = rate
                    self.training.run(min(end, steps) - taken)
                    taken = self.reached
        finally:
            self.curve.extend(self._epochs())
        return self.training

    def _epochs(self):
        """Return the losses of the epochs that are complete since the last time."""
        each = self.training.steps_an_epoch
        new = self.training.losses[self.curve.count * each : self.reached // each * each]
        # Shares, as the sum of large losses may be too large for a float.
        return [sum(loss / each for loss in new[at : at + each]) for at in range(0, len(new), each)]

    @property
    def reached(self):
        """Return how many steps the training has taken."""
        return len(self.training.losses) if self.training else 0


def _until(step, rates):
    """Return the learning rates of the steps before `step`."""
    return [entry for entry in rates if entry[0] < step]
