"""The functions that a student writes for seven-nodes-by-hand: what they are tried on, and the slips in them."""

import math

from helpers.coursework.questions import judge_function
from helpers.coursework.seven_numbers import SOURCES, engine, into, slope_at
from helpers.sigmoid import sigmoid_and_rest
from helpers.slips import Slip
from helpers.slips.by_hand import Neuron
from helpers.slips.of_values import MISTAKES


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
        Slip(name, says.format(where="your neuron"), hint, lambda arguments, kind=kind: _by(kind)(*arguments))
        for name, kind, says, hint in MISTAKES
    ]
    step = "First h: the bias, and weight times value for every source. Then x: c times the sigmoid of h."
    return judge_function("neuron", _by(Neuron), neuron_tries(numbers), results, step, slips)


def carry_tries(numbers):
    """Return what `carry_back` is tried on."""
    _, values, gradients = engine(numbers)

    def reader(source, node):
        return gradients[f"x{node}"], slope_at(numbers, node, values), numbers[f"w{source}to{node}"]

    return [([reader(4, 7)],), ([reader(2, j) for j in (4, 5, 6)],), ([reader(1, 3), reader(1, 2)],)]


def judge_carry(numbers, given, results):
    """Return the verdict on the function by what its tries gave."""

    def named(name, says, hint, answer):
        return Slip(name, says, hint, lambda arguments: answer([list(reader) for reader in arguments[0]]))

    slips = (
        named(
            "= in place of +=",
            "It returns what the last reader brings, and loses the others.",
            "What happens to a sum that a loop writes anew each time?",
            lambda r: math.prod(r[-1]),
        ),
        named(
            "= in place of +=",
            "It returns what the first reader brings, and leaves before the others.",
            "Where does the return stand: in the loop, or behind it?",
            lambda r: math.prod(r[0]),
        ),
        named(
            "paths multiplied",
            "What the readers bring is multiplied.",
            "Multiply along a path. And over paths?",
            lambda r: math.prod(map(math.prod, r)),
        ),
        named(
            "the slope is missing",
            "The slope of each reader is missing.",
            "A nudge has to pass the reader's sigmoid.",
            lambda r: math.fsum(u * w for u, s, w in r),
        ),
        named(
            "the weight is missing",
            "The weight of each arrow is missing.",
            "How much does h grow per unit of x?",
            lambda r: math.fsum(u * s for u, s, w in r),
        ),
        named(
            "the upstream gradient is missing",
            "What comes back to each reader from the loss is missing.",
            "Multiply all three numbers of a reader.",
            lambda r: math.fsum(s * w for u, s, w in r),
        ),
    )
    step = "For each reader one product of its three numbers. Then what over the readers?"
    return judge_function(
        "carry_back", lambda readers: math.fsum(map(math.prod, readers)), carry_tries(numbers), results, step, slips
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


def judge_parameters(numbers, given, results):
    """Return the verdict on the function by what its tries gave."""

    def named(name, says, hint, answer):
        return Slip(name, says, hint, lambda arguments: tuple(answer(*arguments)))

    slips = (
        named(
            "the slope is in the gradient of c",
            "The gradient of c contains the slope; c stands outside the sigmoid.",
            "x = c · g(h) is a straight line in c. What is its slope?",
            lambda u, s, g, v: (u * s, u * s * g, *(u * s * x for x in v)),
        ),
        named(
            "the slope of g for g itself",
            "The gradient of c is that of b here.",
            "How much does x = c · g(h) grow per unit of c?",
            lambda u, s, g, v: (u * s, u * s, *(u * s * x for x in v)),
        ),
        named(
            "the local derivative alone",
            "The upstream gradient is missing everywhere.",
            "How much does the loss move per unit of x?",
            lambda u, s, g, v: (s, g, *(s * x for x in v)),
        ),
        named(
            "the slope is missing",
            "The slope is missing in the gradients of b and the weights.",
            "A nudge of b has to pass the sigmoid.",
            lambda u, s, g, v: (u, u * g, *(u * x for x in v)),
        ),
        named(
            "the value is missing",
            "The gradients of the weights lack the values of their sources.",
            "h = b + w · x + … How much does h grow per unit of w?",
            lambda u, s, g, v: (u * s, u * g, *(u * s for _ in v)),
        ),
    )
    step = "In this order: the gradient of b, of c, then of one weight for each of the values."
    return judge_function(
        "own_gradients",
        lambda u, s, g, v: (u * s, u * g, *(u * s * x for x in v)),
        parameter_tries(numbers),
        results,
        step,
        slips,
    )
