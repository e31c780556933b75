"""How long something takes, told by the pace of the machine: seconds mean another thing on each."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache


class Took:
    """The processor time of what stands in `with measured()`, in strides; a stride is some 50 milliseconds."""

    strides = 0.0


@contextmanager
def measured() -> Iterator[Took]:
    """Measure what is done within."""
    took, begun = Took(), time.process_time()
    yield took
    took.strides = (time.process_time() - begun) / _stride()


@cache
def _stride() -> float:
    """Return the seconds that a million plain steps take here and now, the least of three."""
    return min(_seconds() for _ in range(3))


def _seconds() -> float:
    begun = time.process_time()
    sum(number * number for number in range(1_000_000))
    return time.process_time() - begun
