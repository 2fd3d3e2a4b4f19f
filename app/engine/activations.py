"""Activation functions, each with its derivative.

Both work elementwise on arrays of any shape. The derivative is a function of the
activation a = f(z), not of z: one call over the one buffer that holds all layers'
activations then gives all their slopes.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from app.engine.arrays import HALF, ONE, ZERO, Array, constant

LEAK = constant(0.01)


@dataclass(frozen=True)
class Activation:
    """A function and its derivative: `f(z, out)` and `derivative(a, out)`.

    `out` must not be the input itself. `kinked`: the derivative, or its own
    derivative, jumps at z = 0, so that central differences are wrong near there.
    """

    name: str
    f: Callable[[Array, Array], object]
    derivative: Callable[[Array, Array], object]
    formula: str
    derivative_formula: str
    help: str
    kinked: bool = False


def tanh_derivative(a: Array, out: Array) -> None:
    """Write 1 - a^2 into `out`."""
    np.multiply(a, a, out)
    np.subtract(ONE, out, out)


def sigmoid(z: Array, out: Array) -> None:
    """Write 1 / (1 + exp(-z)) = (1 + tanh(z / 2)) / 2, which cannot overflow."""
    np.multiply(z, HALF, out)
    np.tanh(out, out)
    np.multiply(out, HALF, out)
    np.add(out, HALF, out)


def sigmoid_derivative(a: Array, out: Array) -> None:
    """Write a (1 - a) into `out`."""
    np.subtract(ONE, a, out)
    np.multiply(out, a, out)


def relu(z: Array, out: Array) -> None:
    """Write max(z, 0) into `out`."""
    np.maximum(z, ZERO, out=out)


def leaky_relu(z: Array, out: Array) -> None:
    """Write z, or 0.01 z where z is negative."""
    np.multiply(z, LEAK, out)
    np.maximum(z, out, out=out)


def leaky_relu_derivative(a: Array, out: Array) -> None:
    """Write 1 where a > 0, else 0.01; `sign` is ten times faster than a mask."""
    np.sign(a, out)
    np.maximum(out, LEAK, out=out)


def elu(z: Array, out: Array) -> None:
    """Write z, or exp(z) - 1 where z is negative.

    exp(z) - 1 >= z everywhere, so the maximum of the two picks the right branch.
    """
    np.minimum(z, ZERO, out=out)
    np.expm1(out, out)
    np.maximum(z, out, out=out)


def elu_derivative(a: Array, out: Array) -> None:
    """Write 1, or exp(z) = a + 1 where a is negative."""
    np.minimum(a, ZERO, out=out)
    np.add(out, ONE, out)


def softplus(z: Array, out: Array) -> None:
    """Write ln(1 + exp(z)) into `out`."""
    np.logaddexp(z, ZERO, out)


def softplus_derivative(a: Array, out: Array) -> None:
    """Write the sigmoid of z, which is 1 - exp(-a)."""
    np.negative(a, out)
    np.expm1(out, out)
    np.negative(out, out)


def linear(z: Array, out: Array) -> None:
    """Write z into `out`."""
    np.positive(z, out)


def linear_derivative(a: Array, out: Array) -> None:
    """Write ones into `out`."""
    out.fill(1.0)


ACTIVATIONS: dict[str, Activation] = {
    activation.name: activation
    for activation in (
        Activation(
            "tanh",
            np.tanh,
            tanh_derivative,
            "tanh z",
            "1 − a²",
            "An S-shaped curve from −1 to 1: smooth, centered on 0.",
        ),
        Activation(
            "sigmoid",
            sigmoid,
            sigmoid_derivative,
            "1 / (1 + e^−z)",
            "a (1 − a)",
            "An S-shaped curve from 0 to 1; its slope is never above a quarter, "
            "so gradients fade in deep networks.",
        ),
        Activation(
            "relu",
            relu,
            np.sign,  # a >= 0, so its sign is 1 where z > 0 and 0 elsewhere
            "max(0, z)",
            "1 if z > 0, else 0",
            "Passes what is positive and blocks the rest; quick to learn, "
            "but a unit that is never positive stops learning.",
            kinked=True,
        ),
        Activation(
            "leaky_relu",
            leaky_relu,
            leaky_relu_derivative,
            "max(0.01 z, z)",
            "1 if z > 0, else 0.01",
            "Like ReLU, with a small slope below 0, so that no unit goes dead.",
            kinked=True,
        ),
        Activation(
            "elu",
            elu,
            elu_derivative,
            "z if z > 0, else e^z − 1",
            "1 if z > 0, else a + 1",
            "Like ReLU, but bends smoothly towards −1 below 0.",
            kinked=True,
        ),
        Activation(
            "softplus",
            softplus,
            softplus_derivative,
            "ln(1 + e^z)",
            "1 − e^−a",
            "A smooth version of ReLU; its slope is the sigmoid.",
        ),
        Activation(
            "linear",
            linear,
            linear_derivative,
            "z",
            "1",
            "No bend at all: however many layers, the network stays a straight line.",
        ),
    )
}
