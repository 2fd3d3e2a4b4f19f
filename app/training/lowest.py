"""The lowest validation error of the whole curve, which need not be the best epoch's.

The best epoch is the stopping rule's: it leaves out epochs before checking starts, and
improvements that are too small to count. Epoch 0, before any update, never counts.
"""

from dataclasses import dataclass

from app.training.notation import apart, number
from app.training.progress import Progress


@dataclass(frozen=True)
class Lowest:
    """The first epoch with the smallest validation error, and that error."""

    epoch: int
    error: float


def lowest_of(course: Progress, first: int = 1) -> Lowest | None:
    """Return the lowest from epoch `first` on; None without a validation error."""
    last = course.epoch - course.has_diverged
    epoch = course.history.lowest_epoch("validation", first, last)
    if epoch is None:
        return None
    return Lowest(epoch, course.history.span("validation", epoch, epoch)[0])


def lower_than_best(course: Progress) -> Lowest | None:
    """Return the lowest where it is not the best epoch's, by more than rounding."""
    lowest, best = lowest_of(course), course.patience.best
    if lowest is None or best is None:
        return lowest
    rounding = course.problem.rounding
    return lowest if rounding.is_lower(lowest.error, best) else None


def lower_in_words(course: Progress) -> str:
    """Return a sentence on a lowest epoch that is not the best one, and why; or ""."""
    lower, best = lower_than_best(course), course.patience.best
    if lower is None:
        return ""
    settings = course.settings
    error = apart([lower.error, best])[0]
    if best is None:
        return f"The lowest validation error was {error}, at epoch {lower.epoch}."
    what = f"Epoch {lower.epoch} was lower ({error})"
    if not settings.early_stopping:
        return f"{what}."
    if lower.epoch < settings.start_epoch:
        return f"{what}, but checking started at epoch {settings.start_epoch}."
    if best - lower.error <= settings.min_delta:
        delta = number(settings.min_delta, trim=True)
        return f"{what}, but by less than the minimum improvement of {delta}."
    return f"{what}."
