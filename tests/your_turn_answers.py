"""The answers to Your turn in every lesson, as code that its own engine works out."""

from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np

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


def root(f, low, high):
    """Find where f changes its sign."""
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if (f(middle) > 0) == (f(low) > 0) else (low, middle)
    return low


def other_hill(x):
    """Return the height of the hill in lesson 03's Your turn."""
    return x * x * (3 - x)


def only(values):
    """Return the one value there is."""
    (value,) = values
    return value


def left_at_a(make, run, passes=1):
    """Return what runs of d + d · d with d = a · b leave at a, at (3, 2)."""
    a, b = make(3.0), make(2.0)
    d = a * b
    f = d + d * d
    for _ in range(passes):
        run(f)
    return a.grad


# Ways to run a graph backward that are not the lesson's; `clear` returns its nodes, the youngest first.
def clear(output):
    found, waiting = {output}, [output]
    for node in waiting:
        waiting += [parent for parent in dict.fromkeys(node.parents) if parent not in found]
        found.update(node.parents)
    for node in found:
        node.grad = 0.0
    return sorted(found, key=lambda node: -node.age)


def without_seed(output):
    for node in clear(output):
        for parent, local in zip(node.parents, node.local):
            parent.grad += node.grad * local


def seed_too_early(output):
    output.grad = 1.0
    without_seed(output)


def without_local(output):
    nodes, output.grad = clear(output), 1.0
    for node in nodes:
        for parent in node.parents:
            parent.grad += node.grad


def clearing_some(of):
    """Return a way that clears the nodes for which `of` holds, and the output."""

    def backward(output):
        kept = {node: node.grad for node in dict.fromkeys(parents_of(output)) if not of(node)}
        nodes, output.grad = clear(output), 1.0
        for node, grad in kept.items():
            node.grad = grad
        for node in nodes:
            for parent, local in zip(node.parents, node.local):
                parent.grad += node.grad * local

    return backward


def parents_of(output):
    found = list(dict.fromkeys(output.parents))
    for node in found:
        found += [parent for parent in dict.fromkeys(node.parents) if parent not in found]
    return found


def without_upstream(output):
    nodes, output.grad = clear(output), 1.0
    for node in nodes:
        for parent, local in zip(node.parents, node.local):
            parent.grad += local


def with_parents_value(output):
    nodes, output.grad = clear(output), 1.0
    for node in nodes:
        for parent in node.parents:
            parent.grad += node.grad * parent.value


def one_side_of_a_square(output):
    nodes, output.grad = clear(output), 1.0
    for node in nodes:
        for parent, local in dict(zip(node.parents, node.local)).items():
            parent.grad += node.grad * local


def calling_itself(output):
    clear(output)

    def walk(node, upstream):
        node.grad += upstream
        for parent, local in zip(node.parents, node.local):
            walk(parent, upstream * local)

    walk(output, 1.0)


def path_by_path(output):
    clear(output)
    waiting = [(output, 1.0)]
    while waiting:
        node, upstream = waiting.pop()
        node.grad += upstream
        waiting += [(parent, upstream * local) for parent, local in zip(node.parents, node.local)]


ENGINES = (without_seed, seed_too_early, without_local, without_upstream, one_side_of_a_square, calling_itself)
ENGINES += (path_by_path, clearing_some, with_parents_value)
TOOLS = {t.__name__: t for t in (Fraction, gradients_of, root, other_hill, only, left_at_a, *ENGINES)}


# A step of training on a batch of samples, in NumPy; `of` is how the batch is averaged.
def trained(w, b, batch, rate, of=np.mean):
    x, target = np.array(batch, float).T
    miss = w * x + b - target
    return w - rate * of(2 * miss * x), b - rate * of(2 * miss)


def trained_in_turn(w, b, batch, rate):
    after = trained(w, b, batch, rate)[0]
    return after, trained(after, b, batch, rate)[1]


def trained_one_by_one(w, b, batch, rate):
    for sample in batch:
        w, b = trained(w, b, [sample], rate)
    return w, b


def explodes(samples, rate):
    """Tell whether w · x, trained on y = 3x, is further from 3 after a step."""
    return abs(trained(0, 0, [(x, 3 * x) for x in samples], rate)[0] - 3) > 3


def steps_taken(training, epochs):
    """Return how many steps a training takes in so many epochs."""
    training.run_epochs(epochs)
    return len(training.losses)


TOOLS |= {t.__name__: t for t in (trained, trained_in_turn, trained_one_by_one, explodes, steps_taken)}

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
H7 = "run_forward(other.parameters, 1.0)[1][7]"
UP = "(other.forward(1) and other.backward(10) and other).upstream"
WEIGHTS = (  # in place of the values
    f"{LOOP} | {{f'w{{j}}to{{i}}': {UP}[i] * other.slope[i] * other.parameters[f'w{{j}}to{{i}}']"
    " for i in sources for j in sources[i]}"
)
CHANGES = '{23: "all double", 5: "only node 7\'s", 0: "none"}'
DOUBLED = "sum(isclose(twice[n], 2 * once[n]) for n in parameters)"
OVERWRITTEN = "lambda output: run_back(output, youngest_first, overwrite)"
AS_FOUND = "lambda output: run_back(output, as_found)"
WEIGHTS_OF_32 = (
    "by_arrays(fully_connected([64, 32, 10]), [range(1, 65), range(65, 97), range(97, 107)],"
    " train.images[:, :20], one_hot(train.labels[:20], 10))[0]"
)
AT_4 = "by_arrays(net, digit_nodes, held_out.images[:, [4]], one_hot([9], 10))[1].reshape(8, 8)"

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
                "50": "the number of rises in 100",
            },
        ),
        "turn-signs-cell": Answers(
            [SIGNS, '" - + "', '"−+"'],
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
            ["gradients_of(p, 4, 6)", "[central_difference(lambda a: p(a, 6), at=4), 4]", '{"b": 4, "a": 7}'],
            {
                "(6, 4)": "a: This is the growth through a · b alone; the lone a grows too.",
                "(1, 4)": "the growth of the lone a alone; a · b grows too",
                "(7, 6)": "b was given its own value.\nHow much is a unit of b worth in a · b?",
                "gradients_of(p, 4, 6)[::-1]": "Each slope was given to the wrong input.\nNudge the first input",
                "(-7, 4)": "Not yet: a: The size is right and the sign is turned.",
                "(7 / 2, 4 / 2)": "Not yet: a: This is half of the slope",
                "(7 / 10, 4)": "Not yet: a: This is the growth itself, for a nudge of 0.1",
                "(7, 4 + 1)": "b: This is not right; the rest is.\nBegin with b: nudge it alone",
                "(p(4, 6), 4)": "the value of the function, not its slope",
                "(7, -4)": "the sign is turned",
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
                "(1.7, -3.2)": "b: This is not right; the rest is.\nBegin with b: start",
                "(1.8, -2.8)": "a: This is not right; the rest is.\nBegin with a: start",
            },
        ),
        "your-level": Answers(
            ['{0: "stays", 1: "rises", -1: "falls"}[f(*gradient_step(0, 0, 1))]', '"Stays"'],
            {'"rises"': "By which slopes", '"falls"': "By which slopes"},
        ),
        "your-limit": Answers(
            ["root(lambda s: f(*gradient_step(5, -6, s)) - f(5, -6), 1, 3)", "2.03", "Fraction(61, 30)"],
            {
                "0": "At step 0 the pieces cancel too",
                "30 / 61": "upside down",
                "-61 / 30": "The sign is turned",
                "root(lambda s: 61 - s, 1, 100)": "a factor a · b, which is missing",
                "61 / 60": "the step that raises f most",
                "2": "Too few digits to judge.",
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
                "lambda x: x * x * -1": "through 3 − x alone; x² moves too",
                "lambda x: 2 * x - 3 * x * x": "The 3 in 3x² is missing",
                "lambda x: 6 * x - x * x": "Two slips lead here.\n(a) The slope of x³ is 3x²; the 3 is missing",
                "lambda x: 2 * x * (3 - x) + x * x": "(b) 3 − x falls as x grows: its slope is −1, not 1.",
                "lambda x: 3 * x - 3 * x * x": "The slope of x² is 2x; the 2 is missing",
                "lambda x: 6 * x - 3 * x * x + (x < 0)": "wrong for 1 of 4 tries, first for your function(-1)",
                "other_hill": "the height, not the slope",
                "lambda x: 1 / x": "ZeroDivisionError",
            },
        ),
        "your-stops": Answers(
            ["tuple(x for x in range(-9, 9) if gradients_of(other_hill, x) == (0,))"],
            {
                "(2, 0)": "the larger one first",
                "tuple(x for x in range(-9, 9) if other_hill(x) == 0)": "the climb stops where the slope is 0.",
                "(0, 1)": "the larger place: This is not right",
                "{0, 2}": "give 2 numbers, for the smaller place and the larger place, in round brackets",
            },
        ),
        "your-move": Answers(
            ["descend(12, learning_rate=0.2)", "11.2"],
            {
                "12 + 0.2 * loss_slope(12)": "went the wrong way",
                "12 - loss_slope(12)": "the step is missing",
                "0.2 * loss_slope(12) * -1": "how far to move",
                "0.2 * loss_slope(12)": "how far to move",
                "loss_slope(12)": "This is the slope, not yet the new input.\nBy what is the slope multiplied",
                "loss(descend(12, learning_rate=0.2))": "This is the loss after the move",
                "12": "By how much does the input move?",
                "12 - 0.2": "The input moved by the step alone: the slope is missing.",
                "12.8": "Is the loss meant to rise or to fall?",
                "12 - 0.2 * (12 - 10)": "The factor 2 of 2(x − t) is missing.",
                "10": "Not yet: This is the target; one move does not reach it.\nHow long is the move?",
                "10.00": "This is the target",
                "0.6 * (12 - 10)": "This is the way from the target, x − t, not yet x.\nWhich x is that far",
                "0.6 * 12": "The factor multiplies x − t, not x.",
                "11": "Give at least three significant digits.",
            },
        ),
        "your-rates": Answers(
            [RATES], {'"up to 1"': "at 1 it does not. Which sign of the factor", '"all"': "at learning rate 1.1"}
        ),
    },
    "04": {
        "your-turn-minus": Answers(
            ["gradients_of(lambda a, b, c: (a - b) * c, 4, 1, -2)", "[-2, 2, 3.0]"],
            {
                "(-2, -2, 3)": "The minus of a subtraction was lost",
                "(-2, -2, 3.0)": "(a) The minus of a subtraction",
                "(-2, 2, -3)": "the sign is turned",
                "(3, 2, 3)": "its own value",
                "('a', 1, 2)": "Your number for a is the text 'a'",
            },
        ),
        "your-turn-again": Answers(
            ["gradients_of(lambda a: a * a + a, 5)[0]"],
            {
                "5": "overwrote",
                "5 * 5 * 1": "were multiplied",
                "5 * 5 + 5": "the value of the function, not its slope",
                "5 + 5": "through a * a alone. One more arrow leads from a to the output.",
                "5 + 1": "Only one of the two arrows from a to the product was followed.",
                "5 * 1": "This is one of the two paths through a * a alone.",
                "7": "what is the local derivative?",
            },
        ),
        "your-turn-bent": Answers(
            ["gradients_of(lambda a, b: sigmoid(a * b), 4, 0.25)", "(g_slope(1) * 0.25, g_slope(1) * 4)"],
            {
                "(g_slope(g(1)) * 0.25, g_slope(g(1)) * 4)": "at what comes out of it",
                "(0.25, 4)": "The slope of the sigmoid is missing",
                "(g_slope(1) * 4, g_slope(1) * 0.25)": "Each slope was given to the wrong input",
                "(0.049, 0.79)": "Give at least three significant digits, or write the product as code.",
                "(g(1) * 0.25, g(1) * 4)": "The value of the sigmoid stands where its slope",
                "(g_slope(1), g_slope(1))": "not yet carried back to the input",
            },
        ),
    },
    "05": {
        "your-prediction": Answers(
            ["{i for i in range(4, 8) if not isclose(other.forward(1)[i], net.forward(1)[i])}", "[7, 5, 4]"],
            {
                "{4, 5}": "something is missing",
                "{4, 5, 6, 7}": "Node 6 uses neither",
                "8": "none of the options",
                "{3, 4, 7}": "3 is not among the options; choose any of 4, 5, 6 or 7.",
                "set()": "You chose none; at least one belongs there.",
            },
        ),
        "your-value": Answers(
            ["other.forward(1)[4]", "round(g(1), 3)"],
            {
                "net.forward(1)[4]": '(a) This is x4 of "all ones"; here w3to4 is −1.',
                "round(x4, 3)": "without their weights",
                "other.h[4] if other.forward(1) else 0": "not yet what comes out",
                "g(0)": "the bias b is missing",
                "g(-1)": "the sign in the sigmoid is turned",
            },
        ),
        "your-diagnosis": Answers(
            [f'only(name for name, number in {DIAGNOSES}.items() if f"{{number:.8e}}" == "-6.75210896e-07")'],
            {
                '"sign"': "the true gradient is negative, too",
                '"c missing"': "The scale is 1 here",
                '"g\' missing"': "would be −30",
            },
        ),
        "your-own-gradient": Answers(
            [f"{BACK}['w4to7']"],
            {
                f"-{BACK}['w4to7']": "sign",
                f"{BACK}['w4to7'] / 2": "The factor 2",
                f"{BACK}['b7']": "the gradient of b7",
                "-0.355749278": 'the gradient in "all ones"; two parameters differ here',
                f"{UP}[7] * other.slope[7] * x[4]": '(a) The value of node 4 is the one of "all ones"',
                f"{UP}[7] * g(h[7]) * g(-h[7]) * other.forward(1)[4]": 'h7 is the one of "all ones"; here',
                "2 * (x[7] - 10) * other.slope[7] * other.forward(1)[4]": "x7, which the slope of the loss contains,",
                "by_hand['w4to7']": 'the numbers of "own numbers"',
                "-1.89e-05": 'the numbers of "own numbers"',
                f"node_7_gradients({H7}, {H7})['w4to7']": 'the numbers of "own numbers"',
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
                "-0.00666": 'the gradient in "all ones"; three parameters differ here',
                f"{UP}[3] * other.slope[3] * values[3]": "the value of its source, x1, belongs",
                "-0.00547": "The node's own value stands where",
                "-0.0063": "(a) This is within three percent. Keep one more digit on the way.",
                "-0.0105": "On the way into node 7, a weight or its sign is missing.",
            },
        ),
        "your-input": Answers(
            [f"{BACK}['x1']", "-0.0115"],
            {
                f"{UP}[2] * other.slope[2]": "the paths through node 2 alone",
                f"{UP}[4] * other.slope[4] * other.slope[2]": "the path 1 → 2 → 4 → 7",
                f"-{BACK}['x1']": "sign",
                f"{UP}[2] + {UP}[3]": "The slopes of nodes 2 and 3 are missing.",
                "-0.0133": 'This is the gradient in "all ones"; three parameters differ here',
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
                WEIGHTS: "in place of the value. w4to7: The weight stands where the value",
                f"{{name: 2 * value for name, value in {LOOP}.items()}}": "the right gradient twice over",
                '{"b9": 1}': "no parameter of this network",
            },
        ),
    },
    "07": {
        "your-maximum": Answers(
            ["lambda a, b: gradients_of(graph.maximum, a, b)", "lambda a, b: [int(a > b), int(a < b)]"],
            {
                "lambda a, b: gradients_of(graph.maximum, a, b)[::-1]": "The two are exchanged",
                "lambda a, b: gradients_of(graph.add, a, b)": "of a sum",
                "lambda a, b: gradients_of(graph.multiply, a, b)": "of a product",
                "lambda a, b: (a * (a > b), b * (a < b))": "The value of the larger one",
                "lambda a, b: float(a > b)": "a single number; give 2 numbers, for a and b, in brackets",
                "lambda a, b: (0.0, 1.0)": "Take the numbers of that call.",
                "max": "does not return what is asked",
            },
        ),
        "your-bug": Answers(
            [f"left_at_a(Node, {OVERWRITTEN})"],
            {
                "left_at_a(Node, backward)": "the right gradient: what += gives",
                f"left_at_a(Node, {AS_FOUND})": "what bug 1 leaves",
                "left_at_a(Node, without_clearing, passes=2)": "what bug 3 leaves",
                f"left_at_a(Node, {OVERWRITTEN}) / 2": "the gradient of d under this bug",
                f"left_at_a(Node, {OVERWRITTEN}) * 2": "This is what a gets if the shares of d · d add up",
                "(1 + 2 * 3) * 2": "the share from f is kept and one of d · d is added",
                "13": "the right gradient of d",
                "18": "the gradient of b under this bug",
            },
        ),
        "your-backward": Answers(
            ["backward", "lambda output: run_back(output, youngest_first)"],
            {
                AS_FOUND: "before all their readers have: no topological order",
                "lambda output: run_back(output, lambda node: as_found(node)[::-1])": "Only the parents of the output",
                OVERWRITTEN: "= in place of +=",
                "without_clearing": "were left in, and added to",
                "without_seed": "own gradient is 0 when it hands on",
                "seed_too_early": "set to 1, and after the clearing?",
                "without_local": "handed on without the local derivative",
                "with_parents_value": "times the parent's value, in place of the local derivative",
                "clearing_some(lambda node: node.parents)": "not on a graph run back twice and a graph run back from",
                "clearing_some(lambda node: not node.parents)": "set to 0 first, those between input and output too?",
                "without_upstream": "without the upstream gradient",
                "one_side_of_a_square": "not on a value on both sides of one operation",
                "calling_itself": "calls inside calls (RecursionError).\nPython lets a function call itself about",
                "path_by_path": "no path is walked by itself",
                "lambda output: nothing": "On a chain: it stops with NameError",
                "lambda output: setattr(output, 'grad', None)": "some grad is no number",
            },
        ),
        "your-growth": Answers(
            [
                "[round(getattr(operations(grown(103)), part) / getattr(operations(grown(50)), part))"
                ' for part in ("nudging", "both")]',
                '{"nudging": 4 * 4, "backpropagation": 4}',
                "[4**2.04, 4**1.05]",
                "(16.35, 4.1)",
            ],
            {
                "(4, 4)": "The number of nudges grows so",
                "(8, 4)": "not a factor of 2",
                "(16, 16)": "Nudging is right",
                "(2, 1)": "These are the slopes",
                "(2.04, 1.05)": "These are the slopes",
                "(4, 16)": "The two are exchanged",
                "(20, 4)": "nudging: This is not right; the rest is.",
                "(16, 8)": "slope 1 means as many times more",
            },
        ),
    },
    "08": {
        "your-step": Answers(
            ["trained(0, 0, [(2, 7)], 0.01)", '{"w": 0.28, "b": 0.14}'],
            {
                "trained_in_turn(0, 0, [(2, 7)], 0.01)": "one after the other",
                "trained(0, 0, [(2, 7)], -0.01)": "went the wrong way",
                "trained(0, 0, [(2, 7)], 1)": "the step is missing",
                "(0.14, 0.28)": "given to the wrong input",
                "(0.28, 1)": "Begin with b: start, minus learning rate times slope.",
            },
        ),
        "your-steps": Answers(
            [
                "steps_taken(Training(Model(line, dict(w=0.0, b=0.0)), np.ones(1000), np.ones(1000), 0.1, 32), 3)",
                "3 * -(-1000 // 32)",
            ],
            {
                "3 * (1000 // 32)": "left over make a step too",
                "3 * 1000 / 32": "no part of a step",
                "-(-1000 // 32)": "This is one epoch",
                "1000 // 32": "the full batches of one epoch",
                "-(-3000 // 32)": "each epoch ends with a small batch of its own",
                "3 * 1000": "stochastic gradient descent",
                "3": "batch gradient descent",
            },
        ),
        "your-rate": Answers(
            ["root(lambda rate: 0.5 - explodes((1, 2, 3), rate), 0.01, 1)", "0.214", "3 / 14"],
            {
                "root(lambda rate: 3 - trained(0, 0, [(x, 3 * x) for x in (1, 2, 3)], rate)[0], 0.01, 1)": "arrives",
                "1 / 14": "the sum over the samples",
                "root(lambda rate: 0.5 - explodes((1, 2, 3, 4, 5), rate), 0.01, 1)": "for x = 1 to 5",
                "3 / 7": "The 2 of the slope",
                "14 / 3": "This is the mean of x²",
                "28 / 3": "the steepness",
            },
        ),
        "your-own-step": Answers(
            ["trained", "lambda *given: [float(number) for number in trained(*given)]"],
            {
                "lambda w, b, batch, rate: trained(w, b, batch, -rate)": "The gradient was added",
                "trained_in_turn": "one after the other",
                "lambda *given: trained(*given, of=np.sum)": "the sum over the batch",
                "lambda w, b, batch, rate: trained(w, b, batch, rate / 2)": "The factor 2",
                "trained_one_by_one": "a step for each sample",
                "lambda w, b, batch, rate: trained(w, b, batch[-1:], rate)": "Only the last sample",
                "lambda w, b, batch, rate: trained(w, b, batch[:1], rate)": "Only the first sample",
                "lambda w, b, batch, rate: trained(w, b, batch, 1)": "The learning rate is missing",
                "lambda w, b, batch, rate: np.subtract((w, b), trained(w, b, batch, 1))": "the two gradients",
                "lambda w, b, batch, rate: (w - b + trained(w, b, batch, rate)[1], trained(w, b, batch, rate)[1])": (
                    "The factor x is missing"
                ),
                "lambda w, b, batch, rate: w": "a single number; give 2 numbers, for w and b, in brackets",
            },
        ),
    },
    "09": {
        "your-parameters": Answers(
            ["len(fully_connected([64, 32, 10]).parameters)", "32 * 66 + 10 * 34"],
            {
                "32 * 65 + 10 * 33": "The scales are missing",
                "32 * 66 + 10 * 33": "Each output owns a b and a c; one of them is missing.",
                "32 * 65 + 10 * 34": "Each middle node owns a b and a c; one of them is missing.",
                "2450": "no slip that is known here",
                "32 * 64 + 10 * 32": "The biases and the scales",
                "32 * 66": "the middle layer alone",
                "10 * 34": "the outputs alone",
                "64 * 2 + 32 * 66 + 10 * 34": "The inputs compute nothing",
                "len(net.parameters)": "with 100 nodes in the middle",
            },
        ),
        "your-shape": Answers(
            [f"{WEIGHTS_OF_32}[0][0].shape", '{"rows": 32, "columns": 64}'],
            {
                f"{WEIGHTS_OF_32}[0][0].T.shape": "the transpose",
                f"{WEIGHTS_OF_32}[0][1].shape": "the gradient of b",
                "(32, 20)": "the shape of dL_dh",
                "(64, 20)": "the shape of x",
                "(20, 20)": "each pair of samples",
            },
        ),
        "your-pixel": Answers(
            [f"[int(k) + 1 for k in np.argwhere({AT_4} == {AT_4}.min())[0]]", '{"row": 4, "column": 7}'],
            {
                f"[int(k) + 1 for k in np.argwhere({AT_4} == {AT_4}.max())[0]]": "raises the loss most",
                f"divmod(int({AT_4}.argmin()), 8)": "Count from 1",
                f"[int(k) + 1 for k in np.argwhere({AT_4}.T == {AT_4}.min())[0]]": "The row comes first",
                f"[int(k) + 1 for k in np.argwhere(abs({AT_4}) == abs({AT_4}).min())[0]]": "moves the loss least",
                "(4, 8)": "column: This is not right",
                "(1, 1)": "Look for the one that is largest in size",
            },
        ),
        "your-report": Answers(
            ['"too high" if np.random.default_rng(3).binomial(449, 0.98, (99, 20)).max(1).mean() > 440.1 else "fair"'],
            {'"fair"': "Who chose this one", '"too low"': "bad luck with these drawings"},
        ),
    },
}
