"""How far apart the snapshots lie that training forward leaves behind."""

import pytest

from app.training.course import Course
from app.training.progress import WORK_BETWEEN
from app.training.recorder import MOST_RECENT
from app.training.validation import resolve

ENDLESS = {"early_stopping": False, "max_epochs": 20_000, "learning_rate": 0.01}
HEAVY = {"hidden_layers": [32] * 5, "examples": 2000, "batch_size": 0}
SHAPES = [
    ({"batch_size": 1}, 3000),
    ({"dataset": "sine", "hidden_layers": [8] * 6, "batch_size": 1}, 2000),
    (HEAVY, 12),
    (HEAVY | {"dropout": 0.3, "optimizer": "adam"}, 8),
    (HEAVY | {"batch_size": 100}, 200),
]


def course(**given):
    return Course(resolve(ENDLESS | given))


def work_since_snapshot(made):
    return made._clock.at(made.update) - made._moments.before(made.update).work


@pytest.mark.parametrize(("given", "updates"), SHAPES)
def test_no_more_than_so_much_work_lies_after_a_snapshot(given, updates):
    made = course(**given)
    for _ in range(updates):
        made.advance(1)
        assert work_since_snapshot(made) <= WORK_BETWEEN


def test_a_batch_that_grows_brings_snapshots_closer():
    made = course(hidden_layers=[32] * 5, examples=2000, batch_size=1)
    made.advance(1)
    made.change({"batch_size": 0})
    for _ in range(8):
        made.advance(1)
        assert work_since_snapshot(made) <= 2 * WORK_BETWEEN
    assert work_since_snapshot(made) <= WORK_BETWEEN


def test_changes_again_and_again_do_not_put_a_snapshot_off():
    made = course(batch_size=1)
    for number in range(3000):
        made.advance(1)
        if number % 100 == 0:
            made.change({"l2": number / 1e5 + 1e-4})
        assert work_since_snapshot(made) <= 1.1 * WORK_BETWEEN


def test_recent_snapshots_stay_few_in_a_long_training():
    made = course(batch_size=1, hidden_layers=[2])
    made.advance(100_000)
    assert len(made._moments._recent) <= MOST_RECENT


def test_snapshots_share_what_does_not_change():
    made = course(batch_size=1)
    made.advance(30)
    first = made._moment()
    made.advance(20)
    second = made._moment()
    assert first.last_finite is second.last_finite
    assert first.trainer.theta is not second.trainer.theta
