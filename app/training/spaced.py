"""A row of numbers for some of the epochs: a bounded number, evenly spaced.

Once there are too many, every second one goes and the spacing doubles.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

MOST_KEPT = 512


class Spaced:
    """Rows of one shape by epoch, ascending; float32."""

    def __init__(self) -> None:
        self._spacing = 1
        self._epochs = np.zeros(MOST_KEPT, dtype=np.int64)
        self._rows: NDArray[np.float32] | None = None
        self._length = 0

    def __len__(self) -> int:
        """Return how many epochs are kept."""
        return self._length

    def look(self, epoch: int, measure: Callable[[], ArrayLike]) -> None:
        """Keep what `measure` returns for `epoch`, if its turn has come."""
        if epoch % self._spacing:
            return
        if self._length == MOST_KEPT:
            self._thin()
            self.look(epoch, measure)
            return
        row = np.asarray(measure(), dtype=np.float32)
        if self._rows is None:
            self._rows = np.zeros((MOST_KEPT, *row.shape), dtype=np.float32)
        self._epochs[self._length] = epoch
        self._rows[self._length] = row
        self._length += 1

    def truncate(self, length: int) -> None:
        """Forget every epoch from `length` on."""
        kept = self._epochs[: self._length] < length
        self._length = int(np.count_nonzero(kept))

    def copy(self) -> "Spaced":
        """Return one of its own with the same rows."""
        twin = Spaced()
        twin._spacing, twin._length = self._spacing, self._length
        twin._epochs = self._epochs.copy()
        twin._rows = None if self._rows is None else self._rows.copy()
        return twin

    def rows(
        self, epoch: int, most: int
    ) -> tuple[NDArray[np.int64], NDArray[np.float32] | None]:
        """Return the kept epochs (n,) from `epoch` on and their rows; None without any.

        At most `most` epochs, evenly spread, the newest among them.
        """
        picked = np.flatnonzero(self._epochs[: self._length] >= epoch)
        picked = picked[:: -max(-(-len(picked) // most), 1)][::-1]
        rows = None if self._rows is None else self._rows[picked]
        return self._epochs[picked], rows

    def last(self, most: int, epoch: int) -> NDArray[np.float32] | None:
        """Return the rows of the last epochs up to `epoch`; None before there was one.

        Of those that are kept, at most `most`.
        """
        if self._rows is None:
            return None
        end = int(np.searchsorted(self._epochs[: self._length], epoch, side="right"))
        return self._rows[max(end - most, 0) : end]

    def _thin(self) -> None:
        self._spacing *= 2
        kept = np.flatnonzero(self._epochs[: self._length] % self._spacing == 0)
        self._length = len(kept)
        self._epochs[: self._length] = self._epochs[kept]
        if self._rows is not None:
            self._rows[: self._length] = self._rows[kept]
