"""Random programs and networks for hypothesis, and their slopes by nudging at 50 digits.

At 50 digits a nudge of 1e-20 leaves 20 good digits and steps over no kink, so central differences
are exact for the engine that is compared with them.
"""

import mpmath
from hypothesis import strategies as st

from helpers import graph

mpmath.mp.dps = 50
H = mpmath.mpf(10) ** -20
OFF_THE_KINK = 0.000123456789  # where a slope jumps, a central difference and the rule's convention may differ

OPERATIONS = (
    *("+", "-", "*", "/ 1 + square", "maximum", "mean of two"),
    *("3 -", "* 0.5", "negative", "square", "cube", "log of 1 + square", "exp of tanh"),
    *("sin", "cos", "tanh", "sigmoid", "relu", "leaky_relu"),
)


class Engine:
    """The functions of `helpers.graph`, on nodes."""

    exp, log, sin, cos, tanh = graph.exp, graph.log, graph.sin, graph.cos, graph.tanh
    sigmoid, relu, leaky_relu, maximum = graph.sigmoid, graph.relu, graph.leaky_relu, graph.maximum


class FiftyDigits:
    """The same functions on numbers of 50 digits."""

    exp, log, sin, cos, tanh, maximum = mpmath.exp, mpmath.log, mpmath.sin, mpmath.cos, mpmath.tanh, max

    @staticmethod
    def sigmoid(h):
        return 1 / (1 + mpmath.exp(-h))

    @staticmethod
    def relu(u):
        return max(u, mpmath.mpf(0))

    @staticmethod
    def leaky_relu(u):
        return max(u, u / 100)


def apply(functions, operation, u, v):
    """Apply one operation of a program."""
    match operation:
        case "+":
            return u + v
        case "-":
            return u - v
        case "*":
            return functions.tanh(u) * v
        case "/ 1 + square":
            return u / (1 + v**2)
        case "maximum":
            return functions.maximum(u, v + OFF_THE_KINK)
        case "relu" | "leaky_relu":
            return getattr(functions, operation)(u + OFF_THE_KINK)
        case "mean of two":
            return (u + v) / 2
        case "3 -":
            return 3 - u
        case "* 0.5":
            return v * 0.5
        case "negative":
            return -u
        case "square":
            return functions.sin(u) ** 2
        case "cube":
            return functions.cos(u) ** 3
        case "log of 1 + square":
            return functions.log(1 + u * u)
        case "exp of tanh":
            return functions.exp(functions.tanh(u))
    return getattr(functions, operation)(u)


def run(functions, program, leaves):
    """Run a program [(operation, i, j), …] whose i and j count back from the newest value; return the last value."""
    values = list(leaves)
    for operation, i, j in program:
        values.append(apply(functions, operation, values[-1 - i % len(values)], values[-1 - j % len(values)]))
    return values[-1]


def slope(f, inputs, k):
    """Return the slope of f(inputs) in input k by a central difference at 50 digits."""
    up, down = list(inputs), list(inputs)
    up[k], down[k] = mpmath.mpf(up[k]) + H, mpmath.mpf(down[k]) - H
    return float((f(up) - f(down)) / (2 * H))


numbers = st.floats(-3, 3).map(lambda x: round(x, 3))
programs = st.lists(
    st.tuples(st.sampled_from(OPERATIONS), st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=25
)


@st.composite
def networks(draw):
    """Draw (sources, {name: number}) of a random acyclic network, with shared nodes and skips."""
    inputs = draw(st.integers(1, 2))
    count = draw(st.integers(1, 6))
    sources = {}
    for node in range(inputs + 1, inputs + count + 1):
        sources[node] = draw(st.lists(st.integers(1, node - 1), min_size=1, max_size=4, unique=True))
    names = [
        name for node, read in sources.items() for name in (f"b{node}", f"c{node}", *(f"w{j}to{node}" for j in read))
    ]
    return sources, {name: draw(numbers) for name in names}


def exact_values(sources, parameters, x, activation="sigmoid"):
    """Return {node: value} of a network for one sample, by the formula of the course, at 50 digits."""
    activate = getattr(FiftyDigits, activation.replace(" ", "_"))
    values = {node: mpmath.mpf(value) for node, value in x.items()}
    for node in sorted(sources):
        h = mpmath.mpf(parameters[f"b{node}"])
        for source in sources[node]:
            h += parameters[f"w{source}to{node}"] * values[source]
        values[node] = parameters[f"c{node}"] * activate(h)
    return values
