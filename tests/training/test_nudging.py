"""A small change of one weight."""

import pytest

from app.training.course import Course
from app.training.errors import SettingsError
from app.training.nudging import nudge
from app.training.parameters import parameter_name
from app.training.validation import resolve


def nudged(parameter, by, **given):
    settings = resolve({"learning_rate": 0.1} | given)
    course = Course(settings)
    course.advance(3)
    theta = course.theta.copy()
    found = nudge(course.peek(), course.problem, settings, parameter, by)
    assert course.theta.tobytes() == theta.tobytes()
    return found


@pytest.mark.parametrize("index", range(0, 40, 7))
@pytest.mark.parametrize("given", [{}, {"dropout": 0.3, "l1": 0.01, "l2": 0.1}])
def test_a_small_nudge_does_what_the_gradient_predicts(index, given):
    layout = Course(resolve({})).problem.layout
    found = nudged(parameter_name(layout, index), 1e-5, **given)
    change = found.error_after - found.error_before
    assert found.change == change
    assert change == pytest.approx(found.predicted, rel=1e-3, abs=1e-10)


def test_the_errors_are_those_of_the_batch():
    settings = resolve({})
    course = Course(settings)
    trace = course.peek()
    found = nudge(trace, course.problem, settings, "b[1][0]", 0)
    assert found.error_before == found.error_after == trace.errors.mean()
    assert found.predicted == 0


@pytest.mark.parametrize("by", [float("nan"), 1e400, None, "1", True])
def test_a_nudge_is_a_finite_number(by):
    with pytest.raises(SettingsError, match="by must be a number from"):
        nudged("b[1][0]", by)


def test_a_weight_that_does_not_exist_is_told():
    with pytest.raises(SettingsError, match="weights must be"):
        nudged("b[9][0]", 1)
