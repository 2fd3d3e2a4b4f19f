"""A whole training without a server, and its record: RUN.json."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from app.engine import Array, Layout
from app.training.changes import Change, checked_changes
from app.training.course import Course
from app.training.errors import SettingsError
from app.training.fields import received
from app.training.history import COLUMNS
from app.training.problem import Part, Problem
from app.training.settings import Settings
from app.training.validation import resolve
from app.training.versions import versions

RECORD_KEYS = (
    "settings",
    "changes",
    "data",
    "initial",
    "best",
    "final",
    "history",
    "stop",
    "versions",
)
UPDATES_BETWEEN_REPORTS = 1_000
# The reason in the record of a training that somebody ended before its own end.
INTERRUPTED = "interrupted"

Progress = Callable[[int, int], None]


def never() -> bool:
    """Return False."""
    return False


def read_document(document: object) -> tuple[Settings, list[Change]]:
    """Return the settings and changes of a settings file.

    The file holds either settings alone or `{settings, changes}`; a whole RUN.json will
    do, too.

    Raises:
        SettingsError: something in it is bad.
    """
    if isinstance(document, dict) and "settings" in document:
        for name in document:
            if name not in RECORD_KEYS:
                raise SettingsError(
                    "unknown",
                    name,
                    f"{name} has no place beside settings; received "
                    f"{received(document[name])}",
                )
        settings = resolve(document["settings"])
        return settings, checked_changes(settings, document.get("changes", []))
    return resolve(document), []


def train(
    settings: Settings,
    changes: Sequence[Change] = (),
    progress: Progress = lambda _epoch, _most: None,
    opens_test: bool = False,
    is_over: Callable[[], bool] = never,
) -> dict[str, Any]:
    """Train to the end and return the record.

    `progress(epoch, max_epochs)` is called now and then. Where `is_over()` turns true,
    training ends with the epoch that is under way, and the record says "interrupted".
    The test set stays sealed unless `opens_test`, whatever the changes say of it.
    """
    sealed = [replace(change, opens_test=False) for change in changes]
    changes = [change for change in sealed if not change.is_empty]
    course = Course(settings, changes, opens_test=opens_test)

    def goes_on() -> bool:
        return course.trainer.cursor > 0 or not is_over()

    while goes_on() and course.advance(UPDATES_BETWEEN_REPORTS, goes_on):
        progress(course.epoch, course.settings.max_epochs)
    progress(course.epoch, course.settings.max_epochs)
    return record(course, is_interrupted=course.stop is None)


def record(course: Course, is_interrupted: bool = False) -> dict[str, Any]:
    """Return RUN.json's content for a course that has ended, or was interrupted.

    Raises:
        SettingsError: it is still going on.
    """
    if course.stop is None and not is_interrupted:
        raise SettingsError("state", None, "a run has no record before it has ended")
    problem, layout = course.first_problem, course.problem.layout
    best = course.best
    history = course.history
    epochs = list(range(len(history)))
    updates = [history.update(epoch) for epoch in epochs]
    series = {name: history.column(name) for name in COLUMNS}
    return {
        "settings": course.first_settings.as_dict(),
        "changes": [
            change.as_dict()
            for change in course.changes
            if change.update <= course.update
        ],
        "data": _data(problem, any(change.edit for change in course.changes)),
        "initial": _layers(layout, course.initial_theta),
        "best": None if best is None else _layers(layout, best.theta),
        "final": _layers(layout, course.theta),
        "history": {"epoch": epochs, "update": updates} | series,
        "stop": _stop(course),
        "versions": versions(),
    }


def _stop(course: Course) -> dict[str, Any]:
    stop = course.stop
    if stop is not None:
        return {
            "reason": stop.reason.value,
            "epoch": stop.epoch,
            "best_epoch": stop.best_epoch,
        }
    return {
        "reason": INTERRUPTED,
        "epoch": course.epoch,
        "best_epoch": course.patience.best_epoch,
    }


def _data(problem: Problem, with_rows: bool) -> dict[str, dict[str, Any]]:
    """Return the sets at first; where points were changed, with their names, too."""
    split = problem.split
    sets = {
        "train": (problem.train, split.train),
        "validation": (problem.validation, split.validation),
        "test": (problem.test, split.test),
    }
    return {
        name: _rows(part) | ({"rows": rows.tolist()} if with_rows else {})
        for name, (part, rows) in sets.items()
    }


def _rows(part: Part) -> dict[str, Any]:
    """Return `{x, y}`, one row an example, without the row of ones."""
    return {"x": part.x[:-1].T.tolist(), "y": part.t.T.tolist()}


def _layers(layout: Layout, theta: Array) -> list[dict[str, Any]]:
    return [
        {"weights": layer["weights"].tolist(), "biases": layer["biases"].tolist()}
        for layer in layout.public(theta)
    ]
