"""A class that hands in nudge-and-slope, with the points that each submission deserves, told beforehand."""

from helpers.coursework.nudge_and_slope import QUESTIONS, answers
from helpers.coursework.numbers import numbers_for
from tests.coursework_filling import filled

ASSIGNMENT = "nudge-and-slope"
FULL = {name: question.points for name, question in QUESTIONS.items()}
FUNCTIONS = {name for name, question in QUESTIONS.items() if question.tries}
# Worked out independently of the notebook's own solutions.
RIGHT = {
    "nudge-growth-work": "growth = my['h'] * my['b']",
    "nudge-slopes-work": "slopes = (my['b'], my['a'])",
    "nudge-quotient-work": "def growth_per_unit(f, at, h):\n    before, after = f(at), f(at + h)\n"
    "    return (after - before) / h",
    "nudge-point-work": "point = (my['a'] + my['step'] * my['b'], my['b'] + my['step'] * my['a'])",
    "nudge-value-work": "value = point[0] * point[1]",
    "nudge-step-work": "def gradient_step(a, b, step):\n    slope_a, slope_b = b, a\n"
    "    return a + step * slope_a, b + step * slope_b",
    "nudge-hill-work": "def slope_of_hill(x):\n    return 2 * my['bend'] * (my['top'] - x)\n\n"
    "slope_at_start = slope_of_hill(my['start'])",
    "nudge-one-work": "after_one = my['start'] + my['stride'] * slope_at_start",
    "nudge-four-work": "after_four = my['start']\nfor _ in range(4):\n"
    "    after_four += my['stride'] * slope_of_hill(after_four)",
    "nudge-walk-work": "def walk(slope, x, step, count):\n    while count:\n"
    "        x, count = x + step * slope(x), count - 1\n    return x",
    "nudge-loss-work": "slope_of_loss = 2 * (my['x'] - my['target'])",
    "nudge-down-work": "new_x = my['x'] - my['rate'] * slope_of_loss",
    "nudge-new-loss-work": "new_loss = (my['target'] - new_x) ** 2",
}


def submissions(released):
    """Return {student: (notebook, {question: points})}."""
    found = {}

    def hand_in(student, changes, lost=(), cells=RIGHT, typed=""):
        """lost: {question: the points that are not given}."""
        points = {name: FULL[name] - dict(lost).get(name, 0) for name in FULL}
        found[student] = filled(released, student if typed == "" else typed, {**cells, **changes}), points

    def all_of(*names):
        return {name: FULL[name] for name in names}

    hand_in("perfect", {})
    hand_in("empty", {}, FULL, {})
    hand_in("untouched", {}, FULL, {}, None)
    hand_in("other-forms", OTHER_FORMS)
    hand_in("rounded", {name: _rounded(source) for name, source in RIGHT.items() if not source.startswith("def ")})
    hand_in("other-capitals", {}, typed="  Other-Capitals ")
    _slips(hand_in, all_of)
    _careless(hand_in, all_of)
    return found


def _slips(hand_in, all_of):
    # The value at the new point follows from the own point, and keeps its credit.
    one_by_one = "a = my['a'] + my['step'] * my['b']\npoint = (a, my['b'] + my['step'] * a)"
    function = "def gradient_step(a, b, step):\n    a = a + step * b\n    b = b + step * a\n    return a, b"
    slip = {"nudge-point-work": one_by_one, "nudge-step-work": function}
    hand_in("one-after-the-other", slip, all_of("nudge-point", "nudge-step"))

    slip = {
        "nudge-slopes-work": "slopes = (my['a'], my['b'])",
        "nudge-point-work": "point = [my['a'] + my['step'] * slopes[0], my['b'] + my['step'] * slopes[1]]",
    }
    hand_in("slopes-swapped", slip, all_of("nudge-slopes"))

    slip = {
        "nudge-hill-work": RIGHT["nudge-hill-work"].replace("return 2", "return -2"),
        "nudge-walk-work": RIGHT["nudge-walk-work"].replace("x + step", "x - step"),
    }
    # After one move: follows from the own slope. After four: does not follow from the own first place.
    hand_in("downhill", slip, all_of("nudge-hill", "nudge-four", "nudge-walk"))

    hand_in(
        "uphill-on-the-loss", {"nudge-down-work": "new_x = my['x'] + my['rate'] * slope_of_loss"}, {"nudge-down": 2}
    )

    slip = {
        "nudge-point-work": "point = (my['a'] + my['b'], my['b'] + my['a'])",
        "nudge-step-work": "def gradient_step(a, b, step):\n    return a + b, b + a",
    }
    hand_in("no-step", {**slip}, all_of("nudge-point", "nudge-step"))

    slip = {
        "nudge-growth-work": "growth = my['b']",
        "nudge-quotient-work": "def growth_per_unit(f, at, h):\n    return f(at + h) - f(at)",
    }
    hand_in("not-per-unit", slip, all_of("nudge-growth", "nudge-quotient"))

    slip = {
        "nudge-four-work": "after_four = my['start'] + 4 * my['stride'] * slope_at_start",
        "nudge-walk-work": "def walk(slope, x, step, count):\n    return x + count * step * slope(x)",
    }
    # The function is right for a single move, one of its four tries.
    hand_in("slope-of-the-start", slip, {"nudge-four": 2, "nudge-walk": 3})

    slip = {
        "nudge-slopes-work": "slopes = (my['h'] * my['b'], my['h'] * my['a'])",
        "nudge-hill-work": RIGHT["nudge-hill-work"] + " / 2",
        "nudge-one-work": "after_one = my['start'] + my['stride'] * slope_of_hill(my['start'])",
        "nudge-new-loss-work": "new_loss = new_x - my['target']",
    }
    hand_in("half-way", slip, {"nudge-slopes": 4, "nudge-hill": 2, "nudge-new-loss": 2})

    # Right, but for a nudge below 0: one of four tries.
    slip = {"nudge-quotient-work": "def growth_per_unit(f, at, h):\n    return (f(at + h) - f(at)) / abs(h)"}
    hand_in("forgets-the-sign", slip, {"nudge-quotient": 1})

    # One wrong slope and a loss without its factor 2: what follows keeps its credit.
    slip = {
        "nudge-slopes-work": "slopes = (my['b'] + 1, my['a'])",
        "nudge-point-work": "point = (my['a'] + my['step'] * slopes[0], my['b'] + my['step'] * slopes[1])",
        "nudge-loss-work": "slope_of_loss = my['x'] - my['target']",
    }
    hand_in("follows-through", slip, {"nudge-slopes": 2, "nudge-loss": 2})


def _careless(hand_in, all_of):
    numbers = {name: points for name, points in FULL.items() if name not in FUNCTIONS}
    hand_in("copied-notebook", {}, numbers, typed="perfect")
    hand_in("copied-answers", _literal("perfect"), numbers)

    # All zeros: what "follows" from zeros is no answer.
    zeros = {name: f"{_variable(name)} = {'0, 0' if 'slopes' in name or 'point' in name else 0}" for name in NUMBERS}
    zeros |= {"nudge-point-work": "point = (my['a'], my['b'])", "nudge-value-work": "value = my['a'] * my['b']"}
    zeros |= {"nudge-one-work": "after_one = my['start']", "nudge-four-work": "after_four = my['start']"}
    zeros |= {"nudge-down-work": "new_x = my['x']", "nudge-new-loss-work": "new_loss = (my['x'] - my['target']) ** 2"}
    hand_in("zeros", zeros, numbers)

    hand_in("odd-types", ODD_TYPES, FULL)
    hand_in("endless-function", {"nudge-walk-work": "def walk(slope, x, step, count):\n    while True:\n        pass"},
            {"nudge-walk": 4})  # fmt: skip
    hand_in("syntax-error", {"nudge-growth-work": "growth = (my['h'] * my['b']"}, {"nudge-growth": 2})

    # The cell stops, and what comes after does not need it.
    hand_in("cell-stops", {"nudge-slopes-work": "slopes = (1 / 0, 0)"}, {"nudge-slopes": 4})

    constants = {"nudge-step-work": f"def gradient_step(a, b, step):\n    return {answers(_of('constants'))['point']}"}
    hand_in("constants", constants, {"nudge-step": 4})


NUMBERS = [name for name, source in RIGHT.items() if not source.startswith("def ")] + ["nudge-hill-work"]


def _variable(name):
    return RIGHT[name].rsplit("\n", 1)[-1].split(" = ")[0] if "four" not in name else "after_four"


def _of(student):
    return numbers_for(ASSIGNMENT, student)


def _literal(student):
    right = answers(_of(student))
    return {name: f"{_variable(name)} = {right[_variable(name)]!r}" for name in NUMBERS}


def _rounded(source):
    name = "after_four" if "after_four" in source else source.rsplit("\n", 1)[-1].split(" = ")[0]
    if name in ("slopes", "point"):
        return f"{source}\n{name} = [float(f'{{number:.4g}}') for number in {name}]"
    return f"{source}\n{name} = float(f'{{{name}:.4g}}')"


OTHER_FORMS = {
    "nudge-growth-work": "from fractions import Fraction\ngrowth = Fraction(str(my['h'])) * Fraction(str(my['b']))",
    "nudge-slopes-work": "slopes = {'b': my['a'], 'a': my['b']}",
    "nudge-point-work": "import numpy as np\npoint = np.array([my['a'], my['b']]) + my['step'] * "
    "np.array([my['b'], my['a']])",
    "nudge-value-work": "value = point.prod()",
    "nudge-step-work": "gradient_step = lambda a, b, step: [a + step * b, b + step * a]",
    "nudge-one-work": "from decimal import Decimal\n"
    "after_one = Decimal(str(my['start'] + my['stride'] * slope_at_start))",
    "nudge-loss-work": "slope_of_loss = np.float32(2 * (my['x'] - my['target']))",
    "nudge-down-work": "new_x = np.array(my['x'] - my['rate'] * 2 * (my['x'] - my['target']))",
    "nudge-new-loss-work": "new_loss = float((new_x - my['target']) ** 2)",
}
ODD_TYPES = {
    "nudge-growth-work": "growth = 'about 3'",
    "nudge-slopes-work": "slopes = 7.0",
    "nudge-quotient-work": "growth_per_unit = 5",
    "nudge-point-work": "point = lambda: 1",
    "nudge-value-work": "value = float('nan')",
    "nudge-step-work": "def gradient_step(a, b, step):\n    pass",
    "nudge-hill-work": "slope_at_start = [1, 2, 3]",
    "nudge-one-work": "after_one = 2 + 3j",
    "nudge-four-work": "after_four = {'x': None}",
    "nudge-walk-work": "def walk(slope, x, step, count):\n    return slope(x) / 0",
    "nudge-loss-work": "slope_of_loss = ...",
    "nudge-down-work": "new_x = True",
    "nudge-new-loss-work": "class Odd:\n    def __float__(self):\n        raise KeyError('no')\n\nnew_loss = Odd()",
}
