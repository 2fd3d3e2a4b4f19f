"""How strongly each layer learns, and which units have stopped learning."""

import math
from itertools import pairwise
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from app.engine.arrays import Array
from app.engine.layout import Layout

Health = Literal["saturated", "dead"]
Flow = Literal["vanishing", "weak", "healthy", "exploding"]

SATURATED_SHARE = 0.95  # of the examples
FLAT_ENDS = {"tanh": (-0.99, 0.99), "sigmoid": (0.01, 0.99)}  # slopes of at most 0.02
ALIKE = 1e-9  # of the largest weight: what rounding does in 2,000 epochs is 2e-13
VANISHING, WEAK, EXPLODING = 0.02, 0.1, 50.0  # first hidden layer's deltas to last's


def layer_rms(layout: Layout, gradient: Array) -> tuple[Array, Array]:
    """Return the root mean squares (L,) of each layer's deltas and of its gradient.

    From the gradient (P,): a unit's delta, averaged over the batch, is the gradient of
    its bias, and the rest is that of the weights. Layers that blow up give inf.
    """
    counts = np.array([(n * (m - 1), n) for n, m in layout.shapes])  # weights, biases
    ends = counts.ravel().cumsum()
    with np.errstate(all="ignore"):
        squares = np.square(gradient[layout.wire_order])
        sums = np.add.reduceat(squares, ends - counts.ravel())
        weights, biases = np.sqrt(sums.reshape(counts.shape) / counts).T
    return biases, weights


def delta_ratio(deltas: Array) -> float | None:
    """Return rms(delta of the first hidden layer) / rms(delta of the last one).

    From the root mean squares (L,) of all layers' deltas. None where there are fewer
    than two hidden layers, or where one of the two is 0 or not finite.
    """
    if len(deltas) < 3:
        return None
    first, last = float(deltas[0]), float(deltas[-2])
    if not (0.0 < first < math.inf and 0.0 < last < math.inf):
        return None
    ratio = first / last
    return ratio if 0.0 < ratio < math.inf else None


def flow(ratio: float) -> Flow:
    """Return what a ratio of deltas, first hidden layer to last, means."""
    if ratio < VANISHING:
        return "vanishing"
    if ratio < WEAK:
        return "weak"
    return "exploding" if ratio > EXPLODING else "healthy"


def times_apart(ratio: float) -> float:
    """Return how many times as large the larger of two is, from their ratio > 0."""
    return max(ratio, 1.0 / ratio)


def twins(layout: Layout, theta: Array) -> list[list[int]]:
    """Return, for each hidden layer, how many others each unit is like.

    Alike are units of a layer with the same weights in, bias and weights out: whatever
    the activation, they have the same output and the same gradients. A matrix product
    may round its rows differently, so what rounding alone can do is no difference:
    less than a billionth of the layer's largest weight.
    """
    found = []
    for into, out_of in pairwise(layout.views(theta)):
        rows = np.concatenate([into, out_of[:, :-1].T], axis=1)
        apart = np.abs(rows[:, None] - rows).max(axis=2)
        is_like = apart <= ALIKE * np.abs(rows).max()
        found.append([int(others) - 1 for others in is_like.sum(axis=1)])
    return found


def unit_health(activation: str, activations: Array) -> list[Health | None]:
    """Return what is wrong with each unit of a hidden layer, from its (n, N) outputs.

    "saturated": tanh or sigmoid near an end of its range, where the slope is almost 0,
    for more than 95 % of the N examples. "dead": a relu that is 0 for all of them, so
    that no example can change its weights. Without examples nothing is wrong.
    """
    units, examples = activations.shape
    if not examples:
        return [None] * units
    if activation == "relu":
        return _named("dead", (activations == 0.0).all(axis=1))
    if activation in FLAT_ENDS:
        low, high = FLAT_ENDS[activation]
        flat = (activations < low) | (activations > high)
        return _named("saturated", flat.mean(axis=1) > SATURATED_SHARE)
    return [None] * units


def _named(reason: Health, units: NDArray[np.bool_]) -> list[Health | None]:
    return [reason if unit else None for unit in units]
