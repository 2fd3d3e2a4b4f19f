"""L1 and L2 penalties: l1 sum |w| + (l2 / 2) sum w^2, biases excluded.

L2's gradient l2 w is added to the mean gradient, from which the optimizer makes its
step. L1 has none at 0, where it wants weights to be: it acts after the step instead, as
a soft threshold (the proximal gradient method), the same for all optimizers:
w <- sign(w) max(|w| - learning_rate l1, 0). So weights become exactly 0, and stay 0
until a step moves them further than the threshold.
"""

import numpy as np

from app.engine.arrays import Array
from app.engine.layout import Layout


class Penalty:
    """Computes the penalties of one layout's parameters, and what each does to them."""

    def __init__(self, layout: Layout) -> None:
        self._mask = layout.weight_mask
        self._term = np.empty(layout.size)
        self._l2 = self._limit = 0.0
        self._l2_mask = np.zeros(layout.size)
        self._limits = np.zeros(layout.size)

    def add_gradient(self, grad: Array, theta: Array, l2: float) -> None:
        """Add L2's gradient at theta (P,) to grad (P,), in place."""
        if l2:
            if l2 != self._l2:
                np.multiply(self._mask, l2, self._l2_mask)
                self._l2 = l2
            np.multiply(theta, self._l2_mask, self._term)
            np.add(grad, self._term, grad)

    def limits(self, learning_rate: float, l1: float) -> Array | None:
        """Return L1's threshold (P,) for each parameter, 0 for biases; None without L1.

        A view that the next call overwrites.
        """
        limit = learning_rate * l1
        if not limit:
            return None
        if limit != self._limit:
            np.multiply(self._mask, limit, self._limits)
            self._limit = limit
        return self._limits

    def value(self, theta: Array, l1: float, l2: float) -> float:
        """Return l1 sum |w| + (l2 / 2) sum w^2 of theta (P,)."""
        w = theta * self._mask
        return float(l1 * np.abs(w).sum() + 0.5 * l2 * w.dot(w))


def soft_threshold(theta: Array, limits: Array, term: Array) -> None:
    """Move each of theta (P,) toward 0 by its limit (P,), in place, but never past 0.

    What comes to 0 is 0.0, never -0.0. `term` (P,) is overwritten.
    """
    np.absolute(theta, term)
    np.minimum(term, limits, out=term)
    np.copysign(term, theta, term)
    np.subtract(theta, term, theta)
