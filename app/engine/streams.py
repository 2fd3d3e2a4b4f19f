"""Independent streams of random numbers from one seed.

A seed that fed one generator for everything would let one setting disturb another: more
examples would change the noise, dropout the order of the examples.
"""

from enum import IntEnum

import numpy as np


class Stream(IntEnum):
    """What a stream is used for; the numbers are part of what makes runs repeatable."""

    POINTS = 0
    NOISE = 1
    FLIPS = 2
    SPLIT = 3
    WEIGHTS = 4
    ORDER = 5
    DROPOUT = 6


def stream(seed: int, purpose: Stream) -> np.random.Generator:
    """Return a new generator for `purpose`, independent of every other purpose's."""
    return np.random.default_rng([seed, int(purpose)])
