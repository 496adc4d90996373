"""Times of competitors in interleaved rounds: a slow moment of the machine hits all of them.

What counts is processor time, which goes on only while this process runs. The garbage collector
stays as users have it.
"""

from statistics import median
from time import perf_counter, process_time

SLOT = 0.003  # seconds: a competitor repeats what takes less
TURN = 0.05  # seconds: what takes longer sits out some rounds


def seconds_of(run, times=1):
    """Return how long one call takes, on average over so many."""
    start = process_time()
    for _ in range(times):
        run()
    return (process_time() - start) / times


def medians(runs, seconds):
    """Return {name: (median seconds, median ratio to the first in the same round)} of `runs`, {name: function}."""
    first, times = next(iter(runs)), {name: {} for name in runs}
    about = {name: min(seconds_of(run) for _ in range(2)) for name, run in runs.items()}
    end, rounds = perf_counter() + seconds, 0
    while rounds < 3 or perf_counter() < end:
        for name, run in runs.items():
            if rounds % max(1, round(about[name] / TURN)) == 0:
                times[name][rounds] = seconds_of(run, max(1, round(SLOT / about[name])))
        rounds += 1
    return {name: (median(own.values()), median(own[i] / times[first][i] for i in own)) for name, own in times.items()}
