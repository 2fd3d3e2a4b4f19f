"""How large a network's weights are; biases apart, as no penalty touches them."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.engine.arrays import Array
from app.engine.layout import Layout

QUANTILES = (0.1, 0.5, 0.9)
_STEPS = (1.0, 2.0, 5.0, 10.0)


@dataclass(frozen=True)
class Norms:
    """Sums over all weights: of |w|, of w^2, and how many are exactly 0."""

    count: int
    zeros: int
    l1: float
    l2_squared: float


def weights_of(layout: Layout, theta: Array) -> Array:
    """Return the weights (W,) among the parameters theta (P,), without the biases."""
    weights: Array = theta[layout.weight_mask != 0.0]
    return weights


def weight_norms(weights: Array) -> Norms:
    """Return the sums over weights (W,)."""
    return Norms(
        count=len(weights),
        zeros=int(np.count_nonzero(weights == 0.0)),
        l1=float(np.abs(weights).sum()),
        l2_squared=float(weights.dot(weights)),
    )


def size_quantiles(weights: Array) -> Array:
    """Return the quantiles (3,) of |w|, interpolated linearly as in NumPy.

    By hand, as `np.quantile` takes ten times as long.
    """
    sizes = np.sort(np.abs(weights))
    places = np.multiply(QUANTILES, len(sizes) - 1)
    below = places.astype(np.intp)
    above = np.minimum(below + 1, len(sizes) - 1)
    found: Array = sizes[below] + (places - below) * (sizes[above] - sizes[below])
    return found


def round_limit(*samples: Array) -> float:
    """Return 1, 2 or 5 times a power of ten that no |w| of the samples exceeds."""
    most = max(float(np.abs(sample).max(initial=0.0)) for sample in samples)
    if most == 0.0:
        return 1.0
    decade = 10.0 ** math.floor(math.log10(most))
    return next((step * decade for step in _STEPS if step * decade >= most), most)


def histogram(weights: Array, limit: float, bins: int) -> NDArray[np.intp]:
    """Return how many weights lie in each of the bins (bins,) from -limit to limit."""
    counts, _ = np.histogram(weights, bins, (-limit, limit))
    return counts
