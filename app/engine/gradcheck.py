"""Does backpropagation tell the truth? Its gradient against central differences.

The error of one entry is |a - n| / max(|a|, |n|, 1e-3 max(1, E)), a the analytic and n
the numeric derivative, E the error: a plain relative error would punish tiny gradients
that are right. Entries whose difference crosses a kink are left out.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.engine.arrays import Array
from app.engine.network import Network
from app.engine.regularizers import Penalty

STEP = 1e-5


@dataclass(frozen=True)
class GradientCheck:
    """What the check of some parameters found, each (P,).

    `analytic` is complete, `numeric` and `error` are nan where nothing was checked, and
    `kinks` marks the parameters left out. `max_error` is 0 if nothing could be checked,
    and `worst` then None.
    """

    max_error: float
    worst: int | None
    analytic: Array
    numeric: Array
    error: Array
    kinks: NDArray[np.bool_]


def check(
    network: Network,
    x: Array,
    t: Array,
    penalty: tuple[float, float] = (0.0, 0.0),
    masks: Sequence[Array] | None = None,
) -> GradientCheck:
    """Check every parameter; see `GradientChecker`. The network is left untouched."""
    return GradientChecker(network, x, t, penalty, masks).check()


class GradientChecker:
    """Compares the gradient of mean error plus penalty with central differences.

    x (n_0 + 1, N) and t (n_L, N) as in training, `penalty` is (l1, l2), `masks` frozen
    dropout factors. Works on a copy of the network.
    """

    def __init__(
        self,
        network: Network,
        x: Array,
        t: Array,
        penalty: tuple[float, float] = (0.0, 0.0),
        masks: Sequence[Array] | None = None,
    ) -> None:
        self._network = network.copy()
        self._workspace = self._network.workspace(x.shape[1])
        self._x, self._t, self._masks = x, t, masks
        self._l1, self._l2 = penalty
        self._penalty = Penalty(network.layout)

    def error(self) -> float:
        """Return E: the mean error of the examples plus the penalty."""
        self._workspace.forward(self._x, self._masks)
        data = self._workspace.errors(self._t).mean()
        return float(data) + self._penalty.value(
            self._network.theta, self._l1, self._l2
        )

    def gradient(self) -> Array:
        """Return dE/dtheta (P,) by backpropagation."""
        network = self._network
        self._workspace.forward(self._x, self._masks)
        self._workspace.backward(self._t)
        self._penalty.add_gradient(network.grad, network.theta, self._l1, self._l2)
        return network.grad.copy()

    def check(self, indices: Iterable[int] | None = None) -> GradientCheck:
        """Check the parameters at `indices` of theta, or all."""
        analytic = self.gradient()
        floor = 1e-3 * max(1.0, self.error())
        numeric = np.full_like(analytic, np.nan)
        kinks = np.zeros(len(analytic), dtype=bool)
        for i in range(len(analytic)) if indices is None else indices:
            slope = self._difference(i)
            kinks[i] = slope is None
            numeric[i] = np.nan if slope is None else slope
        size = np.maximum(np.maximum(np.abs(analytic), np.abs(numeric)), floor)
        error = np.abs(analytic - numeric) / size
        known = np.flatnonzero(~np.isnan(error))
        worst = int(known[np.argmax(error[known])]) if len(known) else None
        max_error = 0.0 if worst is None else float(error[worst])
        return GradientCheck(max_error, worst, analytic, numeric, error, kinks)

    def _difference(self, i: int) -> float | None:
        """Return (E(w + h) - E(w - h)) / 2h, or None if a kink lies in between."""
        theta = self._network.theta
        w = float(theta[i])
        if self._l1 and self._network.layout.weight_mask[i] and abs(w) <= STEP:
            return None
        theta[i] = w + STEP
        above, signs_above = self.error(), self._signs()
        theta[i] = w - STEP
        below, signs_below = self.error(), self._signs()
        theta[i] = w
        if not np.array_equal(signs_above, signs_below):
            return None
        return (above - below) / (2.0 * STEP)

    def _signs(self) -> Array:
        """Return on which side of a kink each hidden unit is, for each example."""
        nets = self._workspace.nets[:-1]
        if not (self._network.activation.kinked and nets):
            return np.empty(0)
        return np.sign(np.concatenate(nets))
