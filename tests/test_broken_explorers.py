"""The tests of the explorers, tested: what a reader would be shown wrongly here, the suite must notice."""

import pytest

from tests.breaking import assert_noticed, copy_of_project, run_suite

SEVEN, PATHS, STEPS, HILL = "test_explorer_seven_nodes.py", "test_paths.py", "test_stepping.py", "test_explorer_hill.py"
STEPPER = "test_explorer_stepper.py"
SUITE = (SEVEN, PATHS, STEPS, HILL, STEPPER)
BORROWED = ("test_pictures.py",)  # whose tools some of these tests use
BREAKS = {
    "the weight for the slope in a local derivative": (
        "paths.py",
        'net.slope[reader] * net.parameters[f"w{source}to{reader}"]',
        'net.parameters[f"w{source}to{reader}"]',
        PATHS,
    ),
    "one path only": ("paths.py", "    return found\n\n\ndef local", "    return found[:1]\n\n\ndef local", PATHS),
    "the slope for c's own derivative": (
        "paths.py",
        "return sigmoid_and_rest(net.h[node])[0]",
        "return net.slope[node]",
        PATHS,
    ),
    "nothing kept": ("paths.py", "upstream[j] + 4 for j in readers", "upstream[j] + 2 for j in readers", PATHS),
    "a sum so far that does not add": ("pictures/network_lines.py", "total += upstream", "total = upstream", SEVEN),
    "gradients shown before they are found": (
        "passes.py",
        "for name in names} if names else None",
        "for name in self.gradients} if self.gradients else None",
        SEVEN,
    ),
    "values shown before they are computed": (
        "passes.py",
        'for kind, node in self.done if kind == "forward")',
        "for kind, node in self.steps)",
        SEVEN,
    ),
    "the nudge of earlier numbers": (
        "explorers/seven_nodes.py",
        '"nudged": changes.get("nudged", False)',
        '"nudged": changes.get("nudged", state["nudged"])',
        SEVEN,
    ),
    "a nudge that always agrees": (
        "nudging.py",
        "if abs(ratio - gradient) <= 1e-4",
        "if True or abs(ratio) <= 1e-4",
        SEVEN,
    ),
    "an error that changes the state": (
        "explorers/explorer.py",
        "        state = self.settled({**self._state, **changes}, changes)\n",
        "        self._state = state = self.settled({**self._state, **changes}, changes)\n",
        SEVEN,
    ),
    "= for += on the way back": (
        "stepping.py",
        "product if before is None else before + product",
        "product",
        STEPS,
    ),
    "uphill when descending": ("explorers/hill.py", "x + self.sign * step", "x + step", HILL),
}


@pytest.fixture
def copy(tmp_path):
    """Copy the helpers and the tests of the explorers, so that a change touches nothing else."""
    return copy_of_project(tmp_path, (*SUITE, *BORROWED))


def test_the_explorers_as_they_are_pass(copy):
    outcome = run_suite(copy, *SUITE)
    assert outcome.returncode == 0, outcome.stdout[-2000:]


@pytest.mark.parametrize("name", BREAKS)
def test_the_suite_catches(name, copy):
    assert_noticed(copy, *BREAKS[name])
