"""Early stopping: the reference's own test vectors, and the other reasons."""

import math

import pytest

from app.training.history import History
from app.training.rounding import rounding_of
from app.training.settings import CATALOGUE, LIVE, MOST_EPOCHS
from app.training.stopping import (
    CAUSES,
    CRITERION_OF,
    EpochErrors,
    Patience,
    Reason,
    after_best,
    armed_again,
    has_diverged,
    improves,
    reasons,
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


def after(epoch, given, measured=None, wait=0, passed_over=frozenset()):
    """Return the verdict after `epoch` epochs of the same errors."""
    history = History()
    measured = measured or errors()
    for number in range(epoch + 1):
        history.append(measured, number)
    patience = Patience(best=0.1, best_epoch=1, wait=wait)
    return verdict(history, resolve(given), patience, passed_over=passed_over)


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


def test_an_epoch_before_checking_starts_never_stops():
    late = {"start_epoch": 50}
    assert after(49, late, wait=20) is None
    assert after(50, late, wait=20) is Reason.EARLY_STOPPING


def met_at(epoch, given, measured=None, wait=0):
    """Return all reasons after `epoch` epochs of the same errors."""
    history = History()
    for number in range(epoch + 1):
        history.append(measured or errors(), number)
    patience = Patience(best=0.1, best_epoch=1, wait=wait)
    return reasons(history, resolve(given), patience)


def test_all_reasons_that_hold_at_once_are_known():
    given = {"target_error": 0.6, "max_epochs": 5}
    given["criteria"] = ["patience", "generalization_loss"]
    assert met_at(5, given, wait=20) == [
        Reason.TARGET_ERROR,
        Reason.EARLY_STOPPING,
        Reason.MAX_EPOCHS,
    ]
    assert met_at(4, {}, wait=19) == []


def test_what_was_passed_over_has_no_say():
    given = {"target_error": 0.6, "max_epochs": 5}
    both = frozenset({Reason.TARGET_ERROR, Reason.EARLY_STOPPING})
    assert after(5, given, wait=20, passed_over=both) is Reason.MAX_EPOCHS
    every = both | {Reason.MAX_EPOCHS}
    assert after(5, given, wait=20, passed_over=every) is None


def test_no_training_goes_on_beyond_the_limit_of_epochs():
    history = History()
    for number in range(MOST_EPOCHS + 1):
        history.append(errors(), number)
    every = frozenset({Reason.MAX_EPOCHS})
    off = resolve({"early_stopping": False, "max_epochs": 5})
    assert verdict(history, off, Patience(), passed_over=every) is Reason.MAX_EPOCHS


def test_a_new_best_epoch_has_early_stopping_count_again():
    kept = frozenset({Reason.TARGET_ERROR, Reason.MAX_EPOCHS})
    assert after_best(kept | CRITERION_OF.keys()) == kept


@pytest.mark.parametrize("reason", CAUSES)
def test_changing_what_a_stop_depends_on_has_it_count_again(reason):
    for name in CATALOGUE:
        still = armed_again(frozenset({reason}), [name])
        assert still == (frozenset() if name in CAUSES[reason] else {reason})


def test_every_reason_but_divergence_depends_on_live_settings():
    assert set(CAUSES) == set(Reason) - {Reason.DIVERGED}
    names = set().union(*CAUSES.values())
    assert all(CATALOGUE[name].acts == LIVE for name in names)


def test_rounding_is_no_improvement_and_a_perfect_fit_no_lack_of_one():
    rule, noise = Patience(), rounding_of(1.0, is_logarithm=False)
    for epoch, error in enumerate([1e-4, 4.7e-33, 5.8e-33, 1e-34, 9e-33], start=1):
        rule.look(epoch, error, rounding=noise)
    assert (rule.best_epoch, rule.wait) == (2, 0)
    plateau = Patience()
    for epoch in range(1, 6):
        plateau.look(epoch, 0.69, rounding=noise)
    assert (plateau.best_epoch, plateau.wait) == (1, 4)


def test_with_stopping_off_every_new_minimum_improves():
    plain = resolve({"early_stopping": False, "min_delta": 1, "start_epoch": 9})
    rule = Patience()
    assert improves(rule, 1, 0.5, plain)
    assert improves(rule, 2, 0.4, plain)
    assert not improves(rule, 3, None, plain)
    strict = resolve({"min_delta": 0.2})
    assert not improves(rule, 4, 0.3, strict)
    assert improves(rule, 5, 0.1, strict)
