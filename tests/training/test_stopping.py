"""Early stopping: the reference's own test vectors, and the other reasons."""

import math

import pytest

from app.training.history import History
from app.training.stopping import (
    EpochErrors,
    Patience,
    Reason,
    Stop,
    has_diverged,
    improves,
    is_released,
    verdict,
)
from app.training.validation import resolve

NAN = math.nan


def stop_and_best(values, patience, min_delta=0.0, start=0):
    """Return (stop, best), counted from 0 as in the reference; stop may be "nan"."""
    rule = Patience()
    for number, value in enumerate(values):
        if not math.isfinite(value):
            return f"nan {number}", rule.best_epoch
        rule.look(number + 1, value, min_delta, start + 1)
        if rule.wait >= max(patience, 1):
            return number, rule.best_epoch - 1
    return "never", rule.best_epoch - 1


# Made with a port of Keras' and Lightning's classes; a NaN ends a run at once, as in
# Lightning.
VECTORS = [
    ([5, 4, 3, 2, 3, 4, 5, 6], 2, 0, 0, 5, 3),
    ([5, 4, 4.1, 3], 0, 0, 0, 2, 1),
    ([5, 4, 4.1, 3], 1, 0, 0, 2, 1),
    ([3, 3, 3, 3, 3], 2, 0, 0, 2, 0),
    ([3, 2.9, 2.8, 2.7, 2.6, 2.5], 3, 0.5, 0, 3, 0),
    ([3, 2.5, 2, 1.5, 1], 2, 0.5, 0, "never", 4),
    ([5, 3, 4, 4, 2, 3, 3, 3], 2, 0, 0, 3, 1),
    ([5, 3, 4, 4, 2, 3, 3, 3], 3, 0, 0, 7, 4),
    ([1, 2, 3, 4, 5, 6, 7], 2, 0, 3, 5, 3),
]


@pytest.mark.parametrize("vector", VECTORS)
def test_the_rule_stops_where_the_reference_does(vector):
    *given, stop, best = vector
    assert stop_and_best(*given) == (stop, best)


@pytest.mark.parametrize(
    ("values", "stop"), [([NAN, 3, 2, 1], "nan 0"), ([3, 2, NAN, NAN, 1], "nan 2")]
)
def test_a_non_finite_error_ends_a_run_before_the_rule_looks(values, stop):
    assert stop_and_best(values, 2)[0] == stop


def test_stop_minus_best_is_the_patience():
    values = [1 / (n + 1) for n in range(10)] + [5.0] * 50
    stop, best = stop_and_best(values, 7)
    assert stop - best == 7


def errors(train=0.5, validation=0.5, test=0.5):
    return EpochErrors(train, validation, test)


@pytest.mark.parametrize(
    ("measured", "finite", "diverged"),
    [
        (errors(), True, False),
        (errors(), False, True),
        (errors(train=NAN), True, True),
        (errors(validation=math.inf), True, True),
        (errors(test=NAN), True, False),  # sealed or not, it has no say
        (errors(train=1e6), True, False),
        (errors(train=1.0001e6), True, True),
        (errors(validation=None, test=None), True, False),
    ],
)
def test_divergence_is_a_non_finite_number_or_a_huge_error(measured, finite, diverged):
    assert has_diverged(measured, finite) is diverged


def after(epoch, given, measured=None, wait=0):
    """Return the verdict after `epoch` epochs of the same errors."""
    history = History()
    measured = measured or errors()
    for number in range(epoch + 1):
        history.append(measured, number)
    patience = Patience(best=0.1, best_epoch=1, wait=wait)
    return verdict(measured, history, resolve(given), patience)


def test_reasons_come_in_their_order():
    every = {"target_error": 0.6, "max_epochs": 5}
    assert after(5, every, wait=20) is Reason.TARGET_ERROR
    two = {"max_epochs": 5}
    assert after(5, two, wait=20) is Reason.EARLY_STOPPING
    one = {"max_epochs": 5, "early_stopping": False}
    assert after(5, one, wait=20) is Reason.MAX_EPOCHS
    assert after(4, one, wait=20) is None


def test_the_target_counts_when_it_is_met_exactly():
    target = {"target_error": 0.5}
    assert after(1, target, errors(0.5)) is Reason.TARGET_ERROR
    assert after(1, target, errors(0.5001)) is None


def test_an_epoch_before_the_first_one_looked_at_never_stops():
    late = {"start_epoch": 50}
    assert after(49, late, wait=20) is None
    assert after(50, late, wait=20) is Reason.EARLY_STOPPING


@pytest.mark.parametrize(
    ("reason", "given", "released"),
    [
        (Reason.DIVERGED, {"learning_rate": 0.001}, False),
        (Reason.EARLY_STOPPING, {}, False),
        (Reason.EARLY_STOPPING, {"early_stopping": False}, True),
        (Reason.EARLY_STOPPING, {"criteria": ["successive_rises"]}, True),
        (Reason.SUCCESSIVE_RISES, {"criteria": ["successive_rises"]}, False),
        (Reason.SUCCESSIVE_RISES, {}, True),
        (Reason.GENERALIZATION_LOSS, {"early_stopping": False}, True),
        (Reason.MAX_EPOCHS, {"max_epochs": 7}, False),
        (Reason.MAX_EPOCHS, {"max_epochs": 8}, True),
        (Reason.TARGET_ERROR, {"target_error": 0.2}, False),
        (Reason.TARGET_ERROR, {"target_error": 0.05}, True),
        (Reason.TARGET_ERROR, {}, True),
    ],
)
def test_a_stop_is_released_where_its_cause_is_gone(reason, given, released):
    assert is_released(Stop(reason, 7, 3), resolve(given), 0.1) is released


def test_with_stopping_off_every_new_minimum_improves():
    plain = resolve({"early_stopping": False, "min_delta": 1, "start_epoch": 9})
    rule = Patience()
    assert improves(rule, 1, 0.5, plain)
    assert improves(rule, 2, 0.4, plain)
    assert not improves(rule, 3, None, plain)
    strict = resolve({"min_delta": 0.2})
    assert not improves(rule, 4, 0.3, strict)
    assert improves(rule, 5, 0.1, strict)
