"""How each layer learns: now, and over the epochs."""

import numpy as np

from app.engine import delta_ratio, flow, layer_rms, times_apart
from app.training.history import History
from app.training.run import Run
from app.web.learning_payloads import LayersPayload, LayersSeriesPayload
from app.web.maps import float32
from app.web.protocol import LAYERS_POINTS

USUAL_EPOCHS = 20  # a single update's ratio leaps; the median of so many is steady


def layers_payload(run: Run) -> LayersPayload:
    """Return the root mean squares of the update shown, and those of the epochs."""
    course = run.course
    delta, gradient = layer_rms(course.problem.layout, run.shown.gradient)
    ratio = delta_ratio(delta)
    # The last epoch of a run that diverged was thrown away: it does not count.
    last = course.epoch - course.has_diverged if run.visit is None else run.visit.epoch
    usual, epochs = _usual(course.history, last)
    judged = ratio if usual is None else usual
    return {
        "update": run.shown_update,
        "delta": delta.tolist(),
        "gradient": gradient.tolist(),
        "ratio": ratio,
        "usual": usual,
        "epochs": epochs,
        "flow": None if judged is None else flow(judged),
        "times": None if judged is None else times_apart(judged),
        "series": _series(course.history),
    }


def _usual(history: History, epoch: int) -> tuple[float | None, int]:
    """Return the median ratio of the last epochs up to `epoch`, and of how many."""
    rows = history.signals.last_deltas(USUAL_EPOCHS, epoch)
    ratios = [ratio for row in rows if (ratio := delta_ratio(row)) is not None]
    return (float(np.median(ratios)) if ratios else None), len(ratios)


def _series(history: History) -> LayersSeriesPayload:
    """Return the curves of the epochs; 0 stands for what is not finite."""
    epochs, rows = history.signals.rows(0, LAYERS_POINTS)
    delta, gradient = np.where(np.isfinite(rows), rows, 0.0).transpose(1, 2, 0)
    return {
        "epoch": epochs.tolist(),
        "delta": float32(delta),
        "gradient": float32(gradient),
    }
