"""Every slip of `helpers.slips` has a case, with a number worked out without it: one that has none is named here."""

import ast
import inspect
from pathlib import Path

import pytest

from helpers.slips import of_engines, of_training
from helpers.slips.of_locals import LocalProblem, local_slips
from helpers.slips.of_networks import GradientProblem, gradient_slips
from helpers.slips.of_slopes import SlopeProblem, exchanged_slips, slope_slips
from helpers.slips.of_updates import UpdateProblem, update_slips
from helpers.slips.of_values import ValueProblem, value_slips
from tests import test_slips as tables
from tests.reference import close
from tests.refresh import ROOT
from tests.test_slips_of_code import ENGINES, TRAINING, engines_giving, steps_giving

NET, X, T = tables.NET, tables.X, tables.T


def gradient(name):
    return GradientProblem(NET, name, X, T)


def value(name):
    return ValueProblem(NET, name, X, T)


def local(of, by):
    return LocalProblem(NET, of, by, X)


def slope(f, at, by):
    at = tuple(map(float, at)) if isinstance(at, tuple) else (float(at),)
    names = tuple(inspect.signature(f).parameters)[: len(at)]
    return SlopeProblem(f, at, names.index(by) if by else 0, names)


def update(ask, down):
    return UpdateProblem(tables.curved, (2.0, 3.0), 0.1, down, ask=ask)


def update_of_one(down):
    return UpdateProblem(lambda x: (x - 10) ** 2, (12.0,), 0.2, down)


def nudged(problem):
    return slope_slips(problem, by_nudges=True)


ARROWS = [(f"x{n}", by) for n in NET.order for by in (*NET.names_of(n), *(f"x{source}" for source in NET.sources[n]))]
# {subject: (slips of a problem, problems among which every slip is met, cases as (problem, name of the slip, number))}
SUBJECTS = {
    "gradients": (
        gradient_slips,
        [gradient(name) for name in (*NET.parameters, *(f"x{node}" for node in NET.readers))],
        [(gradient(asked), name, number) for asked, name, _, number in tables.GRADIENTS],
    ),
    "values": (
        value_slips,
        [value(name) for name in (*(f"{letter}{node}" for node in NET.order for letter in "xh"), "L")],
        [(value(asked), name, number) for asked, name, _, number in tables.VALUES],
    ),
    "local derivatives": (
        local_slips,
        [local(*arrow) for arrow in ARROWS],
        [(local(of, by), name, number) for of, by, name, number in tables.LOCALS],
    ),
    "slopes": (
        slope_slips,
        [slope(*asked) for *asked, _, _ in tables.SLOPES],
        [(slope(*asked), name, number) for *asked, name, number in tables.SLOPES],
    ),
    "slopes by nudges": (
        nudged,
        [slope(*asked) for *asked, _, _ in tables.NUDGED],
        [(slope(*asked), name, number) for *asked, name, number in (*tables.NUDGED, *tables.SLOPES)],
    ),
    "slopes in another order": (exchanged_slips, [(7.0, 5.0)], [((7.0, 5.0), "the slopes in another order", (5, 7))]),
    "updates": (
        update_slips,
        [*(update(ask, down) for ask in ("point", "value") for down in (0, 1)), *map(update_of_one, (0, 1))],
        [(update(ask, down), name, number) for ask, down, name, number in tables.UPDATES]
        + [(update_of_one(down), name, number) for down, name, number in tables.ONE_INPUT],
    ),
}
# Where a case of each subject stands.
TABLES = {
    "gradients": "GRADIENTS",
    "values": "VALUES",
    "local derivatives": "LOCALS",
    "slopes": "SLOPES",
    "slopes by nudges": "NUDGED or SLOPES",
    "slopes in another order": "SUBJECTS, in this file",
    "updates": "UPDATES or ONE_INPUT",
}


def origin(slip):
    """Return the name of a slip and where its answer is computed: slips of one name may differ in it."""
    found, codes = [slip.name], [slip.answer.__code__]
    for cell in slip.answer.__closure__ or ():
        if isinstance(cell.cell_contents, type):
            found.append(cell.cell_contents.__qualname__)
        elif inspect.isfunction(cell.cell_contents):
            codes.append(cell.cell_contents.__code__)
    return ", ".join([*found, *(f"{Path(code.co_filename).name}, line {code.co_firstlineno}" for code in codes)])


def gives(slip, problem, number):
    answer = slip(problem)
    pair = (answer, number) if isinstance(number, tuple) else ((answer,), (number,))
    return answer is not None and all(close(found, exact, 1e-9) for found, exact in zip(*pair, strict=True))


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_slip_has_a_case(subject):
    slips_of, problems, cases = SUBJECTS[subject]
    every = {origin(slip) for problem in problems for slip in slips_of(problem) if slip(problem) is not None}
    with_a_case = {
        origin(slip)
        for problem, name, number in cases
        for slip in slips_of(problem)
        if slip.name == name and gives(slip, problem, number)
    }
    where = f"subject {subject}: add a row to {TABLES[subject]}"
    assert sorted(every - with_a_case) == [], f"slips without a case in tests/test_slips.py; {where}"


def test_every_slip_in_code_has_a_case():
    engines = [wrong for case in ENGINES for wrong in engines_giving(*case)]
    assert [wrong.__name__ for _, wrong, *_ in of_engines.SLIPS if wrong not in engines] == []
    steps = [slip for case in TRAINING for slip in steps_giving(*case)]
    assert [slip.name for slip in of_training.SLIPS if slip not in steps] == []


def test_every_slip_that_is_written_is_met_above():
    met = {slip.name for slips_of, problems, _ in SUBJECTS.values() for p in problems for slip in slips_of(p)}
    for path in sorted((ROOT / "helpers" / "slips").glob("*.py")):
        calls = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
        names = [call.args[0] for call in calls if getattr(call.func, "id", "") == "Slip"]
        written = {name.value for name in names if isinstance(name, ast.Constant)}
        assert sorted(written - met) == [], f"{path.name}: no problem of this test leads to these slips"
