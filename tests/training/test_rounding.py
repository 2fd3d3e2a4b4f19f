"""Differences that rounding alone can make."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.training.course import Course
from app.training.problem import build
from app.training.rounding import EXACT, rounding_of
from app.training.validation import resolve

NOISE = rounding_of(1.0, is_logarithm=False)
ERRORS = st.floats(0, 1e6, allow_subnormal=False)
PLANE = {"dataset": "plane", "noise": 0, "activation": "linear", "hidden_layers": [4]}
CRITERIA = ["patience", "generalization_loss", "progress_quotient", "successive_rises"]


def test_errors_at_a_perfect_fit_are_all_the_same():
    assert not NOISE.is_lower(4.7e-33, 5.8e-33)
    assert NOISE.is_zero(5.8e-33)
    assert not NOISE.is_zero(1e-20)


@pytest.mark.parametrize("error", [1e6, 1.0, 1e-8, 1e-16, 1e-20])
def test_small_errors_that_are_real_still_differ(error):
    assert NOISE.is_lower(0.99 * error, error)
    assert NOISE.of(error) < 1e-3 * error


def test_from_where_an_error_counts_as_zero():
    largest = NOISE.step**2 * (3 + 2 * math.sqrt(2)) / 2  # r(E) = E
    assert NOISE.is_zero(largest * 0.999)
    assert not NOISE.is_zero(largest * 1.001)


@given(ERRORS, ERRORS)
def test_without_rounding_every_difference_counts(one, other):
    assert EXACT.is_lower(one, other) == (one < other)
    assert not EXACT.is_zero(one)


@given(ERRORS, ERRORS)
def test_of_two_errors_at_most_one_is_lower(one, other):
    assert not (NOISE.is_lower(one, other) and NOISE.is_lower(other, one))


@given(st.floats(1e-3, 1e3), st.floats(1e-12, 1e3))
def test_what_is_no_difference_does_not_depend_on_the_units(scale, error):
    scaled = rounding_of(scale, is_logarithm=False)
    assert scaled.of(error * scale**2) == pytest.approx(NOISE.of(error) * scale**2)


@given(st.floats(1e-6, 1.0), st.integers(0, 2**32 - 1))
def test_rounding_an_output_never_makes_more_than_this(size, seed):
    """Moving outputs by a few units in the last place moves the error by less."""
    random = np.random.default_rng(seed)
    target = random.uniform(-1, 1, 30)
    output = target + random.normal(0, size, 30)
    moved = output + random.uniform(-4, 4, 30) * np.spacing(np.maximum(1, abs(output)))
    error, after = (0.5 * np.mean((o - target) ** 2) for o in (output, moved))
    assert abs(after - error) <= rounding_of(1.0 + 5 * size, False).of(error)


def test_it_is_taken_from_the_targets_and_the_loss():
    plane, classes = build(resolve(PLANE)), build(resolve({}))
    largest = float(np.abs(plane.watched.t).max())
    assert plane.rounding == rounding_of(largest, is_logarithm=False)
    assert classes.rounding == NOISE
    assert build(resolve({"dataset": "iris"})).rounding.least > 0


@pytest.mark.parametrize("criterion", CRITERIA)
def test_no_criterion_stops_on_the_noise_of_a_perfect_fit(criterion):
    course = Course(resolve(PLANE | {"criteria": [criterion]}))
    course.advance(10**9)
    last = course.history.row(course.epoch)["validation"]
    assert course.stop.reason == "max_epochs"
    assert course.problem.rounding.is_zero(last)
    assert course.problem.rounding.is_zero(course.patience.best)
