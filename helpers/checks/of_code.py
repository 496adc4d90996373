"""The questions of lesson 07: a new operation for the engine, what a bug in it leaves, and what the two ways cost."""

from helpers.checks import check_function, check_number, check_numbers
from helpers.slips import slip_of_function


def check_maximum(function):
    """Check a function that returns the two local derivatives of the larger of a and b."""
    slips = [
        (
            "The two are exchanged: the smaller one got the larger one's.",
            lambda a, b: (0.0, 1.0) if a > b else (1.0, 0.0),
        ),
        ("These are the local derivatives of a sum.", lambda a, b: (1.0, 1.0)),
        ("These are the local derivatives of a product.", lambda a, b: (float(b), float(a))),
        (
            "The value of the larger one stands where its local derivative belongs.",
            lambda a, b: (float(a), 0.0) if a > b else (0.0, float(b)),
        ),
        ("These are the local derivatives of a mean.", lambda a, b: (0.5, 0.5)),
    ]
    hint = "Nudge one side alone: does the larger of the two move?"
    return check_function(
        function,
        lambda a, b: (1.0, 0.0) if a > b else (0.0, 1.0),
        [(2, 5), (5, 2), (-1, 3), (-2, -4)],
        "Take the numbers of that call. Nudge each side alone: by how much does the larger of the two move?",
        [slip_of_function(says, says, hint, wrong) for says, wrong in slips],
        because="The smaller one hears nothing: a nudge of it moves nothing.",
        names=("a", "b"),
    )


def check_bug(number):
    """Check what = in place of += leaves at a, for d + d · d with d = a · b at (3, 2)."""
    return check_number(
        number,
        12,
        "Visit the output, then d · d, then d. What does each leave in the gradient of d, and what does d hand on?",
        {
            "This is the right gradient: what += gives.": 26,
            "This is what bug 1 leaves: d hands on before d · d has spoken.": 2,
            "This is what bug 3 leaves after a second pass.": 102,
            "This is the gradient of d under this bug, not yet handed on to a.": 6,
            "This is the right gradient of d.": 13,
            "This is the gradient of b under this bug.": 18,
            "This is what a gets if the shares of d · d add up and only the first one is lost.": 24,
            "Here the share from f is kept and one of d · d is added: = keeps only the last.": 14,
        },
        because="Of three shares that reach d, the last is left: d = 6, times b.",
    )


def check_growth_of_cost(factors):
    """Check by which factors both costs grow when a network gets four times as many parameters."""
    return check_numbers(
        factors,
        {"nudging": 16.0, "backpropagation": 4.0},
        "Read the slope of each line: slope 1 means as many times more.",
        {
            "The number of nudges grows so, yes. But each nudge runs a network that has grown too.": (4.0, 4.0),
            "A slope of 2 is not a factor of 2: on these axes the slope is a power.": (8.0, 4.0),
            "Nudging is right. Backpropagation runs the network once forward and once backward.": (16.0, 16.0),
            "These are the slopes.": (2.0, 1.0),
            "The two are exchanged.": (4.0, 16.0),
        },
        because="Four times as many nudges, each four times as dear.",
        within=0.1,  # "about"; what networks take is a little more
    )
