"""The questions of lesson 08: a step of training that the learner wrote, steps to count, the largest learning rate."""

from fractions import Fraction

from helpers.checks import check_function, check_number
from helpers.checks.checking import never_raises
from helpers.slips.of_training import SLIPS, stepped

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
        stepped,
        TRIES,
        "For a batch of one sample: what are both gradients? For several: add them up, then divide.",
        SLIPS,
        because="For every batch that was tried.",
        names=("w", "b"),
    )


def check_steps(steps):
    """Check how many steps three epochs are, with 1,000 samples in mini-batches of 32."""
    return check_number(
        steps,
        96,
        "How many batches does it take to show 1,000 samples once?",
        {
            "The 8 samples that are left over make a step too: an epoch shows every sample.": 3 * 31,
            "There is no part of a step: a batch may be smaller, but it is a step.": 3 * 1000 / 32,
            "Rounded once for all three: each epoch ends with a small batch of its own.": -(-3000 // 32),
            "This is one epoch.": 32,
            "These are the full batches of one epoch; what is left over makes a step too.": 31,
            "These are steps of one sample each: stochastic gradient descent.": 3000,
            "These are steps on all samples at once: batch gradient descent.": 3,
        },
        because="31 full batches and a small one, three times.",
    )


def check_largest_rate(rate):
    """Check above which learning rate w · x explodes on y = 3x with the samples 1, 2 and 3."""
    mean = Fraction(1 + 4 + 9, 3)
    return check_number(
        rate,
        1 / mean,
        "By which factor does a step multiply w − 3? At which rate is that factor −1?",
        {
            "This is the rate at which a single step arrives: the factor is 0 there.": 1 / (2 * mean),
            "This is the limit for a loss that is the sum over the samples.": 1 / (3 * mean),
            "This is the limit for x = 1 to 5.": Fraction(1, 11),
            "The 2 of the slope of a square is missing.": 2 / mean,
            "This is the mean of x². The loss is that times (w − 3)².": mean,
            "This is the steepness, by which the rate is multiplied in the factor.": 2 * mean,
        },
        because="There the factor is −1: w is thrown to the other side of 3 and back.",
    )
