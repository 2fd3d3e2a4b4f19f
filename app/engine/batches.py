"""Minibatches: the training examples in a new order each epoch, cut into batches."""

from typing import NamedTuple

import numpy as np

from app.engine.arrays import Array


class Batch(NamedTuple):
    """Inputs x (n_0 + 1, B) and targets t (n_L, B) of the examples before `stop`."""

    x: Array
    t: Array
    stop: int


class Batches:
    """Cuts the columns of x (n_0 + 1, N) and t (n_L, N) into batches of `size`.

    The examples are permuted once an epoch, and each batch lies contiguous in memory:
    a matrix product with a slice of a wider array would have to copy it first. The
    arrays handed out are views that the next `shuffle` fills anew.
    """

    def __init__(self, x: Array, t: Array, size: int) -> None:
        self.examples = x.shape[1]
        self._inputs = len(x)
        self._values = np.concatenate([x, t])
        self._permuted = self._values.copy()
        self._buffer = np.empty(self._values.size)
        self.cut(size)

    def shuffle(self, rng: np.random.Generator) -> None:
        """Begin an epoch: draw a new order and cut it from its first example on."""
        order = rng.permutation(self.examples)
        # mode: "raise" would let take write to a buffer of its own first
        self._values.take(order, 1, self._permuted, "clip")
        if self._start:
            self.cut(self.size)
        else:
            self._fill()

    def cut(self, size: int, start: int = 0) -> None:
        """Cut what comes from example `start` on into batches of another size."""
        self.size, self._start = size, start
        self._views: dict[int, Batch] = {}
        rows = len(self._values)
        whole = (self.examples - start) // size
        rest = start + whole * size
        batches = self._buffer[rows * start : rows * rest].reshape(whole, rows, size)
        wide = self._permuted[:, start:rest].reshape(rows, whole, size)
        self._copies = [(batches, wide.transpose(1, 0, 2))]
        if rest < self.examples:
            last = self._block(rest, self.examples)
            self._copies.append((last, self._permuted[:, rest:]))
        self._fill()

    def _fill(self) -> None:
        for batches, permuted in self._copies:
            np.copyto(batches, permuted)

    def forget_views(self) -> None:
        """Give the views of the batches back; they are made anew when asked for."""
        self._views.clear()

    def at(self, start: int) -> Batch:
        """Return the batch that begins with example `start`, the last one shorter."""
        batch = self._views.get(start)
        if batch is None:
            stop = min(start + self.size, self.examples)
            block = self._block(start, stop)
            batch = Batch(block[: self._inputs], block[self._inputs :], stop)
            self._views[start] = batch
        return batch

    def _block(self, start: int, stop: int) -> Array:
        rows = len(self._values)
        return self._buffer[rows * start : rows * stop].reshape(rows, stop - start)
