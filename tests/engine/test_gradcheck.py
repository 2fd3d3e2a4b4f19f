import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.engine import GradientCheck, GradientChecker, check
from app.engine.gradcheck import STEP
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
    result = check(case.network, case.x, case.t, case.penalty[1], case.masks)
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


def test_weights_that_are_exactly_0_are_checked_too() -> None:
    network = make_network((2, 3))
    network.theta[network.layout.weight_mask == 1.0] = 0.0
    result = check(network, np.ones((3, 2)), np.ones((1, 2)), 0.1)
    assert not result.kinks.any()
    assert result.max_error <= 1e-7


def test_when_nothing_can_be_checked_it_says_so() -> None:
    network = make_network((2, 3), "relu")
    network.theta[:] = 0.0
    checker = GradientChecker(network, np.ones((3, 2)), np.ones((1, 2)))
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
    check(network, x, 2.0 * t, 0.1)
    after = [network.theta.tobytes(), network.grad.tobytes(), work.deltas[0].tobytes()]
    assert after == before


def finish(
    checker: GradientChecker, chunk: int | None
) -> tuple[list[int], GradientCheck]:
    """Return how many were checked after each piece, and what was found."""
    steps, counts = checker.steps(chunk), []
    while True:
        try:
            counts.append(next(steps))
        except StopIteration as end:
            return counts, end.value


@settings(max_examples=60, deadline=None)
@given(cases(), st.integers(1, 9))
def test_piece_by_piece_is_the_same(case: Case, chunk: int) -> None:
    checker = GradientChecker(case.network, case.x, case.t, case.penalty[1], case.masks)
    counts, found = finish(checker, chunk)
    sizes = np.diff([0, *counts])
    assert counts[-1] == case.network.layout.size
    assert 1 <= sizes.min() <= sizes.max() <= chunk
    whole = checker.check()
    np.testing.assert_array_equal(found.numeric, whole.numeric)
    np.testing.assert_array_equal(found.kinks, whole.kinks)
    assert (found.max_error, found.worst) == (whole.max_error, whole.worst)


@settings(max_examples=60, deadline=None)
@given(cases())
def test_the_differences_are_those_of_whole_networks(case: Case) -> None:
    """Each network on its own, by the plain definition, penalty and all."""
    found = check(case.network, case.x, case.t, case.penalty[1], case.masks)
    for i in np.flatnonzero(~found.kinks):
        errors = []
        for step in (STEP, -STEP):
            twin = case.network.copy()
            twin.theta[i] += step
            errors.append(
                GradientChecker(
                    twin, case.x, case.t, case.penalty[1], case.masks
                ).error()
            )
        slope = (errors[0] - errors[1]) / (2.0 * STEP)
        assert found.numeric[i] == pytest.approx(slope, abs=1e-9, rel=1e-9)


def test_a_big_network_takes_many_small_pieces() -> None:
    network = make_network((7, 32, 32, 32, 32, 32), "relu", OUTPUTS[4])
    rng = np.random.default_rng(0)
    x, t = random_inputs(7, 100, rng), random_targets(network.output, 100, rng)
    checker = GradientChecker(network, x, t)
    counts, found = finish(checker, None)
    assert counts[-1] == network.layout.size
    assert len(counts) > 100
    assert found.max_error < 1e-6


def test_what_it_was_given_may_change_meanwhile() -> None:
    network = make_network((2, 3))
    x, t = random_inputs(2, 5, np.random.default_rng(0)), np.ones((1, 5))
    masks = [np.full((3, 5), 1.25)]
    expected = check(network, x, t, masks=masks)
    checker = GradientChecker(network, x, t, masks=masks)
    for array in (network.theta, x, t, *masks):
        array[:] = 0.0
    found = finish(checker, 1)[1]
    np.testing.assert_array_equal(found.numeric, expected.numeric)
    np.testing.assert_array_equal(found.analytic, expected.analytic)


def test_a_piece_has_at_least_one_parameter() -> None:
    checker = GradientChecker(make_network((2, 3)), np.ones((3, 2)), np.ones((1, 2)))
    with pytest.raises(ValueError, match=r"chunk must be at least 1\. Got 0 instead"):
        next(checker.steps(0))


def test_weights_without_bound_give_no_warning_and_no_error() -> None:
    network = make_network((2, 3), "softplus")
    network.theta[:] = 1e200
    result = check(network, np.ones((3, 2)), np.ones((1, 2)), 1e-3)
    assert (result.max_error, result.worst) == (0.0, None)
    assert np.isnan(result.numeric).all()
