"""A look back: the network as it was at the end of an earlier epoch."""

from dataclasses import dataclass

from app.training.course import Course
from app.training.errors import SettingsError
from app.training.fields import received
from app.training.moments import Vectors


@dataclass(frozen=True)
class Visit:
    """What a viewer sees of the end of an epoch.

    Attributes:
        epoch, update: how many were finished and made. vectors: the weights, with the
            gradient and the update that had led to them; of its own.
        wait: how many epochs the best one lay back.
        key: where the course stood that is looked back on (see `Course.key`).
    """

    epoch: int
    update: int
    vectors: Vectors
    wait: int
    key: tuple[int, int]


def last_visitable(course: Course) -> int:
    """Return the last epoch whose weights there are: of divergence the one before."""
    return course.epoch - course.has_diverged


def checked_epoch(course: Course, given: object) -> int:
    """Return the number of an epoch that was trained, or raise SettingsError.

    Epoch 0 is the network before its first update.
    """
    last = last_visitable(course)
    if isinstance(given, bool) or not isinstance(given, int):
        code = "type"
    elif not 0 <= given <= last:
        code = "range"
    else:
        return given
    raise SettingsError(
        code,
        "epoch",
        f"epoch must be a whole number from 0 to {last}, the last one that was "
        f"trained; received {received(given)}",
    )
