"""How strongly each layer learned, epoch by epoch: for the curves on a log scale.

No part of a run's record. A bounded number of epochs is kept.
"""

import numpy as np
from numpy.typing import NDArray

from app.engine import Array, Layout, layer_rms
from app.training.spaced import Spaced

NOTHING: NDArray[np.float32] = np.zeros((0, 2, 0), dtype=np.float32)


class Signals:
    """The root mean squares of each layer's deltas and gradient, of some epochs.

    Those of the last update of an epoch, from the first epoch on; float32.
    """

    def __init__(self) -> None:
        self._kept = Spaced()

    def __len__(self) -> int:
        """Return how many epochs are kept."""
        return len(self._kept)

    def look(self, epoch: int, layout: Layout, gradient: Array) -> None:
        """Take in the end of `epoch` with its last update's gradient (P,)."""
        with np.errstate(all="ignore"):
            self._kept.look(epoch, lambda: layer_rms(layout, gradient))

    def truncate(self, length: int) -> None:
        """Forget every epoch from `length` on."""
        self._kept.truncate(length)

    def copy(self) -> "Signals":
        """Return one of its own with the same epochs."""
        twin = Signals()
        twin._kept = self._kept.copy()
        return twin

    def rows(
        self, epoch: int, most: int
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Return the kept epochs (n,) from `epoch` on and their rows (n, 2, L).

        A row has the deltas' root mean squares and the gradient's; they may be inf or
        NaN. At most `most` epochs, evenly spread, the newest among them.
        """
        epochs, rows = self._kept.rows(epoch, most)
        return epochs, NOTHING if rows is None else rows

    def last_deltas(self, most: int, epoch: int) -> NDArray[np.float32]:
        """Return the deltas' root mean squares (n, L) of the last epochs up to `epoch`.

        Of those that are kept, at most `most`.
        """
        rows = self._kept.last(most, epoch)
        return NOTHING[:, 0] if rows is None else rows[:, 0]
