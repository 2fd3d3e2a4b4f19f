"""What a network is asked to learn: the points, as arrays that enter the network."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

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
from app.training.edits import NO_EDIT, Edit
from app.training.rounding import Rounding, rounding_of
from app.training.rules import network_sizes
from app.training.settings import Settings

Sets = NDArray[np.uint8]
TRAIN, VALIDATION, TEST, REMOVED = range(4)


@dataclass(frozen=True)
class Part:
    """One set: inputs x (n_0 + 1, n) with a last row of ones, targets t (n_L, n)."""

    x: Array
    t: Array

    @property
    def examples(self) -> int:
        """How many examples the set holds."""
        return int(self.x.shape[1])


@dataclass(frozen=True, eq=False)  # the same one or another: arrays are not compared
class Problem:
    """Points, their split, and the three sets as columns.

    `watched` holds training and validation examples in that order, so that one forward
    pass measures both; the test set stays apart, sealed until somebody opens it.

    Attributes:
        inputs: which functions of the coordinates enter the network.
        x: (n_0 + 1, n) all points, t (n_L, n) their targets, removed ones, too.
        edit: all that a learner changed. original: the problem before that, or None.
    """

    points: Points
    split: Split
    layout: Layout
    output: Output
    inputs: tuple[str, ...]
    x: Array
    t: Array
    train: Part
    validation: Part
    test: Part
    watched: Part
    edit: Edit = NO_EDIT
    original: "Problem | None" = None

    @property
    def counts(self) -> tuple[int, int, int]:
        """The numbers of training, validation and test examples."""
        return self.train.examples, self.validation.examples, self.test.examples

    @property
    def rows(self) -> int:
        """How many points there are, removed ones included."""
        return len(self.points.target)

    def class_counts(self, rows: NDArray[np.intp]) -> list[int]:
        """Return how many of these points each class has; of a regression nothing."""
        classes = self.points.kind.classes
        labels = self.points.target[rows].astype(np.intp)
        return np.bincount(labels, minlength=classes).tolist() if classes else []

    @cached_property
    def sets(self) -> Sets:
        """The set (n,) of each point: TRAIN, VALIDATION, TEST or REMOVED."""
        codes = np.full(self.rows, REMOVED, dtype=np.uint8)
        parts = (self.split.train, self.split.validation, self.split.test)
        for code, rows in zip((TRAIN, VALIDATION, TEST), parts, strict=True):
            codes[rows] = code
        return codes

    @cached_property
    def rounding(self) -> Rounding:
        """How exactly the errors of these points are known."""
        largest = float(np.abs(self.watched.t).max(initial=0.0))
        is_logarithm = self.output.loss.name == "cross_entropy"
        return rounding_of(largest, is_logarithm and self.output.name == "softmax")

    def home(self, row: int) -> int:
        """Return the set that a point came from, whether it was removed or not."""
        first = self.original or self
        return int(first.sets[row]) if row < first.rows else TRAIN

    @property
    def is_edited(self) -> bool:
        """Tell whether any point differs from the original ones.

        An added point that was removed again does not count.
        """
        added = set(range(self.rows - len(self.edit.added), self.rows))
        gone = added & self.edit.removed
        labels = self.edit.labels.keys() - gone
        return bool(labels or self.edit.removed - gone or added - gone)

    def moves_training(self, edit: Edit) -> bool:
        """Tell whether `edit` takes points out of the training set, or puts some in."""
        moved = edit.removed | edit.restored
        return bool(edit.added) or any(self.home(row) == TRAIN for row in moved)

    def labels_before(self, edit: Edit) -> dict[int, int]:
        """Return the labels that those of `edit` replace."""
        rows = self.rows
        return {
            row: int(
                self.points.target[row] if row < rows else edit.added[row - rows].target
            )
            for row in edit.labels
        }

    def edited(self, edit: Edit) -> "Problem":
        """Return this problem with its points changed.

        The same bytes, whether the changes come one by one or all at once.
        """
        return self.turned_to(self.total(edit))

    def turned_to(self, total: Edit) -> "Problem":
        """Return the original problem with `total`, as `Problem.total` returns it."""
        if total == self.edit:
            return self
        first = self.original or self
        return _edited(self, first, total) if total else first

    def total(self, edit: Edit) -> Edit:
        """Return what will be changed of the original problem after `edit`, too."""
        return _settled(self.original or self, self.edit.then(edit))

    def way_to(self, total: Edit) -> Edit:
        """Return the edit that leads from here to `total` of the original problem.

        A point that was added and is none of `total` is removed.
        """
        first = self.original or self
        end = first.rows + len(total.added)
        here, beyond = self.edit.removed, frozenset(range(end, self.rows))
        return Edit(
            self._labels_to(total, end),
            (total.removed | beyond) - here,
            frozenset(row for row in here - total.removed if row < end),
            total.added[self.rows - first.rows :],
        )

    def _labels_to(self, total: Edit, end: int) -> dict[int, int]:
        """Return the labels that have to change for `total`, of rows before `end`."""
        first, labels = self.original or self, dict(total.labels)
        for row in self.edit.labels.keys() - total.labels.keys():
            labels[row] = int(_own_target(first, self.edit, row))
        return {
            row: label
            for row, label in labels.items()
            if row < end and (row >= self.rows or self.points.target[row] != label)
        }


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
        points.target.astype(np.intp) if kind.classes else None,
    )
    output = output_for(kind.task, kind.classes, settings.loss)
    x = as_columns(features(points.x, settings.inputs))
    t = targets(points, output)
    layout = Layout(network_sizes(settings))
    return Problem(
        points, sets, layout, output, settings.inputs, x, t, *_parts(sets, x, t)
    )


def _parts(sets: Split, x: Array, t: Array) -> tuple[Part, Part, Part, Part]:
    """Return the training, validation and test set, and the first two together."""
    watched = np.concatenate([sets.train, sets.validation])
    return (
        _part(x, t, sets.train),
        _part(x, t, sets.validation),
        _part(x, t, sets.test),
        _part(x, t, watched),
    )


def _part(x: Array, t: Array, rows: NDArray[np.intp]) -> Part:
    return Part(np.ascontiguousarray(x[:, rows]), np.ascontiguousarray(t[:, rows]))


def _settled(first: Problem, total: Edit) -> Edit:
    """Return `total` without what leaves the original problem as it was."""
    labels = {
        row: label
        for row, label in total.labels.items()
        if _own_target(first, total, row) != label
    }
    return replace(total, labels=labels, restored=frozenset())


def _own_target(first: Problem, total: Edit, row: int) -> float:
    """Return the target that a point came with."""
    if row < first.rows:
        return float(first.points.target[row])
    return total.added[row - first.rows].target


def _edited(known: Problem, first: Problem, total: Edit) -> Problem:
    """Return the original problem with all that was changed since.

    Columns of added points that are also in the problem `known` are those of it.
    """
    points = _edited_points(first.points, total)
    sets = _edited_split(first, total)
    had = min(len(known.edit.added), len(total.added))
    if known.edit.added[:had] != total.added[:had]:
        known, had = first, 0
    # One by one, so that a point's bytes do not depend on which others came with it.
    columns = [
        as_columns(features(np.array([point.x]), first.inputs))
        for point in total.added[had:]
    ]
    x = np.hstack([known.x[:, : first.rows + had], *columns])
    t = targets(points, first.output)
    layout, output, inputs = first.layout, first.output, first.inputs
    parts = _parts(sets, x, t)
    return Problem(points, sets, layout, output, inputs, x, t, *parts, total, first)


def _edited_points(points: Points, total: Edit) -> Points:
    added = np.array([point.target for point in total.added])
    right = np.concatenate([points.right, added])
    target = np.concatenate([points.target, added])
    for row, label in total.labels.items():
        target[row] = label
    places = [np.array([point.x]) for point in total.added]
    return Points(np.concatenate([points.x, *places]), target, right, points.kind)


def _edited_split(first: Problem, total: Edit) -> Split:
    new = np.arange(first.rows, first.rows + len(total.added))
    gone = np.array(sorted(total.removed), dtype=np.intp)
    sets = (
        np.concatenate([first.split.train, new]),
        first.split.validation,
        first.split.test,
    )
    return Split(*(rows[~np.isin(rows, gone)] for rows in sets))
