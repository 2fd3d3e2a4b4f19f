"""One frame: the state of a run as one viewer wants to see it."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.engine import Array, Layout
from app.training.course import Course
from app.training.run import Run
from app.training.session import Session
from app.training.states import State
from app.training.status import describe
from app.web.maps import float32
from app.web.messages import EdgeFocus, Focus
from app.web.payloads import FramePayload, ScoresPayload, StoppingPayload
from app.web.runs import series_payload

ENDED = (State.STOPPED, State.DIVERGED)


@dataclass
class Shown:
    """What a viewer has asked frames to carry."""

    maps: bool = False
    output: bool = False
    test: bool = False
    focus: Focus | None = None


def bias_places(layout: Layout) -> NDArray[np.intp]:
    """Return where in a vector (P,) in wire order the biases stand, layer by layer."""
    is_bias = layout.weight_mask[layout.wire_order] == 0.0
    return np.flatnonzero(is_bias)


def frame_payload(
    session: Session, shown: Shown, seq: int, first_epoch: int, biases: NDArray[np.intp]
) -> FramePayload:
    """Return a frame without its pictures; its series begins at `first_epoch`.

    biases: what `bias_places` gives for this network.
    """
    run = session.run
    course = run.course
    order = course.problem.layout.wire_order
    theta, gradient, change = (vector[order] for vector in run.shown)
    row = course.history.row(run.shown_epoch)
    status = describe(run)
    has_classes = course.problem.points.kind.classes > 0
    return {
        "run": session.id,
        "generation": session.generation,
        "seq": seq,
        "epoch": course.epoch,
        "update": course.update,
        "state": run.state.value,
        "status": {"tone": status.tone, "text": status.text},
        "errors": _scores(row, ""),
        "accuracy": _scores(row, "_accuracy") if has_classes else None,
        "stopping": _stopping(run),
        "weights": float32(theta),
        "gradient": float32(gradient),
        "change": float32(change),
        # A unit's delta, the mean over the batch, is the gradient of its bias, which
        # no penalty touches.
        "deltas": float32(gradient[biases]),
        "series": series_payload(course.history, first_epoch, shown.test),
        "maps": None,
        "output": None,
        "focus": focus_payload(run, shown.focus),
    }


def focus_payload(run: Run, focus: Focus | None) -> dict[str, Any] | None:
    """Return exact values of the edge or unit looked at; None where it is no more."""
    course = run.course
    if focus is None or not _exists(course, focus):
        return None
    weight, gradient, change = (_value(course, focus, vector) for vector in run.shown)
    where: dict[str, Any] = {"kind": focus.kind.value, "layer": focus.layer}
    if isinstance(focus, EdgeFocus):
        where |= {"from": focus.source, "to": focus.to}
        return where | {"weight": weight, "gradient": gradient, "change": change}
    return where | {
        "unit": focus.unit,
        "bias": weight,
        "bias_gradient": gradient,
        "bias_change": change,
        "delta": gradient,
    }


def _exists(course: Course, focus: Focus) -> bool:
    sizes = course.problem.layout.sizes
    if focus.layer >= len(sizes):
        return False
    if isinstance(focus, EdgeFocus):
        return focus.to < sizes[focus.layer] and focus.source < sizes[focus.layer - 1]
    return focus.unit < sizes[focus.layer]


def _value(course: Course, focus: Focus, vector: Array) -> float:
    view = course.problem.layout.views(vector)[focus.layer - 1]
    if isinstance(focus, EdgeFocus):
        return float(view[focus.to, focus.source])
    return float(view[focus.unit, -1])


def _scores(row: dict[str, float | None], suffix: str) -> ScoresPayload:
    return {
        "train": row[f"train{suffix}"],
        "validation": row[f"validation{suffix}"],
        "test": row[f"test{suffix}"],
    }


def _stopping(run: Run) -> StoppingPayload:
    course = run.course
    settings, patience = course.settings, course.patience
    stop = course.stop if run.state in ENDED else None
    return {
        "armed": settings.early_stopping,
        "wait": patience.wait,
        "patience": settings.patience,
        "best_epoch": patience.best_epoch,
        "best_error": patience.best,
        "stop_epoch": stop.epoch if stop else None,
        "restored": run.is_restored,
        "shown_epoch": run.shown_epoch,
    }
