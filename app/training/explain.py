"""One example, worked: the four phases of the update after N others.

What the inspector of the page shows of a live run, as a document: the example's way
through the network, its error, the deltas, and what they do to the weights.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from app.engine import Array, Network, Trace
from app.training.changes import Change
from app.training.course import Course
from app.training.errors import SettingsError
from app.training.fields import Integer
from app.training.settings import MOST_EPOCHS, Settings
from app.training.stopping import Reason

MOST_UPDATES = 1_000_000
UPDATES_BETWEEN_REPORTS = 1_000

# Training goes on for as many updates as were asked for, one example each.
FIXED: dict[str, Any] = {
    "batch_size": 1,
    "early_stopping": False,
    "max_epochs": MOST_EPOCHS,
    "target_error": None,
}
_UPDATE = Integer(0, MOST_UPDATES)

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Explanation:
    """The update that follows `update` others.

    Attributes:
        settings: those in force for it. trace: the update, taken apart; B = 1.
        error_after: the example's data error with the weights that the update made,
            under the same dropout mask.
    """

    update: int
    settings: Settings
    trace: Trace
    error_after: float

    @property
    def error_before(self) -> float:
        """The example's data error with the weights before the update."""
        return float(self.trace.errors[0])

    def document(self) -> dict[str, Any]:
        """Return the JSON document; weights (n_in, n_out), those before the update."""
        trace = self.trace
        return {
            "example": {
                "x": trace.x[:-1, 0].tolist(),
                "y": trace.t[:, 0].tolist(),
            },
            "error_before": self.error_before,
            "error_after": self.error_after,
            "layers": _layers(trace),
        }


def explain(
    settings: Settings,
    changes: Sequence[Change] = (),
    update: int | str = 0,
    progress: Progress = lambda _update, _all: None,
) -> Explanation:
    """Train for `update` updates with single examples and take the next one apart.

    Rules of stopping do not apply: the updates asked for are made. The progress is
    told now and then. `update` may be text, as it is typed.

    Raises:
        SettingsError: `update` is out of bounds, or training does not get there with
            finite numbers.
    """
    update = int(_UPDATE.read("update", update))
    course = Course(replace(settings, **FIXED), [*_without_fixed(changes)])
    while course.update < update and course.stop is None:
        course.advance(min(update - course.update, UPDATES_BETWEEN_REPORTS))
        progress(course.update, update)
    if course.update != update or _has_diverged(course):
        raise _unreached(course, update)
    trace = course.peek()
    explanation = Explanation(
        update, course.settings, trace, error_with_update(course.trainer.network, trace)
    )
    if not _is_finite(explanation):
        raise _unreached(course, update)
    return explanation


def _has_diverged(course: Course) -> bool:
    return course.stop is not None and course.stop.reason is Reason.DIVERGED


def _without_fixed(changes: Sequence[Change]) -> list[Change]:
    """Return copies of the changes without the settings that have no say here."""
    copies = [
        replace(
            change,
            set={name: v for name, v in change.set.items() if name not in FIXED},
        )
        for change in changes
    ]
    return [change for change in copies if not change.is_empty]


def error_with_update(network: Network, trace: Trace, example: int = 0) -> float:
    """Return an example's data error after the update, with the same mask."""
    changed = network.copy()
    changed.theta[:] = trace.after
    work = changed.workspace(1)
    one = slice(example, example + 1)
    masks = None if trace.masks is None else [mask[:, one] for mask in trace.masks]
    with np.errstate(all="ignore"):
        work.forward(trace.x[:, one], masks)
        return float(work.errors(trace.t[:, one])[0])


def _is_finite(explanation: Explanation) -> bool:
    trace = explanation.trace
    vectors = (*trace.nets, trace.errors, trace.gradient, trace.after)
    return all(np.isfinite(vector).all() for vector in vectors) and bool(
        np.isfinite(explanation.error_after)
    )


def _unreached(course: Course, update: int) -> SettingsError:
    most = max(course.update, 1)
    if course.stop is not None and not _has_diverged(course):
        reason = f"training ends after {MOST_EPOCHS} epochs, at update {most}"
    else:
        reason = f"training diverges by update {most}"
    return SettingsError(
        "range", "update", f"update must be smaller: {reason}; received {update}"
    )


def _layers(trace: Trace) -> list[dict[str, Any]]:
    public = trace.layout.public
    rows = zip(
        public(trace.before),
        public(trace.gradient),
        public(trace.update),
        trace.nets,
        trace.activations[1:],
        trace.deltas,
        strict=True,
    )
    return [
        {
            "weights": before["weights"].tolist(),
            "biases": before["biases"].tolist(),
            "z": _column(z),
            "a": _column(a),
            "delta": _column(delta),
            "weight_gradient": gradient["weights"].tolist(),
            "bias_gradient": gradient["biases"].tolist(),
            "weight_update": update["weights"].tolist(),
            "bias_update": update["biases"].tolist(),
        }
        for before, gradient, update, z, a, delta in rows
    ]


def _column(values: Array) -> list[float]:
    """Return the one example's values (n,) of (n, 1)."""
    column: list[float] = values[:, 0].tolist()
    return column
