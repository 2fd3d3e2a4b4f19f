"""The generalization gap: how much worse a network does on unseen examples."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.training.rounding import EXACT, Rounding


@dataclass(frozen=True)
class Gap:
    """Positive where the validation set fares worse; None where a number is missing.

    Attributes:
        error: validation error - training error, in units of the error; 0 where
            rounding alone can make the difference.
        accuracy: training accuracy - validation accuracy, a share of 1.
    """

    error: float | None
    accuracy: float | None


def generalization_gap(
    row: Mapping[str, float | None], rounding: Rounding = EXACT
) -> Gap:
    """Return the gap of one epoch, from its errors and accuracies (`History.row`)."""
    error = _difference(row["validation"], row["train"])
    if error and rounding.is_same(row["validation"] or 0.0, row["train"] or 0.0):
        error = 0.0
    return Gap(
        error=error,
        accuracy=_difference(row["train_accuracy"], row["validation_accuracy"]),
    )


def _difference(a: float | None, b: float | None) -> float | None:
    return None if a is None or b is None else a - b
