"""Measure everything and print it as plain tables."""

import platform

import numpy as np

from tests.benchmarks import growth
from tests.benchmarks.competitors import OTHERS, assert_same, installed
from tests.benchmarks.goals import goals
from tests.benchmarks.limit import Limit
from tests.benchmarks.problem import NAMES, numbers, samples
from tests.benchmarks.rounds import medians, seconds_of

BATCHES = [1, 32, 256, 4096]
SECONDS_A_BATCH = 6
SECONDS_A_SIZE = 0.5
TOO_LONG = 3.0  # seconds for one run: that competitor is left out


def report():
    """Run the whole benchmark, printing as it goes; about two minutes."""
    print(f"Python {platform.python_version()}, NumPy {np.__version__}, {platform.machine()}, one thread")
    missing = [kind.name for kind in OTHERS if kind not in installed()]
    print(f"Not installed: {', '.join(missing)}." if missing else "Every competitor is installed.")
    grown = _report_growth()
    ratios = _report_seven_nodes()
    print("\nGoals")
    for sentence, holds in goals(ratios, grown):
        print(f"  {'yes' if holds else 'NO ':3}  {sentence}", flush=True)


def _report_growth():
    grown = []
    for what, sizes in growth.SIZES.items():
        print(f"\nGrowth with {what}, one sample: microseconds for each of so many, forward and backward")
        print(f"{'':34}" + "".join(f"{size:>10}" for size in sizes) + f"{'slope':>8}")
        for kind in growth.ENGINES:
            row = growth.grown(kind, what, SECONDS_A_SIZE)
            each = [1e6 * both / size for both, size in zip(row.both, sizes, strict=True)]
            times = [both / forward for both, forward in zip(row.both, row.forward, strict=True)]
            print(f"{row.engine:34}" + "".join(f"{number:10.2f}" for number in each) + f"{row.slope:8.3f}")
            print(f"{'  both divided by forward':34}" + "".join(f"{number:10.2f}" for number in times), flush=True)
            grown.append(row)
    return grown


def _report_seven_nodes():
    ratios, columns = {}, {}
    for batch in BATCHES:
        runs = _runs(batch)
        columns[batch] = medians(runs, SECONDS_A_BATCH)
        ratios[batch] = {name: ratio for name, (_, ratio) in columns[batch].items()}
    print(f"\nThe seven nodes, loss and {len(NAMES)} gradients: microseconds, and times the limit")
    print(f"{'batch':34}" + "".join(f"{batch:>20}" for batch in BATCHES))
    for kind in installed():
        cells = [columns[batch].get(kind.name) for batch in BATCHES]
        print(f"{kind.name:34}" + "".join(f"{1e6 * c[0]:12.1f}{c[1]:8.2f}" if c else f"{'-':>20}" for c in cells))
    print(f"-: one run takes more than {TOO_LONG:g} seconds", flush=True)
    return ratios


def _runs(batch):
    """Return {name: function to time}, each checked against the limit, without those that take too long."""
    limit, runs = Limit(numbers(), *samples(batch)), {}
    for kind in installed():
        competitor = kind(numbers(), *samples(batch))
        assert_same(competitor, limit)
        if seconds_of(competitor.run) < TOO_LONG:
            runs[kind.name] = competitor.run
    return runs
