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
    epochs, rows = course.history.signals.rows(0, 100)
    delta, gradient = layer_rms(course.problem.layout, course.trainer.gradient)
    assert epochs.tolist() == [1, 2]
    assert rows.shape == (2, 2, 3)
    assert rows[-1, 0] == pytest.approx(delta)
    assert rows[-1, 1] == pytest.approx(gradient)


def test_a_reader_gets_the_newest_epochs_thinned():
    epochs, rows = filled(100).rows(11, 10)
    assert epochs.tolist() == list(range(19, 101, 9))
    assert rows[:, 0, 0].tolist() == epochs.tolist()
    assert filled(5).rows(4, 10)[0].tolist() == [4, 5]
    assert [len(part) for part in filled(5).rows(9, 10)] == [0, 0]
    assert [len(part) for part in Signals().rows(0, 10)] == [0, 0]


def test_a_bounded_number_of_epochs_is_kept():
    made = filled(5 * MOST_KEPT)
    assert MOST_KEPT // 2 <= len(made) <= MOST_KEPT
    epochs, _ = made.rows(0, MOST_KEPT)
    assert epochs.tolist() == list(range(8, 5 * MOST_KEPT + 1, 8))


def test_what_is_gone_back_over_is_forgotten():
    course = Course(resolve({}))
    course.advance(60)
    course.rewind(4)
    epochs, rows = course.history.signals.rows(0, 100)
    assert (epochs.tolist(), len(rows)) == ([1, 2, 3, 4], 4)


def test_what_is_not_finite_is_kept_as_it_is():
    made = Signals()
    made.look(1, LAYOUT, np.full(13, np.nan))
    made.look(2, LAYOUT, np.full(13, 1e300))
    _, rows = made.rows(0, 9)
    assert np.isnan(rows[0]).all()
    assert (rows[1] == np.inf).all()


def test_the_deltas_of_the_last_epochs_are_rows():
    made = filled(5)
    assert made.last_deltas(2, 5).tolist() == [[4.0, 4.0], [5.0, 5.0]]
    assert made.last_deltas(2, 3).tolist() == [[2.0, 2.0], [3.0, 3.0]]
    assert len(made.last_deltas(9, 9)) == 5
    assert len(made.last_deltas(9, 0)) == len(Signals().last_deltas(9, 0)) == 0


def test_a_copy_goes_its_own_way():
    made = filled(5)
    twin = made.copy()
    twin.truncate(3)
    assert made.rows(0, 10)[0].tolist() == [1, 2, 3, 4, 5]
    assert twin.rows(0, 10)[0].tolist() == [1, 2]
    np.testing.assert_array_equal(twin.rows(0, 10)[1], made.rows(0, 10)[1][:2])
