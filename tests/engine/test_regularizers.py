import numpy as np
import pytest

from app.engine import Layout, Penalty

LAYOUT = Layout((2, 3, 1))


def penalty_gradient(theta: np.ndarray, l1: float, l2: float) -> np.ndarray:
    grad = np.zeros(LAYOUT.size)
    Penalty(LAYOUT).add_gradient(grad, theta, l1, l2)
    return grad


def test_the_value_is_the_sum_over_the_weights_alone() -> None:
    theta = np.arange(1.0, LAYOUT.size + 1.0)
    weights = theta[LAYOUT.weight_mask == 1.0]
    expected = 0.1 * weights.sum() + 0.5 * 0.2 * (weights**2).sum()
    assert Penalty(LAYOUT).value(-theta, 0.1, 0.2) == pytest.approx(expected)


def test_the_gradient_is_l1_times_the_sign_plus_l2_times_the_weight() -> None:
    theta = np.random.default_rng(0).normal(size=LAYOUT.size)
    expected = LAYOUT.weight_mask * (0.1 * np.sign(theta) + 0.2 * theta)
    np.testing.assert_allclose(penalty_gradient(theta, 0.1, 0.2), expected)


def test_the_sign_of_0_is_0() -> None:
    assert (penalty_gradient(np.zeros(LAYOUT.size), 0.1, 0.0) == 0.0).all()


def test_it_is_added_to_what_is_there() -> None:
    theta = np.ones(LAYOUT.size)
    grad = np.full(LAYOUT.size, 5.0)
    Penalty(LAYOUT).add_gradient(grad, theta, 0.0, 0.3)
    np.testing.assert_allclose(grad, 5.0 + 0.3 * LAYOUT.weight_mask)


def test_without_strength_nothing_changes() -> None:
    theta = np.ones(LAYOUT.size)
    assert (penalty_gradient(theta, 0.0, 0.0) == 0.0).all()
    assert Penalty(LAYOUT).value(theta, 0.0, 0.0) == 0.0


def test_the_strengths_may_change_from_call_to_call() -> None:
    penalty = Penalty(LAYOUT)
    theta = np.random.default_rng(0).normal(size=LAYOUT.size)
    for l1, l2 in [(0.1, 0.0), (0.3, 0.2), (0.0, 0.5), (0.1, 0.2)]:
        grad = np.zeros(LAYOUT.size)
        penalty.add_gradient(grad, theta, l1, l2)
        np.testing.assert_array_equal(grad, penalty_gradient(theta, l1, l2))
