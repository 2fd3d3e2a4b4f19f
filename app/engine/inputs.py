"""What the network sees of a point: x1, x2, and functions of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from app.engine.arrays import Array


@dataclass(frozen=True)
class Feature:
    """One input: `f` gives (n,) from points (n, d); it needs `dimensions` of them."""

    name: str
    label: str
    formula: str
    f: Callable[[Array], Array]
    dimensions: int


FEATURES: dict[str, Feature] = {
    feature.name: feature
    for feature in (
        Feature("x1", "x₁", "x₁", lambda x: x[:, 0], 1),
        Feature("x2", "x₂", "x₂", lambda x: x[:, 1], 2),
        Feature("x1_squared", "x₁²", "x₁ · x₁", lambda x: x[:, 0] ** 2, 1),
        Feature("x2_squared", "x₂²", "x₂ · x₂", lambda x: x[:, 1] ** 2, 2),
        Feature("x1_x2", "x₁x₂", "x₁ · x₂", lambda x: x[:, 0] * x[:, 1], 2),
        Feature("sin_x1", "sin x₁", "sin(x₁)", lambda x: np.sin(x[:, 0]), 1),
        Feature("sin_x2", "sin x₂", "sin(x₂)", lambda x: np.sin(x[:, 1]), 2),
    )
}


def features(x: Array, inputs: Sequence[str]) -> Array:
    """Return the inputs (n, n_0) that the network sees of points x (n, d).

    Raises:
        ValueError: no inputs, an unknown one, or x2 of points with one coordinate.
    """
    unknown = [name for name in inputs if name not in FEATURES]
    if unknown or not inputs:
        message = f"inputs must be one or more of {', '.join(FEATURES)}"
        raise ValueError(f"{message}. Got {list(inputs)} instead.")
    missing = [name for name in inputs if FEATURES[name].dimensions > x.shape[1]]
    if missing:
        raise ValueError(f"points on a line have no {', '.join(missing)}.")
    return np.stack([FEATURES[name].f(x) for name in inputs], axis=1)


def as_columns(values: Array) -> Array:
    """Return inputs (n, n_0) as the network takes them: (n_0 + 1, n), last row ones."""
    columns = np.ones((values.shape[1] + 1, values.shape[0]))
    columns[:-1] = values.T
    return columns
