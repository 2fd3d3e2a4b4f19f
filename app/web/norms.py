"""How large the weights are: as they are now, at epoch 0, and over the epochs."""

import numpy as np

from app.engine import histogram, round_limit, weight_norms, weights_of
from app.training.run import Run
from app.web.inspection import traced
from app.web.learning_payloads import BatchErrorPayload, NormsPayload, SizesPayload
from app.web.maps import float32
from app.web.protocol import HISTOGRAM_BINS, LAYERS_POINTS


def norms_payload(run: Run) -> NormsPayload:
    """Return the sizes of the weights shown, the penalty's part and the data's."""
    course = run.course
    layout, settings = course.problem.layout, course.settings
    if run.visit is not None:
        settings = course.settings_at(run.visit.update)
    now = weights_of(layout, run.shown_theta)
    first = weights_of(layout, course.initial_theta)
    limit = round_limit(now, first)
    sums = weight_norms(now)
    return {
        "update": run.shown_update,
        "count": sums.count,
        "zeros": sums.zeros,
        "l1_norm": sums.l1,
        "l2_squared": sums.l2_squared,
        "penalty": settings.l1 * sums.l1 + 0.5 * settings.l2 * sums.l2_squared,
        "error": course.history.row(run.shown_epoch)["train"],
        "error_epoch": run.shown_epoch,
        "batch": _batch(run),
        "limit": limit,
        "now": histogram(now, limit, HISTOGRAM_BINS).tolist(),
        "first": histogram(first, limit, HISTOGRAM_BINS).tolist(),
        "series": _series(run),
    }


def _batch(run: Run) -> BatchErrorPayload | None:
    """Return the error of the update shown with its masks; None without dropout."""
    trace = traced(run)
    if trace is None or trace.masks is None:
        return None
    return {
        "update": run.traced_update,
        "examples": len(trace.errors),
        "error": float(trace.errors.mean()),
    }


def _series(run: Run) -> SizesPayload:
    epochs, rows = run.course.history.sizes.rows(0, LAYERS_POINTS)
    found = np.zeros((0, 3)) if rows is None else rows
    low, median, high = (float32(column) for column in found.T)
    return {"epoch": epochs.tolist(), "low": low, "median": median, "high": high}
