"""A bounded number of snapshots."""

from dataclasses import dataclass
from itertools import pairwise

import pytest

from app.training.recorder import UPDATES_BETWEEN_RECENT, Recorder


@dataclass(frozen=True)
class Mark:
    epoch: int
    update: int


def filled(epochs, updates_per_epoch=10, most=8):
    recorder = Recorder(most)
    for epoch in range(epochs + 1):
        if recorder.wants(epoch, epoch * updates_per_epoch):
            recorder.add(Mark(epoch, epoch * updates_per_epoch))
    return recorder


def test_snapshots_stay_few_and_evenly_spread():
    kept = [mark.epoch for mark in filled(1000)._spread]
    assert len(kept) <= 8
    assert kept[0] == 0
    gaps = {b - a for a, b in pairwise(kept)}
    assert len(gaps) == 1


def test_the_nearest_earlier_snapshot_is_found():
    recorder = filled(5)
    assert recorder.before(3) == Mark(3, 30)
    assert filled(1000).before(999).epoch <= 999


def test_a_recent_snapshot_bounds_the_way_back():
    recorder = filled(1000, updates_per_epoch=100)
    latest = recorder.before(1000)
    assert 1000 * 100 - latest.update <= 2 * UPDATES_BETWEEN_RECENT


def test_what_is_forgotten_is_not_found_again():
    recorder = filled(1000)
    recorder.forget_after(200)
    assert recorder.before(1000).epoch <= 200


def test_before_the_first_snapshot_there_is_none():
    with pytest.raises(LookupError):
        Recorder[Mark](8).before(0)
