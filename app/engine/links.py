"""Output links: what turns the last layer's net input z into the network's output."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from app.engine.arrays import HALF, Array


class Scratch:
    """Room to work in: `full` and `other` (n_L, N), `row` (N,).

    A stack of R networks takes (n_L, R, N) and (R, N).
    """

    def __init__(self, units: int, *columns: int) -> None:
        self.full = np.empty((units, *columns))
        self.other = np.empty((units, *columns))
        self.row = np.empty(columns)

    @classmethod
    def of(cls, full: Array, other: Array, row: Array) -> "Scratch":
        """Return one in memory that is there already."""
        scratch = cls.__new__(cls)
        scratch.full, scratch.other, scratch.row = full, other, row
        return scratch


@dataclass(frozen=True)
class Link:
    """A function `f(z, out, scratch)` of z (n_L, N)."""

    name: str
    f: Callable[[Array, Array, Scratch], None]
    formula: str


def linear(z: Array, out: Array, scratch: Scratch) -> None:
    """Write z into `out`."""
    np.positive(z, out)


def sigmoid(z: Array, out: Array, scratch: Scratch) -> None:
    """Write 1 / (1 + exp(-z)) = (1 + tanh(z / 2)) / 2, which cannot overflow.

    To and fro between two buffers: NumPy is three times slower when it works in place
    on a single element, and one output unit with batches of one is just that.
    """
    np.multiply(z, HALF, scratch.full)
    np.tanh(scratch.full, out)
    np.multiply(out, HALF, scratch.full)
    np.add(scratch.full, HALF, out)


def softmax(z: Array, out: Array, scratch: Scratch) -> None:
    """Write exp(z_k) / sum_j exp(z_j) into `out`, shifted so that no exp overflows."""
    np.maximum.reduce(z, axis=0, out=scratch.row)
    np.subtract(z, scratch.row, out)
    np.exp(out, out)
    np.add.reduce(out, axis=0, out=scratch.row)
    np.divide(out, scratch.row, out)


LINKS: dict[str, Link] = {
    "linear": Link("linear", linear, "z"),
    "sigmoid": Link("sigmoid", sigmoid, "1 / (1 + e^−z)"),
    "softmax": Link("softmax", softmax, "e^z_k / Σ_j e^z_j"),
}
