"""Errors by epoch."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.training.history import History, thinned
from app.training.stopping import EpochErrors


def history(values):
    made = History()
    for value in values:
        made.append(EpochErrors(value, 2 * value, None, 0.5), 10 * len(made))
    return made


def test_values_are_read_back_to_the_last_digit():
    made = history([0.1, 1 / 3])
    assert made.column("train") == [0.1, 1 / 3]
    assert made.column("validation") == [0.2, 2 / 3]


def test_what_is_missing_or_not_finite_is_none():
    made = history([math.nan, math.inf])
    assert made.column("train") == [None, None]
    assert made.column("test") == [None, None]
    assert made.row(0)["train_accuracy"] == 0.5


def test_a_reader_gets_every_epoch_from_its_cursor_on():
    series = history(range(10)).since(7, 100)
    assert series["epoch"] == [7, 8, 9]
    assert series["train"] == [7.0, 8.0, 9.0]
    assert history([1]).since(5, 100)["epoch"] == []


def test_a_part_of_a_series_and_its_smallest_number():
    made = history([0.5, 0.2, 0.4, math.nan])
    assert made.span("train", 1, 2) == [0.2, 0.4]
    assert made.lowest("train", 0, 3) == 0.2
    assert made.lowest("validation", 2, 2) == 0.8
    assert math.isnan(made.lowest("test", 0, 3))


def test_the_epoch_that_was_finished_by_an_update():
    made = history([1, 2, 3])  # they end with the updates 0, 10 and 20
    assert [made.epoch_at(update) for update in (0, 9, 10, 25)] == [0, 0, 1, 2]


def test_it_grows_beyond_its_first_buffer():
    assert history(range(1000)).column("train") == list(range(1000))


def test_forgetting_the_newest_epochs():
    made = history(range(10))
    made.truncate(4)
    assert len(made) == 4
    with pytest.raises(IndexError):
        made.row(4)


def test_a_long_stretch_is_thinned_but_keeps_peaks_and_ends():
    values = [0.5 + 0.001 * math.sin(n) for n in range(20_000)]
    values[12_345], values[777] = 9.0, 0.01
    series = history(values).since(0, 2000)
    assert len(series["epoch"]) <= 2000
    assert {0, 777, 12_345, 19_999} <= set(series["epoch"])
    assert series["epoch"] == sorted(set(series["epoch"]))


@given(st.integers(20, 300), st.integers(14, 100), st.integers(0, 2**32 - 1))
def test_thinning_keeps_minimum_and_maximum_of_each_series(n, most, seed):
    rows = np.random.default_rng(seed).normal(size=(n, 3))
    rows[:, 2] = np.nan
    kept = thinned(rows, most)
    assert len(kept) <= max(most, 8)
    for column in rows.T[:2]:
        assert column.argmin() in kept
        assert column.argmax() in kept


@given(st.integers(0, 500), st.integers(700, 3000), st.integers(700, 3000))
def test_thinned_runs_have_epochs_in_common(first, one, other):
    longer = max(one, other) + first
    common = set(history(range(one + first)).since(first, 300)["epoch"])
    common &= set(history(range(other + first)).since(first, 300)["epoch"])
    step = 2 ** math.ceil(math.log2(longer / 200))
    epochs = range(first + -first % step, min(one, other) + first, step)
    assert common >= set(epochs)


def test_the_first_epoch_can_be_measured_again():
    made = history([1.0, 0.5])
    made.begin_with(EpochErrors(3.0, None, None))
    assert (made.row(0)["train"], made.row(0)["validation"]) == (3.0, None)
    assert (made.row(1)["train"], len(made), made.update(0)) == (0.5, 2, 0)


def test_a_whole_copy_has_its_own_signals_and_sizes_too():
    made = history([1, 2, 3, 4])
    made.sizes.look(2, lambda: [1.0, 2.0, 3.0])
    twin = made.whole_copy()
    twin.truncate(2)
    assert len(made) == 4
    assert made.sizes.rows(0, 9)[0].tolist() == [2]
    assert twin.sizes.rows(0, 9)[0].tolist() == []
