"""What each hidden unit does for one example: what would be without it.

A unit is silenced by putting its mean activation over the training set in the place of
its activation, for every example: what it tells apart is gone, what it adds to all of
them stays.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from app.engine.arrays import Array
from app.engine.network import Network, Workspace

# A unit holds on to an example if without it its error grows at least this many
# times as much as that of the others, and by this share of the most that a unit does.
HOLDING_TIMES, HOLDING_SHARE = 10.0, 0.1
# So many activations are computed at once: a millisecond or two.
ACTIVATIONS_AT_ONCE = 60_000


@dataclass(frozen=True)
class Silenced:
    """A hidden unit at one example, and what silencing it does.

    Attributes:
        net, activation: its z and a at the example. mean: of its activation over the
            training set. own: by how much the example's error grows. others: by how
            much the mean error of all other training examples grows; NaN without any.
    """

    layer: int
    unit: int
    net: float
    activation: float
    mean: float
    own: float
    others: float


class Silencer:
    """Silences the hidden units of one network, one after the other.

    Works on copies, without dropout.

    Attributes:
        output: (n_L,) at the example. error: the example's. units: those that are done.
    """

    def __init__(
        self,
        network: Network,
        training: tuple[Array, Array],
        example: tuple[Array, Array],
        place: int | None,
    ) -> None:
        """Look at one example x (n_0 + 1, 1), t (n_L, 1).

        training: x (n_0 + 1, N) and t (n_L, N). place: where in it the example stands,
        None where it is none of it.
        """
        x, self._t = (np.hstack(pair) for pair in zip(training, example, strict=True))
        self._network = network.copy()
        self._weights = network.layout.views(self._network.theta)
        work = Workspace(self._network, x.shape[1])
        with np.errstate(all="ignore"):
            work.forward(x)
            self._errors = work.errors(self._t)
        # Copies: between two pieces others may compute in the same memory.
        self._nets = [net.copy() for net in work.nets]
        self._activations = [a.copy() for a in work.activations[1:-1]]
        self._is_other = np.ones(x.shape[1], dtype=bool)
        self._is_other[-1] = False
        if place is not None:
            self._is_other[place] = False
        self.output: Array = work.activations[-1][:, -1].copy()
        self.error = float(self._errors[-1])
        self.units: list[Silenced] = []

    def pieces(self) -> Iterator[None]:
        """Silence all units, a few at a time."""
        columns, sizes = len(self._errors), self._network.layout.sizes
        for layer, activations in enumerate(self._activations, start=1):
            later = columns * sum(sizes[layer + 1 :])
            at_once = max(1, ACTIVATIONS_AT_ONCE // later)
            for first in range(0, len(activations), at_once):
                stop = min(first + at_once, len(activations))
                with np.errstate(all="ignore"):
                    self.units += self._silence(layer, slice(first, stop))
                yield

    def _silence(self, layer: int, units: slice) -> list[Silenced]:
        a = self._activations[layer - 1][units]
        mean = a[:, :-1].mean(axis=1)
        errors = self._errors_with(layer, units, mean[:, np.newaxis] - a)
        change = errors - self._errors
        others = change[:, self._is_other]
        known = others.shape[1] > 0
        columns = (
            self._nets[layer - 1][units, -1],
            a[:, -1],
            mean,
            change[:, -1],
            others.mean(axis=1) if known else np.full(len(a), np.nan),
        )
        rows = zip(*(column.tolist() for column in columns), strict=True)
        return [
            Silenced(layer, unit, *row)
            for unit, row in enumerate(rows, start=units.start)
        ]

    def _errors_with(self, layer: int, units: slice, change: Array) -> Array:
        """Return the errors (K, N) with the activations of K units changed (K, N)."""
        into = self._weights[layer][:, units]
        z = self._nets[layer][:, np.newaxis] + into[:, :, np.newaxis] * change
        z = z.reshape(len(z), -1)
        for weights in self._weights[layer + 1 :]:
            a = np.empty_like(z)
            self._network.activation.f(z, a)
            z = weights[:, :-1] @ a + weights[:, -1:]
        t = np.tile(self._t, len(change))
        return self._network.output.value(z, t).reshape(change.shape)


def holding(units: list[Silenced]) -> list[bool]:
    """Tell of each unit whether it holds on to the example, whatever the others say.

    Without it the example's error would grow, that of the others fall or hardly grow.
    """
    most = max((unit.own for unit in units), default=0.0)
    return [
        unit.own > 0.0
        and unit.own >= HOLDING_SHARE * most
        and unit.own >= HOLDING_TIMES * unit.others
        for unit in units
    ]
