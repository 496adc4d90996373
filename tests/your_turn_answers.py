"""The answers to Your turn in every lesson, as code that its own engine works out."""

from dataclasses import dataclass, field

from helpers.graph import Node


@dataclass
class Answers:
    """Hold code: `right` answers, and `slips` with words that their feedback must contain."""

    right: list
    slips: dict = field(default_factory=dict)


# What the code below may use beside the lesson's own names.
def gradients_of(f, *at):
    """Return the gradients of f, by the engine."""
    nodes = [Node(value) for value in at]
    f(*nodes).backward()
    return tuple(node.grad for node in nodes)


def paths_between(output, node):
    """Count the paths from a node to the output."""
    return 1 if output is node else sum(paths_between(parent, node) for parent in output.parents)


def root(f, low, high):
    """Find where f changes its sign."""
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if (f(middle) > 0) == (f(low) > 0) else (low, middle)
    return low


def other_hill(x):
    """Return the height of the hill in lesson 03's Your turn."""
    return x * x * (3 - x)


def three(f):
    """Return the number of paths from f's only input to its output."""
    node = Node(5)
    return paths_between(f(node), node)


def only(values):
    """Return the one value there is."""
    (value,) = values
    return value


TOOLS = {t.__name__: t for t in (gradients_of, root, other_hill, three, only)}

ALWAYS = "min(f(5 + i * p, -6 + j * q) for p in (0.001, 0.01) for q in (0.001, 0.01)) > f(5, -6)"
SIGNS = f'only(s for s in ("++", "+-", "-+", "--") for i, j in [[{{"+": 1, "-": -1}}[k] for k in s]] if {ALWAYS})'
NEVER_PAST = "all(0 <= 10 - descend(x, r) < 10 - x for x in (7, 9))"
RATES = f'{{2: "up to 1/2", 3: "up to 1", 4: "all"}}[sum({NEVER_PAST} for r in (0.1, 0.5, 0.9, 1.1))]'
DIAGNOSES = (
    '{"sign": 6 * slope_of_g * 5, "weight for value": -6 * slope_of_g * 1, "c missing": -6 * slope_of_g * 5,'
    ' "g\' missing": -6 * 5}'
)
LOOP = "run_backward(other.parameters, *run_forward(other.parameters, 1.0), 10)"
BACK = "(other.forward(1) and other.backward(10))"
UP = "(other.forward(1) and other.backward(10) and other).upstream"
CHANGES = '{23: "all double", 5: "only node 7\'s", 0: "none"}'
DOUBLED = "sum(isclose(twice[n], 2 * once[n]) for n in parameters)"

TABLE = {
    "01": {
        "turn-share-cell": Answers(
            ["share_of_rises(f, (4, -4), step, nudges=10_000, seed=1)", "Fraction(1, 2)"],
            {
                "5 / 12": "the share from (5, −6)",
                "0.583": "the share from (−5, 6)",
                "1": "the share from (5, 6)",
                "0": "the share from (−5, −6)",
                "0.3": "Which nudge has to be larger?",
            },
        ),
        "turn-signs-cell": Answers(
            [SIGNS, '" - + "'],
            {'"++"': "Method 1", '"+-"': "both large pieces are negative", '"--"': "chance decides again"},
        ),
        "turn-growth-cell": Answers(
            ["f(2.1, 3.2) - f(2, 3)", "f(Fraction('2.1'), Fraction('3.2')) - 6"],
            {
                "0.7": "u·v, is missing",
                "f(2.1, 3.2)": "not its growth",
                "0.1 * 0.2": "u·v alone",
                "2 * 0.1 + 3 * 0.2": "its own input, and u·v is missing",
                "2 * 0.1 + 3 * 0.2 + 0.1 * 0.2": "its own input",
            },
        ),
    },
    "02": {
        "your-slopes": Answers(
            ["gradients_of(p, 5, 6)", "[central_difference(lambda a: p(a, 6), at=5), 5]", '{"b": 5, "a": 7}'],
            {
                "(6, 5)": "the path through a * b alone",
                "gradients_of(p, 5, 6)[::-1]": "This is the slope in b",
                "(p(5, 6), 5)": "the value of the function, not its slope",
                "(7, -5)": "the sign is turned",
            },
        ),
        "your-step": Answers(
            ["gradient_step(2, -3, 0.1)"],
            {
                "sequential_step(2, -3, 0.1)": "one after the other",
                "gradient_step(2, -3, -0.1)": "the wrong way",
                "gradient_step(2, -3, 1)": "the step is missing",
                "(2 + 0.1 * 2, -3 + 0.1 * -3)": "given to the wrong input",
                "(0.1 * -3, 0.1 * 2)": "how far to move",
            },
        ),
        "your-level": Answers(
            ['{0: "stays", 1: "rises", -1: "falls"}[f(*gradient_step(0, 0, 1))]', '"Stays"'],
            {'"rises"': "By which slopes", '"falls"': "By which slopes"},
        ),
        "your-limit": Answers(
            ["root(lambda s: f(*gradient_step(5, -6, s)) - f(5, -6), 1, 3)", "2.03", "Fraction(61, 30)"],
            {
                "30 / 61": "upside down",
                "-61 / 30": "The sign is turned",
                "root(lambda s: 61 - s, 1, 100)": "a factor a · b, which is missing",
                "61 / 60": "the step that raises f most",
            },
        ),
    },
    "03": {
        "your-slope": Answers(
            ["lambda x: gradients_of(other_hill, x)[0]"],
            {
                "lambda x: -gradients_of(other_hill, x)[0]": "The sign is turned",
                "lambda x: 2 * x * -1": "were multiplied",
                "lambda x: 2 * x * (3 - x)": "through x² alone",
                "lambda x: 2 * x - 3 * x * x": "The 3 in 3x² is missing",
                "other_hill": "the height, not the slope",
                "lambda x: 1 / x": "ZeroDivisionError",
            },
        ),
        "your-stops": Answers(
            ["tuple(x for x in range(-9, 9) if gradients_of(other_hill, x) == (0,))"],
            {
                "(2, 0)": "the larger one first",
                "tuple(x for x in range(-9, 9) if other_hill(x) == 0)": "There the height is 0",
                "(0, 1)": "the right place: This is not right",
            },
        ),
        "your-move": Answers(
            ["descend(12, learning_rate=0.2)", "11.2"],
            {
                "12 + 0.2 * loss_slope(12)": "went the wrong way",
                "12 - loss_slope(12)": "the step is missing",
                "0.2 * loss_slope(12) * -1": "how far to move",
                "loss_slope(12)": "not yet the new input",
            },
        ),
        "your-rates": Answers([RATES], {'"up to 1"': "which sign of the factor", '"all"': "at learning rate 1.1"}),
    },
    "04": {
        "your-turn-minus": Answers(
            ["gradients_of(lambda a, b, c: (a - b) * c, 4, 1, -2)", "[-2, 2, 3.0]"],
            {
                "(-2, -2, 3)": "The minus of a subtraction was lost",
                "(-2, 2, -3)": "the sign is turned",
                "(3, 2, 3)": "its own value",
            },
        ),
        "your-turn-paths": Answers(
            ["three(lambda a: a * a + a)"],
            {"2": "reads a twice", "1": "the path through the sum alone", "4": "every arrow that leaves a"},
        ),
        "your-turn-again": Answers(
            ["gradients_of(lambda a: a * a + a, 5)[0]"],
            {
                "5": "overwrote",
                "5 * 5 * 1": "were multiplied",
                "5 * 5 + 5": "the value of the function, not its slope",
                "1 + 5": "what is the local derivative?",
            },
        ),
        "your-turn-bent": Answers(
            ["gradients_of(lambda a, b: sigmoid(a * b), 2, 0.5)", "(g_slope(1) * 0.5, g_slope(1) * 2)"],
            {
                "(g_slope(g(1)) * 0.5, g_slope(g(1)) * 2)": "at what comes out of it",
                "(0.5, 2)": "The slope of the sigmoid is missing",
                "(g_slope(1) * 2, g_slope(1) * 0.5)": "This is the slope in b",
                "(g(1) * 0.5, g(1) * 2)": "The value of the sigmoid stands where its slope",
            },
        ),
    },
    "05": {
        "your-prediction": Answers(
            ["{i for i in range(4, 8) if not isclose(other.forward(1)[i], net.forward(1)[i])}", "[7, 5, 4]"],
            {"{4, 5}": "something is missing", "{4, 5, 6, 7}": "Node 6 uses neither", "8": "none of the options"},
        ),
        "your-value": Answers(
            ["other.forward(1)[4]", "round(g(1), 3)"],
            {
                "net.forward(1)[4]": "without their weights",
                "other.h[4] if other.forward(1) else 0": "not yet what comes out",
                "g(0)": "the bias b is missing",
                "g(-1)": "the sign in the sigmoid is turned",
            },
        ),
        "your-diagnosis": Answers(
            [f'only(name for name, number in {DIAGNOSES}.items() if f"{{number:.8e}}" == "-6.75210896e-07")'],
            {
                '"sign"': "that of the right one",
                '"c missing"': "The scale is 1 here",
                '"g\' missing"': "ten million times larger",
            },
        ),
        "your-own-gradient": Answers(
            [f"{BACK}['w4to7']"],
            {
                f"-{BACK}['w4to7']": "sign",
                f"{BACK}['w4to7'] / 2": "The factor 2",
                f"{BACK}['b7']": "the gradient of b7",
                f"{BACK}['x7']": "the upstream gradient, ∂L/∂x7",
            },
        ),
    },
    "06": {
        "your-gradient": Answers(
            [f"{BACK}['w1to3']", "-0.00621"],
            {
                f"-{BACK}['w1to3']": "sign",
                f"{UP}[4] * other.slope[4] * 2 * other.slope[3]": "the path 3 → 4 → 7 alone",
                f"{UP}[5] * other.slope[5] * other.slope[3]": "the path 3 → 5 → 7 alone",
                f"{BACK}['x3']": "the upstream gradient, ∂L/∂x3",
            },
        ),
        "your-input": Answers(
            ["(net.forward(1) and net.backward(10))['x1']", "-0.01332"],
            {
                "net.upstream[2] * net.slope[2]": "the paths through node 2 or node 3 alone",
                "net.upstream[2] * net.slope[2] / 3": "the path 1 → 2 → 4 → 7",
                "-net.backward(10)['x1']": "sign",
            },
        ),
        "your-target": Answers(
            [
                f"[{CHANGES}[{DOUBLED}] for x7 in [net.forward(1)[7]] for once in [net.backward(10)]"
                " for twice in [net.backward(x7 + 2 * (10 - x7))]][0]"
            ],
            {'"only node 7\'s"': "further back", '"none"': "Which scenario contains the target?"},
        ),
        "your-all": Answers(
            [LOOP, BACK],
            {
                f"{{name: -value for name, value in {LOOP}.items()}}": "One slip explains all the wrong ones",
                f"{LOOP} | {{'b2': 1}}": "22 of 23 are right. b2:",
                f"{{name: 2 * value for name, value in {LOOP}.items()}}": "the right gradient twice over",
                '{"b9": 1}': "no parameter of this network",
            },
        ),
    },
}
