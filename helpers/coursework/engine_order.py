"""The order of a graph that a student's `in_order` finds: everything that output depends on, once, parents first."""

from dataclasses import replace

from helpers.checks.feedback import Feedback, not_yet, unanswered
from helpers.checks.trying import tried
from helpers.coursework.engine_seen import stopped
from helpers.coursework.questions import Verdict, mean
from helpers.slips import graphs_to_try as shapes

IN_ORDER = ("chain", "fork", "reuse", "short-cut", "mixed", "deep", "doubled")


def tries(numbers):
    """Return the graphs that `in_order` is tried on: (seed, name)."""
    return [(numbers["seed"], name) for name in IN_ORDER]


def made(make, shape):
    """Return the nodes of a shape, made by the student's own class."""
    nodes = []
    for k, (parents, local) in enumerate(zip(shape.parents, shape.local)):
        nodes.append(make(shapes.value_at(k), tuple(nodes[parent] for parent in parents), local))
    return nodes


def run(answers, seed, name):
    """Return the places of the nodes in the order that a student's `in_order` finds; raises `Failed`."""
    shape = shapes.shapes(seed)[name]

    def find():
        nodes = made(answers["Node"], shape)
        places = {id(node): place for place, node in enumerate(nodes)}
        order = answers["in_order"](nodes[-1])
        return None if order is None else [places.get(id(node), -1) for node in order]

    return tried(find, ())


def judge(numbers, given, results):
    """Return the verdict on the orders: every graph earns its share."""
    if results is None or all(result is None for result in results):
        return Verdict(0.0, unanswered("in_order returns a list of nodes."))
    tried_on = shapes.shapes(numbers["seed"])
    verdicts, reversed_ones = [], 0
    for name, result in zip(IN_ORDER, results):
        shape, feedback = tried_on[name], None
        if isinstance(result, dict):
            feedback = stopped("in_order", shape, result)
        elif not isinstance(result, list):
            feedback = not_yet("in_order has to return a list of nodes.")
        elif len(result) > len(set(result)):
            feedback = not_yet(f"On {shape.about}, a node stands in the list twice.", "Which ones were found already?")
        elif set(result) < shapes.ancestors(shape):
            hint = "Begin with output. What does it depend on, and what do those depend on?"
            feedback = not_yet(f"On {shape.about}, nodes are missing.", hint)
        elif set(result) != shapes.ancestors(shape):
            hint = "Which nodes does output depend on?"
            feedback = not_yet(f"On {shape.about}, the list holds what does not belong there.", hint)
        else:
            at = {node: k for k, node in enumerate(result)}
            early = [all(at[p] < at[node] for p in shape.parents[node]) for node in result]
            late = [all(at[p] > at[node] for p in shape.parents[node]) for node in result]
            reversed_ones += all(late) and not all(early)
            if not all(early):
                feedback = not_yet(
                    f"On {shape.about}, a node stands before one of its parents: found first is not ready first.",
                    "A node is younger than all its parents.",
                    ["no topological order"],
                )
        verdicts.append(Verdict(float(feedback is None), feedback or Feedback("right")))
    verdict = mean(verdicts)
    if reversed_ones and reversed_ones == sum(not one.share for one in verdicts):
        says = "The list begins with the output and ends with the inputs: it is turned round."
        return replace(verdict, feedback=not_yet(says, "Parents come first.", ["the order is turned round"]))
    return verdict
