"""A simulated class for build-the-engine: what each student hands in, and what it is worth."""

from tests.coursework_run import answered, cell_of, replaced

ASSIGNMENT = "build-the-engine"
FULL = {
    "engine-operations": 8.0,
    "engine-order": 7.0,
    "engine-backward": 8.0,
    "engine-upstream": 2.0,
    "engine-weight": 4.0,
    "engine-bias": 3.0,
    "engine-nudge": 4.0,
}

OPERATIONS = """
def multiply(a, b):
    return Node(a.value * b.value, (a, b), ({multiply}))


def subtract(a, b):
    return Node(a.value - b.value, (a, b), ({subtract}))


def square(a):
    return Node(a.value * a.value, (a,), ({square}))


def sigmoid(a):
    g = 1 / (1 + math.exp(-a.value))
    return Node(g, (a,), ({sigmoid}))
"""
RIGHT = {
    "multiply": "b.value, a.value",
    "subtract": "1.0, -1.0",
    "square": "2 * a.value,",
    "sigmoid": "g * (1 - g),",
}
RECURSIVE = """
def in_order(output):
    order, seen = [], set()

    def visit(node):
        if node not in seen:
            seen.add(node)
            for parent in node.parents:
                visit(parent)
            order.append(node)

    visit(output)
    return order
"""
FOUND = """
def in_order(output):
    found = [output]
    for node in found:
        for parent in node.parents:
            if parent not in found:
                found.append(parent)
    return found[::-1]
"""
TURNED = """
def in_order(output):
    found, waiting = {output}, [output]
    for node in waiting:
        for parent in node.parents:
            if parent not in found:
                found.add(parent)
                waiting.append(parent)
    return sorted(waiting, key=lambda node: -node.age)
"""
EVERY_PATH = """
def in_order(output):
    order = []
    waiting = [output]
    while waiting:
        node = waiting.pop()
        order.append(node)
        waiting.extend(node.parents)
    return sorted(set(order), key=lambda node: node.age)
"""
BACKWARD = """
def backward(output):
    order = in_order(output)
    {clear}
    {seed}
    for node in {order}:
        for parent, local in zip(node.parents, node.local):
            parent.grad {sign} node.grad * local
"""
WHOLE = {
    "clear": "for node in order: node.grad = 0.0",
    "seed": "output.grad = 1.0",
    "order": "reversed(order)",
    "sign": "+=",
}
NUDGE = """
def nudged_slope(f, inputs, k, h):
    {body}
"""
BY_HAND = """
upstream = {upstream}
w_gradient = {w_gradient}
b_gradient = {b_gradient}
"""


def operations(**changes):
    """Return the source of the four operations, with other local derivatives."""
    return OPERATIONS.format(**{**RIGHT, **changes})


def backward(**changes):
    """Return the source of backward, with some of it changed."""
    return BACKWARD.format(**{**WHOLE, **changes})


def worth(**points):
    """Return what everything is worth, but for some parts."""
    return {**FULL, **{f"engine-{name}": value for name, value in points.items()}}


def submissions(source):
    """Return {student: (notebook, {grade_id: points}, slip that the feedback names, or None)}."""
    ops, order, back = "engine-write-operations", "engine-write-order", "engine-write-backward"
    hand, nudge = "engine-write-by-hand", "engine-write-nudge"
    by_engine = _solution(source, hand)
    others = {
        # The operations, each worth 2; a wrong one spoils no other part but what the student works out with it.
        "own-side": ({ops: operations(multiply="a.value, b.value"), hand: right_by_hand("own-side")},
                     worth(operations=6.0), "each side got its own value"),
        "no-minus": ({ops: operations(subtract="1.0, 1.0"), hand: right_by_hand("no-minus")},
                     worth(operations=6.0), "the minus was lost"),
        "no-two": ({ops: operations(square="a.value,"), hand: right_by_hand("no-two")},
                   worth(operations=6.0), "the factor 2 is missing"),
        "twice-g": ({ops: operations(sigmoid="1 / (1 + math.exp(-g)) * (1 - 1 / (1 + math.exp(-g))),"),
                     hand: right_by_hand("twice-g")}, worth(operations=6.0), "at what comes out of it"),
        "no-comma": ({ops: operations(square="2 * a.value"), hand: right_by_hand("no-comma")},
                     worth(operations=6.0), "a tuple with one number"),
        # The order: 7 graphs, 1 point each.
        "recursive": ({order: RECURSIVE}, worth(order=6.0), "calls itself too often"),
        "as-found": ({order: FOUND, hand: right_by_hand("as-found")}, worth(order=5.0),
                     "found first is not ready first"),
        "turned": ({order: TURNED, hand: right_by_hand("turned")}, worth(order=0.0), "it is turned round"),
        "every-path": ({order: EVERY_PATH}, worth(order=6.0), "takes too long"),
        # Backward: 8 graphs, 1 point each.
        "overwrites": ({back: backward(sign="="), hand: right_by_hand("overwrites")},
                       worth(backward=2.0), "= in place of +="),
        "stale": ({back: backward(clear="pass")}, worth(backward=6.0), "were left in"),
        "unseeded": ({back: backward(seed="pass"), hand: right_by_hand("unseeded")},
                     worth(backward=0.0), "is 0 when it hands on"),
        "forwards": ({back: backward(order="order"), hand: right_by_hand("forwards")},
                     worth(backward=0.0), "Only the parents of the output"),
        # By hand, and by nudging.
        "one-way": ({hand: right_by_hand("one-way") + "z = numbers['w'] * numbers['x'] + numbers['b']\n"
                           "w_gradient = upstream / (1 + math.exp(-z))"},
                    worth(weight=0.0), "through the w in front of g alone"),
        "follows": ({hand: following(0.5)}, worth(upstream=0.0), "The factor 2 of the square is missing"),
        "typed": ({hand: right_by_hand("typed")}, FULL, None),
        "fractions": ({hand: f"from fractions import Fraction\n{by_engine}\nupstream = Fraction(upstream)"
                             "\nw_gradient = np.float64(w_gradient) if (np := __import__('numpy')) else 0"},
                      FULL, None),
        "text": ({hand: "upstream = 'three'\nw_gradient = [1, 2]\nb_gradient = True"},
                 worth(upstream=0.0, weight=0.0, bias=0.0), "give a number"),
        "one-side": ({nudge: NUDGE.format(
            body="moved = list(inputs); moved[k] += h\n    return (f(moved) - f(inputs)) / h")},
            worth(nudge=0.0), "One side only"),
        "one-list": ({nudge: NUDGE.format(
            body="above = below = inputs\n    above[k] += h\n    up = f(above)\n    below[k] -= h\n    "
                 "return (f(above) - f(below)) / (2 * h)")},
            worth(nudge=0.0), "one and the same list"),
        "brackets": ({nudge: NUDGE.format(body="above, below = list(inputs), list(inputs)\n    above[k] += h\n"
                                               "    below[k] -= h\n    return (f(above) - f(below)) / 2 * h")},
                     worth(nudge=0.0), "divided by 2 and multiplied by h"),
        "half": ({nudge: NUDGE.format(body="above, below = list(inputs), list(inputs)\n    above[k] += h\n"
                                           "    below[k] -= h\n    return (f(above) - f(below)) / h")},
                 worth(nudge=0.0), "2 h apart"),
    }  # fmt: skip
    return {
        student: (replaced(answered(source, student), changes), points, slip)
        for student, (changes, points, slip) in others.items()
    }


def right_by_hand(student):
    """Return the source of the cell with a student's own gradients typed in, to four digits."""
    from helpers.coursework.build_the_engine import answers
    from helpers.coursework.numbers import numbers_for

    right = answers(numbers_for(ASSIGNMENT, student))
    return BY_HAND.format(**{name: f"{value:.4g}" for name, value in right.items()})


def following(share):
    """Return the source of a cell where the factor 2 of the loss was forgotten, and all the rest follows."""
    right = right_by_hand("follows")
    lines = [line.split(" = ") for line in right.strip().splitlines()]
    return "\n".join(f"{name} = {float(value) * share:.4g}" for name, value in lines)


def _solution(source, name):
    notebook = answered(source, "nobody")
    return cell_of(notebook, name).source
