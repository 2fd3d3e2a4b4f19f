import numpy as np
import pytest
from hypothesis import given, settings

from app.engine import GradientChecker, check
from tests.engine.cases import (
    OUTPUTS,
    Case,
    cases,
    make_network,
    random_inputs,
    random_targets,
)


@settings(max_examples=500, deadline=None)
@given(cases())
def test_every_gradient_agrees_with_central_differences(case: Case) -> None:
    result = check(case.network, case.x, case.t, case.penalty, case.masks)
    assert result.max_error <= 1e-7
    assert result.kinks.mean() < 0.5


@pytest.mark.parametrize("task", OUTPUTS)
def test_a_wrong_gradient_is_found(
    task: tuple[str, int, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    network = make_network((2, 3), task=task)
    rng = np.random.default_rng(0)
    x, t = random_inputs(2, 5, rng), random_targets(network.output, 5, rng)
    honest = GradientChecker.gradient

    def liar(self: GradientChecker) -> np.ndarray:
        grad = honest(self)
        grad[4] *= 1.001
        grad[4] += 1e-4
        return grad

    monkeypatch.setattr(GradientChecker, "gradient", liar)
    result = check(network, x, t)
    assert result.worst == 4
    assert result.max_error > 1e-4


def test_the_measure_is_relative_above_a_floor() -> None:
    network = make_network((2, 3))
    rng = np.random.default_rng(0)
    x, t = random_inputs(2, 5, rng), random_targets(network.output, 5, rng)
    result = check(network, x, t)
    a, n = result.analytic, result.numeric
    floor = 1e-3 * max(1.0, GradientChecker(network, x, t).error())
    expected = np.abs(a - n) / np.maximum(np.maximum(np.abs(a), np.abs(n)), floor)
    np.testing.assert_array_equal(result.error, expected)
    assert result.max_error == expected.max()
    assert result.worst == expected.argmax()


@pytest.mark.parametrize("name", ["relu", "leaky_relu", "elu"])
def test_weights_at_a_kink_are_left_out_and_reported(name: str) -> None:
    network = make_network((2, 3), name)
    first = network.layout.views(network.theta)[0]
    first[1] = 0.0  # the second unit's net input is exactly 0, on the kink
    rng = np.random.default_rng(0)
    x, t = random_inputs(2, 5, rng), random_targets(network.output, 5, rng)
    result = check(network, x, t)
    kinks = network.layout.views(result.kinks)[0]
    np.testing.assert_array_equal(kinks, [[False] * 3, [True] * 3, [False] * 3])
    assert np.isnan(result.numeric[result.kinks]).all()
    assert result.max_error <= 1e-7


def test_smooth_activations_have_no_kinks() -> None:
    network = make_network((2, 3), "softplus")
    network.theta[:] = 0.0
    assert not check(network, np.ones((3, 2)), np.ones((1, 2))).kinks.any()


def test_l1_has_a_kink_at_0_for_weights_but_not_for_biases() -> None:
    network = make_network((2, 3))
    network.theta[:] = 0.0
    result = check(network, np.ones((3, 2)), np.ones((1, 2)), (0.1, 0.0))
    np.testing.assert_array_equal(result.kinks, network.layout.weight_mask == 1.0)


def test_when_nothing_can_be_checked_it_says_so() -> None:
    network = make_network((2,))
    network.theta[:] = 0.0
    checker = GradientChecker(network, np.ones((3, 2)), np.ones((1, 2)), (0.1, 0.0))
    result = checker.check([0])
    assert (result.max_error, result.worst) == (0.0, None)
    assert result.kinks[0]


def test_one_parameter_can_be_checked_alone() -> None:
    network = make_network((2, 3))
    x, t = random_inputs(2, 5, np.random.default_rng(0)), np.ones((1, 5))
    alone = GradientChecker(network, x, t).check([6])
    every = check(network, x, t)
    assert alone.worst == 6
    assert alone.numeric[6] == every.numeric[6]
    assert np.isnan(np.delete(alone.numeric, 6)).all()
    np.testing.assert_array_equal(alone.analytic, every.analytic)


def test_the_network_is_left_as_it_was() -> None:
    network = make_network((2, 3))
    x, t = random_inputs(2, 5, np.random.default_rng(0)), np.ones((1, 5))
    work = network.workspace(5)
    work.forward(x)
    work.backward(t)
    before = [network.theta.tobytes(), network.grad.tobytes(), work.deltas[0].tobytes()]
    check(network, x, 2.0 * t, (0.1, 0.1))
    after = [network.theta.tobytes(), network.grad.tobytes(), work.deltas[0].tobytes()]
    assert after == before
