"""Snapshots of a course: what it takes to go on from one update to the same bytes."""

from dataclasses import dataclass
from typing import NamedTuple

from app.engine import Array
from app.training.recorder import Recorder
from app.training.settings import Settings
from app.training.stopping import Patience, Reasons, Stop
from app.training.trainer import TrainerState

MOMENTS_BYTES = 4_000_000
LEAST_MOMENTS, MOST_MOMENTS = 4, 64
# theta, gradient, update; the same of the last epoch and the best; an optimizer's two
VECTORS = 11


class Vectors(NamedTuple):
    """Weights theta, the gradient and the update that led to them; each (P,)."""

    theta: Array
    gradient: Array
    change: Array

    def copy(self) -> "Vectors":
        """Return copies."""
        return Vectors(*(vector.copy() for vector in self))


@dataclass(frozen=True)
class Moment:
    """A snapshot of a course after an update, before what was changed next.

    `best`, and `last_finite`, the vectors at the end of the last epoch, are never
    written in place, so they are shared. `work` is what led here: see `work.py`.
    """

    trainer: TrainerState
    patience: Patience
    best: Vectors | None
    last_finite: Vectors
    settings: Settings
    stop: Stop | None
    passed_over: Reasons
    work: int

    @property
    def epoch(self) -> int:
        """The number of finished epochs."""
        return self.trainer.epoch

    @property
    def update(self) -> int:
        """The number of updates made."""
        return self.trainer.update


def new_recorder(theta: Array) -> Recorder[Moment]:
    """Return a recorder that keeps as many moments as fit in its memory."""
    most = MOMENTS_BYTES // (VECTORS * theta.nbytes)
    return Recorder(min(max(most, LEAST_MOMENTS), MOST_MOMENTS))
