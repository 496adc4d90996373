"""Train everyone to the same losses, time it and print it as plain tables."""

import platform
from functools import partial
from importlib.util import find_spec
from typing import NamedTuple

import numpy as np

from helpers.digits import CLASSES, digits
from helpers.fully_connected import fully_connected
from helpers.network import Network
from helpers.training import one_hot
from tests.benchmarks import moons, trainers
from tests.benchmarks.goals import goals_of_training
from tests.benchmarks.problem import SOURCES, numbers, samples
from tests.benchmarks.rounds import medians

SECONDS_A_TASK = 20


class Task(NamedTuple):
    """What everyone trains: `makers`, {class: how to make one}, and how many steps are timed.

    few: {class: steps} of those that would take too long; their times are scaled.
    """

    name: str
    steps: int
    makers: dict
    few: dict

    def steps_of(self, kind):
        return self.few.get(kind, self.steps)


def seven_nodes(steps=1_000, batch=256):
    x, target = samples(batch)
    given = Network(SOURCES, numbers()), x[None], target[None], 0.05, batch
    kinds = [trainers.OfTraining, trainers.OfTorch, trainers.OfAutograd, trainers.OfMicrograd]
    name = f"the seven nodes, {steps} steps, all {batch} samples in each"
    return Task(name, steps, {kind: partial(kind, *given) for kind in kinds}, {trainers.OfMicrograd: 3})


def one_epoch_of_digits(drawings=None, hidden=48, batch=32):
    """Make the task of one epoch; micrograd is left out, since it takes minutes."""
    train = digits().train
    x, target = train.images[:, :drawings], one_hot(train.labels[:drawings], CLASSES)
    given = fully_connected([len(x), hidden, CLASSES]), x, target, 0.5, batch
    kinds = [trainers.OfTraining, trainers.OfTorch, trainers.OfAutograd]
    steps = -(-x.shape[1] // batch)
    name = f"digits, {len(x)}-{hidden}-{CLASSES}, {x.shape[1]} drawings in {steps} batches"
    return Task(name, steps, {kind: partial(kind, *given) for kind in kinds}, {})


def micrograds_demo(steps=moons.STEPS):
    name = f"micrograd's demo, moons, 2-16-16-1, {steps} steps"
    return Task(name, steps, {kind: kind for kind in moons.EVERYONE}, {moons.OfMicrograd: 1})


TASKS = [seven_nodes, one_epoch_of_digits, micrograds_demo]


def losses_of(task, kind):
    """Return the losses of the first steps of one competitor."""
    trainer = task.makers[kind]()
    losses = trainer.run(task.steps_of(kind))
    return trainer.losses if losses is None else losses


def installed(task):
    """Return the competitors of a task that are installed here, ours first."""
    return [kind for kind in task.makers if kind.module is None or find_spec(kind.module)]


def assert_same(task, kind, right, tolerance=1e-9):
    """Raise AssertionError unless a competitor has the loss of ours, `right`, at each of its steps."""
    found = losses_of(task, kind)
    assert len(found) == task.steps_of(kind)
    np.testing.assert_allclose(found, right[: len(found)], rtol=tolerance, err_msg=f"the losses of {kind.name}")


def times(task, seconds):
    """Return {name: (seconds of the task, times as long as ours)}, all checked to find the same losses."""
    kinds = installed(task)
    right = losses_of(task, kinds[0])
    for kind in kinds[1:]:
        assert_same(task, kind, right)
    runs = {kind.name: partial(task.makers[kind]().run, task.steps_of(kind)) for kind in kinds}
    scale = {kind.name: task.steps / task.steps_of(kind) for kind in kinds}
    return {name: tuple(number * scale[name] for number in found) for name, found in medians(runs, seconds).items()}


def report():
    """Run the whole benchmark, printing as it goes."""
    print(f"Python {platform.python_version()}, NumPy {np.__version__}, {platform.machine()}, one thread")
    made = [make() for make in TASKS]
    ratios = []
    for task in made:
        found, few = times(task, SECONDS_A_TASK), {kind.name: steps for kind, steps in task.few.items()}
        print(f"\n{task.name}: milliseconds, and times ours; the same losses")
        for name, (seconds, ratio) in found.items():
            scaled = f"  scaled from {few[name]} step{'s' if few[name] > 1 else ''}" if name in few else ""
            print(f"{name:34}{1e3 * seconds:12.1f}{ratio:12.2f}{scaled}", flush=True)
        missing = [kind.name for kind in task.makers if kind.name not in found]
        if missing:
            print(f"Not installed: {', '.join(missing)}.")
        ratios.append({name: ratio for name, (_, ratio) in found.items()})
    print("\nGoals")
    for sentence, holds in goals_of_training(*ratios):
        print(f"  {'yes' if holds else 'NO ':3}  {sentence}", flush=True)
