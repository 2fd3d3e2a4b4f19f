"""How strongly each layer learned."""

import numpy as np
import pytest

from app.engine import Layout, layer_rms
from app.training.course import Course
from app.training.signals import Signals
from app.training.spaced import MOST_KEPT
from app.training.validation import resolve

LAYOUT = Layout((2, 3, 1))


def filled(epochs):
    made = Signals()
    for epoch in range(1, epochs + 1):
        made.look(epoch, LAYOUT, np.full(13, float(epoch)))
    return made


def test_each_epochs_last_update_is_measured():
    course = Course(resolve({"hidden_layers": [3, 3]}))
    course.advance(12)
    series = course.history.signals.since(0, 100)
    delta, gradient = layer_rms(course.problem.layout, course.trainer.gradient)
    assert series["epoch"] == [1, 2]
    assert [column[-1] for column in series["delta"]] == pytest.approx(delta)
    assert [column[-1] for column in series["gradient"]] == pytest.approx(gradient)


def test_a_reader_gets_the_newest_epochs_thinned():
    series = filled(100).since(11, 10)
    assert series["epoch"] == list(range(19, 101, 9))
    assert series["delta"][0] == series["epoch"]
    assert filled(5).since(4, 10)["epoch"] == [4, 5]
    assert filled(5).since(9, 10) == {"epoch": [], "delta": [[]] * 2} | {
        "gradient": [[]] * 2
    }
    assert Signals().since(0, 10) == {"epoch": [], "delta": [], "gradient": []}


def test_a_bounded_number_of_epochs_is_kept():
    made = filled(5 * MOST_KEPT)
    assert MOST_KEPT // 2 <= len(made) <= MOST_KEPT
    epochs = made.since(0, MOST_KEPT)["epoch"]
    assert epochs == list(range(8, 5 * MOST_KEPT + 1, 8))


def test_what_is_gone_back_over_is_forgotten():
    course = Course(resolve({}))
    course.advance(60)
    course.rewind(4)
    assert course.history.signals.since(0, 100)["epoch"] == [1, 2, 3, 4]


def test_what_is_not_finite_is_none():
    made = Signals()
    made.look(1, LAYOUT, np.full(13, np.nan))
    made.look(2, LAYOUT, np.full(13, 1e300))
    assert made.since(0, 9)["delta"] == [[None, None]] * 2


def test_the_deltas_of_the_last_epochs_are_rows():
    made = filled(5)
    assert made.last_deltas(2).tolist() == [[4.0, 4.0], [5.0, 5.0]]
    assert len(made.last_deltas(9)) == 5
    assert len(Signals().last_deltas(9)) == 0
