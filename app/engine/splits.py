"""Training, validation and test set: which point belongs to which."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.engine.streams import Stream, stream

Indices = NDArray[np.intp]


@dataclass(frozen=True)
class Split:
    """Index arrays of the three sets."""

    train: Indices
    validation: Indices
    test: Indices


def split(n: int, validation_share: int, test_share: int, split_seed: int) -> Split:
    """Deal n points to three sets: floor(n share / 100) each, the rest for training.

    One order of the points, which only the seed decides: validation takes its first
    points, test its last. A changed share moves only as many points as it must.

    Raises:
        ValueError: the shares are negative or exceed 100 percent together.
    """
    if min(validation_share, test_share) < 0 or validation_share + test_share > 100:
        message = "validation_share and test_share must be 0 to 100 percent together"
        raise ValueError(f"{message}. Got {validation_share} and {test_share} instead.")
    order = stream(split_seed, Stream.SPLIT).permutation(n)
    validation = int(n * validation_share // 100)
    test = int(n * test_share // 100)
    return Split(
        train=order[validation : n - test],
        validation=order[:validation],
        test=order[n - test :],
    )
