"""When training ends: early stopping by its criteria, and the other reasons."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from app.training.criteria import Criterion, Errors, met
from app.training.rounding import EXACT, Rounding
from app.training.settings import MOST_EPOCHS, Settings

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
# The settings that a stop depends on: who changes one of them means it to count again.
_WATCHING = frozenset({"early_stopping", "criteria", "start_epoch"})
CAUSES: dict[Reason, frozenset[str]] = {
    Reason.EARLY_STOPPING: _WATCHING | {"patience", "min_delta"},
    Reason.GENERALIZATION_LOSS: _WATCHING | {"gl_threshold"},
    Reason.PROGRESS_QUOTIENT: _WATCHING | {"pq_threshold", "strip_length"},
    Reason.SUCCESSIVE_RISES: _WATCHING | {"rises", "strip_length"},
    Reason.TARGET_ERROR: frozenset({"target_error"}),
    Reason.MAX_EPOCHS: frozenset({"max_epochs"}),
}
Reasons = frozenset[Reason]


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
    improvement. What rounding alone can do is no improvement, and an error that cannot
    be told from 0 is as good as any. Source: keras/src/callbacks/early_stopping.py.
    """

    best: float | None = None
    best_epoch: int | None = None
    wait: int = 0

    def look(
        self,
        epoch: int,
        error: float,
        min_delta: float = 0.0,
        start_epoch: int = 1,
        rounding: Rounding = EXACT,
    ) -> bool:
        """Take in the finite validation `error` of `epoch`; tell if it is the best."""
        if epoch < start_epoch:
            return False
        best = self.best
        if best is not None and not rounding.is_lower(error + min_delta, best):
            self.wait = 0 if rounding.is_zero(error) else self.wait + 1
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
    patience: Patience,
    epoch: int,
    validation: float | None,
    settings: Settings,
    rounding: Rounding = EXACT,
) -> bool:
    """Show the rule an epoch; with stopping off, look for the plain minimum."""
    if validation is None:
        return False
    rule = (0.0, 1)
    if settings.early_stopping:
        rule = (settings.min_delta, settings.start_epoch)
    return patience.look(epoch, validation, *rule, rounding)


def reasons(
    history: Errors,
    settings: Settings,
    patience: Patience,
    rounding: Rounding = EXACT,
) -> list[Reason]:
    """Return all reasons to end after the last, finite epoch of `history`.

    In their order: target_error before early stopping, its criteria in their order,
    before max_epochs.
    """
    epoch = len(history) - 1
    found = []
    train, validation = (
        history.span(name, epoch, epoch)[0] for name in ("train", "validation")
    )
    if settings.target_error is not None and train <= settings.target_error:
        found.append(Reason.TARGET_ERROR)
    if not math.isnan(validation):  # without a validation set, stopping rests
        criteria = met(epoch, history, settings, patience.wait, rounding)
        found += [REASON_OF[criterion] for criterion in criteria]
    if epoch >= settings.max_epochs:
        found.append(Reason.MAX_EPOCHS)
    return found


def verdict(
    history: Errors,
    settings: Settings,
    patience: Patience,
    rounding: Rounding = EXACT,
    passed_over: Reasons = frozenset(),
) -> Reason | None:
    """Return why training ends after this finite epoch, or None to go on.

    The first of all `reasons` that is not `passed_over`. No training goes on beyond
    MOST_EPOCHS.
    """
    for reason in reasons(history, settings, patience, rounding):
        if reason not in passed_over:
            return reason
    return Reason.MAX_EPOCHS if len(history) > MOST_EPOCHS else None


def armed_again(passed_over: Reasons, names: Iterable[str]) -> Reasons:
    """Return what is still passed over after the settings `names` were changed."""
    changed = set(names)
    return frozenset(each for each in passed_over if not CAUSES[each] & changed)


def after_best(passed_over: Reasons) -> Reasons:
    """Return what is still passed over after a new best epoch."""
    return passed_over - CRITERION_OF.keys()
