"""A whole training without a server, and its record: RUN.json."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from app.engine import Array, Layout
from app.training.changes import Change, checked_changes
from app.training.course import Course
from app.training.errors import SettingsError
from app.training.fields import received
from app.training.history import COLUMNS, History, Series
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
    "updates",
    "stop",
    "versions",
)
# What a file of a run that was shared may hold besides; see `run_file.py`.
SHARED_KEYS = ("update", "view")
INTERRUPTED = "interrupted"  # the reason of the end where training has not ended
UPDATES_BETWEEN_REPORTS = 1_000

Progress = Callable[[int, int], None]


def never() -> bool:
    """Return False."""
    return False


def read_document(document: object) -> tuple[Settings, list[Change]]:
    """Return the settings and changes of a settings file.

    The file holds either settings alone or `{settings, changes}`; a whole RUN.json, or
    the file of a run that was shared, will do, too.

    Raises:
        SettingsError: something in it is bad.
    """
    if isinstance(document, dict) and "settings" in document:
        for name in document:
            if name not in (*RECORD_KEYS, *SHARED_KEYS):
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
    return record(course)


def record(course: Course) -> dict[str, Any]:
    """Return RUN.json's content for a course as far as it has come."""
    stop = course.stop
    problem, layout = course.first_problem, course.problem.layout
    best = course.best
    return {
        "settings": course.first_settings.as_dict(),
        "changes": [
            change.as_dict()
            for change in course.changes
            if change.update <= course.update + (stop is None)
        ],
        "data": _data(problem, any(change.edit for change in course.changes)),
        "initial": _layers(layout, course.initial_theta),
        "best": None if best is None else _layers(layout, best.theta),
        "final": _layers(layout, course.theta),
        "history": curves(course.history),
        "updates": course.update,
        "stop": {
            "reason": INTERRUPTED if stop is None else stop.reason.value,
            "epoch": course.epoch if stop is None else stop.epoch,
            "best_epoch": (course.patience if stop is None else stop).best_epoch,
        },
        "versions": versions(),
    }


def curves(history: History) -> Series:
    """Return each epoch's values, lists of one length from epoch 0 on.

    `updates` are those made by the end of the epoch; an error or accuracy is null where
    it is not known or not finite.
    """
    epochs = range(len(history))
    columns = {name: history.column(name) for name in COLUMNS}
    made = [history.update(epoch) for epoch in epochs]
    return {"epoch": list(epochs), "updates": made} | columns


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
