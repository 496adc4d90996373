"""The expression graph: values, gradients, shapes, and what it says of bad input."""

import math
import subprocess
import sys
import warnings

import numpy as np
import pytest

from helpers import graph, rules
from helpers.graph import Node, ancestors
from helpers.sigmoid import sigmoid_and_rest
from tests.random_graphs import FiftyDigits
from tests.reference import close, misses, worked_examples

FUNCTIONS = {name: getattr(graph, name) for name in ("exp", "log", "sin", "cos", "tanh", "sigmoid", "relu", "maximum")}


def evaluate(example):
    """Build a worked example as a graph; return {name: Node}, backward done."""
    nodes = {name: Node(value, name) for name, value in example["inputs"].items()}
    for name, expression in example["steps"]:
        nodes[name] = eval(expression, {"__builtins__": {}}, {**FUNCTIONS, **nodes})  # our own data
    nodes[example["output"]].backward(example["seed"])
    return nodes


@pytest.mark.parametrize("example", worked_examples(), ids=lambda example: example["id"])
class TestWorkedExamples:
    def test_every_value_and_gradient(self, example):
        nodes = evaluate(example)
        assert not misses({name: node.value for name, node in nodes.items()}, example["exact"]["values"])
        exact = example["exact"]["grads"]
        assert not misses({name: nodes[name].grad * 1.0 for name in exact}, exact)

    def test_published_digits(self, example):
        nodes = evaluate(example)
        for kind, found in (("values", "value"), ("grads", "grad")):
            for name, printed in example["published"].get(kind, {}).items():
                number, half = float(printed), 0.5000001 * 10.0 ** -len(printed.partition(".")[2])
                assert abs(getattr(nodes[name], found) - number) <= half, name

    def test_one_step_and_the_wrong_steps(self, example):
        if "update" not in example:
            return  # the source takes no step
        update, nodes = example["update"], evaluate(example)
        sign = 1 if update["direction"] == "ascent" else -1
        moved = {n: nodes[n].value + sign * update["step"] * nodes[n].grad for n in update["names"]}
        after = evaluate({**example, "inputs": {**example["inputs"], **moved}})[example["output"]].value
        assert not misses(moved, update["exact_after"])
        assert close(after, update["exact_output_after"])
        for key, wrong in update.items():
            if key.startswith("wrong") and isinstance(wrong, dict):
                assert misses(moved, wrong), key
            elif key.startswith("wrong"):
                assert not close(after, wrong, relative=1e-8), key

    def test_overwriting_would_show_where_the_example_says(self, example):
        nodes = evaluate(example)
        exact = {name: nodes[name].grad for name in nodes}
        for node in ancestors(nodes[example["output"]]):
            node.grad = None
        nodes[example["output"]].grad = float(example["seed"])
        for node in reversed(ancestors(nodes[example["output"]])):
            for parent, local in zip(node.parents, node.local):
                parent.grad = node.grad * local  # the slip: = for +=
        wrong = {name for name in exact if not close(nodes[name].grad, exact[name])}
        assert wrong == set(example["names_wrong_if_overwritten"])


class TestBackward:
    def test_twice_gives_the_same_as_once(self):
        a, b = Node(2.0), Node(3.0)
        f = (a * b) * (a + b)
        f.backward()
        once = a.grad, b.grad
        f.backward()
        assert (a.grad, b.grad) == once == (21.0, 16.0)

    def test_from_another_output_starts_afresh(self):
        a = Node(3.0)
        square, cube = a**2, a**3
        square.backward()
        cube.backward()
        assert a.grad == 27.0

    def test_seed_scales_every_gradient(self):
        a = Node(3.0)
        (a * a).backward(seed=-2)
        assert a.grad == -12.0

    def test_reaches_only_what_the_output_depends_on(self):
        a, b = Node(1.0), Node(2.0)
        _unused = a * b
        (a * 5).backward()
        assert (a.grad, b.grad) == (5.0, None)

    def test_a_young_parent_beside_an_old_one(self):
        # Found depth first, `late` would be visited before its last reader.
        a = Node(2.0)
        late = a * 3
        (late * (late + (late * a))).backward()
        assert close(a.grad, 2 * 9 * 2 + 3 * 9 * 4)  # f = 9 a^2 + 9 a^3

    def test_chain_of_100_000_nodes(self):
        a = f = Node(1.0)
        for _ in range(100_000):
            f = f + 1e-5 * a
        f.backward()
        assert close(f.value, 2.0, 1e-9) and close(a.grad, 2.0, 1e-9)
        assert len(ancestors(f)) == 200_001

    def test_a_plain_number_gets_no_node(self):
        a = Node(2.0, "a")
        f = 10 / a
        assert f.parents == (a,) and f.operands == (10.0, a) and f.operation == "/"

    def test_with_no_node_at_all_the_result_is_a_number(self):
        assert graph.sigmoid(0) == 0.5 and graph.maximum(2, 3) == 3.0 and graph.exp(0.0) == 1.0


class TestShapes:
    def test_a_number_shared_by_a_batch_gets_the_sum(self):
        w, x = Node(2.0), Node([1.0, 2.0, 3.0])
        graph.sum(w * x).backward()
        assert w.grad == 6.0 and x.grad.tolist() == [2.0, 2.0, 2.0]

    @pytest.mark.parametrize("shape", [(), (1,), (4,), (1, 4), (3, 1), (3, 4), (1, 1)])
    @pytest.mark.parametrize("operation", [graph.add, graph.subtract, graph.multiply, graph.divide, graph.maximum])
    def test_shapes_broadcast_as_in_numpy(self, operation, shape):
        rng = np.random.default_rng(1)
        u, v, weights = rng.uniform(1, 2, shape), rng.uniform(1, 2, (3, 4)), rng.uniform(1, 2, (3, 4))
        a, b = Node(u), Node(v)
        graph.sum(operation(a, b) * weights).backward()
        h, direction = 1e-6, rng.uniform(-1, 1, shape)

        def along(t):
            return graph.sum(operation(Node(u + t * direction), Node(v)) * weights).value

        assert np.shape(a.grad) == shape and b.grad.shape == (3, 4)
        assert np.isclose(np.sum(a.grad * direction), (along(h) - along(-h)) / (2 * h), rtol=1e-7, atol=1e-7)

    @pytest.mark.parametrize("left, right", [((2, 3), (3, 4)), ((3,), (3, 4)), ((2, 3), (3,)), ((3,), (3,))])
    def test_matrix_product(self, left, right):
        rng = np.random.default_rng(2)
        u, v = rng.normal(size=left), rng.normal(size=right)
        a, b, weights = Node(u), Node(v), rng.normal(size=np.shape(u @ v))
        graph.sum((a @ b) * (weights if weights.shape else float(weights))).backward()
        for node, value in ((a, u), (b, v)):
            direction = rng.normal(size=value.shape)

            def along(t, node=node, direction=direction):
                return np.sum(
                    ((u + t * direction if node is a else u) @ (v + t * direction if node is b else v)) * weights
                )

            assert np.isclose(np.sum(node.grad * direction), (along(1e-6) - along(-1e-6)) / 2e-6, rtol=1e-7)

    @pytest.mark.parametrize("axis", [None, 0, 1, (0, 1), -1])
    @pytest.mark.parametrize("reduce, numpy_reduce", [(graph.sum, np.sum), (graph.mean, np.mean)])
    def test_reductions(self, reduce, numpy_reduce, axis):
        u = np.arange(6.0).reshape(2, 3) + 1
        a = Node(u)
        total = reduce(a, axis)
        assert np.allclose(total.value, numpy_reduce(u, axis))
        total.backward()
        assert np.allclose(a.grad, np.ones((2, 3)) * numpy_reduce(np.ones((2, 3)), axis).sum() / 6 * 1.0)

    def test_an_array_on_the_left_asks_the_node(self):
        a = Node([1.0, 2.0])
        f = np.array([3.0, 4.0]) * a
        assert isinstance(f, Node) and f.value.tolist() == [3.0, 8.0]
        assert isinstance(np.float64(3) - a, Node)

    def test_later_changes_of_the_given_array_do_not_reach_the_node(self):
        given = np.array([1.0, 2.0])
        a = Node(given)
        given[0] = 9.0
        assert a.value.tolist() == [1.0, 2.0]


class TestRules:
    """What the random graphs of test_properties do not reach: kinks, edges, and far values."""

    def test_sigmoid_is_stable_for_any_float(self):
        for h in (-1e308, -1000.0, -745.0, 0.0, 40.0, 1000.0, 1e308):
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                one, many = graph.sigmoid(h), graph.sigmoid(np.array([h]))
            assert 0 <= one <= 1 and math.isclose(one, many[0], rel_tol=1e-15, abs_tol=1e-300)

    @pytest.mark.parametrize("h", [-1e308, -1000.0, -709.5, -40.0, -1.0, 0.0, 1e-9, 2.0, 16.0, 40.0, 700.0, 1e308])
    def test_sigmoid_and_what_is_left_to_1(self, h):
        with np.errstate(all="raise", under="ignore"):
            for g, rest in (sigmoid_and_rest(h), [float(found[0]) for found in sigmoid_and_rest(np.array([h]))]):
                value, slope = rules.sigmoid(h)
                for found, exact in ((g, h), (value, h), (rest, -h)):
                    assert close(found, float(FiftyDigits.sigmoid(exact))) or (found < 1e-300 and abs(h) >= 700)
                assert close(slope, g * rest) or slope < 1e-300

    @pytest.mark.parametrize(
        "h, slope", [(16.0, 1.12535149390932e-07), (-16.0, 1.12535149390932e-07), (40.0, 4.24835425529159e-18)]
    )
    def test_slope_of_the_saturated_sigmoid_keeps_its_digits(self, h, slope):
        a = Node(h)
        graph.sigmoid(a).backward()
        assert close(a.grad, slope)

    def test_slope_of_the_saturated_tanh_keeps_its_digits(self):
        a = Node(15.0)
        graph.tanh(a).backward()
        assert close(a.grad, 4 * math.exp(-30) / (1 + math.exp(-30)) ** 2)

    def test_kinks(self):
        a, b = Node(0.0), Node(0.0)
        graph.relu(a).backward()
        assert a.grad == 0.0
        graph.maximum(a, b).backward()
        assert (a.grad, b.grad) == (0.5, 0.5)

    @pytest.mark.parametrize(
        "base, exponent, slope",
        [(0.0, 0, 0.0), (0.0, 1, 1.0), (0.0, 2, 0.0), (-2.0, 3, 12.0), (-2.0, -1, -0.25), (4.0, 0.5, 0.25)],
    )
    def test_powers(self, base, exponent, slope):
        a = Node(base)
        (a**exponent).backward()
        assert a.grad == slope

    def test_power_with_a_node_in_the_exponent(self):
        a, b = Node(2.0), Node(3.0)
        (a**b).backward()
        assert close(a.grad, 12.0) and close(b.grad, 8 * math.log(2))
        (2**b).backward()
        assert close(b.grad, 8 * math.log(2))


BAD = {
    "text": (lambda a: Node("5"), TypeError, "the text '5'"),
    "named text": (lambda a: Node("5", "a"), TypeError, "Node 'a'"),
    "truth value": (lambda a: Node(True), TypeError, "truth value True"),
    "NaN": (lambda a: Node(math.nan, "a"), ValueError, "Node 'a' is nan"),
    "infinity": (lambda a: Node(-math.inf), ValueError, "-inf"),
    "NaN in a batch": (lambda a: Node([1, math.nan]), ValueError, "NaN or infinity"),
    "None": (lambda a: Node(None), TypeError, "NoneType"),
    "complex": (lambda a: Node(1j), TypeError, "complex"),
    "huge whole number": (lambda a: Node(10**400), ValueError, "too large"),
    "ragged rows": (lambda a: Node([[1], [1, 2]]), ValueError, "differ in length"),
    "empty": (lambda a: Node([]), ValueError, "empty"),
    "text in a sum": (lambda a: a + "1", TypeError, "beside +"),
    "truth value in a product": (lambda a: True * a, TypeError, "beside *"),
    "NaN in a product": (lambda a: a * math.nan, ValueError, "beside *"),
    "text in a function": (lambda a: graph.exp("1"), TypeError, "exp"),
    "division by zero": (lambda a: a / 0, ZeroDivisionError, "a / 0"),
    "division by a zero node": (lambda a: 1 / Node(0.0, "z"), ZeroDivisionError, "1 / z"),
    "division by a zero in a batch": (lambda a: a / Node([1.0, 0.0]), ZeroDivisionError, "division by zero"),
    "log of a negative number": (lambda a: graph.log(Node(-1.0, "q")), ValueError, "log(q)"),
    "log of zero": (lambda a: graph.log(0), ValueError, "above 0"),
    "exp too large": (lambda a: graph.exp(Node(1000.0, "q")), OverflowError, "exp(q)"),
    "product too large": (lambda a: Node(1e200, "q") * 1e200, OverflowError, "q * 1e+200"),
    "power too large": (lambda a: Node(1e200, "q") ** 2, OverflowError, "q ** 2"),
    "root of a negative number": (lambda a: Node(-1.0) ** 0.5, ValueError, "no real power"),
    "root at zero": (lambda a: Node(0.0) ** 0.5, ZeroDivisionError, "no finite slope"),
    "zero to a negative power": (lambda a: Node(0.0) ** -1, ZeroDivisionError, "no finite slope"),
    "negative base, node in the exponent": (lambda a: (-1) ** a, ValueError, "above 0"),
    "array as exponent": (lambda a: a ** [1, 2], ValueError, "one number"),
    "shapes that do not broadcast": (lambda a: Node([1, 2]) + Node([1, 2, 3]), ValueError, "(2,)"),
    "@ of numbers": (lambda a: a @ a, ValueError, "use *"),
    "@ of shapes that do not fit": (lambda a: Node([[1, 2]]) @ Node([1, 2, 3]), ValueError, "do not fit"),
    "text as a seed": (lambda a: (a * 1).backward("1"), TypeError, "seed"),
    "seed of a wrong shape": (lambda a: (a * Node([1, 2])).backward([1, 2, 3]), ValueError, "(2,)"),
    "array seed for a number": (lambda a: (a * 1).backward([1, 2]), ValueError, "one number"),
    "axis that is not there": (lambda a: graph.sum(Node([1.0, 2.0]), 3), ValueError, "axis"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_named_in_one_line(case):
    attempt, kind, words = BAD[case]
    a = Node(2.0, "a")
    with pytest.raises(kind) as error:
        attempt(a)
    message = str(error.value)
    assert words in message and "\n" not in message and len(message) < 200
    assert (a.value, a.grad) == (2.0, None)


def test_a_value_too_large_is_named_and_changes_nothing():
    a = Node([1e200, 1.0], "a")
    f = graph.sum(a)
    f.backward()
    with np.errstate(over="ignore"):
        square = (a * a).named("square")
    with pytest.raises(OverflowError, match="square"):
        graph.sum(square).backward()
    assert a.grad.tolist() == [1.0, 1.0]


def test_a_gradient_too_large_is_named_and_changes_nothing():
    a = Node(1e-300, "a")
    a.backward()
    f = a * 1e300 * 1e300
    with pytest.raises(OverflowError, match="gradient of a"):
        f.backward()
    assert a.grad == 1.0 and f.grad is None


def test_a_node_prints_as_one_short_line():
    a = Node(5, "a")
    assert repr(a) == "Node(5, name='a')"
    f = a * [1.0, 2.0]
    f.backward()
    assert repr(f) == "Node(array of shape (2,), grad=array of shape (2,))"
    assert repr(a) == "Node(5, name='a', grad=3)"


@pytest.mark.parametrize("module", ["graph", "network", "nudging"])
def test_the_numbers_import_no_pictures(module):
    check = f"import sys, helpers.{module}; sys.exit('matplotlib' in sys.modules or 'helpers.pictures' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", check]).returncode == 0
