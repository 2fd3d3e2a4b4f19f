"""Inverted dropout (Srivastava et al. 2014, scaled in training as cs231n and Keras)."""

import numpy as np

from app.engine.arrays import Array
from app.engine.layout import Layout


class DropoutBank:
    """One uniform number for each hidden unit and example, drawn anew each epoch.

    A unit stays where its number u >= rate, and what stays is scaled by 1 / (1 - rate),
    so that the expected activation does not change. Drawing an epoch at once costs a
    fifth of drawing a mask an update; and a rate that changes in the middle of an epoch
    still uses the same numbers. What a bank holds is `uniforms`, (hidden units, N), and
    the state of `rng`.
    """

    def __init__(self, layout: Layout, examples: int, rng: np.random.Generator) -> None:
        self.rng = rng
        self.uniforms = np.zeros((0, examples))  # room is made for it when first used
        self._factors = self.uniforms
        self._hidden = layout.sizes[1:-1]
        self._layers: list[Array] = []
        self._rate: float | None = None

    def draw(self) -> None:
        """Draw the next epoch's numbers."""
        self._make_room()
        self.rng.random(out=self.uniforms)

    def load(self, uniforms: Array) -> None:
        """Take over the numbers (hidden units, N) of a snapshot."""
        self._make_room()
        self.uniforms[...] = uniforms

    def masks(self, start: int, stop: int, rate: float) -> list[Array]:
        """Return for each hidden layer the factors (n_l, stop - start) of its units.

        Views that stay valid until the next draw or another rate.
        """
        if rate != self._rate:
            np.greater_equal(self.uniforms, rate, out=self._factors, casting="unsafe")
            self._factors *= 1.0 / (1.0 - rate)
            self._rate = rate
        return [layer[:, start:stop] for layer in self._layers]

    def _make_room(self) -> None:
        self._rate = None
        if self._layers or not self._hidden:
            return
        shape = (sum(self._hidden), self.uniforms.shape[1])
        self.uniforms, self._factors = np.zeros(shape), np.zeros(shape)
        edges = np.cumsum(self._hidden)[:-1]
        self._layers = np.split(self._factors, edges)
