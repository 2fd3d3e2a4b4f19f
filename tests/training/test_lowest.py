"""The lowest validation error of the whole curve."""

import numpy as np

from app.training.course import Course
from app.training.lowest import Lowest, lower_in_words, lower_than_best, lowest_of
from app.training.validation import resolve


def trained(updates=10**9, **given):
    course = Course(resolve(given))
    course.advance(updates)
    return course


def test_epoch_0_never_counts():
    course = trained(0)
    assert lowest_of(course) is None
    # With this rate the error only rises.
    course = trained(600, learning_rate=9, early_stopping=False)
    errors = np.array(course.history.column("validation")[1:], dtype=float)
    epoch = int(errors.argmin()) + 1
    assert lowest_of(course) == Lowest(epoch, errors[epoch - 1])


def test_by_default_the_best_epoch_is_the_lowest():
    course = trained()
    assert lower_than_best(course) is None
    assert lower_in_words(course) == ""
    assert lowest_of(course).epoch == course.stop.best_epoch


def test_with_a_minimum_improvement_it_need_not_be():
    course = trained(min_delta=0.04)
    lower = lower_than_best(course)
    assert lower == lowest_of(course)
    assert 0 < course.patience.best - lower.error <= 0.04


def test_noise_of_rounding_is_not_lower():
    plane = {"dataset": "plane", "noise": 0, "activation": "linear"}
    course = trained(**plane, hidden_layers=[4], max_epochs=900)
    assert lowest_of(course).error < course.patience.best
    assert lower_than_best(course) is None


def test_an_epoch_that_left_the_numbers_is_no_lowest():
    course = trained(dataset="plane", activation="relu", learning_rate=10)
    assert course.has_diverged
    assert lowest_of(course) is None


def test_before_anything_was_watched_there_is_a_lowest_but_no_best():
    course = trained(60, start_epoch=100)
    assert course.patience.best is None
    assert lower_than_best(course) == lowest_of(course) is not None
