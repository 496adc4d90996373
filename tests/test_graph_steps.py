"""The rules that the stepper writes are those that the engine uses, and have no bracket too many."""

import math

import pytest

from helpers import graph
from helpers.graph import Node
from helpers.pictures.graph_steps import _RULES, StepWords
from helpers.pictures.graph_words import expression
from helpers.stepping import Walk

PYTHON = {"·": "*", "−": "-", "²": "**2", "cos(": "math.cos(", "sin(": "math.sin("}


def written(node):
    """Return the local derivatives of a node as the stepper writes them: ["∂y/∂u", rule, …, number] each."""
    walk = Walk(node.named("y"))
    moment = next(walk.moment(at) for at in range(len(walk)) if walk.moment(at).kind == "backward")
    return [line.cells[2].split(" = ") for line in StepWords(walk, moment).lines()[1:]]


@pytest.mark.parametrize("operation", _RULES)
def test_a_rule_is_the_one_that_the_engine_uses(operation):
    u, v = Node(0.7, "u"), Node(1.9, "v")
    node = {"*": u * v, "/": u / v}.get(operation) or getattr(graph, operation)(u)
    for (_, *rules, _), local in zip(written(node), node.local):
        rule = rules[1] if operation == "sigmoid" else rules[-1]  # g′(u) = g(u) (1 − g(u))
        code = rule.replace(") (", ") * (").replace("g(u)", "graph.sigmoid(0.7)")
        for sign, python in PYTHON.items():
            code = code.replace(sign, python)
        found = eval(code, {"math": math, "graph": graph, "u": 0.7, "v": 1.9, "y": node.value})  # our own data
        assert found == pytest.approx(local, rel=1e-12), rule


def test_what_stands_in_brackets_gets_no_second_pair():
    a, b = Node(0.5, "a"), Node(2.0, "b")
    for node, rule in (
        (graph.sin(a * b), "cos(a · b)"),
        (graph.log(a * b), "1 / (a · b)"),
        ((a + b) * (a * b), "a · b"),
    ):
        assert rule in [part for row in written(node) for part in row]
    assert expression(graph.leaky_relu(a), ["a"]) == "leaky_relu(a)"
