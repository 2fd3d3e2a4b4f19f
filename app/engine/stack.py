"""Many networks side by side that differ from one in the weights of a single unit each.

A small network's forward pass is mostly the overhead of its calls. With the networks
stacked on a leading axis K, each call works for all of them; and what the change of a
unit cannot reach, the layers below it and its neighbors, is computed only once.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.engine.arrays import Array
from app.engine.network import Network


class Stacked(NamedTuple):
    """What a stack of K networks gives on a batch of B examples.

    `errors` (K, B) is each example's data error. `nets` holds the net inputs of hidden
    units that can differ from the one network's: (K, 1, B) of the changed unit, then
    (K, n_l, B) of each hidden layer above it.
    """

    errors: Array
    nets: list[Array]


class Stack:
    """Runs variants of `network` on x (n_0 + 1, B), t (n_L, B), with frozen `masks`.

    It keeps copies of everything as it is now.

    Raises:
        ValueError: x or t has another shape.
    """

    def __init__(
        self, network: Network, x: Array, t: Array, masks: Sequence[Array] | None = None
    ) -> None:
        network = network.copy()
        work = network.workspace(x.shape[-1])
        work.forward(x, masks)
        self._errors = work.errors(t)
        self._f = network.activation.f
        self._output = network.output
        self._weights = network.layout.views(network.theta)
        self._t, self._z = t[:, None, :].copy(), work.nets[-1].copy()
        self._masks = None if masks is None else [mask.copy() for mask in masks]
        ones = np.ones((1, x.shape[-1]))
        below = work.activations[:-1]
        self._layers = [np.concatenate([layer, ones]) for layer in below]

    @property
    def error(self) -> float:
        """The mean data error of the network itself."""
        return float(self._errors.mean())

    def rows(self, layer: int, units: NDArray[np.intp]) -> Array:
        """Return copies (K, n_{l-1} + 1) of the weights of these units of a layer."""
        return self._weights[layer - 1][units]

    def run(self, layer: int, units: NDArray[np.intp], rows: Array) -> Stacked:
        """Run K networks: in the k-th, units[k] of `layer` has the weights rows[k].

        `layer` is 1 ... L, units (K,), and rows (K, n_{l-1} + 1) with the bias last.
        """
        # a product for each network, so that none depends on its neighbors in the stack
        z = np.matmul(rows[:, None, :], self._layers[layer - 1])
        which, nets = np.arange(len(units)), list[Array]()
        if layer == len(self._weights):
            outputs = self._repeated(self._z, len(units))
            outputs[which, units] = z[:, 0]
            return Stacked(self._judge(outputs), nets)
        values = self._repeated(self._layers[layer], len(units))
        values[which, units] = self._activated(z, layer, units)[:, 0]
        for above in range(layer, len(self._weights)):
            nets.append(z)
            z = np.matmul(self._weights[above], values)
            if above + 1 < len(self._weights):
                values = self._with_ones(self._activated(z, above + 1))
        return Stacked(self._judge(z), nets)

    def _activated(
        self, z: Array, layer: int, units: NDArray[np.intp] | None = None
    ) -> Array:
        """Return the activations of a layer, or of one unit for each network."""
        a = np.empty_like(z)
        self._f(z, a)
        if self._masks is not None:
            mask = self._masks[layer - 1]
            a *= mask if units is None else mask[units, None]
        return a

    def _with_ones(self, a: Array) -> Array:
        """Return a (K, n, B) with the row of ones that the bias multiplies."""
        ones = np.ones((len(a), 1, a.shape[2]))
        return np.concatenate([a, ones], axis=1)

    def _judge(self, z: Array) -> Array:
        """Return the errors (K, B) of outputs with the net inputs z (K, n_L, B)."""
        wide = z.transpose(1, 0, 2)  # the losses want the units first
        return self._output.value(wide, np.broadcast_to(self._t, wide.shape))

    def _repeated(self, values: Array, count: int) -> Array:
        """Return `count` copies (K, n, B) of values (n, B)."""
        return np.repeat(values[None], count, axis=0)
