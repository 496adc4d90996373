"""The functions that a student writes for seven-nodes-by-hand: what they are tried on, and how they are judged."""

import math

from helpers.coursework.questions import judge_function
from helpers.coursework.seven_numbers import SOURCES, engine, into, slope_at
from helpers.coursework.seven_slips import CARRY_SLIPS, PARAMETER_SLIPS
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
