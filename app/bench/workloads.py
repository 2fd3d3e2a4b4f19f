"""The trainings that are timed: shapes and sizes, not what is learned."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.bench.report import Bar, at_least

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Workload:
    """One training. `output` is linear or softmax; the bars are "times as fast"."""

    name: str
    sizes: tuple[int, ...]
    activation: str
    output: str
    optimizer: str
    learning_rate: float
    examples: int
    batch: int
    tutorial_bar: Bar
    floor_bar: Bar | None = None
    sklearn_bar: Bar | None = None

    @property
    def starts(self) -> range:
        """The first example of each batch of an epoch."""
        return range(0, self.examples, self.batch)

    @property
    def updates(self) -> int:
        """How many updates an epoch has."""
        return len(self.starts)


WORKLOADS = (
    Workload(
        "W1",
        sizes=(2, 4, 2, 1),
        activation="tanh",
        output="linear",
        optimizer="sgd",
        learning_rate=0.03,
        examples=250,
        batch=10,
        tutorial_bar=at_least(4.5),
        floor_bar=at_least(0.60),
        sklearn_bar=at_least(7),
    ),
    Workload(
        "W2",
        sizes=(2, 4, 2, 1),
        activation="tanh",
        output="linear",
        optimizer="sgd",
        learning_rate=0.03,
        examples=250,
        batch=1,
        tutorial_bar=at_least(3.5),
        floor_bar=at_least(0.50),
    ),
    Workload(
        "W3",
        sizes=(7, 8, 8, 8, 8, 8, 8, 1),
        activation="tanh",
        output="linear",
        optimizer="sgd",
        learning_rate=0.03,
        examples=250,
        batch=30,
        tutorial_bar=at_least(3),
        floor_bar=at_least(0.40),
    ),
    Workload(  # the shape of scikit-learn's digits
        "W4",
        sizes=(64, 32, 16, 10),
        activation="relu",
        output="softmax",
        optimizer="adam",
        learning_rate=0.001,
        examples=1797,
        batch=32,
        tutorial_bar=at_least(2),
        sklearn_bar=at_least(1.8),
    ),
)


def problem(workload: Workload) -> tuple[Array, Array]:
    """Return inputs (N, n_0) and targets (N, n_L), rows are examples."""
    rng = np.random.default_rng(1)
    x = rng.uniform(-1, 1, (workload.examples, workload.sizes[0]))
    if workload.output == "softmax":
        guess = x[:, : workload.sizes[-1]].argmax(axis=1)
        return np.abs(x), np.eye(workload.sizes[-1])[guess]
    return x, (x[:, :1] * x[:, 1:2] > 0).astype(np.float64)
