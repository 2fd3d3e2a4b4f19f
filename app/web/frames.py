"""One frame: the state of a run as one viewer wants to see it."""

from dataclasses import dataclass
from typing import Any

from app.engine import Array
from app.training.cautions import cautions
from app.training.course import Course
from app.training.criteria import readings
from app.training.ending import outlook
from app.training.gap import generalization_gap
from app.training.lowest import lower_than_best
from app.training.run import Run
from app.training.session import Session
from app.training.states import State
from app.training.status import describe
from app.training.stopping import REASON_OF
from app.training.visit import last_visitable
from app.web.chain import chain
from app.web.inspection import trace_payload, traced
from app.web.maps import float32
from app.web.messages import EdgeFocus, Focus
from app.web.payloads import (
    FramePayload,
    GapPayload,
    ScoresPayload,
    VisitPayload,
    WalkPayload,
)
from app.web.places import exists, place
from app.web.runs import series_payload
from app.web.scenes import Scene
from app.web.stopping_payloads import CriterionPayload, StoppingPayload

ENDED = (State.STOPPED, State.DIVERGED)


@dataclass
class Shown:
    """What a viewer has asked frames to carry."""

    maps: bool = False
    output: bool = False
    focus: Focus | None = None
    inspect: bool = False
    layers: bool = False
    norms: bool = False
    pulls: bool = False
    health: bool = False
    points: bool = False
    example: int | None = None
    twin_output: bool = False


def frame_payload(
    session: Session, shown: Shown, seq: int, first_epoch: int, scene: Scene
) -> FramePayload:
    """Return a frame without its pictures; its series begins at `first_epoch`."""
    run = session.run
    course = run.course
    order = course.problem.layout.wire_order
    theta, gradient, change = (vector[order] for vector in run.shown)
    row = course.history.row(run.shown_epoch)
    status = describe(run)
    has_classes = course.problem.points.kind.classes > 0
    frame: FramePayload = {
        "run": session.id,
        "generation": session.generation,
        "seq": seq,
        "epoch": course.epoch,
        "update": course.update,
        "edits": course.edits,
        "state": run.state.value,
        "status": {"tone": status.tone, "text": status.text},
        "errors": scores_payload(course, run.shown_epoch, ""),
        "accuracy": _accuracy(run) if has_classes else None,
        "gap": _gap(course, row),
        "stopping": stopping_payload(run),
        "weights": float32(theta),
        "gradient": float32(gradient),
        "change": float32(change),
        # A unit's delta, the mean over the batch, is the gradient of its bias, which
        # no penalty touches.
        "deltas": float32(gradient[scene.biases]),
        "test_is_open": course.is_open,
        "series": series_payload(course, first_epoch),
        "maps": None,
        "output": None,
        "focus": focus_payload(run, shown.focus),
        "last_epoch": last_visitable(course),
        "visit": _visit(run),
        "walk": _walk(run),
        "trace": None,
        "layers": None,
        "norms": None,
        "pulls": None,
        "ghost": None,
        "health": None,
        "twin_id": session.twin.id if session.twin else None,
        "twin": None,
        "twin_output": None,
        "points": None,
    }
    if shown.inspect or run.position > 0:
        _inspect(run, shown, frame, scene)
    return frame


def focus_payload(run: Run, focus: Focus | None) -> dict[str, Any] | None:
    """Return exact values of the edge or unit looked at; None where it is no more."""
    course = run.course
    if focus is None or not exists(course.problem.layout, focus):
        return None
    weight, gradient, change = (_value(course, focus, vector) for vector in run.shown)
    where = place(focus)
    if isinstance(focus, EdgeFocus):
        return where | {"weight": weight, "gradient": gradient, "change": change}
    return where | {
        "bias": weight,
        "bias_gradient": gradient,
        "bias_change": change,
        "delta": gradient,
    }


def _visit(run: Run) -> VisitPayload | None:
    """Return which earlier epoch is shown instead of the present."""
    visit = run.visit
    return None if visit is None else {"epoch": visit.epoch, "update": visit.update}


def _walk(run: Run) -> WalkPayload:
    """Return which phase of an update is shown."""
    here = run.place
    return {
        "position": here.position,
        "phase": here.phase.value,
        "layer": here.layer,
        "positions": here.positions,
    }


def _inspect(run: Run, shown: Shown, frame: FramePayload, scene: Scene) -> None:
    """Put the update shown, taken apart, into a frame, and the focus' chain rule."""
    trace = traced(run)
    if trace is None:
        return
    rows = scene.rows_of(run.course.problem_at(run.traced_update))
    frame["trace"] = trace_payload(run, trace, shown.example, rows)
    if frame["focus"] is not None and shown.focus is not None:
        frame["focus"]["chain"] = chain(run, trace, shown.focus, shown.example)


def _value(course: Course, focus: Focus, vector: Array) -> float:
    view = course.problem.layout.views(vector)[focus.layer - 1]
    if isinstance(focus, EdgeFocus):
        return float(view[focus.to, focus.source])
    return float(view[focus.unit, -1])


def scores_payload(course: Course, epoch: int, suffix: str) -> ScoresPayload:
    """Return one number a set: errors (`suffix` ""), or accuracies ("_accuracy").

    None for the test set while it is sealed.
    """
    row = course.history.row(epoch)
    return {
        "train": row[f"train{suffix}"],
        "validation": row[f"validation{suffix}"],
        "test": row[f"test{suffix}"] if course.is_open else None,
    }


def _accuracy(run: Run) -> ScoresPayload:
    return scores_payload(run.course, run.shown_epoch, "_accuracy")


def _gap(course: Course, row: dict[str, float | None]) -> GapPayload:
    gap = generalization_gap(row, course.problem.rounding)
    return {"error": gap.error, "accuracy": gap.accuracy}


def stopping_payload(run: Run) -> StoppingPayload:
    """Return how far early stopping has come."""
    course = run.course
    settings, patience = course.settings, course.patience
    stop = course.stop if run.state in ENDED else None
    passed, lower = course.passed, lower_than_best(course)
    return {
        "armed": settings.early_stopping,
        "rests": settings.early_stopping and not course.problem.validation.examples,
        "wait": patience.wait if run.visit is None else run.visit.wait,
        "patience": settings.patience,
        "best_epoch": patience.best_epoch,
        "best_error": patience.best,
        "lower_epoch": lower.epoch if lower else None,
        "lower_error": lower.error if lower else None,
        "reason": stop.reason.value if stop else None,
        "stop_epoch": stop.epoch if stop else None,
        "passed_epoch": course.history.epoch_at(passed[-1]) if passed else None,
        "criteria": _criteria(run),
        "restored": run.is_restored,
        "shown_epoch": run.shown_epoch,
        "shown_update": run.shown_update,
        "rounding": course.problem.rounding.step,
        "cautions": [
            {"field": each.field, "text": each.text} for each in cautions(course)
        ],
        "outlook": outlook(run) if run.state is State.STOPPED else None,
    }


def _is_watched(run: Run) -> bool:
    """Tell whether there is a validation set: else early stopping rests."""
    return run.course.problem.validation.examples > 0


def _criteria(run: Run) -> list[CriterionPayload]:
    """Return how far each criterion has come, or had at the epoch looked at."""
    if not _is_watched(run):
        return []
    course, visit = run.course, run.visit
    epoch, wait, settings = course.epoch, course.patience.wait, course.settings
    if visit is not None:
        epoch, wait = visit.epoch, visit.wait
        settings = course.settings_at(visit.update)
    rest = (settings, wait, course.problem.rounding)
    passed = course.passed_over_next if visit is None else frozenset()
    return [
        {
            "name": reading.criterion.value,
            "value": reading.value,
            "threshold": reading.threshold,
            "epoch": reading.epoch,
            "met": reading.is_met,
            "line": reading.line,
            "passed": REASON_OF[reading.criterion] in passed,
        }
        for reading in readings(epoch, course.history, *rest)
    ]
