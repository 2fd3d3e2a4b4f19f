"""What was not asked for gives way to what was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.training.errors import SettingsError
from app.training.fitting import notes, wishes
from app.training.rules import check_counts, check_together, set_counts
from app.training.settings import CATALOGUE
from app.training.validation import changed, check_values, refitted, resolve, resolved
from tests.training.requests import partial_requests


@given(partial_requests())
def test_what_is_given_stays_and_the_rest_fits_or_what_is_given_is_to_blame(wanted):
    try:
        fitted = resolved(wanted)
    except SettingsError as caught:
        error = caught
    else:
        error = None
    if error is not None:
        assert error.field in wanted
        assert error.words
        return
    settings = check_together(fitted.settings)
    for name, value in check_values(wanted).items():
        assert getattr(settings, name) == value
    assert wanted.keys().isdisjoint(fitted.adapted)
    assert min(set_counts(settings)) >= 0
    assert resolve(settings.as_dict()) == settings  # it travels as it is


@given(partial_requests(), partial_requests())
def test_a_change_obeys_the_same_and_says_all_that_it_altered(first, second):
    try:
        before = resolved(first)
        after = refitted(before.settings, second, before.adapted)
    except SettingsError as caught:
        error = caught
    else:
        error = None
    if error is not None:
        assert error.field in first | second
        return
    check_together(after.settings)
    for name, value in check_values(second).items():
        assert getattr(after.settings, name) == value
    kept = wishes(before.settings, before.adapted)
    for name, entry in CATALOGUE.items():
        old, new = getattr(before.settings, name), getattr(after.settings, name)
        known = name in second or name in after.adapted or kept.get(name, old) == new
        assert known or callable(entry.default)  # another data set has other defaults


@given(partial_requests(), partial_requests())
def test_what_has_nothing_to_do_with_it_moves_nothing(first, second):
    try:
        before = resolved(first)
        before = refitted(before.settings, second, before.adapted)
    except SettingsError:
        return
    after = refitted(before.settings, {"patience": 7}, before.adapted)
    assert changed(before.settings, {"patience": 7}) == after.settings
    assert after.adapted == before.adapted


@given(st.integers(20, 2000), st.integers(1, 60))
def test_the_batch_comes_back_with_the_room_for_it(examples, batch):
    wanted = resolved({"batch_size": batch})
    few = refitted(wanted.settings, {"examples": examples})
    again = refitted(few.settings, {"examples": 200}, few.adapted)
    assert again.settings == wanted.settings
    assert again.adapted == {}


@pytest.mark.parametrize(
    ("given", "name", "value", "note"),
    [
        (
            {"examples": 21, "test_share": 71},  # of 101 % one example would be left
            "validation_share",
            29,
            "29 % instead of 30 %: with a test share of 71 %, more would leave too "
            "little for training.",
        ),
        (
            {"examples": 30},
            "batch_size",
            9,
            "9 instead of 10: the training set has only 9 examples.",
        ),
        (
            {"validation_share": 80},
            "test_share",
            19,
            "19 % instead of 40 %: with a validation share of 80 %, more would leave "
            "too little for training.",
        ),
        (
            {"test_share": 80},
            "validation_share",
            19,
            "19 % instead of 30 %: with a test share of 80 %, more would leave too "
            "little for training.",
        ),
    ],
)
def test_a_default_gives_way_and_says_why(given, name, value, note):
    fitted = resolved(given)
    assert getattr(fitted.settings, name) == value
    assert fitted.adapted[name].note == note


@pytest.mark.parametrize(
    ("before", "given", "name", "value", "note"),
    [
        (
            {"validation_share": 4},
            {"examples": 20},
            "validation_share",
            5,
            "5 % instead of 4 %: less of 20 examples would be none.",
        ),
        (
            {"examples": 20},
            {"test_share": 4},
            "examples",
            25,
            "25 instead of 20: of fewer, a test share of 4 % would be none.",
        ),
        (
            {"examples": 300},
            {"dataset": "iris"},
            "examples",
            150,
            "150 instead of 300: Iris is a real data set of 150 examples.",
        ),
        (
            {"inputs": ["x1", "x1_squared", "x2"]},
            {"dataset": "sine"},
            "inputs",
            ("x1", "x1_squared"),
            "x\u2081, x\u2081\u00b2 instead of x\u2081, x\u2082, x\u2081\u00b2: Sine "
            "has no x\u2082.",
        ),
        (
            {"hidden_layers": [32, 32, 32, 32, 32], "dataset": "xor"},
            {"dataset": "iris"},
            None,
            None,
            None,
        ),
    ],
)
def test_what_was_before_gives_way_and_comes_back(before, given, name, value, note):
    first = resolved(before)
    after = refitted(first.settings, given)
    if name is None:
        assert after.adapted == {}
        return
    assert getattr(after.settings, name) == value
    assert after.adapted[name].note == note
    back = {each: getattr(first.settings, each) for each in given}
    again = refitted(after.settings, back, after.adapted)
    assert again.settings == first.settings


def test_a_network_that_more_inputs_make_too_large_loses_units():
    large = resolved({"hidden_layers": [32, 32, 32, 32, 28, 26], "inputs": ["x1"]})
    inputs = [option.value for option in CATALOGUE["inputs"].field.options]
    after = refitted(large.settings, {"inputs": inputs})
    assert sum(after.settings.hidden_layers) < sum(large.settings.hidden_layers)
    assert "at most 5000 weights and biases" in after.adapted["hidden_layers"].note


def test_changed_points_count():
    settings = resolve({})
    fitted = refitted(settings, {}, {}, (7, 60, 80))
    assert check_counts(fitted.settings, (7, 60, 80)).batch_size == 7
    more = refitted(fitted.settings, {}, fitted.adapted, (70, 60, 80))
    assert more.settings.batch_size == 10


def test_early_stopping_rests_without_a_validation_set_and_says_so():
    fitted = resolved({"validation_share": 0})
    assert fitted.settings.early_stopping is True
    counts = set_counts(fitted.settings)
    assert notes(fitted.settings, fitted.adapted, counts) == {
        "early_stopping": "Early stopping needs a validation set, so it rests while "
        "the share is 0 %."
    }
    emptied = notes(resolve({}), {}, (60, 0, 80))
    assert emptied["early_stopping"].endswith("rests while the set is empty.")
    off = resolve({"validation_share": 0, "early_stopping": False})
    assert notes(off, {}, counts) == {}


def test_a_note_goes_when_it_no_longer_holds():
    fitted = resolved({"examples": 30})
    counts = set_counts(fitted.settings)
    assert "batch_size" in notes(fitted.settings, fitted.adapted, counts)
    other = changed(fitted.settings, {"batch_size": 5})
    assert notes(other, fitted.adapted, counts) == {}


def test_values_given_together_that_clash_are_an_error():
    with pytest.raises(SettingsError, match="batch_size must be at most the 60"):
        resolve({"batch_size": 500, "examples": 200})
    with pytest.raises(SettingsError, match="at most 100 % together"):
        resolve({"validation_share": 60, "test_share": 60})
