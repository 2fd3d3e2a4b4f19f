"""Losses; each owns the output links that it can be paired with.

z, the output o and the target t are (n_L, N). A delta is dE/dz of each example, a value
the error of each example, (N,).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from app.engine.arrays import ONE, Array
from app.engine.links import LINKS, Link, Scratch

Task = Literal["classification", "regression"]
Delta = Callable[[Array, Array, Array], object]
Value = Callable[[Array, Array, Array], Array]


@dataclass(frozen=True)
class Loss:
    """A loss, and what it needs for each output link that it can be paired with.

    `deltas[link](scratch)` returns the function (o, t, out) that writes the deltas,
    `values[link](z, o, t)` the errors. A pair that is not in the tables does not exist.
    """

    name: str
    deltas: Mapping[str, Callable[[Scratch], Delta]]
    values: Mapping[str, Value]
    formula: str
    help: str


def residual(scratch: Scratch) -> Delta:
    """Write o - t: squared error of a linear output, cross-entropy of its own links.

    Cross-entropy: for E = -t ln o - (1 - t) ln(1 - o) with o = sigmoid(z),
    dE/do = (o - t) / (o (1 - o)) and do/dz = o (1 - o), whose product is o - t.
    Softmax: do_k/dz_j = o_k ([k = j] - o_j), so dE/dz_j = -t_j + o_j sum_k t_k, which
    is o_j - t_j because targets sum to 1.
    """
    return np.subtract


def squared_error_sigmoid(scratch: Scratch) -> Delta:
    """Write (o - t) o (1 - o)."""
    product, rest = scratch.full, scratch.other

    def delta(o: Array, t: Array, out: Array) -> None:
        np.subtract(o, t, out)
        np.multiply(out, o, product)
        np.subtract(ONE, o, rest)
        np.multiply(product, rest, out)

    return delta


def squared_error_softmax(scratch: Scratch) -> Delta:
    """Write o_j (e_j - sum_k e_k o_k) with e = o - t.

    dE/dz_j = sum_k e_k do_k/dz_j, and do_k/dz_j = o_k ([k = j] - o_j).
    """
    product, total = scratch.full, scratch.row

    def delta(o: Array, t: Array, out: Array) -> None:
        np.subtract(o, t, out)
        np.multiply(out, o, product)
        np.add.reduce(product, axis=0, out=total)
        np.subtract(out, total, out)
        np.multiply(out, o, out)

    return delta


def squared_error_value(z: Array, o: Array, t: Array) -> Array:
    """Return 1/2 sum_k (t_k - o_k)^2."""
    error: Array = 0.5 * np.square(o - t).sum(axis=0)
    return error


def binary_cross_entropy_value(z: Array, o: Array, t: Array) -> Array:
    """Return ln(1 + exp(z)) - t z, written so that nothing overflows or cancels."""
    terms = np.maximum(z, 0.0) - t * z + np.log1p(np.exp(-np.abs(z)))
    error: Array = terms.sum(axis=0)
    return error


def softmax_cross_entropy_value(z: Array, o: Array, t: Array) -> Array:
    """Return -sum_k t_k ln o_k with ln o_k = z_k - ln sum_j exp(z_j)."""
    shifted = z - z.max(axis=0)
    log_sum = np.log(np.exp(shifted).sum(axis=0))
    error: Array = (t * (log_sum - shifted)).sum(axis=0)
    return error


LOSSES: dict[str, Loss] = {
    "squared_error": Loss(
        "squared_error",
        deltas={
            "linear": residual,
            "sigmoid": squared_error_sigmoid,
            "softmax": squared_error_softmax,
        },
        values=dict.fromkeys(("linear", "sigmoid", "softmax"), squared_error_value),
        formula="½ Σ (t − o)²",
        help="Half the squared difference between target and output.",
    ),
    "cross_entropy": Loss(
        "cross_entropy",
        deltas={"sigmoid": residual, "softmax": residual},
        values={
            "sigmoid": binary_cross_entropy_value,
            "softmax": softmax_cross_entropy_value,
        },
        formula="−Σ t ln o",
        help="How surprised the network is by the right class; "
        "being confidently wrong costs most.",
    ),
}


@dataclass(frozen=True)
class Output:
    """The last layer's link together with the loss that judges it."""

    link: Link
    loss: Loss
    units: int

    @property
    def name(self) -> str:
        """The link's name: linear, sigmoid or softmax."""
        return self.link.name

    def delta(self, scratch: Scratch) -> Delta:
        """Return the function (o, t, out) that writes dE/dz into `out` (n_L, N)."""
        return self.loss.deltas[self.link.name](scratch)

    def value(self, z: Array, t: Array, out: Array | None = None) -> Array:
        """Return the error (N,) of each example, from z (n_L, N), without clipping.

        Raises:
            ValueError: z and t differ in shape, or are not (n_L, N).
        """
        check_targets(t, (self.units, *z.shape[1:]))
        o = np.empty_like(z)
        self.link.f(z, o, Scratch(*z.shape))
        error = self.loss.values[self.link.name](z, o, t)
        if out is None:
            return error
        out[...] = error
        return out


def check_targets(t: Array, shape: tuple[int, ...]) -> None:
    """Refuse targets of another shape, which would broadcast into nonsense.

    Raises:
        ValueError: t does not have the shape (n_L, N).
    """
    if t.shape != shape:
        raise ValueError(f"targets must have the shape {shape}. Got {t.shape} instead.")


def output_for(task: Task, classes: int, loss: str) -> Output:
    """Return the output layer of a task.

    Two classes give one sigmoid unit, K > 2 classes K softmax units; a regression
    (classes 0) one linear unit.

    Raises:
        ValueError: an unknown task or loss, or a loss without a meaning for the task.
    """
    if loss not in LOSSES:
        raise ValueError(f"loss must be one of {', '.join(LOSSES)}. Got {loss!r}.")
    if task == "regression":
        name, units = "linear", 1
    elif task == "classification" and classes >= 2:
        name, units = ("sigmoid", 1) if classes == 2 else ("softmax", classes)
    else:
        raise ValueError(f"no output for the task {task!r} with {classes} classes.")
    if name not in LOSSES[loss].deltas:
        raise ValueError(f"the loss {loss} cannot be used with a {name} output.")
    return Output(LINKS[name], LOSSES[loss], units)
