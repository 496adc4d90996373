"""The functions that a student writes for seven-nodes-by-hand: what they are tried on, and the slips in them."""

import math

from helpers.coursework.questions import judge_function
from helpers.coursework.seven_numbers import SOURCES, engine, into, slope_at
from helpers.sigmoid import sigmoid_and_rest
from helpers.slips import slip_of_function
from helpers.slips.by_hand import Neuron
from helpers.slips.mistakes_forward import AT_A_NODE


def _terms(numbers, node):
    """Return b, c, the weights and the values of a node."""
    values = engine(numbers)[1]
    weights = [numbers[f"w{source}to{node}"] for source in SOURCES[node]]
    return numbers[f"b{node}"], numbers[f"c{node}"], weights, [values[source] for source in SOURCES[node]]


def neuron_tries(numbers):
    """Return what `neuron` is tried on."""
    return [_terms(numbers, node) for node in (2, 4, 7)]


def _by(kind):
    """Return the function that answers as a kind of neuron does."""

    def answer(b, c, weights, values):
        neuron = kind(b, c, list(zip(weights, values)))
        return neuron.h, neuron.x

    return answer


def judge_neuron(numbers, given, results):
    """Return the verdict on the function by what its tries gave."""
    slips = [
        slip_of_function(name, says.format(where="your neuron"), hint, _by(kind))
        for name, kind, says, hint in AT_A_NODE
    ]
    step = "First h: the bias, and weight times value for every source. Then x: c times the sigmoid of h."
    return judge_function("neuron", _by(Neuron), neuron_tries(numbers), results, step, slips)


def carry_tries(numbers):
    """Return what `carry_back` is tried on."""
    _, values, gradients = engine(numbers)

    def reader(source, node):
        return gradients[f"x{node}"], slope_at(numbers, node, values), numbers[f"w{source}to{node}"]

    return [([reader(4, 7)],), ([reader(2, j) for j in (4, 5, 6)],), ([reader(1, 3), reader(1, 2)],)]


# A reader is three numbers: its upstream gradient, its slope, the weight of the arrow.
CARRY_SLIPS = (
    slip_of_function(
        "= in place of +=",
        "It returns what the last reader brings, and loses the others.",
        "What happens to a sum that a loop writes anew each time?",
        lambda readers: math.prod(readers[-1]),
    ),
    slip_of_function(
        "= in place of +=",
        "It returns what the first reader brings, and leaves before the others.",
        "Where does the return stand: in the loop, or behind it?",
        lambda readers: math.prod(readers[0]),
    ),
    slip_of_function(
        "paths multiplied",
        "What the readers bring is multiplied.",
        "Multiply along a path. And over paths?",
        lambda readers: math.prod(map(math.prod, readers)),
    ),
    slip_of_function(
        "the slope is missing",
        "The slope of each reader is missing.",
        "A nudge has to pass the reader's sigmoid.",
        lambda readers: math.fsum(u * w for u, s, w in readers),
    ),
    slip_of_function(
        "the weight is missing",
        "The weight of each arrow is missing.",
        "How much does h grow per unit of x?",
        lambda readers: math.fsum(u * s for u, s, w in readers),
    ),
    slip_of_function(
        "the upstream gradient is missing",
        "What comes back to each reader from the loss is missing.",
        "Multiply all three numbers of a reader.",
        lambda readers: math.fsum(s * w for u, s, w in readers),
    ),
)


def judge_carry(numbers, given, results):
    """Return the verdict on the function by what its tries gave."""
    step = "For each reader one product of its three numbers. Then what over the readers?"
    return judge_function(
        "carry_back",
        lambda readers: math.fsum(map(math.prod, readers)),
        carry_tries(numbers),
        results,
        step,
        CARRY_SLIPS,
    )


def parameter_tries(numbers):
    """Return what `own_gradients` is tried on."""
    _, values, gradients = engine(numbers)
    tries = []
    for node in (2, 5, 7):
        g = sigmoid_and_rest(into(numbers, node, values))[0]
        sources = [values[source] for source in SOURCES[node]]
        tries.append((gradients[f"x{node}"], slope_at(numbers, node, values), g, sources))
    return tries


# u, s, g, v: the upstream gradient, the slope of the node, its g(h), and the values of its sources.
PARAMETER_SLIPS = (
    slip_of_function(
        "the slope is in the gradient of c",
        "The gradient of c contains the slope; c stands outside the sigmoid.",
        "x = c · g(h) is a straight line in c. What is its slope?",
        lambda u, s, g, v: (u * s, u * s * g, *(u * s * x for x in v)),
    ),
    slip_of_function(
        "the slope of g for g itself",
        "The gradient of c is that of b here.",
        "How much does x = c · g(h) grow per unit of c?",
        lambda u, s, g, v: (u * s, u * s, *(u * s * x for x in v)),
    ),
    slip_of_function(
        "the local derivative alone",
        "The upstream gradient is missing everywhere.",
        "How much does the loss move per unit of x?",
        lambda u, s, g, v: (s, g, *(s * x for x in v)),
    ),
    slip_of_function(
        "the slope is missing",
        "The slope is missing in the gradients of b and the weights.",
        "A nudge of b has to pass the sigmoid.",
        lambda u, s, g, v: (u, u * g, *(u * x for x in v)),
    ),
    slip_of_function(
        "the value is missing",
        "The gradients of the weights lack the values of their sources.",
        "h = b + w · x + … How much does h grow per unit of w?",
        lambda u, s, g, v: (u * s, u * g, *(u * s for _ in v)),
    ),
)


def judge_parameters(numbers, given, results):
    """Return the verdict on the function by what its tries gave."""
    step = "In this order: the gradient of b, of c, then of one weight for each of the values."
    return judge_function(
        "own_gradients",
        lambda u, s, g, v: (u * s, u * g, *(u * s * x for x in v)),
        parameter_tries(numbers),
        results,
        step,
        PARAMETER_SLIPS,
    )
