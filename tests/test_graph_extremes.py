"""Every operation of the graph at ±1000, ±1e-300 and 0: the right value and gradient, or one line that says why not.

What is right comes from formulas at 50 digits. A RuntimeWarning of NumPy is a failure, as in all tests.
"""

import inspect
import re
from itertools import product

import mpmath
import numpy as np
import pytest

from helpers import graph
from helpers.graph import Node
from tests.random_graphs import FiftyDigits

POINTS = (-1000.0, -1e-300, 0.0, 1e-300, 1000.0)
EXPONENTS = (-2.0, -1.0, -0.5, 0.0, 0.5, 1.0, 2.0, 3.0, 1000.0)
ONE = mpmath.mpf(1)


def above(u, v):
    """Return 1 where u is above v, one half at a tie, else 0."""
    return (ONE * (u > v) + ONE * (u >= v)) / 2


def power(u, k):
    """Return u ** k and its slope for a fixed k."""
    if k == 0:
        return ONE, [0]
    if u < 0 and not float(k).is_integer():
        raise ValueError
    return u**k, [k * (u ** (k - 1) if k != 1 else 1)]


def power_of_node(u, v):
    """Return u ** v and both slopes, where there is a logarithm of u."""
    if u <= 0:
        raise ValueError
    return u**v, [v * u ** (v - 1), u**v * mpmath.log(u)]


def logarithm(u):
    """Return log(u) and its slope."""
    if u <= 0:
        raise ValueError
    return mpmath.log(u), [1 / u]


def sigmoid(u):
    """Return g(u) and its slope."""
    g = FiftyDigits.sigmoid(u)
    return g, [g * FiftyDigits.sigmoid(-u)]


# {operation: formula for its value and its slopes, at 50 digits}
ONE_INPUT = {
    graph.negative: lambda u: (-u, [-1]),
    graph.exp: lambda u: (mpmath.exp(u), [mpmath.exp(u)]),
    graph.log: logarithm,
    graph.sin: lambda u: (mpmath.sin(u), [mpmath.cos(u)]),
    graph.cos: lambda u: (mpmath.cos(u), [-mpmath.sin(u)]),
    graph.tanh: lambda u: (mpmath.tanh(u), [mpmath.sech(u) ** 2]),
    graph.sigmoid: sigmoid,
    graph.relu: lambda u: (max(u, 0), [u > 0]),
    graph.leaky_relu: lambda u: (max(u, u / 100), [1 if u > 0 else ONE / 100]),
}
TWO_INPUTS = {
    graph.add: lambda u, v: (u + v, [1, 1]),
    graph.subtract: lambda u, v: (u - v, [1, -1]),
    graph.multiply: lambda u, v: (u * v, [v, u]),
    graph.divide: lambda u, v: (u / v, [1 / v, -u / v**2]),
    graph.maximum: lambda u, v: (max(u, v), [above(u, v), above(v, u)]),
    graph.power: power_of_node,
}
OF_ARRAYS = {graph.sum: 1.0, graph.mean: 0.5, graph.matmul: None}
NO_OPERATIONS = {graph.ancestors, graph.times}

CASES = [
    *((operation, formula, (u,)) for operation, formula in ONE_INPUT.items() for u in POINTS),
    *((operation, formula, at) for operation, formula in TWO_INPUTS.items() for at in product(POINTS, repeat=2)),
    *((lambda a, k=k: a**k, lambda u, k=k: power(u, k), (u,)) for k in EXPONENTS for u in POINTS),
]
NAMES = [
    *(f"{operation.__name__} {u:g}" for operation in ONE_INPUT for u in POINTS),
    *(f"{operation.__name__} {u:g} {v:g}" for operation in TWO_INPUTS for u, v in product(POINTS, repeat=2)),
    *(f"{u:g} ** {k:g}" for k in EXPONENTS for u in POINTS),
]


def expected(formula, at):
    """Return the value and the slopes as floats, or None where one does not exist or is too large for a float."""
    try:
        value, slopes = formula(*map(mpmath.mpf, at))
    except (ArithmeticError, ValueError):
        return None
    numbers = [float(number) for number in (value, *slopes)]
    return numbers if np.isfinite(numbers).all() else None


def near(found, exact):
    """Compare to twelve digits; what is left of a number below 1e-307 has fewer."""
    return np.allclose(found, exact, rtol=1e-12, atol=1e-307)


def check(operation, formula, at, among):
    """Run an operation forward and backward on floats, or on arrays in which `at` stands among other numbers."""
    nodes = [Node([number, 1.0] if among else number, name) for number, name in zip(at, "ab")]
    exact = expected(formula, at)
    if exact is None:
        with pytest.raises((ArithmeticError, ValueError)) as error:
            graph.sum(operation(*nodes)).backward()
        message = str(error.value)
        assert "\n" not in message and len(message) < 120 and re.search(r"\b[ab]\b", message), message
        assert all(node.grad is None for node in nodes)
        return
    result = operation(*nodes)
    graph.sum(result).backward()
    found = [np.ravel(number)[0] for number in (result.value, *(node.grad for node in nodes))]
    assert near(found, exact), (found, exact)
    if among:
        assert near([node.grad[1] for node in nodes], expected(formula, [1.0] * len(at))[1:])


@pytest.mark.parametrize("among", [False, True], ids=["float", "array"])
@pytest.mark.parametrize("operation, formula, at", CASES, ids=NAMES)
def test_far_and_near_and_nothing(operation, formula, at, among):
    check(operation, formula, at, among)


@pytest.mark.parametrize("u, v", [*product(POINTS, repeat=2)])
def test_of_arrays(u, v):
    a, b = Node([u, 1.0], "a"), Node([v, 1.0], "b")
    product_of_both = a @ b
    product_of_both.backward()
    assert near(product_of_both.value, u * v + 1) and near(a.grad, [v, 1]) and near(b.grad, [u, 1])
    for reduce, share in ((graph.sum, 1), (graph.mean, 0.5)):
        total, pair = reduce(a), Node([u, v], "pair")
        assert near(total.value, (u + 1) * share)
        reduce(pair).backward()
        assert near(reduce(pair).value, (u + v) * share) and near(pair.grad, [share, share])


def test_every_operation_is_among_them():
    public = {f for name, f in vars(graph).items() if inspect.isfunction(f) and not name.startswith("_")}
    own = {f for f in public if f.__module__ in ("helpers.graph", "helpers.rules")}
    assert own - NO_OPERATIONS == {*ONE_INPUT, *TWO_INPUTS, *OF_ARRAYS}
