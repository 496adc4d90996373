"""The tests of the explorers, tested: what a reader would be shown wrongly here, the suite must notice."""

import pytest

from tests.breaking import assert_noticed, copy_of_project, run_suite

SEVEN, PATHS, STEPS, HILL = "test_explorer_seven_nodes.py", "test_paths.py", "test_stepping.py", "test_explorer_hill.py"
STEPPER, COST, COUNTING = "test_explorer_stepper.py", "test_explorer_cost.py", "test_counting.py"
TIMING = "test_timing.py"
TRAINER, REPLAY, FIT = "test_explorer_trainer.py", "test_replay.py", "test_pictures_training.py"
DIGITS = "test_explorer_digits.py"
SUITE = (SEVEN, PATHS, STEPS, HILL, STEPPER, COST, COUNTING, TIMING, TRAINER, REPLAY, FIT, DIGITS)
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
    "a value where no gradient is known yet": (
        "explorers/seven_nodes.py",
        "parameters=boxes,",
        'parameters=boxes if passes.found else "values",',
        SEVEN,
    ),
    "nothing said of gradients that are not known yet": (
        "pictures/network_sentence.py",
        "if missing else []",
        "if not missing else []",
        SEVEN,
    ),
    "the nudge of earlier numbers": (
        "explorers/seven_nodes.py",
        '"nudged": changes.get("nudged", False)',
        '"nudged": changes.get("nudged", state["nudged"])',
        SEVEN,
    ),
    "a nudge that always agrees": (
        "one_nudge.py",
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
    "sums that are not counted": ("counting.py", "counted(float.__add__)", "float.__add__", COUNTING),
    "one forward pass for each nudged parameter": (
        "counting.py",
        "2 * parameters * forward",
        "parameters * forward",
        COUNTING,
    ),
    "the backward pass alone": ("counting.py", "self.forward + self.backward", "self.backward", COUNTING),
    "the slope of nudging at both lines": (
        "pictures/cost.py",
        "for points in (nudging, both)]",
        "for points in (nudging, nudging)]",
        COST,
    ),
    "the numbers of another width": ("explorers/cost.py", "cost = _operations(width)", "cost = _operations(3)", COST),
    "times of an earlier network": ("explorers/cost.py", '{**state, "timed": None}', "state", COST),
    "a time for what takes too long": (
        "timing.py",
        "for forward, _ in first) > longest",
        "for forward, _ in first) > 1e9",
        TIMING,
    ),
    "a clock that nobody looks at": ("timing.py", "perf_counter() > end", "perf_counter() > 1e99", TIMING),
    "steps taken with another learning rate kept": (
        "replay.py",
        "_until(taken, self._rates)",
        "_until(taken, rates)",
        REPLAY,
    ),
    "another start, the same training": ("replay.py", "self._start != start or ", "", REPLAY),
    "the first loss of an epoch for its mean": (
        "replay.py",
        "for loss in new[at : at + each]",
        "for loss in [new[at]] * each",
        REPLAY,
    ),
    "peaks that a thinned curve loses": ("thinned.py", "max(a[1], b[1])", "max(a[0], b[0])", REPLAY),
    "a gradient as wide as any": (
        "pictures/training_network.py",
        "return min(_LEAST + wider, _MOST)",
        "return _MOST",
        FIT,
    ),
    "the gradient of another parameter": (
        "pictures/training_network.py",
        "(name, parameters[name], gradients[name])",
        "(name, parameters[name], parameters[name])",
        FIT,
    ),
    "nodes that crowd their boxes": ("pictures/training_plan.py", "_ROW = 10, 115", "_ROW = 10, 95", FIT),
    "boxes on the heads of arrows": (
        "pictures/training_plan.py",
        "for points in arrows.values()]",
        "for points in []]",
        FIT,
    ),
    "boxes on the arrows of others": ("pictures/labels.py", "(1000 if clear else 12)", "12", FIT),
    "errors drawn from nothing": (
        "pictures/training_fit.py",
        "(x, _near(y, plane)), (x, found)]",
        "(x, found), (x, found)]",
        FIT,
    ),
    "a number that no float holds, shown": (
        "explorers/trainer_run.py",
        "except OverflowError:\n        return None",
        "except ZeroDivisionError:\n        return None",
        TRAINER,
    ),
    "a new batch in an old training": (
        "explorers/trainer.py",
        '{"what", "start", "seed", "batch"}',
        '{"what", "start", "seed"}',
        TRAINER,
    ),
    "a new learning rate for the past": (
        "explorers/trainer.py",
        '"rates": past + here',
        '"rates": ((0, state["rate"]),)',
        TRAINER,
    ),
    "play that does not end": ("explorers/trainer.py", "an_epoch, most))", "an_epoch, most - 1))", TRAINER),
    "a sentence with every frame": ("explorers/trainer.py", "% _SPEAKS == 0", "% 1 == 0", TRAINER),
    "the step the wrong way": (
        "explorers/trainer_words.py",
        "number(value - state['rate'] * gradient)",
        "number(value + state['rate'] * gradient)",
        TRAINER,
    ),
    "a tick for any frame": (
        "explorers/explorer.py",
        "if what == self._view.playing != 0:",
        "if self._view.playing != 0:",
        TRAINER,
    ),
    "ink of the drawing as it was": ("explorers/digits.py", "square[place_of(name, SIDE)] = ink", "pass", DIGITS),
    "changes carried to another drawing": ("explorers/digits.py", 'if "drawing" in changes:', "if False:", DIGITS),
    "the loss after a change for the one before": (
        "explorers/digits.py",
        "self._passes(self._drawings.square(drawing), label) if changed",
        "self._passes(square, label) if changed",
        DIGITS,
    ),
    "what is read for what the drawing is": (
        "explorers/digits.py",
        "one_hot([label], CLASSES)\n        found",
        "one_hot([self._outputs(square.reshape(_PIXELS, 1)).argmax()], CLASSES)\n        found",
        DIGITS,
    ),
    "a nudge to one side, divided by two": (
        "explorers/digits.py",
        "for h in (_NUDGE, -_NUDGE)",
        "for h in (_NUDGE, 0)",
        DIGITS,
    ),
    "the lesson's own network": ("explorers/digits.py", "return net.with_parameters({})", "return net", DIGITS),
    "gradients drawn with the wrong sign": (
        "pictures/digit.py",
        "if gradient > 0:",
        "if gradient < 0:",
        DIGITS,
    ),
    "rows for columns": (
        "pictures/digit.py",
        "divmod(int(name[1:]) - 1, columns)",
        "divmod(int(name[1:]) - 1, columns)[::-1]",
        DIGITS,
    ),
}


@pytest.fixture
def copy(tmp_path):
    """Copy the helpers and the tests of the explorers, so that a change touches nothing else."""
    return copy_of_project(tmp_path, SUITE)


def test_the_explorers_as_they_are_pass(copy):
    outcome = run_suite(copy, *SUITE)
    assert outcome.returncode == 0, outcome.stdout[-2000:]


@pytest.mark.parametrize("name", BREAKS)
def test_the_suite_catches(name, copy):
    assert_noticed(copy, *BREAKS[name])
