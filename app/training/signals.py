"""How strongly each layer learned, epoch by epoch: for the curves on a log scale.

No part of a run's record. A bounded number of epochs is kept.
"""

import math
from typing import Any

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

    def since(self, epoch: int, most: int) -> dict[str, list[Any]]:
        """Return `{epoch, delta, gradient}` of the kept epochs from `epoch` on.

        `delta` and `gradient` are a list for each layer; numbers that are not finite
        are None. At most `most` epochs, evenly spread, the newest among them.
        """
        epochs, rows = self.rows(epoch, most)
        return {
            "epoch": epochs.tolist(),
            "delta": _layers(rows[:, 0]),
            "gradient": _layers(rows[:, 1]),
        }

    def rows(
        self, epoch: int, most: int
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Return the same as the epochs (n,) and rows (n, 2, L), as they are kept."""
        epochs, rows = self._kept.rows(epoch, most)
        return epochs, NOTHING if rows is None else rows

    def last_deltas(self, most: int) -> NDArray[np.float32]:
        """Return the deltas' root mean squares (n, L) of the last kept epochs."""
        rows = self._kept.last(most)
        return NOTHING[:, 0] if rows is None else rows[:, 0]


def _layers(rows: NDArray[np.float32]) -> list[list[float | None]]:
    """Return one list for each layer of rows (epochs, L)."""
    return [
        [value if math.isfinite(value) else None for value in column]
        for column in rows.T.tolist()
    ]
