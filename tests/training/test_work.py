"""The estimate of work: what it grows with, and how it is counted."""

import pytest

from app.training.problem import build
from app.training.validation import resolve
from app.training.work import WorkClock, work_of_update


def cost(**given):
    settings = resolve({"dataset": "circle"} | given)
    return work_of_update(build(settings), settings)


@pytest.mark.parametrize(
    ("less", "more"),
    [
        ({"hidden_layers": [4]}, {"hidden_layers": [8]}),
        ({"hidden_layers": [8]}, {"hidden_layers": [8, 8]}),
        ({"batch_size": 1}, {"batch_size": 2}),
        ({"batch_size": 20}, {"batch_size": 0}),
        ({"dropout": 0}, {"dropout": 0.5}),
        ({"examples": 100}, {"examples": 400, "batch_size": 0}),
    ],
)
def test_more_to_do_is_more_work(less, more):
    assert cost(**less) < cost(**more)


def test_the_heaviest_network_takes_hundreds_of_times_the_lightest():
    light = cost(hidden_layers=[1], batch_size=1)
    heavy = cost(hidden_layers=[32] * 5, batch_size=0, examples=2000, dropout=0.5)
    assert 5_000 < light < 20_000
    assert 200 * light < heavy < 10_000_000


def test_a_clock_counts_on_when_an_update_gets_dearer():
    clock = WorkClock(10)
    assert clock.at(7) == 70
    clock.set(7, clock.at(7), 100)
    assert clock.at(9) == 270
    clock.set(3, 30, 10)
    assert clock.at(4) == 40


def test_some_work_is_one_update_at_the_least():
    clock = WorkClock(10)
    assert (clock.updates(99), clock.updates(3)) == (9, 1)
