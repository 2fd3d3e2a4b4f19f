"""The gap between training and validation, worked out by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.training.gap import Gap, generalization_gap
from app.training.history import History
from app.training.stopping import EpochErrors


def gap(**errors: float | None) -> Gap:
    """Return the gap of an epoch with these errors and accuracies."""
    history = History()
    names = ("train", "validation", "test", "train_accuracy", "validation_accuracy")
    values = dict.fromkeys((*names, "test_accuracy")) | errors
    history.append(EpochErrors(**values), 0)  # type: ignore[arg-type]
    return generalization_gap(history.row(0))


def test_it_is_positive_where_the_validation_set_fares_worse() -> None:
    got = gap(train=0.44, validation=0.547, train_accuracy=0.9, validation_accuracy=0.7)
    assert got.error == pytest.approx(0.107)
    assert got.accuracy == pytest.approx(0.2)


def test_it_is_negative_where_the_validation_set_fares_better() -> None:
    got = gap(train=0.5, validation=0.4, train_accuracy=0.5, validation_accuracy=0.75)
    assert got == Gap(error=pytest.approx(-0.1), accuracy=-0.25)


def test_there_is_none_without_a_validation_set_or_without_classes() -> None:
    assert gap(train=0.5, train_accuracy=0.5) == Gap(None, None)
    assert gap(train=0.5, validation=0.75) == Gap(0.25, None)


def test_there_is_none_where_an_error_is_not_finite() -> None:
    assert gap(train=float("inf"), validation=0.75).error is None


@given(st.floats(0, 1e6), st.floats(0, 1e6))
def test_the_test_set_has_no_part_in_it(train: float, validation: float) -> None:
    sets = {"train": train, "validation": validation}
    assert gap(**sets, test=0.0) == gap(**sets, test=1e6) == gap(**sets)
