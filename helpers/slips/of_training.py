"""Slips in a step of training of a line, w · x + b: each is a step that is made wrongly."""

from helpers.slips import slip_of_function


def gradients(w, b, batch):
    """Return the gradients of the loss of a line, averaged over a batch, with respect to w and b."""
    misses = [(2 * (w * x + b - target), x) for x, target in batch]
    return sum(miss * x for miss, x in misses) / len(batch), sum(miss for miss, _ in misses) / len(batch)


def stepped(w, b, batch, rate):
    """Return w and b after one step against those gradients."""
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
        w, b = stepped(w, b, [sample], rate)
    return w, b


def _without_x(w, b, batch, rate):
    db = gradients(w, b, batch)[1]
    return w - rate * db, b - rate * db


IN_TURN = "w and b were moved one after the other."
AT_THE_OLD = "Find both gradients at the old w and b. Only then move."
# (what it says, hint, the step that makes it)
_WRONG = (
    (
        "The gradient was added.",
        "Is the loss to rise or to fall?",
        lambda w, b, batch, rate: stepped(w, b, batch, -rate),
    ),
    (IN_TURN, AT_THE_OLD, _w_first),
    (IN_TURN, AT_THE_OLD, _b_first),
    (
        "This is the sum over the batch: the loss is a mean.",
        "By what is the sum divided?",
        lambda w, b, batch, rate: stepped(w, b, batch, rate * len(batch)),
    ),
    (
        "The factor 2 of the square is missing.",
        "What is the slope of s²?",
        lambda w, b, batch, rate: stepped(w, b, batch, rate / 2),
    ),
    (
        "This is a step for each sample: stochastic gradient descent.",
        "A mini-batch makes a single step, along the mean of its gradients.",
        _one_by_one,
    ),
    (
        "Only the first sample of the batch counts here.",
        "Does the function return before it has met the others?",
        lambda w, b, batch, rate: stepped(w, b, batch[:1], rate),
    ),
    (
        "Only the last sample of the batch counts here.",
        "Does something overwrite what the samples before it brought?",
        lambda w, b, batch, rate: stepped(w, b, batch[-1:], rate),
    ),
    (
        "The factor x is missing from the gradient of w.",
        "How much does the prediction grow per unit of w?",
        _without_x,
    ),
    (
        "The learning rate is missing.",
        "What turns a gradient into a move?",
        lambda w, b, batch, rate: stepped(w, b, batch, 1),
    ),
    (
        "These are the two gradients, not yet the new w and b.",
        "Which way, and how far, does each lead?",
        lambda w, b, batch, rate: gradients(w, b, batch),
    ),
)
SLIPS = [slip_of_function(says, says, hint, wrong) for says, hint, wrong in _WRONG]
