"""The questions of lessons 02 and 03: where a step along the slopes leads, on a · b, on a hill and down a square."""

from fractions import Fraction

from helpers import checks
from helpers.checks import check_choice, check_function, check_number, check_numbers
from helpers.slips import slip_of_function
from helpers.slopes import slopes


def check_slopes(answers, f, at):
    """Check the slopes of f at a point, in the words of lessons 01 to 03."""
    return checks.check_slopes(answers, f, at, by_nudges=True)


def check_level(happens):
    """Check what the gradient step does to a · b from (0, 0)."""
    still = "By which slopes do the inputs move?"
    return check_choice(
        happens,
        "stays",
        {
            "rises": still,
            "falls": still,
            "stays": "The gradient sees only the ground under your feet, and there it is level.",
        },
    )


def check_limit(limit):
    """Check the step above which the gradient step from (5, −6) lowers a · b."""
    right = Fraction(5 * 5 + 6 * 6, 5 * 6)
    return check_number(
        limit,
        right,
        "The exact gain has two pieces. At which step do they cancel?",
        {
            "At step 0 the pieces cancel too, as nothing moves. Which other step is there?": 0,
            "The fraction is upside down.": 1 / right,
            "The sign is turned: a step is positive.": -right,
            "The second piece has a factor a · b, which is missing.": 5 * 5 + 6 * 6,
            "This is the step that raises f most; one a little larger still gains.": right / 2,
        },
    )


def check_other_hill(function):
    """Check a function that returns the slope of x² · (3 − x)."""

    def right(x):
        return slopes(lambda x: x * x * (3 - x), (x,))[0][0]

    hint = "Multiply out: what are the two pieces, and what is the slope of each?"
    slips = [
        ("the sign is turned", "The sign is turned.", "Does the hill rise at x = 1?", lambda x: -right(x)),
        (
            "slopes multiplied",
            "The slopes of the two factors were multiplied.",
            "A nudge of x moves both factors at once. " + hint,
            lambda x: 2 * x * -1,
        ),
        (
            "one factor held still",
            "This is the growth through x² alone; 3 − x moves too.",
            hint,
            lambda x: 2 * x * (3 - x),
        ),
        (
            "the other factor held still",
            "This is the growth through 3 − x alone; x² moves too.",
            hint,
            lambda x: -x * x,
        ),
        ("a factor is missing", "The 3 in 3x² is missing.", hint, lambda x: 2 * x - 3 * x * x),
        ("a square's factor is missing", "The slope of x² is 2x; the 2 is missing.", hint, lambda x: 3 * x - 3 * x * x),
        ("a power's factor is missing", "The slope of x³ is 3x²; the 3 is missing.", hint, lambda x: 6 * x - x * x),
        (
            "a falling factor taken to rise",
            "3 − x falls as x grows: its slope is −1, not 1.",
            hint,
            lambda x: 2 * x * (3 - x) + x * x,
        ),
        ("the value for the slope", "This is the height, not the slope.", hint, lambda x: x * x * (3 - x)),
    ]
    return check_function(function, right, [-1, 0, 1, 2.5], hint, [slip_of_function(*slip) for slip in slips])


def check_stops(stops):
    """Check the two places where the climb of x² · (3 − x) stops."""
    return check_numbers(
        stops,
        {"the smaller place": 0, "the larger place": 2},
        "Where is the slope 0?",
        {
            "Those are the places, with the larger one first.": (2, 0),
            "There the height is 0; the climb stops where the slope is 0.": (0, 3),
        },
        because="One is the top, one the foot: who starts there never leaves.",
    )


def check_rates(rates):
    """Check which learning rates lead ever closer to the target without passing it."""
    return check_choice(
        rates,
        "up to 1/2",
        {
            "up to 1/2": "There the factor is 0 or above, and below 1.",
            "up to 1": "Below 1 it comes closer; at 1 it does not. Which sign of the factor carries x past the target?",
            "all": "What does the factor 1 − 2 · learning rate do at learning rate 1.1?",
        },
    )
