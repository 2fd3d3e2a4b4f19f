"""The errors of every epoch: appended to, read from any epoch on, thinned for drawing.

Row i belongs to epoch i; row 0 is the state before any update.
"""

import math
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.training.signals import Signals
from app.training.spaced import Spaced
from app.training.stopping import EpochErrors

ERRORS = ("train", "validation", "test")
ACCURACIES = ("train_accuracy", "validation_accuracy", "test_accuracy")
COLUMNS = (*ERRORS, *ACCURACIES)

Series = dict[str, list[Any]]

GRID_SHARE = 2 / 3  # of the epochs that a thinned series keeps


class History:
    """Errors and accuracies by epoch, float64; NaN inside where there is none.

    Attributes:
        signals: how strongly each layer learned in some of the epochs.
        sizes: quantiles of |w| at the end of some of the epochs, epoch 0 included.
        sealed: of how many first epochs the test error is still to be found.
    """

    def __init__(self) -> None:
        self._rows = np.full((64, len(COLUMNS)), np.nan)
        self._updates = np.zeros(64, dtype=np.int64)
        self.signals = Signals()
        self.sizes = Spaced()
        self.sealed = 0
        self._length = 0

    def __len__(self) -> int:
        """Return how many epochs were recorded, epoch 0 included."""
        return self._length

    def append(self, errors: EpochErrors, update: int) -> None:
        """Add the next epoch's errors; it ended with this update."""
        if self._length == len(self._rows):
            self._rows = np.concatenate([self._rows, np.full_like(self._rows, np.nan)])
            self._updates = np.concatenate([self._updates, self._updates])
        self._updates[self._length] = update
        self._write(self._length, errors)
        self._length += 1

    def begin_with(self, errors: EpochErrors) -> None:
        """Replace the errors of epoch 0: the points were changed before it."""
        self.sealed = 0
        self._write(0, errors)

    def _write(self, row: int, errors: EpochErrors) -> None:
        values = [getattr(errors, name) for name in COLUMNS]
        self._rows[row] = [np.nan if v is None else v for v in values]

    def truncate(self, length: int) -> None:
        """Forget every epoch from `length` on."""
        self.signals.truncate(length)
        self.sizes.truncate(length)
        self._length = min(self._length, length)
        self.sealed = min(self.sealed, length)

    def copy(self) -> "History":
        """Return a history of its own with the same epochs; no signals, no sizes."""
        twin = History()
        twin._rows, twin._updates = self._rows.copy(), self._updates.copy()
        twin._length, twin.sealed = self._length, self.sealed
        return twin

    def whole_copy(self) -> "History":
        """Return a history of its own, signals and sizes included."""
        twin = self.copy()
        twin.signals, twin.sizes = self.signals.copy(), self.sizes.copy()
        return twin

    def seal(self) -> None:
        """Take in that the test set was sealed up to now."""
        self.sealed = self._length

    def take_test(self, other: "History") -> None:
        """Take over what `other`, of the same training, knows of the sealed epochs."""
        length = min(self.sealed, len(other))
        for name in ("test", "test_accuracy"):
            column = COLUMNS.index(name)
            self._rows[:length, column] = other._rows[:length, column]
        if length == self.sealed:
            self.sealed = 0

    def update(self, epoch: int) -> int:
        """Return the update that ended `epoch`."""
        if not 0 <= epoch < self._length:
            raise IndexError(f"epoch {epoch} was not recorded")
        return int(self._updates[epoch])

    def epoch_at(self, update: int) -> int:
        """Return the last epoch that was finished at or before `update`."""
        found = np.searchsorted(self._updates[: self._length], update, side="right")
        return int(found) - 1

    def row(self, epoch: int) -> dict[str, float | None]:
        """Return one epoch's values by name, None where missing or not finite."""
        if not 0 <= epoch < self._length:
            raise IndexError(f"epoch {epoch} was not recorded")
        values = self._rows[epoch].tolist()
        return dict(zip(COLUMNS, map(_finite, values), strict=True))

    def column(self, name: str) -> list[float | None]:
        """Return one series from epoch 0 on, None where missing or not finite."""
        return self._values(slice(0, self._length), name)

    def span(self, name: str, first: int, last: int) -> list[float]:
        """Return one series from epoch `first` to `last`; NaN where there is none."""
        values = self._rows[first : last + 1, COLUMNS.index(name)]
        found: list[float] = values.tolist()
        return found

    def lowest(self, name: str, first: int, last: int) -> float:
        """Return the smallest number of a series from `first` to `last`, or NaN."""
        values = self._rows[first : last + 1, COLUMNS.index(name)]
        return float(np.fmin.reduce(values, initial=np.nan))

    def lowest_epoch(self, name: str, first: int, last: int) -> int | None:
        """Return the first epoch with that smallest number, or None."""
        values = self._rows[first : last + 1, COLUMNS.index(name)]
        known = np.where(np.isfinite(values), values, np.inf)
        if not len(known) or known.min() == np.inf:
            return None
        return first + int(known.argmin())

    def since(self, epoch: int, most: int, names: tuple[str, ...] = COLUMNS) -> Series:
        """Return `{epoch, <name>: ...}` of all epochs from `epoch` on, in order.

        Where there are more than `most`, the epochs are thinned as `thinned` does, so
        no peak or best epoch vanishes.
        """
        start = min(max(epoch, 0), self._length)
        picked: slice | NDArray[np.intp] = slice(start, self._length)
        if self._length - start > most:
            picked = start + thinned(self._rows[start : self._length, :3], most, start)
        epochs = np.arange(self._length)[picked].tolist()
        return {"epoch": epochs} | {name: self._values(picked, name) for name in names}

    def _values(
        self, picked: slice | NDArray[np.intp], name: str
    ) -> list[float | None]:
        column = self._rows[:, COLUMNS.index(name)]
        return [_finite(value) for value in column[picked].tolist()]


def thinned(rows: NDArray[np.float64], most: int, first: int = 0) -> NDArray[np.intp]:
    """Return at most `most` (14 or more) ascending row numbers.

    `rows` is (n, k), n > most, of epoch `first` and those that follow. Kept are the
    first and the last row; the epochs that a power of two divides, so that thinned runs
    have epochs in common; and in equal stretches the k minima and k maxima. The page
    thins by the same rule (static/js/core/series.js).
    """
    n, k = rows.shape
    step = 1
    while -(-n // step) > most * GRID_SHARE:
        step *= 2
    grid = np.arange(-first % step, n, step, dtype=np.intp)
    stretches = max((most - 2 - len(grid)) // (2 * k), 1)
    edges = np.linspace(0, n, stretches + 1).astype(np.intp)
    keep = [np.array([0, n - 1], dtype=np.intp), grid]
    low = np.where(np.isfinite(rows), rows, np.inf)
    high = np.where(np.isfinite(rows), rows, -np.inf)
    for start, stop in pairwise(edges):
        keep.append(start + low[start:stop].argmin(axis=0))
        keep.append(start + high[start:stop].argmax(axis=0))
    return np.unique(np.concatenate(keep))


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None
