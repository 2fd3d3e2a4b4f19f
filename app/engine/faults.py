"""A fault put in on purpose, to see that the gradient check finds it.

Only for tests of the check. It is the one thing in the engine that changes a whole
process: each workspace made from then on, for new networks and for those that exist,
computes wrong derivatives. Workspaces that exist already go on as they were.
"""

from collections.abc import Callable

import numpy as np

from app.engine.activations import ACTIVATIONS
from app.engine.arrays import Array, constant

FACTOR = constant(1.01)
RIGHT = {name: activation.derivative for name, activation in ACTIVATIONS.items()}


def put_fault_into_derivatives() -> None:
    """Make every activation's derivative one percent too large."""
    for name, derivative in RIGHT.items():
        # networks hold the activation itself, so it is changed although it is frozen
        object.__setattr__(ACTIVATIONS[name], "derivative", _wrong(derivative))


def take_out() -> None:
    """Make the derivatives right again, whether there is a fault or not."""
    for name, derivative in RIGHT.items():
        object.__setattr__(ACTIVATIONS[name], "derivative", derivative)


def _wrong(derivative: Callable[[Array, Array], object]) -> Callable[..., None]:
    def wrong(a: Array, out: Array) -> None:
        derivative(a, out)
        np.multiply(out, FACTOR, out)

    return wrong
