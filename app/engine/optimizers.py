"""Optimizers: from a gradient to the update of the parameters.

Each computes `update` (P,) and then adds it: w_now = w_before + update. Where there is
an L1 penalty, its soft threshold acts on the sum, the same for all, and is part of
`update`. They know only flat vectors, so a network's layers never appear here.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from math import sqrt
from typing import Self

import numpy as np

from app.engine.arrays import Array, constant
from app.engine.regularizers import soft_threshold

State = dict[str, Array | int]

RHO = 0.9
BETA_1 = 0.9
BETA_2 = 0.999
EPSILON = constant(1e-8)


class Optimizer(ABC):
    """What all have in common; parameters, gradient and update are (P,)."""

    def __init__(self, size: int) -> None:
        self.steps = 0
        self._vectors: dict[str, Array] = {}
        self.update = self._keep("update", size)
        self._term = np.empty(size)
        self._learning_rate = 0.0
        self._momentum = 0.0
        self._minus_rate = np.array(0.0)
        self._mu = np.array(0.0)

    def step(
        self,
        theta: Array,
        grad: Array,
        learning_rate: float,
        momentum: float = 0.0,
        limits: Array | None = None,
    ) -> None:
        """Compute `update` from grad and add it to theta, in place.

        With `limits` (P,), those of `Penalty.limits`, each parameter then moves toward
        0 by its limit; `update` is the whole change.
        """
        if learning_rate != self._learning_rate or momentum != self._momentum:
            self._learning_rate, self._momentum = learning_rate, momentum
            self._minus_rate[...] = -learning_rate
            self._mu[...] = momentum
        self._compute(grad)
        if limits is None:
            np.add(theta, self.update, theta)
        else:
            self._add_and_shrink(theta, limits)

    def _add_and_shrink(self, theta: Array, limits: Array) -> None:
        before = self._term
        np.copyto(before, theta)
        np.add(theta, self.update, theta)
        soft_threshold(theta, limits, self.update)
        np.subtract(theta, before, self.update)
        np.add(before, self.update, theta)  # to the byte, as without a threshold

    @abstractmethod
    def _compute(self, grad: Array) -> None:
        """Write the update for `grad` into `update`."""

    def state(self) -> State:
        """Return copies of everything that the next step depends on."""
        vectors = {name: vector.copy() for name, vector in self._vectors.items()}
        return {"steps": self.steps, **vectors}

    def load(self, state: Mapping[str, Array | int]) -> None:
        """Take over what `state` returned: the next step is the same to the byte."""
        self.steps = int(state["steps"])
        for name, vector in self._vectors.items():
            vector[...] = state[name]

    def copy(self) -> Self:
        """Return an optimizer of its own that makes the same next step."""
        return deepcopy(self)

    def _keep(self, name: str, size: int) -> Array:
        """Return a new vector of zeros that belongs to the state."""
        vector: Array = np.zeros(size)
        self._vectors[name] = vector
        return vector


class SGD(Optimizer):
    """update = -rate g."""

    def _compute(self, grad: Array) -> None:
        np.multiply(grad, self._minus_rate, self.update)


class Momentum(Optimizer):
    """v = mu v + g, update = -rate v (the form of PyTorch)."""

    def __init__(self, size: int) -> None:
        super().__init__(size)
        self._velocity = self._keep("velocity", size)

    def _compute(self, grad: Array) -> None:
        np.multiply(self._velocity, self._mu, self._velocity)
        np.add(self._velocity, grad, self._velocity)
        np.multiply(self._velocity, self._minus_rate, self.update)


class Nesterov(Momentum):
    """v = mu v + g, update = -rate (g + mu v) (the form of PyTorch)."""

    def _compute(self, grad: Array) -> None:
        np.multiply(self._velocity, self._mu, self._velocity)
        np.add(self._velocity, grad, self._velocity)
        np.multiply(self._velocity, self._mu, self.update)
        np.add(self.update, grad, self.update)
        np.multiply(self.update, self._minus_rate, self.update)


class RMSProp(Optimizer):
    """s = rho s + (1 - rho) g^2, update = -rate g / (sqrt(s) + epsilon)."""

    _rho = constant(RHO)
    _rest = constant(1.0 - RHO)

    def __init__(self, size: int) -> None:
        super().__init__(size)
        self._square = self._keep("square", size)

    def _compute(self, grad: Array) -> None:
        np.multiply(grad, grad, self._term)
        np.multiply(self._term, self._rest, self._term)
        np.multiply(self._square, self._rho, self._square)
        np.add(self._square, self._term, self._square)
        np.sqrt(self._square, self._term)
        np.add(self._term, EPSILON, self._term)
        np.divide(grad, self._term, self.update)
        np.multiply(self.update, self._minus_rate, self.update)


class Adam(Optimizer):
    """Adam (Kingma and Ba 2015), epsilon outside the root, on corrected moments.

    The paper's m = beta_1 m + (1 - beta_1) g is kept as m / (1 - beta_1), and v alike:
    that spares two passes. With c_i = 1 - beta_i^steps and b_i = 1 - beta_i,
    update = -rate (m b_1 / c_1) / (sqrt(v b_2 / c_2) + epsilon)
           = (m / (sqrt(v) + epsilon / root)) (-rate b_1 / (c_1 root)),
    where root = sqrt(b_2 / c_2).
    """

    _beta_1 = constant(BETA_1)
    _beta_2 = constant(BETA_2)

    def __init__(self, size: int) -> None:
        super().__init__(size)
        self._mean = self._keep("mean", size)
        self._square = self._keep("square", size)
        self._epsilon = np.array(0.0)
        self._scale = np.array(0.0)

    def _compute(self, grad: Array) -> None:
        self.steps += 1
        correction = 1.0 - BETA_1**self.steps
        root = sqrt((1.0 - BETA_2) / (1.0 - BETA_2**self.steps))
        self._epsilon[...] = EPSILON / root
        self._scale[...] = -self._learning_rate * (1.0 - BETA_1) / (correction * root)

        np.multiply(self._mean, self._beta_1, self._mean)
        np.add(self._mean, grad, self._mean)
        np.multiply(grad, grad, self._term)
        np.multiply(self._square, self._beta_2, self._square)
        np.add(self._square, self._term, self._square)
        np.sqrt(self._square, self._term)
        np.add(self._term, self._epsilon, self._term)
        np.divide(self._mean, self._term, self.update)
        np.multiply(self.update, self._scale, self.update)


@dataclass(frozen=True)
class OptimizerKind:
    """What one can choose: `make(size)` gives an optimizer for P parameters."""

    name: str
    make: type[Optimizer]
    formula: str
    help: str
    uses_momentum: bool = False


OPTIMIZERS: dict[str, OptimizerKind] = {
    kind.name: kind
    for kind in (
        OptimizerKind(
            "sgd",
            SGD,
            "Δw = −α g",
            "Gradient descent as in the textbook: a step against the gradient.",
        ),
        OptimizerKind(
            "momentum",
            Momentum,
            "v ← μ v + g,  Δw = −α v",
            "Steps that keep some of their speed, like a heavy ball rolling.",
            uses_momentum=True,
        ),
        OptimizerKind(
            "nesterov",
            Nesterov,
            "v ← μ v + g,  Δw = −α (g + μ v)",
            "Momentum that looks one step ahead.",
            uses_momentum=True,
        ),
        OptimizerKind(
            "rmsprop",
            RMSProp,
            "s ← 0.9 s + 0.1 g²,  Δw = −α g / (√s + ε)",
            "Divides each gradient by its own recent size.",
        ),
        OptimizerKind(
            "adam",
            Adam,
            "Δw = −α m̂ / (√v̂ + ε)",
            "Momentum and RMSProp in one, corrected for their start at 0.",
        ),
    )
}


def make_optimizer(name: str, size: int) -> Optimizer:
    """Return a new optimizer for P = `size` parameters.

    Raises:
        ValueError: no optimizer has this name.
    """
    if name not in OPTIMIZERS:
        names = ", ".join(OPTIMIZERS)
        raise ValueError(f"optimizer must be one of {names}. Got {name!r} instead.")
    return OPTIMIZERS[name].make(size)
