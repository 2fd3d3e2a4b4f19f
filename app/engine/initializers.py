"""Initial weights. Biases start at 0.

Glorot and Bengio 2010 (glorot), He et al. 2015 (he), LeCun et al. 1998 (lecun). The
normal ones are not truncated; Keras cuts its own at two standard deviations.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import sqrt

import numpy as np

from app.engine.arrays import Array
from app.engine.layout import Layout

Draw = Callable[[np.random.Generator, int, int], Array]


@dataclass(frozen=True)
class Initializer:
    """`draw(rng, n_in, n_out)` gives a layer's weights (n_out, n_in)."""

    name: str
    draw: Draw
    formula: str
    help: str


def glorot_uniform(rng: np.random.Generator, n_in: int, n_out: int) -> Array:
    """Draw from U(-r, r) with r = sqrt(6 / (n_in + n_out))."""
    limit = sqrt(6.0 / (n_in + n_out))
    return rng.uniform(-limit, limit, (n_out, n_in))


def glorot_normal(rng: np.random.Generator, n_in: int, n_out: int) -> Array:
    """Draw from N(0, 2 / (n_in + n_out))."""
    return rng.normal(0.0, sqrt(2.0 / (n_in + n_out)), (n_out, n_in))


def he_normal(rng: np.random.Generator, n_in: int, n_out: int) -> Array:
    """Draw from N(0, 2 / n_in)."""
    return rng.normal(0.0, sqrt(2.0 / n_in), (n_out, n_in))


def lecun_normal(rng: np.random.Generator, n_in: int, n_out: int) -> Array:
    """Draw from N(0, 1 / n_in)."""
    return rng.normal(0.0, sqrt(1.0 / n_in), (n_out, n_in))


def small_uniform(rng: np.random.Generator, n_in: int, n_out: int) -> Array:
    """Draw from U(-0.5, 0.5), whatever the layer's width."""
    return rng.uniform(-0.5, 0.5, (n_out, n_in))


def zeros(rng: np.random.Generator, n_in: int, n_out: int) -> Array:
    """Return zeros: all units of a layer stay alike for ever."""
    return np.zeros((n_out, n_in))


INITIALIZERS: dict[str, Initializer] = {
    initializer.name: initializer
    for initializer in (
        Initializer(
            "glorot_uniform",
            glorot_uniform,
            "U(±√(6 / (n_in + n_out)))",
            "Keeps signals and gradients of similar size in every layer; "
            "made for tanh and sigmoid.",
        ),
        Initializer(
            "glorot_normal",
            glorot_normal,
            "N(0, 2 / (n_in + n_out))",
            "As Glorot uniform, but bell-shaped.",
        ),
        Initializer(
            "he_normal",
            he_normal,
            "N(0, 2 / n_in)",
            "Larger weights, which make up for ReLU blocking half of its input.",
        ),
        Initializer(
            "lecun_normal",
            lecun_normal,
            "N(0, 1 / n_in)",
            "Keeps the size of the signals on their way forward.",
        ),
        Initializer(
            "small_uniform",
            small_uniform,
            "U(−0.5, 0.5)",
            "The same range for every layer, whatever its width.",
        ),
        Initializer(
            "zeros",
            zeros,
            "0",
            "To see why weights must differ: equal units get equal gradients "
            "and never become different.",
        ),
    )
}


def initialize(layout: Layout, name: str, rng: np.random.Generator) -> Array:
    """Return a new theta (P,) with biases 0.

    Raises:
        ValueError: no initializer has this name.
    """
    if name not in INITIALIZERS:
        names = ", ".join(INITIALIZERS)
        raise ValueError(f"initializer must be one of {names}. Got {name!r} instead.")
    theta = np.zeros(layout.size)
    for view in layout.views(theta):
        n_out, columns = view.shape
        view[:, :-1] = INITIALIZERS[name].draw(rng, columns - 1, n_out)
    return theta
