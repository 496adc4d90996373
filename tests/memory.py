"""What is left in memory by something that is done again and again."""

import gc
import tracemalloc


def grown_by(act, few, many):
    """Return how many bytes more are held after `act(many)` than after `act(few)` before it."""

    def held(times):
        act(times)
        gc.collect()
        return tracemalloc.get_traced_memory()[0]

    tracemalloc.start()
    try:
        return -held(few) + held(many)
    finally:
        tracemalloc.stop()
