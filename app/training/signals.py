"""How strongly each layer learned, epoch by epoch: for the curves on a log scale.

No part of a run's record. A bounded number of epochs is kept: once there are too many,
every second one goes and the spacing doubles.
"""

import numpy as np
from numpy.typing import NDArray

from app.engine import Array, Layout, layer_rms

MOST_KEPT = 512


class Signals:
    """The root mean squares of each layer's deltas and gradient, of some epochs.

    Those of the last update of an epoch, from the first epoch on; float32.
    """

    def __init__(self) -> None:
        self._spacing = 1
        self._epochs = np.zeros(MOST_KEPT, dtype=np.int64)
        self._rows: NDArray[np.float32] = np.zeros((0, 2, 0), dtype=np.float32)
        self._length = 0

    def __len__(self) -> int:
        """Return how many epochs are kept."""
        return self._length

    def look(self, epoch: int, layout: Layout, gradient: Array) -> None:
        """Take in the end of `epoch` with its last update's gradient (P,)."""
        if epoch % self._spacing:
            return
        if not len(self._rows):
            shape = (MOST_KEPT, 2, len(layout.shapes))
            self._rows = np.zeros(shape, dtype=np.float32)
        if self._length == MOST_KEPT:
            self._thin()
            self.look(epoch, layout, gradient)
            return
        self._epochs[self._length] = epoch
        with np.errstate(all="ignore"):
            self._rows[self._length] = layer_rms(layout, gradient)
        self._length += 1

    def truncate(self, length: int) -> None:
        """Forget every epoch from `length` on."""
        kept = self._epochs[: self._length] < length
        self._length = int(np.count_nonzero(kept))

    def rows(
        self, epoch: int, most: int
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Return the kept epochs (n,) from `epoch` on and their rows (n, 2, L).

        A row has the deltas' root mean squares and the gradient's; they may be inf or
        NaN. At most `most` epochs, evenly spread, the newest among them.
        """
        rows = np.flatnonzero(self._epochs[: self._length] >= epoch)
        rows = rows[:: -max(-(-len(rows) // most), 1)][::-1]
        return self._epochs[rows], self._rows[rows]

    def last_deltas(self, most: int, epoch: int) -> NDArray[np.float32]:
        """Return the deltas' root mean squares (n, L) of the last epochs up to `epoch`.

        Of those that are kept, at most `most`.
        """
        end = int(np.searchsorted(self._epochs[: self._length], epoch, side="right"))
        return self._rows[max(end - most, 0) : end, 0]

    def _thin(self) -> None:
        self._spacing *= 2
        kept = np.flatnonzero(self._epochs[: self._length] % self._spacing == 0)
        self._length = len(kept)
        self._epochs[: self._length] = self._epochs[kept]
        self._rows[: self._length] = self._rows[kept]
