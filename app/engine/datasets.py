"""The data sets, and the points that a seed makes of them."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from app.engine import generators
from app.engine.arrays import Array
from app.engine.inputs import FEATURES
from app.engine.losses import Output, Task
from app.engine.streams import Stream, stream

Flags = NDArray[np.bool_]
PLANE_INPUTS = tuple(FEATURES)
LINE_INPUTS = tuple(name for name, item in FEATURES.items() if item.dimensions == 1)


@dataclass(frozen=True)
class DatasetKind:
    """A data set one can choose.

    `shape(n, rng)` gives positions (n, d) and targets (n,) in the generator's units;
    inputs are (position - center) * scale, about -2 to 2.
    """

    name: str
    label: str
    help: str
    shape: Callable[[int, np.random.Generator], generators.Shape]
    class_names: tuple[str, ...] = ()
    dimensions: int = 2
    default_inputs: tuple[str, ...] = ("x1", "x2")
    default_examples: int = 200
    default_noise: float = 0.1
    fixed_examples: bool = False  # a real data set has as many as it has
    center: Array = field(default_factory=lambda: np.zeros(1))
    scale: Array = field(default_factory=lambda: np.full(1, 2.0))

    @property
    def task(self) -> Task:
        """Whether the target is a class or a value."""
        return "classification" if self.class_names else "regression"

    @property
    def classes(self) -> int:
        """The number of classes; 0 for a regression."""
        return len(self.class_names)

    @property
    def input_names(self) -> tuple[str, ...]:
        """The inputs to choose from."""
        return PLANE_INPUTS if self.dimensions == 2 else LINE_INPUTS


@dataclass(frozen=True)
class Points:
    """Positions x (n, d) and targets (n,): a class index or a value each.

    `right` (n,) are the targets as they were before any label was made wrong.
    """

    x: Array
    target: Array
    right: Array
    kind: DatasetKind

    @property
    def flipped(self) -> Flags:
        """Which labels (n,) are wrong."""
        return np.asarray(self.target != self.right)


DATASETS: dict[str, DatasetKind] = {
    kind.name: kind
    for kind in (
        DatasetKind(
            "circle",
            "Circle",
            "A disk inside a ring: no straight line can part them.",
            generators.circle,
            ("outside", "inside"),
        ),
        DatasetKind(
            "xor",
            "Exclusive or",
            "Four quadrants, opposite ones alike: the classic that needs "
            "a hidden layer.",
            generators.xor,
            ("different signs", "same sign"),
        ),
        DatasetKind(
            "gauss",
            "Gauss",
            "Two round clouds: one straight line parts them.",
            generators.gauss,
            ("lower left", "upper right"),
        ),
        DatasetKind(
            "spiral",
            "Spiral",
            "Two arms wound into each other: the hardest of these.",
            generators.spiral,
            ("first arm", "second arm"),
            default_noise=0.02,
        ),
        DatasetKind(
            "moons",
            "Moons",
            "Two half circles that reach into each other.",
            generators.moons,
            ("upper moon", "lower moon"),
            center=generators.MOONS_CENTER,
            scale=1.0 / generators.MOONS_DEVIATION,
        ),
        DatasetKind(
            "iris",
            "Iris",
            "Real flowers of three species, by the length and width of their petals.",
            generators.iris,
            ("setosa", "versicolor", "virginica"),
            default_examples=generators.IRIS_EXAMPLES,
            fixed_examples=True,
            default_noise=0.0,
            scale=np.ones(1),
        ),
        DatasetKind(
            "plane",
            "Plane",
            "A value that rises evenly from one corner to the other.",
            generators.plane,
            default_noise=0.05,
        ),
        DatasetKind(
            "bumps",
            "Bumps",
            "Three hills and three hollows in a plain.",
            generators.bumps,
            default_noise=0.05,
        ),
        DatasetKind(
            "sine",
            "Sine",
            "One input, one wave: the fitted curve is easy to see.",
            generators.sine,
            dimensions=1,
            default_inputs=("x1",),
            default_examples=60,
            default_noise=0.2,
            scale=np.ones(1),
        ),
    )
}


def generate(
    name: str, examples: int, noise: float, wrong_labels: float, data_seed: int
) -> Points:
    """Return the points of a data set.

    noise: standard deviation, in the generator's units, of the shift of both
    coordinates (classification) or of the target (regression); another value scales
    the same shifts. wrong_labels: percentage of labels replaced by another class.

    Raises:
        ValueError: an unknown name, or a number of examples that iris does not have.
    """
    if name not in DATASETS:
        raise ValueError(f"dataset must be one of {', '.join(DATASETS)}. Got {name!r}.")
    kind = DATASETS[name]
    position, target = kind.shape(examples, stream(data_seed, Stream.POINTS))
    shifted = position if kind.classes else target
    shift = stream(data_seed, Stream.NOISE).standard_normal(shifted.shape)
    shifted += noise * shift
    right = target.copy()
    if kind.classes:
        _flip(target, wrong_labels, kind.classes, data_seed)
    return Points((position - kind.center) * kind.scale, target, right, kind)


def _flip(target: Array, share: float, classes: int, data_seed: int) -> None:
    """Replace round(n share / 100) labels, in place.

    Every point has a key, and the smallest keys are flipped: more wrong labels keep
    those that were wrong already. A second number says which other class it becomes.
    """
    n = len(target)
    key, other = stream(data_seed, Stream.FLIPS).random((n, 2)).T
    chosen = np.argsort(key, kind="stable")[: round(n * share / 100)]
    jump = 1.0 + np.floor(other[chosen] * (classes - 1))
    target[chosen] = (target[chosen] + jump) % classes


def targets(points: Points, output: Output) -> Array:
    """Return the targets (n_L, n) as the loss sees them.

    0 or 1 for two classes, one-hot for more, the value itself for a regression.

    Raises:
        ValueError: the output has another number of units than the targets.
    """
    kind = points.kind
    units = kind.classes if kind.classes > 2 else 1
    if output.units != units:
        message = f"{kind.name} needs an output of {units} units"
        raise ValueError(f"{message}. Got {output.units} instead.")
    if units == 1:
        return points.target[np.newaxis].copy()
    one_hot = np.zeros((units, len(points.target)))
    one_hot[points.target.astype(int), np.arange(len(points.target))] = 1.0
    return one_hot


def domain(points: Points) -> tuple[float, float]:
    """Return the range (lo, hi) of the input plane to draw.

    A square around 0 that holds all points, rounded up to a half, at least 2.5; for
    points on a line the range of x that they are drawn from.
    """
    if points.kind.dimensions == 1:
        return (-1.0, 1.0)
    reach = max(2.5, float(np.ceil(2.0 * np.abs(points.x).max()) / 2.0))
    return (-reach, reach)
