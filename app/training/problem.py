"""What a network is asked to learn: the points, as arrays that enter the network."""

from dataclasses import dataclass

import numpy as np

from app.engine import (
    DATASETS,
    Array,
    Layout,
    Output,
    Points,
    Split,
    as_columns,
    features,
    generate,
    output_for,
    split,
    targets,
)
from app.training.rules import network_sizes
from app.training.settings import Settings


@dataclass(frozen=True)
class Part:
    """One set: inputs x (n_0 + 1, n) with a last row of ones, targets t (n_L, n)."""

    x: Array
    t: Array

    @property
    def examples(self) -> int:
        """How many examples the set holds."""
        return int(self.x.shape[1])


@dataclass(frozen=True)
class Problem:
    """Points, their split, and the three sets as columns.

    `watched` holds training and validation examples in that order, so that one forward
    pass measures both; the test set stays apart, sealed until somebody opens it.
    """

    points: Points
    split: Split
    layout: Layout
    output: Output
    train: Part
    validation: Part
    test: Part
    watched: Part


def build(settings: Settings) -> Problem:
    """Return the problem that `settings` describe; same bytes for same seeds."""
    kind = DATASETS[settings.dataset]
    points = generate(
        settings.dataset,
        settings.examples,
        settings.noise,
        settings.wrong_labels,
        settings.data_seed,
    )
    sets = split(
        settings.examples,
        settings.validation_share,
        settings.test_share,
        settings.split_seed,
    )
    output = output_for(kind.task, kind.classes, settings.loss)
    x = as_columns(features(points.x, settings.inputs))
    t = targets(points, output)
    watched = np.concatenate([sets.train, sets.validation])
    parts = [
        Part(np.ascontiguousarray(x[:, rows]), np.ascontiguousarray(t[:, rows]))
        for rows in (sets.train, sets.validation, sets.test, watched)
    ]
    return Problem(points, sets, Layout(network_sizes(settings)), output, *parts)
