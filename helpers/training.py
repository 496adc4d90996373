"""Training in three steps: a model predicts, a loss says how far off it is, an optimisation makes the loss smaller.

The optimisation is gradient descent. What differs is how many samples each step sees: all of them
(batch), one (stochastic), or some (mini-batch).
"""

import numpy as np

from helpers.descent import descent
from helpers.values import checked_positive, checked_value


class Diverged(ArithmeticError):
    """Say that a training has left what a float holds."""


class Training:
    """Train a model on data by gradient descent, one step at a time.

    losses: of every step so far, over the samples that step saw, before it moved.
    learning_rate: may be set anew between steps.
    """

    def __init__(self, model, x, target, learning_rate, batch=None, seed=0):
        """Begin with a `Network` or a `Model` and all the data it is to learn from.

        x, target: what the model's `forward` and `loss` take; the last axis is the samples.
        batch: how many samples a step sees; None for all. Each epoch sees every sample once, in an order drawn
        from `seed`. Raises TypeError, ValueError or OverflowError, naming what is wrong.
        """
        if not hasattr(model, "descended"):
            raise TypeError(f"the model is a {type(model).__name__}; give a Network or a Model")
        x, target = _checked_data(x, "x"), _checked_data(target, "target")
        self.samples = _samples_of(x, target)
        self.batch = _checked_batch(batch, self.samples)
        self.learning_rate = learning_rate
        self._descent = descent(model, x, target)
        self._rng, self._waiting = np.random.default_rng(seed), []
        self.losses = []
        with np.errstate(all="ignore"):
            self._descent.loss()  # raises where model and data do not go together

    @property
    def learning_rate(self):
        """Return the factor between a gradient and the step it causes."""
        return self._rate

    @learning_rate.setter
    def learning_rate(self, rate):
        self._rate = checked_positive(rate, "the learning rate")

    @property
    def model(self):
        """Return the model as it is now; later steps leave it as it is."""
        return self._descent.model

    @property
    def steps_an_epoch(self):
        """Return how many steps see every sample once."""
        return steps_to_see(self.samples, self.batch)

    @property
    def epochs(self):
        """Return how many times every sample has been seen, a fraction included."""
        return len(self.losses) / self.steps_an_epoch

    def loss(self):
        """Return the loss over all samples, now; raises `Diverged` where it is too large for a float."""
        with np.errstate(all="ignore"):
            try:
                return self._descent.loss()
            except OverflowError:
                raise self.diverged() from None

    def step(self):
        """Take one step and return the loss before it; raises `Diverged`, and changes nothing."""
        return self.run(1)

    def run(self, steps):
        """Take so many steps and return the loss of the last, before it; raises `Diverged` where it stops early."""
        with np.errstate(all="ignore"):  # what overflows is told in words
            for _ in range(_checked_count(steps, "steps")):
                try:
                    loss = self._descent.step(self._next_batch(), self._rate)
                except OverflowError:
                    raise self.diverged() from None
                self.losses.append(loss)
                if self._waiting:
                    self._waiting.pop()
        return self.losses[-1]

    def run_epochs(self, epochs):
        """Take as many steps as see every sample so many times, and return the loss over all samples after them."""
        self.run(_checked_count(epochs, "epochs") * self.steps_an_epoch)
        return self.loss()

    def _next_batch(self):
        """Return the indices of the samples of the next step, or None for all."""
        if self.batch == self.samples:
            return None
        if not self._waiting:
            order = self._rng.permutation(self.samples)
            self._waiting = [order[at : at + self.batch] for at in range(0, self.samples, self.batch)][::-1]
        return self._waiting[-1]  # and not taken away before the step is done

    def diverged(self):
        """Return the `Diverged` that says why no next step can be taken from here."""
        way = f"went from {self.losses[0]:.3g} to {self.losses[-1]:.3g}" if self.losses else f"was {self.loss():.3g}"
        return Diverged(
            f"training stopped at step {len(self.losses) + 1}: a number is too large for a float; the loss {way} with "
            f"learning rate {self._rate:g}, which steps over the valley; begin again with a smaller one, such as "
            f"{self._rate / 10:g}"
        )


def steps_to_see(samples, batch):
    """Return how many steps of so many samples a batch see every sample once; the last may see fewer."""
    return -(-samples // batch)


def one_hot(labels, classes):
    """Return the targets of labels, classes x samples: 1 in the row of each sample's label, 0 in the others.

    Raises TypeError or ValueError for a label that is no whole number from 0 to classes - 1.
    """
    _checked_count(classes, "classes")
    labels = np.atleast_1d(checked_value(labels, "labels"))
    if labels.ndim != 1:
        raise ValueError(f"labels has shape {labels.shape}; give one label for each sample")
    wrong = labels[(labels < 0) | (labels >= classes) | (labels != np.floor(labels))]
    if wrong.size:
        is_what = "out of range" if wrong[0].is_integer() else "no class"
        raise ValueError(f"the label {wrong[0]:g} is {is_what}; give whole numbers from 0 to {classes - 1}")
    return (np.arange(classes)[:, None] == labels).astype(float)


def _checked_data(values, name):
    if hasattr(values, "items"):
        return {node: checked_value(value, f"{name} of node {node}") for node, value in values.items()}
    values = checked_value(values, name)
    if type(values) is float:
        raise ValueError(f"{name} is the single number {values:g}; give all samples, such as [1, 2, 3]")
    return values


def _samples_of(x, target):
    lengths = []
    for values in (x, target):
        arrays = values.values() if hasattr(values, "items") else [values]
        lengths.append({np.shape(array)[-1] for array in arrays if np.ndim(array)})
    if not lengths[0] or len(lengths[0] | lengths[1]) > 1:
        counts = [", ".join(map(str, sorted(found))) or "no" for found in lengths]
        raise ValueError(f"x has {counts[0]} samples and target {counts[1]}; give one target for each sample")
    return lengths[0].pop()


def _checked_batch(batch, samples):
    if batch is None:
        return samples
    if _checked_count(batch, "batch") > samples:
        raise ValueError(f"batch is {batch} and there are {samples} samples; choose at most {samples}")
    return int(batch)


def _checked_count(number, name):
    if isinstance(number, (bool, np.bool_)) or not isinstance(number, (int, np.integer)):
        raise TypeError(f"{name} is {number!r}; give a whole number above 0")
    if number < 1:
        raise ValueError(f"{name} is {number}; give a whole number above 0")
    return number
