import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from app.engine import Layout, Penalty
from app.engine.regularizers import soft_threshold

LAYOUT = Layout((2, 3, 1))
VECTORS = arrays(np.float64, LAYOUT.size, elements=st.floats(-10, 10))
LIMITS = arrays(np.float64, LAYOUT.size, elements=st.floats(0, 10))


def penalty_gradient(theta: np.ndarray, l2: float) -> np.ndarray:
    grad = np.zeros(LAYOUT.size)
    Penalty(LAYOUT).add_gradient(grad, theta, l2)
    return grad


def shrunk(theta: np.ndarray, limits: np.ndarray) -> np.ndarray:
    found = theta.copy()
    soft_threshold(found, limits, np.empty_like(found))
    return found


def test_the_value_is_the_sum_over_the_weights_alone() -> None:
    theta = np.arange(1.0, LAYOUT.size + 1.0)
    weights = theta[LAYOUT.weight_mask == 1.0]
    expected = 0.1 * weights.sum() + 0.5 * 0.2 * (weights**2).sum()
    assert Penalty(LAYOUT).value(-theta, 0.1, 0.2) == pytest.approx(expected)


def test_the_gradient_is_l2_times_the_weight() -> None:
    theta = np.random.default_rng(0).normal(size=LAYOUT.size)
    expected = LAYOUT.weight_mask * 0.2 * theta
    np.testing.assert_allclose(penalty_gradient(theta, 0.2), expected)


def test_it_is_added_to_what_is_there() -> None:
    theta = np.ones(LAYOUT.size)
    grad = np.full(LAYOUT.size, 5.0)
    Penalty(LAYOUT).add_gradient(grad, theta, 0.3)
    np.testing.assert_allclose(grad, 5.0 + 0.3 * LAYOUT.weight_mask)


def test_without_strength_nothing_changes() -> None:
    theta = np.ones(LAYOUT.size)
    assert (penalty_gradient(theta, 0.0) == 0.0).all()
    assert Penalty(LAYOUT).limits(0.3, 0.0) is None
    assert Penalty(LAYOUT).value(theta, 0.0, 0.0) == 0.0


def test_the_strengths_may_change_from_call_to_call() -> None:
    penalty = Penalty(LAYOUT)
    theta = np.random.default_rng(0).normal(size=LAYOUT.size)
    for rate, l1, l2 in [
        (0.3, 0.1, 0.0),
        (0.3, 0.3, 0.2),
        (0.1, 0.0, 0.5),
        (1, 0.3, 0.2),
    ]:
        grad = np.zeros(LAYOUT.size)
        penalty.add_gradient(grad, theta, l2)
        np.testing.assert_array_equal(grad, penalty_gradient(theta, l2))
        limits = penalty.limits(rate, l1)
        if l1:
            np.testing.assert_array_equal(limits, rate * l1 * LAYOUT.weight_mask)
        else:
            assert limits is None


@given(VECTORS, LIMITS)
def test_the_threshold_is_what_the_formula_says(
    theta: np.ndarray, limits: np.ndarray
) -> None:
    expected = np.sign(theta) * np.maximum(np.abs(theta) - limits, 0.0)
    np.testing.assert_array_equal(shrunk(theta, limits), expected)


@given(VECTORS, LIMITS)
def test_the_threshold_never_changes_a_sign_and_0_is_never_negative(
    theta: np.ndarray, limits: np.ndarray
) -> None:
    found = shrunk(theta, limits)
    assert (found * theta >= 0.0).all()
    assert (np.abs(found) <= np.abs(theta)).all()
    assert not np.signbit(found[found == 0.0]).any()


@given(VECTORS, LIMITS)
def test_a_weight_at_0_stays_unless_a_step_moves_it_further_than_the_threshold(
    step: np.ndarray, limits: np.ndarray
) -> None:
    found = shrunk(np.zeros(LAYOUT.size) + step, limits)
    np.testing.assert_array_equal(found != 0.0, np.abs(step) > limits)


def test_numbers_that_are_not_finite_stay_so() -> None:
    theta = np.array([np.inf, -np.inf, np.nan])
    np.testing.assert_array_equal(shrunk(theta, np.ones(3)), theta)
