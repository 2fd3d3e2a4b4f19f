"""The `run` and `settings` messages: what changes only now and then."""

from typing import Any

import numpy as np

from app.engine import domain
from app.training.changes import Change
from app.training.course import Course
from app.training.history import ERRORS
from app.training.problem import REMOVED, Problem
from app.training.session import Session
from app.training.settings import Settings, defaults_for
from app.web.maps import Painter, float32
from app.web.payloads import (
    ChangePayload,
    DataPayload,
    NetworkPayload,
    RunPayload,
    SeriesPayload,
    SettingsPayload,
)
from app.web.protocol import SERIES_POINTS, SETS


def run_payload(session: Session, painter: Painter) -> RunPayload:
    """Return everything that changes only with a new network."""
    course = session.run.course
    return {
        "id": session.id,
        "name": session.run.name,
        "generation": session.generation,
        "speed": session.speed,
        "network": _network(course.problem, course.settings),
        "data": data_payload(session.run.shown_problem),
        "input_maps": painter.input_maps(),
        "series": series_payload(course, 0),
        **settings_payload(session),
    }


def settings_payload(session: Session, first: int = 0) -> SettingsPayload:
    """Return the settings in force, and the changes from number `first` on."""
    course = session.run.course
    changes = [_change(c) for c in course.changes if _is_applied(c, course.update)]
    first = min(first, len(changes))
    return {
        "settings": course.settings.as_dict(),
        "defaults": _listed(defaults_for(course.settings.dataset)),
        "changes_from": first,
        "changes": changes[first:],
        "undo": session.can_undo,
        "notes": session.run.notes,
    }


def series_payload(
    course: Course, first: int, most: int = SERIES_POINTS
) -> SeriesPayload:
    """Return the errors from epoch `first` on; null for sets that are not sent.

    Not sent are sets that were empty at first, and the test set while it is sealed.
    """
    history = course.history
    shown = SETS if course.is_open else SETS[:-1]
    names = [*shown]
    if history.row(0)["train_accuracy"] is not None:
        names += [f"{name}_accuracy" for name in shown]
    picked: dict[str, Any] = history.since(first, most, tuple(names))
    for name in ERRORS[1:]:  # a set without examples has no curve
        if not getattr(course.first_problem, name).examples:
            picked[name] = picked[f"{name}_accuracy"] = None
    return {
        "epoch": picked["epoch"],
        "train": picked["train"],
        "validation": picked.get("validation"),
        "test": picked.get("test"),
        "train_accuracy": picked.get("train_accuracy"),
        "validation_accuracy": picked.get("validation_accuracy"),
        "test_accuracy": picked.get("test_accuracy"),
    }


def _network(problem: Problem, settings: Settings) -> NetworkPayload:
    names = list(problem.points.kind.class_names)
    return {
        "sizes": list(problem.layout.sizes),
        "inputs": list(settings.inputs),
        # One unit for two classes: its output is the probability of the second.
        "outputs": names if len(names) > 2 else names[1:] or ["y"],
        "parameters": problem.layout.size,
        "activation": settings.activation,
        "output": problem.output.name,
    }


def data_payload(problem: Problem) -> DataPayload:
    """Return the points as they are now."""
    points, edit = problem.points, problem.edit
    there = problem.sets != REMOVED
    edited = np.zeros(problem.rows, dtype=np.uint8)
    edited[list(edit.labels)] = 1
    target = points.target[there]
    is_plane = points.kind.dimensions == 2
    train, validation, test = problem.counts
    return {
        "task": points.kind.task,
        "classes": list(points.kind.class_names),
        "dimensions": points.kind.dimensions,
        "domain": list(domain(points)),
        "target_range": [float(target.min()), float(target.max())],
        "x1": float32(points.x[:, 0]),
        "x2": float32(points.x[:, 1]) if is_plane else None,
        "target": float32(points.target),
        "set": problem.sets.tobytes(),
        "flipped": points.flipped.astype(np.uint8).tobytes(),
        "edited": edited.tobytes(),
        "added": len(edit.added),
        "counts": {"train": train, "validation": validation, "test": test},
        "class_counts": {
            "train": problem.class_counts(problem.split.train),
            "validation": problem.class_counts(problem.split.validation),
            "test": problem.class_counts(problem.split.test),
        },
        "flipped_count": int(points.flipped[there].sum()),
    }


def _is_applied(change: Change, update: int) -> bool:
    """Tell whether a change is in force: one that is still to come replaced nothing."""
    if change.set or change.weights:
        return bool(change.before or change.weights_before)
    return change.update <= update + 1


def _change(change: Change) -> ChangePayload:
    told: ChangePayload = {
        "update": change.update,
        "epoch": change.epoch,
        "set": dict(change.set),
        "before": dict(change.before),
    }
    if change.weights:
        told["weights"] = dict(change.weights)
        told["weights_before"] = dict(change.weights_before)
    if change.example is not None:
        told["example"] = change.example
    if change.opens_test:
        told["open_test"] = True
    if change.passes_stop:
        told["pass_stop"] = True
    told.update(change.edit.as_dict())  # type: ignore[typeddict-item]
    if change.labels_before:
        before = change.labels_before
        told["labels_before"] = {str(row): before[row] for row in sorted(before)}
    return told


def _listed(values: dict[str, Any]) -> dict[str, Any]:
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in values.items()
    }
