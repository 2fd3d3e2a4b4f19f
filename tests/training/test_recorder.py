"""A bounded number of snapshots."""

from dataclasses import dataclass
from itertools import pairwise

import pytest

from app.training.recorder import MOST_RECENT, UPDATES_BETWEEN_RECENT, Recorder


@dataclass(frozen=True)
class Mark:
    epoch: int
    update: int


def filled(epochs, updates_per_epoch=10, most=8):
    recorder = Recorder(most)
    for update in range(epochs * updates_per_epoch + 1):
        mark = Mark(update // updates_per_epoch, update)
        if update % updates_per_epoch == 0 and recorder.wants(mark.epoch):
            recorder.add(mark)
        if update >= recorder.due:
            recorder.add_recent(mark)
    return recorder


def test_snapshots_stay_few_and_evenly_spread():
    kept = [mark.epoch for mark in filled(1000)._spread]
    assert len(kept) <= 8
    assert kept[0] == 0
    gaps = {b - a for a, b in pairwise(kept)}
    assert len(gaps) == 1


def test_the_nearest_earlier_snapshot_is_found():
    recorder = filled(5)
    assert recorder.before(30) == Mark(3, 30)
    assert filled(1000).before(9990).update <= 9990


def test_a_recent_snapshot_bounds_the_way_back():
    recorder = filled(100, updates_per_epoch=100)
    for update in range(
        10_000, 10_000 - (MOST_RECENT - 1) * UPDATES_BETWEEN_RECENT, -1
    ):
        assert update - recorder.before(update).update <= UPDATES_BETWEEN_RECENT


def test_snapshots_within_an_epoch_bound_the_way_back_too():
    recorder = filled(1, updates_per_epoch=9_999)
    assert recorder.before(9_998).update == 9_750


def test_a_resting_recorder_keeps_its_newest():
    recorder = filled(1000)
    recorder.rest(2)
    assert len(recorder._spread) <= 2
    assert recorder.before(10**6).update >= 10_000 - UPDATES_BETWEEN_RECENT


def test_a_copy_forgets_alone():
    recorder = filled(100)
    twin = recorder.copy()
    twin.forget_after(0)
    assert twin.before(10**6) == Mark(0, 0)
    assert recorder.before(1000).update == 1000


def test_what_is_forgotten_is_not_found_again():
    recorder = filled(1000)
    recorder.forget_after(2000)
    assert recorder.before(10**6).epoch <= 200
    assert recorder.due <= 2000 + UPDATES_BETWEEN_RECENT


def test_before_the_first_snapshot_there_is_none():
    with pytest.raises(LookupError):
        Recorder[Mark](8).before(0)
