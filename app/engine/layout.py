"""Where each layer's weights and biases lie in the flat parameter vector theta."""

from collections.abc import Mapping, Sequence
from typing import TypedDict, TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from app.engine.arrays import Array

Scalar = TypeVar("Scalar", bound=np.generic)


class LayerParameters(TypedDict):
    """One layer as everything outside the engine sees it."""

    weights: Array  # (n_in, n_out)
    biases: Array  # (n_out,)


class Layout:
    """The shapes of a network with layers of `sizes` = (n_0, ..., n_L) units.

    theta, the gradient, an update and an optimizer's moments are all vectors of
    `size` = P numbers. Layer l takes n_l * (n_{l-1} + 1) of them: a C-ordered matrix
    (n_l, n_{l-1} + 1) whose last column is the bias, because the activations that it
    multiplies end with a row of ones.

    Raises:
        ValueError: fewer than two layers, or a layer without units.
    """

    def __init__(self, sizes: Sequence[int]) -> None:
        self.sizes = tuple(int(n) for n in sizes)
        if len(self.sizes) < 2 or min(self.sizes) < 1:
            message = "sizes must be two or more layers of one or more units"
            raise ValueError(f"{message}. Got {self.sizes} instead.")
        self.shapes = [
            (n_out, n_in + 1)
            for n_in, n_out in zip(self.sizes, self.sizes[1:], strict=False)
        ]
        self.size = sum(n_out * columns for n_out, columns in self.shapes)
        self.units = sum(self.sizes[1:])
        self.weight_mask = self._weight_mask()
        self.wire_order = self._wire_order()

    def views(self, theta: NDArray[Scalar]) -> list[NDArray[Scalar]]:
        """Return one view (..., n_l, n_{l-1} + 1) of theta (..., P) for each layer.

        A stack of networks, theta (R, P), gives views (R, n_l, n_{l-1} + 1).

        Raises:
            ValueError: the last axis of theta is not P long.
        """
        if theta.shape[-1:] != (self.size,):
            message = f"theta must have {self.size} parameters on its last axis"
            raise ValueError(f"{message}. Got the shape {theta.shape} instead.")
        views, start = [], 0
        for n_out, columns in self.shapes:
            stop = start + n_out * columns
            block = theta[..., start:stop]
            views.append(block.reshape(*theta.shape[:-1], n_out, columns))
            start = stop
        return views

    def public(self, theta: Array) -> list[LayerParameters]:
        """Return copies of theta (P,) as weights (n_in, n_out) and biases (n_out,)."""
        return [
            {"weights": view[:, :-1].T.copy(), "biases": view[:, -1].copy()}
            for view in self.views(theta)
        ]

    def from_public(self, layers: Sequence[Mapping[str, ArrayLike]]) -> Array:
        """Return theta (P,) from weights (n_in, n_out) and biases (n_out,).

        Raises:
            ValueError: another number of layers, or a layer of another shape.
        """
        if len(layers) != len(self.shapes):
            message = f"layers must be {len(self.shapes)}"
            raise ValueError(f"{message}. Got {len(layers)} instead.")
        theta = np.empty(self.size)
        for number, (view, layer) in enumerate(
            zip(self.views(theta), layers, strict=True), start=1
        ):
            weights = _checked(layer["weights"], view[:, :-1].T.shape, number)
            biases = _checked(layer["biases"], view[:, -1].shape, number)
            view[:, :-1] = weights.T
            view[:, -1] = biases
        return theta

    def _weight_mask(self) -> Array:
        mask = np.ones(self.size)
        for view in self.views(mask):
            view[:, -1] = 0.0
        mask.setflags(write=False)
        return mask

    def _wire_order(self) -> NDArray[np.intp]:
        parts = []
        for view in self.views(np.arange(self.size)):
            parts += [view[:, :-1].T.ravel(), view[:, -1]]
        order = np.concatenate(parts)
        order.setflags(write=False)
        return order


def _checked(values: ArrayLike, shape: tuple[int, ...], number: int) -> Array:
    array = np.asarray(values, dtype=np.float64)
    if array.shape != shape:
        message = f"layer {number} must have the shape {shape}"
        raise ValueError(f"{message}. Got {array.shape} instead.")
    return array
