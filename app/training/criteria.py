"""What tells early stopping that it is time: patience, and Prechelt's criteria.

Source: L. Prechelt, "Early stopping - but when?" (1998). With E_va and E_tr the errors
of the validation and the training set and E_opt(t) the smallest E_va up to epoch t:

    generalization loss  GL(t) = 100 (E_va(t) / E_opt(t) - 1), in percent
    training progress    P_k(t) = 1000 (mean(E_tr) / min(E_tr) - 1) over a strip of k
    progress quotient    PQ(t) = GL(t) / P_k(t), at the end of a strip
    successive rises     UP(t) = how many strips in succession ended higher than before

Strips are counted from the epoch at which checking starts; epochs before it do not
count. What rounding alone can do is no rise: see `rounding.py`. At a perfect fit no
criterion is met.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise, takewhile
from typing import Protocol

from app.training.rounding import EXACT, Rounding


class Criterion(StrEnum):
    """The criteria's names, in the order in which they are asked."""

    PATIENCE = "patience"
    GENERALIZATION_LOSS = "generalization_loss"
    PROGRESS_QUOTIENT = "progress_quotient"
    SUCCESSIVE_RISES = "successive_rises"


@dataclass(frozen=True)
class CriterionKind:
    """What a person reads about a criterion."""

    label: str
    help: str
    formula: str


CRITERIA: dict[str, CriterionKind] = {
    Criterion.PATIENCE.value: CriterionKind(
        "Patience",
        "No new smallest validation error for a number of epochs.",
        "t − t_best ≥ patience",
    ),
    Criterion.GENERALIZATION_LOSS.value: CriterionKind(
        "Generalization loss",
        "The validation error is too far above its smallest so far.",
        "GL = 100 (E / E_min − 1) > threshold",
    ),
    Criterion.PROGRESS_QUOTIENT.value: CriterionKind(
        "Progress quotient",
        "The validation error has risen much, and the training error makes little "
        "progress any more.",
        "PQ = GL / P > threshold",
    ),
    Criterion.SUCCESSIVE_RISES.value: CriterionKind(
        "Successive rises",
        "The validation error rises from strip to strip, several times in succession.",
        "UP ≥ rises",
    ),
}


class Chosen(Protocol):
    """The settings that criteria depend on; see the catalogue."""

    @property
    def early_stopping(self) -> bool:
        """Whether any criterion acts."""

    @property
    def criteria(self) -> tuple[str, ...]:
        """The names of those that do."""

    @property
    def start_epoch(self) -> int:
        """The epoch at which checking starts."""

    @property
    def patience(self) -> int:
        """Epochs without improvement."""

    @property
    def gl_threshold(self) -> float:
        """Percent."""

    @property
    def pq_threshold(self) -> float:
        """A quotient."""

    @property
    def rises(self) -> int:
        """Strips in succession."""

    @property
    def strip_length(self) -> int:
        """Epochs."""


class Errors(Protocol):
    """The errors of all epochs so far."""

    def __len__(self) -> int:
        """Return how many epochs there are, epoch 0 included."""

    def span(self, name: str, first: int, last: int) -> list[float]:
        """Return one series from epoch `first` to `last`, both included."""

    def lowest(self, name: str, first: int, last: int) -> float:
        """Return the smallest number of that part; NaN where there is none."""


@dataclass(frozen=True)
class Reading:
    """How far a criterion has come.

    Attributes:
        criterion: which one. value: its number; None where it has none yet.
        threshold: what the value is held against. epoch: the epoch it is of.
        progress: P_k of the progress quotient, else None. line: the validation error
            above which the generalization loss stops, else None.
    """

    criterion: Criterion
    value: float | None
    threshold: float
    epoch: int
    progress: float | None = None
    line: float | None = None

    @property
    def is_met(self) -> bool:
        """Tell whether the training is to stop: quotients exceed, counts reach."""
        if self.value is None:
            return False
        if self.criterion in {Criterion.PATIENCE, Criterion.SUCCESSIVE_RISES}:
            return self.value >= self.threshold
        return self.value > self.threshold


def generalization_loss(
    error: float, lowest: float, rounding: Rounding = EXACT
) -> float:
    """Return GL in percent; infinite where the smallest error was 0 and is no more.

    0 where rounding alone can make the difference.
    """
    if error > lowest and not rounding.is_lower(lowest, error):
        return 0.0
    if lowest > 0:
        return 100.0 * (error / lowest - 1.0)
    return 0.0 if error <= lowest else float("inf")


def training_progress(strip: list[float]) -> float:
    """Return P_k of a strip's training errors, in tenths of a percent.

    0 where they are all the same, infinite where one of them is 0 and others are not.
    """
    lowest, mean = min(strip), sum(strip) / len(strip)
    if lowest > 0:
        return 1000.0 * (mean / lowest - 1.0)
    return 0.0 if mean <= lowest else float("inf")


def progress_quotient(loss: float, progress: float) -> float:
    """Return GL / P_k: 0 without a loss, infinite with one and no progress at all."""
    if loss <= 0:
        return 0.0
    if progress == 0:
        return float("inf")
    return 0.0 if progress == float("inf") else loss / progress


def readings(
    epoch: int,
    errors: Errors,
    settings: Chosen,
    wait: int,
    rounding: Rounding = EXACT,
) -> list[Reading]:
    """Return how far each chosen criterion has come after `epoch`, in their order.

    `wait` is the number of epochs without an improvement. Empty where early stopping is
    off, or does not check yet.
    """
    if not settings.early_stopping or epoch < settings.start_epoch:
        return []
    seen = _Seen(epoch, errors, settings, wait, rounding)
    chosen = [each for each in Criterion if each.value in settings.criteria]
    return [_READ[each](seen) for each in chosen]


def met(
    epoch: int,
    errors: Errors,
    settings: Chosen,
    wait: int,
    rounding: Rounding = EXACT,
) -> list[Criterion]:
    """Return the criteria that are met at the end of `epoch`, in their order.

    Progress quotient and rises are judged at the end of a strip only.
    """
    return [
        reading.criterion
        for reading in readings(epoch, errors, settings, wait, rounding)
        if reading.is_met and reading.epoch == epoch
    ]


def strip_end(epoch: int, settings: Chosen) -> int:
    """Return the last epoch, at or before `epoch`, that ended a strip.

    In the first strip that is the epoch before its beginning.
    """
    before = settings.start_epoch - 1
    return epoch - (epoch - before) % settings.strip_length


@dataclass(frozen=True)
class _Seen:
    """What the criteria are asked about."""

    epoch: int
    errors: Errors
    settings: Chosen
    wait: int
    rounding: Rounding

    def loss_at(self, epoch: int) -> float | None:
        """Return GL of an epoch; None without a validation error."""
        (error,) = self.errors.span("validation", epoch, epoch)
        if math.isnan(error):
            return None
        return generalization_loss(error, self.lowest_by(epoch), self.rounding)

    def lowest_by(self, epoch: int) -> float:
        return self.errors.lowest("validation", self.settings.start_epoch, epoch)


def _patience(seen: _Seen) -> Reading:
    return Reading(Criterion.PATIENCE, seen.wait, seen.settings.patience, seen.epoch)


def _loss(seen: _Seen) -> Reading:
    kind, threshold = Criterion.GENERALIZATION_LOSS, seen.settings.gl_threshold
    lowest = seen.lowest_by(seen.epoch)
    line = None if math.isnan(lowest) else lowest * (1.0 + threshold / 100.0)
    return Reading(kind, seen.loss_at(seen.epoch), threshold, seen.epoch, line=line)


def _quotient(seen: _Seen) -> Reading:
    settings = seen.settings
    kind, threshold = Criterion.PROGRESS_QUOTIENT, settings.pq_threshold
    end = strip_end(seen.epoch, settings)
    loss = None if end < settings.start_epoch else seen.loss_at(end)
    if loss is None:
        return Reading(kind, None, threshold, seen.epoch)
    progress = training_progress(
        seen.errors.span("train", end - settings.strip_length + 1, end)
    )
    return Reading(kind, progress_quotient(loss, progress), threshold, end, progress)


def _rises(seen: _Seen) -> Reading:
    settings = seen.settings
    kind, threshold = Criterion.SUCCESSIVE_RISES, settings.rises
    last = strip_end(seen.epoch, settings)
    if last < settings.start_epoch:
        return Reading(kind, None, threshold, seen.epoch)
    first = settings.start_epoch - 1 + settings.strip_length
    ends = range(last, first - 1, -settings.strip_length)[: threshold + 1]
    highs = [seen.errors.span("validation", end, end)[0] for end in ends]
    pairs = takewhile(
        lambda pair: seen.rounding.is_lower(pair[1], pair[0]), pairwise(highs)
    )
    return Reading(kind, sum(1 for _ in pairs), threshold, last)


_READ: dict[Criterion, Callable[[_Seen], Reading]] = {
    Criterion.PATIENCE: _patience,
    Criterion.GENERALIZATION_LOSS: _loss,
    Criterion.PROGRESS_QUOTIENT: _quotient,
    Criterion.SUCCESSIVE_RISES: _rises,
}
