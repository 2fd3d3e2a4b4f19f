"""What frames tell of a twin."""

from dataclasses import asdict
from typing import Any

from app.training.ending import ending
from app.training.run import Run
from app.training.states import State
from app.training.status import describe
from app.training.twin import Twin
from app.web.frames import scores_payload, stopping_payload
from app.web.payloads import TwinPayload
from app.web.protocol import TWIN_POINTS
from app.web.runs import series_payload


def twin_payload(twin: Twin, learner: Run) -> TwinPayload:
    """Return the one difference, what is the same, and how far the twin has come."""
    run = twin.run
    course = run.course
    epoch = run.shown_epoch
    has_classes = course.problem.points.kind.classes > 0
    settings = course.settings
    return {
        "id": twin.id,
        "name": twin.name,
        "value": course.first_settings.as_dict()[twin.name],
        "values": list(twin.values),
        "shared": asdict(twin.shared),  # type: ignore[typeddict-item]
        "epoch": course.epoch,
        "update": course.update,
        "goal": twin.goal(learner),
        "state": run.state.value,
        "over": twin.is_over,
        "text": twin_words(twin, learner),
        "errors": scores_payload(course, epoch, ""),
        "accuracy": (
            scores_payload(course, epoch, "_accuracy") if has_classes else None
        ),
        "stopping": stopping_payload(run),
        "test_is_open": course.is_open,
        "loss": settings.loss,
        "series": series_payload(course, 0, TWIN_POINTS),
    }


def _end(twin: Twin) -> str | None:
    """Return why a twin trains no more, None while it does."""
    stop = twin.run.course.stop
    if twin.fault:
        return f"The twin has ended: {twin.fault}"
    if twin.run.state is State.STOPPED and stop is not None:
        return ending(twin.run, stop)
    return describe(twin.run).text if twin.is_over else None


def twin_words(twin: Twin, learner: Run) -> str:
    """Return what a twin is doing."""
    ended = _end(twin)
    if ended is not None:
        return ended
    course, goal = twin.run.course, twin.goal(learner)
    if twin.place is not None:
        return (
            f"The twin waits for its turn: number {twin.place} in the server's queue."
        )
    if goal is None:
        most = course.settings.max_epochs
        return f"Goes on to its own end: epoch {course.epoch} of at most {most}."
    if course.epoch < goal - 1:  # it follows the run's epochs, one by one
        return f"Catching up: epoch {course.epoch} of {goal}."
    return f"In step with your run, after epoch {course.epoch}."


def twin_mark(twin: Twin, learner: Run, picture: str) -> tuple[Any, ...]:
    """Return what names the state of a twin in its words and curves, or its map."""
    run = twin.run
    shown = (twin.id, run.name, run.version, run.state)
    if picture == "twin_output":
        return shown
    waits = twin.place
    return (*shown, twin.fault, waits, twin.goal(learner), learner.course.edits)
