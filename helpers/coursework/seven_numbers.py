"""The numbers of seven-nodes-by-hand, all 23 parameters, x1 and the target; and what the right answers are."""

import math
from functools import lru_cache

from helpers.coursework.apart import MARGIN, are_apart, harmless, mistaken
from helpers.coursework.numbers import Draw
from helpers.network import Network, seven_nodes
from helpers.sigmoid import sigmoid_and_rest
from helpers.slips import EVERYWHERE
from helpers.slips.of_networks import GradientProblem, gradient_slips
from helpers.slips.of_values import ValueProblem, value_slips

SOURCES = dict(seven_nodes().sources)
NODES = tuple(SOURCES)
ASKED = ("x7", "b7", "c7", "w5to7", "x4", "x5", "x6", "x2", "w1to2", "w2to5")
STEEP = 4  # |h| at most: the sigmoid is not saturated


def draw(draws):
    """Return one set of numbers, good or not."""
    numbers = {"x1": draws.signed(0.6, 1.9), "target": draws.signed(2.1, 6.9)}
    for node, sources in SOURCES.items():
        numbers[f"b{node}"] = draws.signed(0.2, 1.4)
        numbers[f"c{node}"] = draws.one_of((1, 1, -1)) * draws.between(1.3, 2.9)
        for source in sources:
            numbers[f"w{source}to{node}"] = draws.signed(0.3, 1.9)
    return numbers


def network(numbers):
    """Return the network of a student."""
    return Network(SOURCES, {name: numbers[name] for node in NODES for name in _names(node)})


def _names(node):
    return (f"b{node}", f"c{node}", *(f"w{source}to{node}" for source in SOURCES[node]))


def engine(numbers):
    """Return the network after a forward pass, the values and the gradients."""
    net = network(numbers)
    values = net.forward(numbers["x1"])
    return net, values, net.backward(numbers["target"])


def answers(numbers):
    """Return {name: the right answer}: "x2" to "x7", "L", and "d…" for the gradient of what is asked."""
    net, values, gradients = engine(numbers)
    right = {f"x{node}": values[node] for node in NODES} | {"L": net.loss(numbers["target"])}
    return right | {f"d{name}": gradients[name] for name in ASKED}


def is_good(numbers):
    """Tell whether the numbers make a fair exercise: nothing flat, nothing equal, no slip that gives a right answer."""
    net, values, gradients = engine(numbers)
    if not all(0.3 <= abs(h) <= STEEP for h in net.h.values()):
        return False
    if abs(gradients["x2"]) < 0.1 * sum(abs(term) for term in brought(numbers, values, gradients)):
        return False  # the three paths all but cancel, and with them the digits
    if any(math.isclose(slope_at(numbers, node, values), 1, rel_tol=MARGIN) for node in NODES):
        return False  # nobody would see that it is missing
    right = answers(numbers)
    if not all(0.01 <= abs(answer) <= 100 for answer in right.values()) or not are_apart(right.values()):
        return False
    if any(math.isclose(right[name], answer, rel_tol=MARGIN) for lesson in _lessons() for name, answer in lesson):
        return False
    return mistaken(questions(net, numbers), _harmless()) is None


def brought(numbers, values, upstream, slope=None):
    """Return what nodes 4, 5 and 6 bring back to node 2. slope: as `slope_at`, or one with a mistake in it."""
    slope = slope or slope_at
    return [upstream[f"x{j}"] * slope(numbers, j, values) * numbers[f"w2to{j}"] for j in (4, 5, 6)]


def into(numbers, node, values):
    """Return h of a node, from values that may be the student's own."""
    return numbers[f"b{node}"] + math.fsum(numbers[f"w{j}to{node}"] * values[j] for j in SOURCES[node])


def slope_at(numbers, node, values):
    """Return dx/dh of a node, from such values."""
    g, rest = sigmoid_and_rest(into(numbers, node, values))
    return numbers[f"c{node}"] * g * rest


def questions(net, numbers):
    """Return everything asked, [(problem, slips)]."""
    x1, target, asked = numbers["x1"], numbers["target"], []
    for name in ("L", *(f"x{node}" for node in NODES)):
        problem = ValueProblem(net, name, x1, target)
        own = ("", EVERYWHERE, f"node {problem.node}")  # each node is asked, so a slip further back shows there
        asked.append((problem, [slip for slip in value_slips(problem) if slip.where.split(",")[0] in own]))
    for name in ASKED:
        problem = GradientProblem(net, name, x1, target)
        asked.append((problem, gradient_slips(problem)))
    return asked


@lru_cache(maxsize=1)
def _harmless():
    """Return the slips that change nothing in this wiring, as at a node that has one reader."""
    draws = Draw("any numbers show it, if no two of them are alike")
    numbers = {
        name: draws.signed(0.5, 1.5, 9) for name in ("x1", "target", *(n for node in NODES for n in _names(node)))
    }
    return harmless(questions(network(numbers), numbers))


@lru_cache(maxsize=1)
def _lessons():
    """Return what the two networks of the lessons answer to the same questions."""
    shown = (dict(seven_nodes(words).parameters) for words in ("all ones", "own numbers"))
    return tuple(tuple(answers({**parameters, "x1": 1.0, "target": 10.0}).items()) for parameters in shown)
