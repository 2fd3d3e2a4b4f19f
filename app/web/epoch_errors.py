"""Errors and accuracies at the end of one epoch: what pointing at the curves asks for.

Curves are thinned on their way and in the page; these numbers never are.
"""

from typing import Any

from app.training.course import Course
from app.training.history import COLUMNS
from app.training.session import Session

Row = dict[str, float | None]


def epoch_errors(session: Session, epoch: int) -> dict[str, Any]:
    """Return `{epoch, run, ghost, twin}`, each a row by column, as series have them.

    None for a run that there is not, or that has not come so far; the test set's
    numbers are None while it is sealed.
    """
    run, twin = session.run, session.twin
    return {
        "epoch": epoch,
        "run": _row(run.course, epoch),
        "ghost": _row(run.ghost.course, epoch) if run.ghost else None,
        "twin": _row(twin.run.course, epoch) if twin else None,
    }


def _row(course: Course, epoch: int) -> Row | None:
    if epoch >= len(course.history):
        return None
    row = course.history.row(epoch)
    sealed = () if course.is_open else ("test", "test_accuracy")
    return {name: None if name in sealed else row[name] for name in COLUMNS}
