"""When training ends: early stopping with patience, and the other reasons."""

import math
from dataclasses import dataclass
from enum import StrEnum

from app.training.settings import Settings

LARGEST_ERROR = 1e6


class Reason(StrEnum):
    """Why a training ended; the names stand in RUN.json."""

    DIVERGED = "diverged"
    TARGET_ERROR = "target_error"
    EARLY_STOPPING = "early_stopping"
    MAX_EPOCHS = "max_epochs"


@dataclass(frozen=True)
class Stop:
    """The end of a training: why, after which epoch, and the best epoch by then."""

    reason: Reason
    epoch: int
    best_epoch: int | None


@dataclass
class Patience:
    """Keras' early-stopping rule: the best error so far and the epochs since.

    Epochs are counted from 1. An error improves only where it lies below the best one
    by more than `min_delta` (strictly); `wait` counts the epochs since the last
    improvement. Source: keras/src/callbacks/early_stopping.py.
    """

    best: float | None = None
    best_epoch: int | None = None
    wait: int = 0

    def look(
        self, epoch: int, error: float, min_delta: float = 0.0, start_epoch: int = 1
    ) -> bool:
        """Take in the finite validation `error` of `epoch`; tell if it is the best."""
        if epoch < start_epoch:
            return False
        self.wait += 1
        if self.best is not None and not error + min_delta < self.best:
            return False
        self.best, self.best_epoch, self.wait = error, epoch, 0
        return True

    def is_spent(self, patience: int) -> bool:
        """Tell whether `patience` epochs have passed without an improvement.

        A patience of 0 acts like 1: an epoch that improves leaves `wait` at 0, and
        Keras never stops there.
        """
        return self.wait >= max(patience, 1)


@dataclass(frozen=True)
class EpochErrors:
    """What was measured at the end of an epoch; None where a set is empty.

    Errors are means of the data term over a whole set, without dropout or penalty;
    accuracies are shares from 0 to 1, None without classes.
    """

    train: float
    validation: float | None
    test: float | None
    train_accuracy: float | None = None
    validation_accuracy: float | None = None
    test_accuracy: float | None = None

    def is_finite(self) -> bool:
        """Tell whether every error that was measured is a finite number."""
        errors = (self.train, self.validation, self.test)
        return all(error is None or math.isfinite(error) for error in errors)


def has_diverged(errors: EpochErrors, weights_finite: bool) -> bool:
    """Tell whether the epoch left the numbers: non-finite, or an error above 1e6."""
    return not weights_finite or not errors.is_finite() or errors.train > LARGEST_ERROR


def improves(
    patience: Patience, epoch: int, validation: float | None, settings: Settings
) -> bool:
    """Show the rule an epoch; with stopping off, look for the plain minimum."""
    if validation is None:
        return False
    if settings.early_stopping:
        rest = (settings.min_delta, settings.start_epoch)
        return patience.look(epoch, validation, *rest)
    return patience.look(epoch, validation)


def verdict(
    epoch: int, errors: EpochErrors, settings: Settings, patience: Patience
) -> Reason | None:
    """Return why training ends after this finite epoch, or None to go on.

    Where several reasons hold at once: target_error before early_stopping before
    max_epochs.
    """
    if settings.target_error is not None and errors.train <= settings.target_error:
        return Reason.TARGET_ERROR
    is_watched = settings.early_stopping and epoch >= settings.start_epoch
    if is_watched and patience.is_spent(settings.patience):
        return Reason.EARLY_STOPPING
    if epoch >= settings.max_epochs:
        return Reason.MAX_EPOCHS
    return None


def is_released(stop: Stop, settings: Settings, train: float | None) -> bool:
    """Tell whether `settings` would not have stopped an epoch of error `train`."""
    if stop.reason is Reason.DIVERGED:
        return False
    if stop.reason is Reason.EARLY_STOPPING:
        return not settings.early_stopping
    if stop.reason is Reason.MAX_EPOCHS:
        return settings.max_epochs > stop.epoch
    target = settings.target_error
    return target is None or train is None or train > target
