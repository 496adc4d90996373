"""A class that hands in seven-nodes-by-hand, with the points that each submission deserves, told beforehand."""

from helpers.coursework.numbers import numbers_for
from helpers.coursework.seven_nodes_by_hand import INNER, OUTPUT, QUESTIONS, READERS, VALUES, answers
from tests.coursework_filling import filled

ASSIGNMENT = "seven-nodes-by-hand"
FULL = {name: question.points for name, question in QUESTIONS.items()}
FUNCTIONS = {name for name, question in QUESTIONS.items() if question.tries}
# Worked out node by node, without a loop over the nodes, as on paper.
FORWARD = """\
def node(i, *sources):
    h = my[f"b{i}"]
    for j in sources:
        h += my[f"w{j}to{i}"] * value_of[j]
    return h, my[f"c{i}"] * g(h), my[f"c{i}"] * g(h) * (1 - g(h))

value_of, h, slope = {1: my["x1"]}, {}, {}
for i, sources in ((2, [1]), (3, [1]), (4, [2, 3]), (5, [2, 3]), (6, [2, 3]), (7, [4, 5, 6])):
    h[i], value_of[i], slope[i] = node(i, *sources)
values = {f"x{i}": value_of[i] for i in range(2, 8)}"""
RIGHT = {
    "seven-values-work": FORWARD,
    "seven-loss-work": 'loss = (my["target"] - values["x7"]) ** 2',
    "seven-neuron-work": "def neuron(b, c, weights, values):\n    for w, x in zip(weights, values):\n"
    "        b = b + w * x\n    return b, c / (1 + exp(-b))",
    "seven-output-work": 'd7 = 2 * (value_of[7] - my["target"])\n'
    'output = {"x7": d7, "b7": d7 * slope[7], "c7": d7 * g(h[7]), "w5to7": d7 * slope[7] * value_of[5]}',
    "seven-readers-work": 'readers = {f"x{j}": d7 * slope[7] * my[f"w{j}to7"] for j in (4, 5, 6)}',
    "seven-fork-work": 'at_2 = sum(readers[f"x{j}"] * slope[j] * my[f"w2to{j}"] for j in (4, 5, 6))',
    "seven-inner-work": 'inner = {"w2to5": readers["x5"] * slope[5] * value_of[2], '
    '"w1to2": at_2 * slope[2] * my["x1"]}',
    "seven-carry-work": "def carry_back(readers):\n    total = 0\n    for upstream, slope, weight in readers:\n"
    "        total += upstream * slope * weight\n    return total",
    "seven-own-work": "def own_gradients(upstream, slope, g_of_h, values):\n    at_h = upstream * slope\n"
    "    return [at_h, upstream * g_of_h] + [at_h * value for value in values]",
}


def submissions(released):
    """Return {student: (notebook, {question: points})}."""
    found = {}

    def hand_in(student, changes, lost=(), cells=RIGHT, typed=""):
        """lost: {question: the points that are not given}."""
        points = {name: FULL[name] - dict(lost).get(name, 0) for name in FULL}
        found[student] = filled(released, student if typed == "" else typed, {**cells, **changes}), points

    hand_in("perfect", {})
    hand_in("empty", {}, FULL, {})
    hand_in("untouched", {}, FULL, {}, None)
    hand_in("other-forms", OTHER_FORMS)
    hand_in("rounded", ROUNDED)
    hand_in("half-done", {name: "" for name in RIGHT if name[6:-5] in ("readers", "fork", "inner")} | HALF, HALF_LOST)
    _slips(hand_in)
    _careless(hand_in)
    return found


def _changed(name, old, new):
    assert old in RIGHT[name]
    return {name: RIGHT[name].replace(old, new)}


def _slips(hand_in):
    # One path alone: what lies behind node 2 follows from the own number there.
    slip = {"seven-fork-work": 'at_2 = readers["x4"] * slope[4] * my["w2to4"]'}
    hand_in("one-path", slip, {"seven-fork": 4})

    # The slopes of the readers left out.
    slip = {"seven-fork-work": "at_2 = sum(readers[f'x{j}'] * my[f'w2to{j}'] for j in (4, 5, 6))"}
    hand_in("no-slopes", slip, {"seven-fork": 4})

    # = in place of +=: right where there is a single reader, one of three tries.
    hand_in("overwrites", _changed("seven-carry-work", "+=", "="), {"seven-carry": 2})

    # t - x7: everything behind follows.
    slip = _changed("seven-output-work", 'value_of[7] - my["target"]', 'my["target"] - value_of[7]')
    hand_in("sign-turned", slip, {"seven-output": 2})

    # A wrong slope everywhere: 2 + 2 at the output; the readers follow from the own gradient of b7; the fork and what
    # lies behind it take the slip anew.
    everywhere = {"seven-output": 4, "seven-fork": 4, "seven-inner": 5}
    right = 'my[f"c{i}"] * g(h) * (1 - g(h))'
    hand_in("no-scale", _changed("seven-values-work", right, "g(h) * (1 - g(h))"), everywhere)
    hand_in("no-slope-of-g", _changed("seven-values-work", right, 'my[f"c{i}"]'), everywhere)
    of_x = 'my[f"c{i}"] * g(my[f"c{i}"] * g(h)) * (1 - g(my[f"c{i}"] * g(h)))'
    hand_in("g-of-x", _changed("seven-values-work", right, of_x), everywhere)

    slip = {
        **_changed("seven-output-work", "slope[7] * value_of[5]", 'slope[7] * my["w5to7"]'),
        "seven-inner-work": 'inner = {"w2to5": readers["x5"] * slope[5] * my["w2to5"], '
        '"w1to2": at_2 * slope[2] * my["w1to2"]}',
    }
    hand_in("weight-for-value", slip, {"seven-output": 2, "seven-inner": 5})

    slip = {
        **_changed("seven-own-work", "upstream * g_of_h", "at_h * g_of_h"),
        **_changed("seven-output-work", "d7 * g(h[7])", "d7 * slope[7] * g(h[7])"),
    }
    hand_in("slope-in-c", slip, {"seven-output": 2, "seven-own": 3})

    slip = {"seven-neuron-work": "def neuron(b, c, weights, values):\n"
            "    h = sum(w * x for w, x in zip(weights, values))\n    return h, c * g(h)"}  # fmt: skip
    hand_in("no-bias", slip, {"seven-neuron": 3})

    # One wrong value of node 2 or of node 7: all that follows keeps its credit.
    slip = {"seven-values-work": FORWARD.replace("value_of[i], slope[i] = node(i, *sources)",
            "value_of[i], slope[i] = node(i, *sources)\n    value_of[i] += 0.1 * (i == 2)")}  # fmt: skip
    hand_in("wrong-from-node-2", slip, {"seven-values": 1})
    slip = {"seven-values-work": FORWARD.replace('my[f"c{i}"] * g(h),', 'my[f"c{i}"] * (h if i == 7 else g(h)),')}
    hand_in("no-sigmoid-at-7", slip, {"seven-values": 1})
    hand_in("not-squared", {"seven-loss-work": 'loss = values["x7"] - my["target"]'}, {"seven-loss": 1})


def _careless(hand_in):
    numbers = {name: points for name, points in FULL.items() if name not in FUNCTIONS}
    hand_in("copied-notebook", {}, numbers, typed="perfect")
    hand_in("copied-answers", _literal("perfect"), numbers)
    hand_in("odd-types", ODD_TYPES, FULL)
    zeros = {
        "seven-values-work": f"values = dict.fromkeys({VALUES}, 0)",
        "seven-loss-work": "loss = my['target'] ** 2",
        "seven-output-work": f"output = dict.fromkeys({OUTPUT}, 0)",
        "seven-readers-work": f"readers = dict.fromkeys({READERS}, 0)",
        "seven-fork-work": "at_2 = 0",
        "seven-inner-work": "inner = [0, 0]",
    }
    hand_in("zeros", zeros, numbers)
    slip = {"seven-carry-work": "def carry_back(readers):\n    return carry_back(readers)"}
    hand_in("calls-itself", slip, {"seven-carry": 3})
    # The cell stops, and the name is unknown in every question that needs it.
    slip = {"seven-fork-work": "at_2 = 1 / 0"}
    hand_in("cell-stops", slip, {"seven-fork": 4, "seven-inner": 5})


def _literal(student):
    right = answers(numbers_for(ASSIGNMENT, student))
    return {
        "seven-values-work": f"values = { ({name: right[name] for name in VALUES}) }",
        "seven-loss-work": f"loss = {right['L']}",
        "seven-output-work": f"output = { ({name: right[f'd{name}'] for name in OUTPUT}) }",
        "seven-readers-work": f"readers = { ({name: right[f'd{name}'] for name in READERS}) }",
        "seven-fork-work": f"at_2 = {right['dx2']}",
        "seven-inner-work": f"inner = { ({name: right[f'd{name}'] for name in INNER}) }",
    }


# A student with a calculator writes four digits down and goes on with those.
ROUNDED = {
    "seven-values-work": FORWARD.replace("= node(i, *sources)", "= (float(f'{n:.4g}') for n in node(i, *sources))"),
    "seven-output-work": RIGHT["seven-output-work"] + "\noutput = {n: float(f'{v:.4g}') for n, v in output.items()}",
    "seven-readers-work": "readers = {f\"x{j}\": float(f\"{output['b7'] * my[f'w{j}to7']:.4g}\") for j in (4, 5, 6)}",
    "seven-fork-work": RIGHT["seven-fork-work"] + "\nat_2 = float(f'{at_2:.3g}')",
}
HALF = {
    "seven-readers-work": 'readers = {"x4": d7 * slope[7] * my["w4to7"], "x5": None, "x6": None}',
    "seven-fork-work": "at_2 = None",
    "seven-inner-work": "inner = None",
}
HALF_LOST = {"seven-readers": 2, "seven-fork": 4, "seven-inner": 5}
OTHER_FORMS = {
    "seven-values-work": FORWARD + "\nimport numpy as np\nvalues = np.array(list(values.values()))",
    "seven-loss-work": "from fractions import Fraction\nloss = Fraction(value_of[7] - my['target']) ** 2",
    "seven-neuron-work": "def neuron(b, c, weights, values):\n    h = b + np.dot(weights, values)\n"
    "    return np.array([h, c / (1 + np.exp(-h))])",
    "seven-output-work": RIGHT["seven-output-work"] + "\noutput = tuple(output.values())",
    "seven-readers-work": RIGHT["seven-readers-work"] + "\nkept = dict(readers)\nreaders = list(readers.values())",
    "seven-fork-work": "at_2 = np.float64(sum(kept[f'x{j}'] * slope[j] * my[f'w2to{j}'] for j in (4, 5, 6)))",
    "seven-inner-work": RIGHT["seven-inner-work"].replace('readers["x5"]', "readers[1]"),
    "seven-carry-work": "carry_back = lambda readers: np.prod(np.array(readers), axis=1).sum()",
    "seven-own-work": "def own_gradients(upstream, slope, g_of_h, values):\n"
    "    return np.concatenate([[upstream * slope, upstream * g_of_h], upstream * slope * np.array(values)])",
}
ODD_TYPES = {
    "seven-values-work": "values = 'x2'",
    "seven-loss-work": "loss = {}",
    "seven-neuron-work": "neuron = None",
    "seven-output-work": "output = {'x7': 'six', 'b7': None, 'c7': [1], 'w5to7': float('inf')}",
    "seven-readers-work": "readers = 3",
    "seven-fork-work": "at_2 = print",
    "seven-inner-work": "inner = {'w9to9': 1.0}",
    "seven-carry-work": "def carry_back():\n    return 1",
    "seven-own-work": "def own_gradients(upstream, slope, g_of_h, values):\n    return 'b', 'c'",
}
