"""Times of this machine: those of the passes, bounded, and none that were not measured."""

import time

from helpers.counting import grown
from helpers.network import Network
from helpers.timing import timed


class Slowed(Network):
    """A network that counts its forward passes and rests before each."""

    def __init__(self, net, rest):
        """rest: the number of a pass to seconds."""
        super().__init__(net.sources, net.parameters)
        self.passes, self.rest = 0, rest

    def forward(self, x):
        self.passes += 1
        time.sleep(self.rest(self.passes))
        return super().forward(x)


def test_the_times_are_those_of_the_passes():
    net = grown(30)
    start = time.perf_counter()
    nudging, both = timed(net, 60)
    took = time.perf_counter() - start
    assert 0 < both < nudging < took
    # All forward passes of nudging, both passes before every eighth and at first: nothing else takes long.
    # Medians leave out what a busy machine adds.
    assert 0.2 * took < nudging + (2 * len(net.parameters) / 8 + 7) * both < 1.1 * took


def test_what_takes_too_long_is_not_timed_and_not_guessed():
    net = Slowed(grown(20), lambda passes: 0.005)
    nudging, both = timed(net, longest=1.0)
    assert nudging is None and both > 0.005
    assert net.passes == 7  # a few tell that all would take too long


def test_timing_ends_when_the_machine_has_become_slower_than_it_seemed():
    start = time.perf_counter()
    nudging, both = timed(Slowed(grown(20), lambda passes: 0.003 if passes > 10 else 0), longest=0.5)
    assert nudging is None and both > 0
    assert time.perf_counter() - start < 1
