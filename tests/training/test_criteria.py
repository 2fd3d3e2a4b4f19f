"""Prechelt's criteria on curves that were worked out by hand."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.training.course import Course
from app.training.criteria import (
    Criterion,
    generalization_loss,
    met,
    progress_quotient,
    readings,
    strip_end,
    training_progress,
)
from app.training.history import History
from app.training.stopping import EpochErrors, Patience, Reason
from app.training.validation import resolve

GL, PQ = Criterion.GENERALIZATION_LOSS, Criterion.PROGRESS_QUOTIENT
UP = Criterion.SUCCESSIVE_RISES


def stop(validation, train=None, **settings):
    """Return (epoch, criterion) of the first stop on curves from epoch 1 on, or None.

    Epoch 0 is given errors that would spoil everything, were they looked at.
    """
    chosen = resolve(settings)
    train = train or [1.0] * len(validation)
    history, patience = History(), Patience()
    history.append(EpochErrors(0.001, 0.001, None), 0)
    curves = zip(train, validation, strict=True)
    for epoch, (training, error) in enumerate(curves, start=1):
        history.append(EpochErrors(training, error, None), epoch)
        patience.look(epoch, error, chosen.min_delta, chosen.start_epoch)
        found = met(epoch, history, chosen, patience.wait)
        if found:
            return epoch, found[0]
    return None


def test_generalization_loss_is_the_rise_above_the_smallest_error_in_percent():
    assert generalization_loss(0.55, 0.5) == pytest.approx(10)
    assert generalization_loss(0.5, 0.5) == 0
    assert generalization_loss(0.1, 0.0) == math.inf
    assert generalization_loss(0.0, 0.0) == 0


def test_training_progress_is_the_mean_above_the_smallest_in_tenths_of_a_percent():
    # mean 0.6, smallest 0.5: 1000 (0.6 / 0.5 - 1) = 200
    assert training_progress([0.7, 0.65, 0.6, 0.55, 0.5]) == pytest.approx(200)
    assert training_progress([0.3, 0.3]) == 0
    assert training_progress([0.3, 0.0]) == math.inf


def test_the_quotient_is_guarded_where_there_is_no_progress():
    assert progress_quotient(10.0, 5.0) == 2
    assert progress_quotient(10.0, 0.0) == math.inf
    assert progress_quotient(0.0, 0.0) == 0
    assert progress_quotient(10.0, math.inf) == 0


def test_the_generalization_loss_must_exceed_its_threshold():
    # GL: 0, 0, 10, 20 and 50 percent above the smallest error 1
    curve = [2.0, 1.0, 1.1, 1.2, 1.5]
    kinds = {"criteria": ["generalization_loss"]}
    assert stop(curve, **kinds, gl_threshold=15) == (4, GL)
    assert stop(curve, **kinds, gl_threshold=40) == (5, GL)
    assert stop(curve, **kinds, gl_threshold=51) is None


def test_the_quotient_is_looked_at_at_the_end_of_a_strip_only():
    # Strips of 2: at epoch 2 GL = 0; at 4 the validation error is 1.1 after 1.0, GL =
    # 10, and the training errors 0.30, 0.25 give P = 1000 (0.275 / 0.25 - 1) = 100, so
    # PQ = 0.1; at 6 GL = 50, and 0.22, 0.20 give P = 1000 (0.21 / 0.2 - 1) = 50, so
    # PQ = 1.
    validation = [1.2, 1.0, 9.0, 1.1, 9.0, 1.5]
    train = [0.5, 0.4, 0.30, 0.25, 0.22, 0.20]
    kinds = {"criteria": ["progress_quotient"], "strip_length": 2}
    assert stop(validation, train, **kinds, pq_threshold=0.05) == (4, PQ)
    assert stop(validation, train, **kinds, pq_threshold=0.5) == (6, PQ)
    assert stop(validation, train, **kinds, pq_threshold=1.1) is None


def test_successive_rises_count_strips_that_end_higher_than_the_one_before():
    # Ends of strips of 3: 1.0, 1.1 (rise), 1.2 (rise), 1.2 (no rise), 1.3 (rise)
    ends = [1.0, 1.1, 1.2, 1.2, 1.3]
    curve = [value for end in ends for value in (0.1, 9.0, end)]
    kinds = {"criteria": ["successive_rises"], "strip_length": 3}
    assert stop(curve, **kinds, rises=1) == (6, UP)
    assert stop(curve, **kinds, rises=2) == (9, UP)
    assert stop(curve, **kinds, rises=3) is None


def test_strips_are_counted_from_the_first_epoch_looked_at():
    curve = [9.0, 9.0, 1.0, 1.1, 1.0, 1.2, 1.3, 1.4]
    kinds = {"criteria": ["successive_rises"], "strip_length": 2, "rises": 1}
    # From epoch 3 the strips end at 4, 6 and 8: 1.1, 1.2, 1.4.
    assert stop(curve, **kinds, start_epoch=3) == (6, UP)
    late = resolve({"start_epoch": 3, "strip_length": 2})
    assert [strip_end(epoch, late) for epoch in (3, 4, 5, 6)] == [2, 4, 4, 6]


def test_epochs_before_the_first_one_looked_at_do_not_count_as_smallest():
    curve = [0.1, 1.0, 1.05]
    kinds = {"criteria": ["generalization_loss"], "gl_threshold": 10}
    assert stop(curve, **kinds) == (2, GL)
    assert stop(curve, **kinds, start_epoch=2) is None


def test_of_several_the_first_one_that_is_met_stops():
    rising = [1.0 + 0.01 * n for n in range(60)]
    both = {"criteria": ["patience", "generalization_loss"], "patience": 20}
    assert stop(rising, **both, gl_threshold=5.5) == (7, GL)
    assert stop(rising, **both, gl_threshold=500) == (21, Criterion.PATIENCE)
    # Met at the same epoch: patience is named first.
    same = both | {"patience": 6}
    assert stop(rising, **same, gl_threshold=5.5) == (7, Criterion.PATIENCE)


def test_readings_tell_how_far_each_chosen_criterion_has_come():
    history = History()
    for number, error in enumerate([9.0, 1.0, 1.1, 1.2]):
        history.append(EpochErrors(0.5, error, None), number)
    every = [each.value for each in Criterion]
    chosen = resolve({"criteria": every, "strip_length": 2, "patience": 7})
    found = {each.criterion: each for each in readings(3, history, chosen, 2)}
    assert list(found) == list(Criterion)
    assert (found[Criterion.PATIENCE].value, found[Criterion.PATIENCE].threshold) == (
        2,
        7,
    )
    assert found[GL].value == pytest.approx(20)
    assert found[PQ].epoch == found[UP].epoch == 2
    assert (found[PQ].value, found[PQ].progress) == (math.inf, 0)
    assert found[UP].value == 0
    assert readings(3, history, resolve({"early_stopping": False}), 2) == []


def test_before_the_end_of_the_first_strip_there_is_no_number_yet():
    history = History()
    for number in range(3):
        history.append(EpochErrors(0.5, 0.5, None), number)
    chosen = resolve({"criteria": ["progress_quotient", "successive_rises"]})
    assert [each.value for each in readings(2, history, chosen, 0)] == [None, None]


@given(
    st.lists(st.floats(0.01, 10), min_size=1, max_size=60),
    st.integers(1, 7),
    st.integers(1, 4),
)
def test_more_rises_are_never_met_before_fewer(curve, strip, rises):
    kinds = {"criteria": ["successive_rises"], "strip_length": strip}
    fewer = stop(curve, **kinds, rises=rises)
    more = stop(curve, **kinds, rises=rises + 1)
    assert more is None or (fewer is not None and fewer[0] < more[0])


@pytest.mark.parametrize(
    ("criterion", "reason"),
    [
        ("patience", Reason.EARLY_STOPPING),
        ("generalization_loss", Reason.GENERALIZATION_LOSS),
        ("progress_quotient", Reason.PROGRESS_QUOTIENT),
        ("successive_rises", Reason.SUCCESSIVE_RISES),
    ],
)
def test_a_training_stops_by_each_criterion_and_keeps_the_best_weights(
    criterion, reason
):
    course = Course(resolve({"criteria": [criterion], "hidden_layers": [16, 16]}))
    course.advance(10**9)
    assert course.stop is not None
    assert course.stop.reason is reason
    errors = course.history.column("validation")
    lowest = min(range(1, len(errors)), key=lambda epoch: errors[epoch] or math.inf)
    assert course.stop.best_epoch == lowest
    assert course.best is not None
