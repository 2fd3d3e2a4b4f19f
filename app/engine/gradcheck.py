"""Does backpropagation tell the truth? Its gradient against central differences.

It is the gradient that the optimizer gets, of the mean error and the L2 penalty: L1 has
no part in it, since its threshold acts after the optimizer's step.

The error of one entry is |a - n| / max(|a|, |n|, 1e-3 max(1, E)), a the analytic and n
the numeric derivative, E the error: a plain relative error would punish tiny gradients
that are right. Entries whose difference crosses a kink are left out.

Each difference takes two forward passes, so many of them are stacked into one. They are
done piece by piece, for others to have their turn in between.
"""

from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice

import numpy as np
from numpy.typing import NDArray

from app.engine.arrays import Array
from app.engine.layout import Layout
from app.engine.network import Network
from app.engine.regularizers import Penalty
from app.engine.stack import Stack, Stacked

Indices = NDArray[np.intp]

STEP = 1e-5
WORK = 4_000_000  # multiplications of one piece: about a millisecond
ACTIVATION_COST = 16  # multiplications that take as long as one activation function


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
    l2: float = 0.0,
    masks: Sequence[Array] | None = None,
) -> GradientCheck:
    """Check every parameter; see `GradientChecker`. The network is left untouched."""
    return GradientChecker(network, x, t, l2, masks).check()


class GradientChecker:
    """Compares the gradient of mean error plus L2 penalty with central differences.

    x (n_0 + 1, N) and t (n_L, N) as in training, `masks` frozen dropout factors. Works
    on copies of them all. Weights that have grown without bound give no warnings.
    """

    def __init__(
        self,
        network: Network,
        x: Array,
        t: Array,
        l2: float = 0.0,
        masks: Sequence[Array] | None = None,
    ) -> None:
        self._network = network.copy()
        self._workspace = self._network.workspace(x.shape[-1])
        self._x, self._t = x.copy(), t.copy()
        self._masks = None if masks is None else [mask.copy() for mask in masks]
        self._l2 = l2
        self._penalty = Penalty(network.layout)
        with np.errstate(all="ignore"):
            self._stack = Stack(network, x, t, masks)
        self._places = _places(network.layout)
        self._costs = _costs(network.layout, x.shape[-1])

    def error(self) -> float:
        """Return E: the mean error of the examples plus the L2 penalty."""
        theta = self._network.theta
        with np.errstate(all="ignore"):
            penalty = self._penalty.value(theta, 0.0, self._l2)
        return self._stack.error + penalty

    def gradient(self) -> Array:
        """Return dE/dtheta (P,) by backpropagation."""
        network = self._network
        with np.errstate(all="ignore"):
            self._workspace.forward(self._x, self._masks)
            self._workspace.backward(self._t)
            self._penalty.add_gradient(network.grad, network.theta, self._l2)
        return network.grad.copy()

    def check(self, indices: Iterable[int] | None = None) -> GradientCheck:
        """Check the parameters at `indices` of theta, or all."""
        steps = self.steps(indices=indices)
        while True:
            try:
                next(steps)
            except StopIteration as end:
                result: GradientCheck = end.value
                return result

    def steps(
        self, chunk: int | None = None, indices: Iterable[int] | None = None
    ) -> Generator[int, None, GradientCheck]:
        """Check piece by piece: one `next()` checks at most `chunk` parameters.

        Without `chunk`, as many as take about `WORK`. Yields how many are checked, and
        returns what was found (the value of StopIteration).

        Raises:
            ValueError: chunk is less than 1.
        """
        if chunk is not None and chunk < 1:
            raise ValueError(f"chunk must be at least 1. Got {chunk} instead.")
        analytic = self.gradient()
        numeric = np.full_like(analytic, np.nan)
        kinks = np.zeros(len(analytic), dtype=bool)
        checked = 0
        for layer, piece in self._pieces(indices, chunk):
            numeric[piece], kinks[piece] = self._differences(layer, piece)
            checked += len(piece)
            yield checked
        return _compared(analytic, numeric, kinks, 1e-3 * max(1.0, self.error()))

    def _pieces(
        self, indices: Iterable[int] | None, chunk: int | None
    ) -> Iterator[tuple[int, Indices]]:
        """Cut the parameters into pieces; each belongs to a single layer."""
        wanted = range(self._network.layout.size) if indices is None else indices
        layers = self._places[:, 0]
        for layer, group in groupby(wanted, lambda index: int(layers[index])):
            size = chunk or max(1, WORK // self._costs[layer - 1])
            while piece := list(islice(group, size)):
                yield layer, np.array(piece)

    def _differences(
        self, layer: int, indices: Indices
    ) -> tuple[Array, NDArray[np.bool_]]:
        """Return (E(w + h) - E(w - h)) / 2h (K,), and whether a kink lies in between.

        Only one unit's weights change, so the penalty's other terms cancel. The
        difference is nan at a kink, and where it is not finite.
        """
        w = self._network.theta[indices]
        weights = self._network.layout.weight_mask[indices]
        moved = np.stack([w + STEP, w - STEP])  # (2, K)
        units = np.tile(self._places[indices, 1], 2)
        rows = self._stack.rows(layer, units)
        columns = np.tile(self._places[indices, 2], 2)
        rows[np.arange(len(rows)), columns] = moved.ravel()
        with np.errstate(all="ignore"):
            run = self._stack.run(layer, units, rows)
            errors = run.errors.mean(axis=1).reshape(moved.shape)
            errors += 0.5 * self._l2 * moved**2 * weights
            slopes = (errors[0] - errors[1]) / (2.0 * STEP)
        kinks = self._crossed(run, len(indices))
        slopes[kinks | ~np.isfinite(slopes)] = np.nan
        return slopes, kinks

    def _crossed(self, run: Stacked, count: int) -> NDArray[np.bool_]:
        """Return (K,) whether a hidden unit changed sides of a kink for an example."""
        crossed = np.zeros(count, dtype=bool)
        if self._network.activation.kinked:
            for nets in run.nets:
                signs = np.sign(nets)
                crossed |= (signs[:count] != signs[count:]).any(axis=(1, 2))
        return crossed


def _compared(
    analytic: Array, numeric: Array, kinks: NDArray[np.bool_], floor: float
) -> GradientCheck:
    """Return how far the two derivatives are apart, measured as the module says."""
    size = np.maximum(np.maximum(np.abs(analytic), np.abs(numeric)), floor)
    with np.errstate(all="ignore"):
        error = np.abs(analytic - numeric) / size
    known = np.flatnonzero(~np.isnan(error))
    worst = int(known[np.argmax(error[known])]) if len(known) else None
    max_error = 0.0 if worst is None else float(error[worst])
    return GradientCheck(max_error, worst, analytic, numeric, error, kinks)


def _places(layout: Layout) -> Indices:
    """Return for each parameter its layer 1 ... L, its unit and its column: (P, 3)."""
    parts = []
    for layer, shape in enumerate(layout.shapes, start=1):
        units, columns = np.indices(shape)
        layers = np.full(units.size, layer)
        parts.append(np.stack([layers, units.ravel(), columns.ravel()], axis=1))
    return np.concatenate(parts)


def _costs(layout: Layout, examples: int) -> list[int]:
    """Return about how many multiplications a parameter of each layer 1 ... L takes."""
    costs, above = [], ACTIVATION_COST * layout.sizes[-1]
    for units, inputs in reversed(layout.shapes):
        costs.append(2 * examples * (above + units + inputs))
        above += units * (inputs + ACTIVATION_COST)
    return costs[::-1]
