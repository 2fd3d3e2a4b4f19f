"""Training, validation and test set: which point belongs to which.

Where points have classes, each set holds every class in proportion: of the N_c points
of a class a set of S among all N points holds N_c S / N, rounded down or up. That is
always possible: a table whose margins are whole numbers can be rounded to keep them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.engine.streams import Stream, stream

Indices = NDArray[np.intp]
TRAIN, VALIDATION, TEST = range(3)


@dataclass(frozen=True)
class Split:
    """Index arrays of the three sets."""

    train: Indices
    validation: Indices
    test: Indices


class Counts(NamedTuple):
    """How many points of one class two of the sets hold; training holds the rest."""

    validation: int
    test: int


def split(
    n: int,
    validation_share: int,
    test_share: int,
    split_seed: int,
    labels: NDArray[np.integer] | None = None,
) -> Split:
    """Deal n points to three sets: floor(n share / 100) each, the rest for training.

    One order of the points, which only the seed decides: validation takes its first
    points, test its last. With `labels` (n,), the class of each point, they do so class
    by class: as many as keep every class in proportion in each of the sets. A changed
    share moves only as many points as it must; with three or more classes, where the
    proportions leave no other way, a few more.

    Raises:
        ValueError: the shares are negative or exceed 100 percent together.
    """
    if min(validation_share, test_share) < 0 or validation_share + test_share > 100:
        message = "validation_share and test_share must be 0 to 100 percent together"
        raise ValueError(f"{message}. Got {validation_share} and {test_share} instead.")
    order = stream(split_seed, Stream.SPLIT).permutation(n)
    validation = int(n * validation_share // 100)
    test = int(n * test_share // 100)
    in_order = np.zeros(n, dtype=np.intp) if labels is None else labels[order]
    places = [np.flatnonzero(in_order == label) for label in np.unique(in_order)]
    counts = class_counts([len(each) for each in places], validation, test)
    codes = np.full(n, TRAIN)
    for each, count in zip(places, counts, strict=True):
        codes[each[: count.validation]] = VALIDATION
        codes[each[len(each) - count.test :]] = TEST
    return Split(*(order[codes == code] for code in (TRAIN, VALIDATION, TEST)))


def class_counts(sizes: Sequence[int], validation: int, test: int) -> list[Counts]:
    """Return how many of each class's points go to the validation and the test set.

    `sizes` holds the number of points of each class, `validation` and `test` those of
    the sets. No count, those of training included, is as much as 1 away from its exact
    proportion; among such counts the nearest to those of one even order of all points,
    whose first and last ones the two sets take.
    """
    n = sum(sizes)
    train = n - validation - test
    # Class by class, what leads to each pair of sums at the least distance.
    ways: dict[Counts, tuple[int, list[Counts]]] = {Counts(0, 0): (0, [])}
    for size, even in zip(sizes, _even(sizes, validation, test), strict=True):
        following: dict[Counts, tuple[int, list[Counts]]] = {}
        options = [
            Counts(v, t)
            for v in _roundings(size * validation, n)
            for t in _roundings(size * test, n)
            if size - v - t in _roundings(size * train, n)
        ]
        for sums, (distance, chosen) in ways.items():
            for option in options:
                v, t = option
                apart = abs(v - even.validation) + abs(t - even.test)
                way = (distance + apart, [*chosen, option])
                total = Counts(sums.validation + v, sums.test + t)
                following[total] = min(way, following.get(total, way))
        ways = following
    return ways[Counts(validation, test)][1]


def _even(sizes: Sequence[int], validation: int, test: int) -> list[Counts]:
    """Return the counts of one order in which each class is spread evenly.

    The r-th of the N_c points of a class, from 0 on, stands at (r + 1/2) / N_c.
    """
    labels = np.repeat(np.arange(len(sizes)), sizes)
    places = np.concatenate([(2.0 * np.arange(size) + 1.0) / size for size in sizes])
    classes = labels[np.lexsort((labels, places))]
    first, last = classes[:validation], classes[len(classes) - test :]
    counts = (np.bincount(part, minlength=len(sizes)) for part in (first, last))
    return [Counts(int(v), int(t)) for v, t in zip(*counts, strict=True)]


def _roundings(numerator: int, denominator: int) -> Iterable[int]:
    """Return the whole numbers less than 1 away from a fraction, all of them."""
    down, rest = divmod(numerator, denominator or 1)
    return range(down, down + 1 + (rest > 0))
