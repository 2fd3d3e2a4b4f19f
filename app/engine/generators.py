"""The shapes of the data sets, without noise and in each generator's own units.

Each takes its numbers row by row, so that the first points of a larger set are the
points of a smaller one; therefore also the classes alternate.
"""

import csv
import gzip
from functools import cache
from importlib.resources import files
from importlib.util import find_spec, module_from_spec

import numpy as np
from numpy.typing import NDArray

from app.engine.arrays import Array

IRIS_EXAMPLES = 150

# Noise-free moons: means of both coordinates, then standard deviations. x: cos t has
# mean 0 and variance 1/2, the moons lie 1 apart. y: sin t has mean 2/pi.
MOONS_CENTER = np.array([0.5, 0.25])
MOONS_DEVIATION = np.sqrt([0.75, 0.5 * (0.5 + 0.75 - 2.0 / np.pi) - 0.25**2])

# Height and center of each bump, which is exp(-d^2 / (2 width^2)) at the distance d.
BUMPS = np.array(
    [
        [1.0, -0.6, 0.45],
        [-1.0, 0.0, 0.45],
        [1.0, 0.6, 0.45],
        [-1.0, -0.6, -0.45],
        [1.0, 0.0, -0.45],
        [-1.0, 0.6, -0.45],
    ]
)
BUMP_WIDTH = 0.2

Shape = tuple[Array, Array]  # positions (n, d), targets (n,)


def circle(n: int, rng: np.random.Generator) -> Shape:
    """Class 1 is a disk of radius 0.5, class 0 a ring from 0.7 to 1 around it."""
    radius, angle = rng.random((n, 2)).T
    inside = _alternating(n)
    radius = np.where(inside, 0.5 * radius, 0.7 + 0.3 * radius)
    return _polar(radius, 2.0 * np.pi * angle), inside.astype(float)


def xor(n: int, rng: np.random.Generator) -> Shape:
    """Class 1 where both coordinates of the square (-1, 1) have the same sign."""
    x = rng.uniform(-1.0, 1.0, (n, 2))
    return x, (x[:, 0] * x[:, 1] > 0.0).astype(float)


def gauss(n: int, rng: np.random.Generator) -> Shape:
    """Two round clouds, standard deviation 0.2, in opposite corners (0.55, 0.55)."""
    upper = _alternating(n)
    center = np.where(upper, 0.55, -0.55)
    return center[:, np.newaxis] + rng.normal(0.0, 0.2, (n, 2)), upper.astype(float)


def spiral(n: int, rng: np.random.Generator) -> Shape:
    """Two arms of 1.75 turns, as in TensorFlow Playground."""
    radius = rng.random(n)
    second = _alternating(n)
    angle = 1.75 * 2.0 * np.pi * radius + np.where(second, np.pi, 0.0)
    return _polar(radius, angle), second.astype(float)


def moons(n: int, rng: np.random.Generator) -> Shape:
    """Two half circles of radius 1 that reach into each other."""
    angle = np.pi * rng.random(n)
    lower = _alternating(n)
    upper_moon = _polar(np.ones(n), angle)
    lower_moon = np.array([1.0, 0.5]) - upper_moon
    return np.where(lower[:, np.newaxis], lower_moon, upper_moon), lower.astype(float)


def iris(n: int, rng: np.random.Generator) -> Shape:
    """Petal length and width of 150 real flowers, standardized (Fisher 1936).

    Raises:
        ValueError: n is not 150.
    """
    if n != IRIS_EXAMPLES:
        raise ValueError(f"iris has {IRIS_EXAMPLES} examples. Got {n} instead.")
    petals, species = _iris_file()
    return (petals - petals.mean(axis=0)) / petals.std(axis=0), species.copy()


def plane(n: int, rng: np.random.Generator) -> Shape:
    """A slope over the square (-1, 1), from -1 in one corner to 1 in the other."""
    x = rng.uniform(-1.0, 1.0, (n, 2))
    return x, x.mean(axis=1)


def bumps(n: int, rng: np.random.Generator) -> Shape:
    """Three hills and three hollows over the square (-1, 1)."""
    x = rng.uniform(-1.0, 1.0, (n, 2))
    height, centers = BUMPS[:, 0], BUMPS[:, 1:]
    squares = ((x[:, np.newaxis] - centers) ** 2).sum(axis=2)
    return x, (height * np.exp(-squares / (2.0 * BUMP_WIDTH**2))).sum(axis=1)


def sine(n: int, rng: np.random.Generator) -> Shape:
    """One whole wave, sin(pi x), over (-1, 1)."""
    x = rng.uniform(-1.0, 1.0, (n, 1))
    return x, np.sin(np.pi * x[:, 0])


def _alternating(n: int) -> NDArray[np.bool_]:
    return np.resize([False, True], n)


def _polar(radius: Array, angle: Array) -> Array:
    return np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)


@cache
def _iris_file() -> Shape:
    """Read the table that ships with plotly, without importing plotly."""
    spec = find_spec("plotly")
    if spec is None:
        raise ModuleNotFoundError("iris needs the package plotly, which carries it")
    folder = files(module_from_spec(spec)) / "package_data" / "datasets"
    text = gzip.decompress((folder / "iris.csv.gz").read_bytes()).decode()
    rows = list(csv.DictReader(text.splitlines()))
    petals = [[float(r["petal_length"]), float(r["petal_width"])] for r in rows]
    return np.array(petals), np.array([float(r["species_id"]) - 1.0 for r in rows])
