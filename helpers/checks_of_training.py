"""The check of a step of training that the learner wrote: w and b of a line, after one step on a batch."""

from helpers.checking import never_raises
from helpers.checks_of_functions import check_function
from helpers.slips import Slip

TRIES = [
    (0, 0, [(1, 3), (2, 6)], 0.1),
    (1, -2, [(2, 7)], 0.01),
    (2.5, 1, [(1, 3.2), (3, 8), (5, 15.3)], 0.05),
    (-1, 0.5, [(4, 11.2), (2, 7), (1, 3.2), (3, 8)], 0.02),
]


@never_raises
def check_training_step(function):
    """Check a function of w, b, a batch [(x, target), …] and a learning rate that returns w and b after a step."""
    return check_function(
        function,
        _step,
        TRIES,
        "For a batch of one sample: what are both gradients? For several: add them up, then divide.",
        _slips(),
        because="For every batch that was tried.",
    )


def gradients(w, b, batch):
    """Return the gradients of the loss of a line, averaged over a batch, with respect to w and b."""
    misses = [(2 * (w * x + b - target), x) for x, target in batch]
    return sum(miss * x for miss, x in misses) / len(batch), sum(miss for miss, _ in misses) / len(batch)


def _step(w, b, batch, rate):
    dw, db = gradients(w, b, batch)
    return w - rate * dw, b - rate * db


def _w_first(w, b, batch, rate):
    w = w - rate * gradients(w, b, batch)[0]
    return w, b - rate * gradients(w, b, batch)[1]


def _b_first(w, b, batch, rate):
    b = b - rate * gradients(w, b, batch)[1]
    return w - rate * gradients(w, b, batch)[0], b


def _one_by_one(w, b, batch, rate):
    for sample in batch:
        w, b = _step(w, b, [sample], rate)
    return w, b


def _without_x(w, b, batch, rate):
    db = gradients(w, b, batch)[1]
    return w - rate * db, b - rate * db


def _slips():
    """Return the slips, each with a step that makes it."""

    def slip(says, hint, wrong):
        return Slip(says, says, hint, lambda arguments: wrong(*arguments))

    at_the_old = "Find both gradients at the old w and b. Only then move."
    in_turn = "w and b were moved one after the other."
    return [
        slip(
            "The gradient was added.",
            "Is the loss to rise or to fall?",
            lambda w, b, batch, rate: _step(w, b, batch, -rate),
        ),
        slip(in_turn, at_the_old, _w_first),
        slip(in_turn, at_the_old, _b_first),
        slip(
            "This is the sum over the batch: the loss is a mean.",
            "By what is the sum divided?",
            lambda w, b, batch, rate: _step(w, b, batch, rate * len(batch)),
        ),
        slip(
            "The factor 2 of the square is missing.",
            "What is the slope of s²?",
            lambda w, b, batch, rate: _step(w, b, batch, rate / 2),
        ),
        slip(
            "This is a step for each sample: stochastic gradient descent.",
            "A mini-batch makes a single step, along the mean of its gradients.",
            _one_by_one,
        ),
        slip(
            "Only the last sample of the batch counts here.",
            "Does something overwrite what the samples before it brought?",
            lambda w, b, batch, rate: _step(w, b, batch[-1:], rate),
        ),
        slip(
            "The factor x is missing from the gradient of w.",
            "How much does the prediction grow per unit of w?",
            _without_x,
        ),
        slip(
            "The learning rate is missing.",
            "What turns a gradient into a move?",
            lambda w, b, batch, rate: _step(w, b, batch, 1),
        ),
        slip(
            "These are the two gradients, not yet the new w and b.",
            "Which way, and how far, does each lead?",
            lambda w, b, batch, rate: gradients(w, b, batch),
        ),
    ]
