"""Imports run one way: each room of the helpers knows only those that stand below it, and no circle of modules."""

import ast
from graphlib import TopologicalSorter

import pytest

from tests.refresh import ROOT

NUMBERS = "numbers"  # the modules of `helpers` itself
KNOWS = {
    NUMBERS: set(),
    "slips": {NUMBERS},
    "checks": {NUMBERS, "slips"},
    "coursework": {NUMBERS, "slips", "checks"},
    "pictures": {NUMBERS},
    "explorers": {NUMBERS, "pictures"},
}


def modules():
    """Return {name: its code} of all modules of the helpers, but for `helpers` itself, which is empty."""
    found = {}
    for path in sorted((ROOT / "helpers").rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path.read_text(encoding="utf-8")
    return {name: code for name, code in found.items() if name != "helpers"}


MODULES = modules()


def imported(code, at_once=False):
    """Return the modules of the helpers that code imports; at_once: leave out those that only its functions import."""
    tree = ast.parse(code)
    inner = {node for f in ast.walk(tree) if isinstance(f, ast.FunctionDef) for node in ast.walk(f)} if at_once else ()
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node not in inner:
            assert not node.level, f"line {node.lineno}: import by the full name, from helpers. …"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            found.update(name if name in MODULES else node.module for name in names)
        elif isinstance(node, ast.Import) and node not in inner:
            found.update(alias.name for alias in node.names)
    return {name for name in found if name in MODULES}


def room_of(name):
    """Return the room that a module stands in."""
    parts = name.split(".")
    return parts[1] if parts[1] in KNOWS else NUMBERS


def against(name, code):
    """List what a module imports from rooms that its own may not know."""
    allowed = KNOWS[room_of(name)] | {room_of(name)}
    return sorted(other for other in imported(code) if room_of(other) not in allowed)


@pytest.mark.parametrize("room", KNOWS)
def test_a_room_knows_only_those_below_it(room):
    inside = {name: code for name, code in MODULES.items() if room_of(name) == room}
    assert inside and {name: against(name, code) for name, code in inside.items() if against(name, code)} == {}


def test_no_modules_import_each_other():
    TopologicalSorter({name: imported(code, at_once=True) - {name} for name, code in MODULES.items()}).prepare()


@pytest.mark.parametrize(
    "name, code",
    {
        "helpers.graph": "from helpers.slips import Slip",
        "helpers.slips.of_paths": "from helpers.checks.feedback import Feedback",
        "helpers.checks.of_engines": "from helpers.coursework import numbers",
        "helpers.checks": "def late():\n    import helpers.pictures.svg",
        "helpers.pictures.svg": "from helpers.explorers import view",
    }.items(),
)
def test_an_import_against_the_arrows_is_noticed(name, code):
    assert len(against(name, code)) == 1
