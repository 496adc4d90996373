"""The questions of the lessons' Your turn that no engine answers: predictions, and numbers with slips of their own.

They stand here so that a lesson's cell does not show the answer; each takes the answer and returns a `Feedback`.
"""

from fractions import Fraction

from helpers.checks import check_choice, check_function, check_number, check_numbers
from helpers.slips import Slip
from helpers.slopes import slopes


def check_share(share):
    """Check the share of nudges that raise a · b from (4, −4), to first order (lesson 01)."""
    return check_number(
        share,
        0.5,
        "To first order the growth is −4u + 4v. Which nudge has to be larger?",
        {
            "This is the share from (5, 6), where both nudges raise the product.": 1,
            "This is the share from (−5, −6), where both nudges lower the product.": 0,
            "This is the share from (5, −6); here both inputs have the same size.": 5 / 12,
            "This is the share from (−5, 6); here both inputs have the same size.": 7 / 12,
        },
        within=0.02,  # a count of 10,000 nudges is right too
        because="v has to be larger than u.",
    )


def check_signs(signs):
    """Check the two signs that raise a · b from (5, −6) whatever is drawn (lesson 01)."""
    return check_choice(
        signs,
        "-+",
        {
            "++": "That is Method 1: the growth is −6u + 5v, and chance decides.",
            "+-": "Now both large pieces are negative: −6u and −5v.",
            "-+": "Each nudge takes the sign of the other input.",
            "--": "Now it is 6u − 5v, and chance decides again.",
        },
    )


def check_growth(growth):
    """Check the exact growth of a · b from (2, 3), with the nudges 0.1 and 0.2 (lesson 01)."""
    return check_number(
        growth,
        Fraction(21, 10) * Fraction(32, 10) - 6,
        "There are three pieces, b·u, a·v and u·v. Which have you got?",
        {
            "The smallest piece, u·v, is missing.": 3 * 0.1 + 2 * 0.2,
            "Each nudge was multiplied by its own input; to a product it is worth the other one.": 0.1 * 2.2 + 0.2 * 3,
            "Each nudge was multiplied by its own input, and u·v is missing.": 2 * 0.1 + 3 * 0.2,
            "This is the new product, not its growth.": 2.1 * 3.2,
            "This is u·v alone.": 0.1 * 0.2,
        },
    )


def check_level(happens):
    """Check what the gradient step does to a · b from (0, 0) (lesson 02)."""
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
    """Check the step above which the gradient step from (5, −6) lowers a · b (lesson 02)."""
    right = Fraction(5 * 5 + 6 * 6, 5 * 6)
    return check_number(
        limit,
        right,
        "The exact gain has two pieces. At which step do they cancel?",
        {
            "The fraction is upside down.": 1 / right,
            "The sign is turned: a step is positive.": -right,
            "The second piece has a factor a · b, which is missing.": 5 * 5 + 6 * 6,
            "This is the step that raises f most; one a little larger still gains.": right / 2,
        },
    )


def check_other_hill(function):
    """Check a function that returns the slope of x² · (3 − x) (lesson 03)."""

    def slipped(name, says, hint, wrong):
        return Slip(name, says, hint, lambda arguments: wrong(*arguments))

    def right(x):
        return slopes(lambda x: x * x * (3 - x), (x,))[0][0]

    hint = "Multiply out: what are the two pieces, and what is the slope of each?"
    return check_function(
        function,
        right,
        [-1, 0, 1, 2.5],
        hint,
        [
            slipped("the sign is turned", "The sign is turned.", "Does the hill rise at x = 1?", lambda x: -right(x)),
            slipped(
                "slopes multiplied",
                "The slopes of the two factors were multiplied.",
                "A nudge of x moves both factors at once. " + hint,
                lambda x: 2 * x * -1,
            ),
            slipped(
                "one factor held still",
                "This is the growth through x² alone; 3 − x moves too.",
                hint,
                lambda x: 2 * x * (3 - x),
            ),
            slipped("a factor is missing", "The 3 in 3x² is missing.", hint, lambda x: 2 * x - 3 * x * x),
            slipped("the value for the slope", "This is the height, not the slope.", hint, lambda x: x * x * (3 - x)),
        ],
    )


def check_stops(stops):
    """Check the two places where the climb of x² · (3 − x) stops (lesson 03)."""
    return check_numbers(
        stops,
        {"the left place": 0, "the right place": 2},
        "Where is the slope 0?",
        {
            "Those are the places, with the larger one first.": (2, 0),
            "There the height is 0; the climb stops where the slope is.": (0, 3),
        },
        because="One is the top, one the foot: who starts there never leaves.",
    )


def check_rates(rates):
    """Check which learning rates lead ever closer to the target without passing it (lesson 03)."""
    return check_choice(
        rates,
        "up to 1/2",
        {
            "up to 1/2": "There the factor is 0 or above, and below 1.",
            "up to 1": "Closer, yes. But which sign of the factor carries x past the target?",
            "all": "What does the factor 1 − 2 · learning rate do at learning rate 1.1?",
        },
    )


def check_paths(paths):
    """Check how many paths lead from a to a · a + a (lesson 04)."""
    return check_number(
        paths,
        3,
        "Follow every arrow that leaves a.",
        {
            "The product reads a twice: two arrows, two paths.": 2,
            "That is the path through the sum alone. What else reads a?": 1,
        },
    )


def check_differing(nodes):
    """Check which values change in "all ones" with w3→4 = −1 and c5 = 2 (lesson 05)."""
    return check_choice(
        nodes,
        {4, 5, 7},
        {
            4: "Node 4 has the new weight.",
            5: "Node 5 has the new scale.",
            6: "Node 6 uses neither of the two; nor does any node that it reads.",
            7: "Node 7 reads both.",
        },
    )


def check_diagnosis(slip):
    """Check which slip leads to −6.75210896e-07 for w5→7 with the numbers assumed (lesson 05)."""
    return check_choice(
        slip,
        "weight for value",
        {
            "sign": "The sign is that of the right one.",
            "weight for value": "The weight, 1, stands where the value of node 5 belongs.",
            "c missing": "The scale is 1 here, so leaving it out changes nothing.",
            "g' missing": "Without it the number would be ten million times larger.",
        },
    )


def check_target(change):
    """Check what a target twice as far away does to the gradients (lesson 06)."""
    return check_choice(
        change,
        "all double",
        {
            "all double": "The target enters once, in scenario 1, and everything further back is a multiple of that.",
            "only node 7's": "Where do the gradients of the nodes further back come from?",
            "none": "Which scenario contains the target?",
        },
    )


def check_maximum(function):
    """Check a function that returns the two local derivatives of the larger of a and b (lesson 07)."""

    def slipped(says, wrong):
        return Slip(says, says, "Nudge one side alone: does the larger of the two move?", lambda at: wrong(*at))

    return check_function(
        function,
        lambda a, b: (1.0, 0.0) if a > b else (0.0, 1.0),
        [(2, 5), (5, 2), (-1, 3), (-2, -4)],
        "Take a = 2 and b = 5. Nudge each side alone: by how much does the larger of the two move?",
        [
            slipped(
                "The two are exchanged: the smaller one got the larger one's.",
                lambda a, b: (0.0, 1.0) if a > b else (1.0, 0.0),
            ),
            slipped("These are the local derivatives of a sum.", lambda a, b: (1.0, 1.0)),
            slipped("These are the local derivatives of a product.", lambda a, b: (float(b), float(a))),
            slipped(
                "The value of the larger one stands where its local derivative belongs.",
                lambda a, b: (float(a), 0.0) if a > b else (0.0, float(b)),
            ),
            slipped("These are the local derivatives of a mean.", lambda a, b: (0.5, 0.5)),
        ],
        because="The smaller one hears nothing: a nudge of it moves nothing.",
    )


def check_bug(number):
    """Check what = in place of += leaves at a, for d + d · d with d = a · b at (3, 2) (lesson 07)."""
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
            "This is what d gets if the shares of d · d add up and the first one is lost.": 24,
        },
        because="Of three shares that reach d, the last is left: d = 6, times b.",
    )


def check_growth_of_cost(factors):
    """Check by which factors both costs grow when a network gets four times as many parameters (lesson 07)."""
    return check_numbers(
        factors,
        {"nudging": 16, "backpropagation": 4},
        "A slope of 1 means: as many times more. What does a slope of 2 mean?",
        {
            "The number of nudges grows so, yes. But each nudge runs a network that has grown too.": (4, 4),
            "A slope of 2 is not a factor of 2: on these axes the slope is a power.": (8, 4),
            "Nudging is right. Backpropagation runs the network once forward and once backward.": (16, 16),
            "These are the slopes.": (2, 1),
            "The two are exchanged.": (4, 16),
        },
        because="Four times as many nudges, each four times as dear.",
    )


def check_steps(steps):
    """Check how many steps three epochs are, with 1,000 samples in mini-batches of 32 (lesson 08)."""
    return check_number(
        steps,
        96,
        "How many batches does it take to show 1,000 samples once?",
        {
            "The 8 samples that are left over make a step too: an epoch shows every sample.": 3 * 31,
            "There is no part of a step: a batch may be smaller, but it is a step.": 3 * 1000 / 32,
            "This is one epoch.": 32,
            "These are steps of one sample each: stochastic gradient descent.": 3000,
            "These are steps on all samples at once: batch gradient descent.": 3,
        },
        because="31 full batches and a small one, three times.",
    )


def check_largest_rate(rate):
    """Check above which learning rate w · x explodes on y = 3x with the samples 1, 2 and 3 (lesson 08)."""
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
