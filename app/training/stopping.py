"""When training ends: early stopping by its criteria, and the other reasons."""

import math
from dataclasses import dataclass
from enum import StrEnum

from app.training.criteria import Criterion, Errors, first_met
from app.training.settings import Settings

LARGEST_ERROR = 1e6


class Reason(StrEnum):
    """Why a training ended; the names stand in RUN.json."""

    DIVERGED = "diverged"
    TARGET_ERROR = "target_error"
    EARLY_STOPPING = "early_stopping"
    GENERALIZATION_LOSS = "generalization_loss"
    PROGRESS_QUOTIENT = "progress_quotient"
    SUCCESSIVE_RISES = "successive_rises"
    MAX_EPOCHS = "max_epochs"


# The criteria of early stopping by their reasons; patience's has the name of the whole.
CRITERION_OF = {
    Reason.EARLY_STOPPING: Criterion.PATIENCE,
    Reason.GENERALIZATION_LOSS: Criterion.GENERALIZATION_LOSS,
    Reason.PROGRESS_QUOTIENT: Criterion.PROGRESS_QUOTIENT,
    Reason.SUCCESSIVE_RISES: Criterion.SUCCESSIVE_RISES,
}
REASON_OF = {criterion: reason for reason, criterion in CRITERION_OF.items()}


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


@dataclass(frozen=True)
class EpochErrors:
    """What was measured at the end of an epoch; None where a set is empty or sealed.

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
        """Tell whether the errors that training may know of are finite numbers.

        The test set's has no say: it must not decide when a training ends.
        """
        errors = (self.train, self.validation)
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
    errors: EpochErrors, history: Errors, settings: Settings, patience: Patience
) -> Reason | None:
    """Return why training ends after this finite epoch, or None to go on.

    `errors` are those of the epoch, the last one of `history`. Where several reasons
    hold at once: target_error before early stopping, its criteria in their order,
    before max_epochs.
    """
    epoch = len(history) - 1
    if settings.target_error is not None and errors.train <= settings.target_error:
        return Reason.TARGET_ERROR
    if errors.validation is not None:  # without a validation set, stopping rests
        criterion = first_met(epoch, history, settings, patience.wait)
        if criterion is not None:
            return REASON_OF[criterion]
    if epoch >= settings.max_epochs:
        return Reason.MAX_EPOCHS
    return None


def is_released(stop: Stop, settings: Settings, train: float | None) -> bool:
    """Tell whether `settings` would not have stopped an epoch of error `train`."""
    if stop.reason is Reason.DIVERGED:
        return False
    criterion = CRITERION_OF.get(stop.reason)
    if criterion is not None:
        return not settings.early_stopping or criterion.value not in settings.criteria
    if stop.reason is Reason.MAX_EPOCHS:
        return settings.max_epochs > stop.epoch
    target = settings.target_error
    return target is None or train is None or train > target
