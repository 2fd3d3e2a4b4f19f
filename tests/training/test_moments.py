"""Snapshots of a course."""

import numpy as np

from app.training.course import Course
from app.training.moments import (
    LEAST_MOMENTS,
    MOMENTS_BYTES,
    MOST_MOMENTS,
    Vectors,
    new_recorder,
)
from app.training.validation import resolve


def test_a_moment_does_not_change_with_its_course():
    course = Course(resolve({}))
    course.advance(9)
    moment = course._moment()
    theta = moment.trainer.theta.copy()
    course.advance(20)
    assert (moment.update, moment.epoch) == (9, 1)
    np.testing.assert_array_equal(moment.trainer.theta, theta)


def test_copies_of_vectors_are_their_own():
    made = Vectors(np.ones(2), np.ones(2), np.ones(2))
    made.copy().theta[:] = 0
    assert made.theta.tolist() == [1, 1]


def test_the_memory_is_bounded():
    assert new_recorder(np.zeros(3))._most == MOST_MOMENTS
    assert new_recorder(np.zeros(MOMENTS_BYTES))._most == LEAST_MOMENTS
