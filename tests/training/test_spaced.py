"""Rows of some of the epochs."""

import numpy as np
import pytest

from app.engine import size_quantiles, weights_of
from app.training.course import Course
from app.training.spaced import MOST_KEPT, Spaced
from app.training.validation import resolve


def filled(epochs: int) -> Spaced:
    made = Spaced()
    for epoch in range(epochs):
        made.look(epoch, lambda epoch=epoch: [epoch, -epoch])
    return made


def test_rows_come_back_with_their_epochs() -> None:
    epochs, rows = filled(4).rows(2, 10)
    assert epochs.tolist() == [2, 3]
    assert rows is not None
    assert rows.tolist() == [[2, -2], [3, -3]]


def test_it_stays_bounded_and_evenly_spaced() -> None:
    made = filled(5 * MOST_KEPT)
    epochs, rows = made.rows(0, MOST_KEPT)
    assert rows is not None
    assert MOST_KEPT // 2 <= len(made) <= MOST_KEPT
    assert set(np.diff(epochs)) == {8}
    assert np.array_equal(rows[:, 0], epochs)


def test_a_row_whose_turn_has_not_come_is_not_measured() -> None:
    made = filled(MOST_KEPT + 1)
    made.look(MOST_KEPT + 1, lambda: pytest.fail("measured for nothing"))
    assert made.rows(0, MOST_KEPT)[0][-1] == MOST_KEPT


def test_epochs_are_forgotten_and_made_again() -> None:
    made = filled(10)
    made.truncate(4)
    made.look(4, lambda: [40, 0])
    rows = made.last(2, 9)
    assert rows is not None
    assert rows[:, 0].tolist() == [3, 40]
    early = made.last(2, 2)
    assert early is not None
    assert early[:, 0].tolist() == [1, 2]


def test_before_the_first_row_there_is_none() -> None:
    assert Spaced().rows(0, 10)[1] is None
    assert Spaced().last(3, 9) is None


def test_a_course_keeps_the_sizes_of_its_weights_from_epoch_0_on() -> None:
    course = Course(resolve({"hidden_layers": [3, 3]}))
    layout = course.problem.layout
    first = size_quantiles(weights_of(layout, course.theta))
    course.advance(12)
    epochs, rows = course.history.sizes.rows(0, 10)
    assert rows is not None
    assert epochs.tolist() == [0, 1, 2]
    assert rows[0] == pytest.approx(first)
    assert rows[2] == pytest.approx(size_quantiles(weights_of(layout, course.theta)))


def test_a_copy_goes_its_own_way() -> None:
    made = filled(MOST_KEPT + 1)
    twin = made.copy()
    twin.look(MOST_KEPT + 1, lambda: [0, 0])
    twin.look(MOST_KEPT + 2, lambda: [7, 7])
    twin.truncate(100)
    epochs, rows = made.rows(0, 10**6)
    wanted_epochs, wanted = filled(MOST_KEPT + 1).rows(0, 10**6)
    assert epochs.tolist() == wanted_epochs.tolist()
    assert rows is not None
    assert wanted is not None
    assert rows.tolist() == wanted.tolist()
    assert len(twin) == 50
    assert Spaced().copy().rows(0, 1)[1] is None
