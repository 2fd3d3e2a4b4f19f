"""L1 and L2 penalties: l1 sum |w| + (l2 / 2) sum w^2, biases excluded.

They are added to the mean error, so their gradients l1 sign(w), with sign(0) = 0, and
l2 w are added to the mean gradient.
"""

import numpy as np

from app.engine.arrays import Array
from app.engine.layout import Layout


class Penalty:
    """Computes the penalty of one layout's parameters, and adds its gradient."""

    def __init__(self, layout: Layout) -> None:
        self._mask = layout.weight_mask
        self._term = np.empty(layout.size)
        self._l1 = self._l2 = 0.0
        self._l1_mask = np.zeros(layout.size)
        self._l2_mask = np.zeros(layout.size)

    def add_gradient(self, grad: Array, theta: Array, l1: float, l2: float) -> None:
        """Add the penalty's gradient at theta (P,) to grad (P,), in place."""
        if l2:
            if l2 != self._l2:
                np.multiply(self._mask, l2, self._l2_mask)
                self._l2 = l2
            np.multiply(theta, self._l2_mask, self._term)
            np.add(grad, self._term, grad)
        if l1:
            if l1 != self._l1:
                np.multiply(self._mask, l1, self._l1_mask)
                self._l1 = l1
            np.sign(theta, self._term)
            np.multiply(self._term, self._l1_mask, self._term)
            np.add(grad, self._term, grad)

    def value(self, theta: Array, l1: float, l2: float) -> float:
        """Return l1 sum |w| + (l2 / 2) sum w^2 of theta (P,)."""
        w = theta * self._mask
        return float(l1 * np.abs(w).sum() + 0.5 * l2 * w.dot(w))
