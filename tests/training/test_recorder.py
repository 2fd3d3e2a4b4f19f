"""A bounded number of snapshots."""

from dataclasses import dataclass
from itertools import pairwise

import pytest

from app.training.recorder import (
    GAP_OF_DISTANCE,
    MOST_FOUND,
    MOST_RECENT,
    Recorder,
)

BETWEEN = 25


@dataclass(frozen=True)
class Mark:
    epoch: int
    update: int

    @property
    def work(self):
        return 3 * self.update


def filled(epochs, updates_per_epoch=10, most=8):
    recorder = Recorder(most, BETWEEN)
    for update in range(epochs * updates_per_epoch + 1):
        mark = Mark(update // updates_per_epoch, update)
        if update % updates_per_epoch == 0 and recorder.wants(mark.epoch):
            recorder.add(mark)
        if update >= recorder.due:
            recorder.add_recent(mark)
            recorder.due += BETWEEN
    return recorder


def test_snapshots_stay_few_and_evenly_spread():
    kept = [mark.epoch for mark in filled(1000)._spread]
    assert len(kept) <= 8
    assert kept[0] == 0
    gaps = {b - a for a, b in pairwise(kept)}
    assert len(gaps) == 1


def test_the_nearest_snapshots_before_and_after_are_found():
    recorder = filled(5)
    assert recorder.before(30) == Mark(3, 30)
    assert recorder.after(30) == Mark(4, 40)
    assert recorder.after(50) is None
    assert filled(1000).before(9990).update <= 9990


@pytest.mark.parametrize("updates", [1000, 9990, 33_333])
def test_the_way_back_is_short_at_first_and_grows_with_the_distance(updates):
    recorder = filled(1, updates_per_epoch=updates)
    recorder._spread.clear()
    oldest = recorder._recent[0].update
    for update in range(updates - 1, oldest - 1, -1):
        back = update - recorder.before(update).update
        distance = updates - update
        assert back <= max(2 * BETWEEN, GAP_OF_DISTANCE * distance + BETWEEN)


def test_few_recent_snapshots_reach_far_back():
    kept = filled(1, updates_per_epoch=9_999)._recent
    assert len(kept) <= MOST_RECENT
    assert kept[0].update <= 9_999 - 300 * BETWEEN
    assert kept[-1].update == 9_975


def test_a_resting_recorder_keeps_its_newest():
    recorder = filled(1000)
    recorder.rest(2)
    assert len(recorder._spread) <= 2
    assert recorder.before(10**6).update >= 10_000 - BETWEEN


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


def test_what_another_recorded_is_taken_over_in_order():
    recorder, other = filled(100), Recorder(8)
    for update in (500, 610, 620):
        other.add_recent(Mark(update // 10, update))
    recorder.take_over(other)
    assert recorder.before(615) == Mark(61, 610)
    updates = [mark.update for mark in recorder._recent]
    assert updates == sorted(set(updates))


def test_before_the_first_snapshot_there_is_none():
    with pytest.raises(LookupError):
        Recorder[Mark](8).before(0)


def test_what_was_made_again_is_kept_around_where_one_looks():
    recorder = filled(100)
    for here in (700, 300, 310):
        twin = recorder.copy()
        twin.forget_after(here)
        for update in range(here - 60, here, 5):
            twin.add_recent(Mark(update // 10, update))
        recorder.find(twin, Mark(here // 10, here))
        assert recorder.before(here).update == here
        assert recorder.before(here - 1).update >= here - 10
        assert len(recorder._found) <= MOST_FOUND
    untouched = filled(100)
    assert recorder._spread == untouched._spread
    assert recorder._recent == untouched._recent


def test_what_was_made_again_is_forgotten_with_the_rest():
    recorder = filled(100)
    twin = recorder.copy()
    recorder.find(twin, Mark(50, 503))
    assert recorder.copy().before(503).update == 503
    recorder.forget_after(502)
    assert recorder.before(900).update < 503
    recorder.find(twin, Mark(50, 501))
    recorder.rest(4)
    assert not recorder._found


def test_however_often_others_are_taken_over_their_number_is_bounded():
    recorder = filled(100)
    for start in range(0, 1000, 20):
        other = Recorder[Mark](8)
        for update in range(start, start + 20):
            other.add_recent(Mark(update // 10, update))
        recorder.take_over(other)
    assert len(recorder._recent) <= 2 * MOST_RECENT
