from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.engine import (
    OPTIMIZERS,
    Array,
    GradientChecker,
    Network,
    Optimizer,
    Penalty,
    Trace,
    make_optimizer,
    trace_update,
)
from tests.engine.cases import (
    OUTPUTS,
    Case,
    cases,
    make_network,
    random_inputs,
    random_targets,
)
from tests.engine.test_network import worked_example


def trace_case(case: Case, name: str = "sgd") -> Trace:
    l1, l2 = case.penalty
    return trace_update(
        case.network,
        make_optimizer(name, case.network.layout.size),
        case.x,
        case.t,
        masks=case.masks,
        l1=l1,
        l2=l2,
        learning_rate=0.1,
        momentum=0.9,
    )


def really_update(case: Case, optimizer: Optimizer, penalty: Penalty) -> None:
    """Make an update as training does."""
    network = case.network
    work = network.workspace(case.x.shape[1])
    work.forward(case.x, case.masks)
    work.backward(case.t)
    l1, l2 = case.penalty
    if l2:
        penalty.add_gradient(network.grad, network.theta, l2)
    optimizer.step(network.theta, network.grad, 0.1, 0.9, penalty.limits(0.1, l1))


def test_the_worked_example_to_its_printed_digits() -> None:
    trace = trace_update(
        worked_example(),
        make_optimizer("sgd", 9),
        np.array([[1.0], [0.5], [1.0]]),
        np.array([[1.0]]),
        learning_rate=0.5,
    )

    def same(found: object, printed: object) -> None:
        np.testing.assert_allclose(np.ravel(found), np.ravel(printed), rtol=5e-6)

    same(trace.nets[0], [0.6, -0.45])
    same(trace.activations[1], [0.645656, 0.389361])
    same(trace.nets[1], 0.406020)
    same(trace.activations[2], 0.600133)
    same(trace.errors, 0.0799467)
    same(trace.deltas[1], -0.0959574)
    same(trace.deltas[0], [-0.0109768, 0.00684442])
    first, second = trace.layout.public(trace.gradient)
    same(second["weights"], [-0.0619555, -0.0373620])
    same(first["weights"], [[-0.0109768, 0.00684442], [-0.00548838, 0.00342221]])
    first, second = trace.layout.public(trace.after)
    same(second["weights"], [0.530978, -0.281319])
    same(second["biases"], 0.247979)
    same(first["weights"], [[0.205488, -0.403422], [0.602744, 0.0982889]])
    same(first["biases"], [0.105488, -0.103422])


@pytest.mark.parametrize("name", OPTIMIZERS)
@settings(max_examples=40, deadline=None)
@given(case=cases(), warm=st.integers(0, 3))
def test_it_is_the_real_update_to_the_byte(name: str, case: Case, warm: int) -> None:
    network = case.network
    optimizer, penalty = (
        make_optimizer(name, network.layout.size),
        Penalty(network.layout),
    )
    for _ in range(warm):
        really_update(case, optimizer, penalty)
    l1, l2 = case.penalty
    trace = trace_update(
        network,
        optimizer,
        case.x,
        case.t,
        masks=case.masks,
        l1=l1,
        l2=l2,
        learning_rate=0.1,
        momentum=0.9,
    )
    assert trace.before.tobytes() == network.theta.tobytes()
    same_state(trace.optimizer_before, optimizer.state())
    really_update(case, optimizer, penalty)
    assert trace.gradient.tobytes() == network.grad.tobytes()
    assert trace.update.tobytes() == optimizer.update.tobytes()
    assert trace.after.tobytes() == network.theta.tobytes()
    same_state(trace.optimizer_after, optimizer.state())
    work = network.workspace(case.x.shape[1])
    for found, real in zip(trace.deltas, work.deltas, strict=True):
        assert found.tobytes() == real.tobytes()


def same_state(one: dict[str, Array | int], other: dict[str, Array | int]) -> None:
    assert one.keys() == other.keys()
    for key, value in one.items():
        np.testing.assert_array_equal(value, other[key])


@settings(max_examples=100, deadline=None)
@given(cases())
def test_its_gradient_agrees_with_central_differences(case: Case) -> None:
    trace = trace_case(case)
    checker = GradientChecker(case.network, case.x, case.t, case.penalty[1], case.masks)
    result = checker.check()
    np.testing.assert_array_equal(trace.gradient, result.analytic)
    assert result.max_error <= 1e-7


@settings(max_examples=100, deadline=None)
@given(cases())
def test_the_examples_parts_make_the_gradient(case: Case) -> None:
    """Deltas times activations of the layer below, averaged, and so with the slopes."""
    trace = trace_case(case)
    gradients = trace.layout.views(trace.data_gradient)
    for gradient, delta, below in zip(
        gradients, trace.deltas, trace.activations, strict=False
    ):
        rows = np.vstack([below, np.ones(below.shape[1])])
        parts = delta[:, None, :] * rows[None, :, :]
        np.testing.assert_allclose(gradient, parts.mean(axis=2), rtol=1e-9, atol=1e-13)
    np.testing.assert_allclose(
        trace.data_gradient + trace.penalty_gradient, trace.gradient, atol=1e-15
    )


@settings(max_examples=100, deadline=None)
@given(cases())
def test_the_layers_follow_from_each_other(case: Case) -> None:
    trace = trace_case(case)
    weights = trace.layout.views(trace.before)
    for w, below, z in zip(weights, trace.activations, trace.nets, strict=False):
        expected = w[:, :-1] @ below + w[:, -1:]
        np.testing.assert_allclose(z, expected, rtol=1e-9, atol=1e-13)
    assert len(trace.slopes) == len(trace.nets) - 1
    for w, above, slope, delta in zip(
        weights[1:], trace.deltas[1:], trace.slopes, trace.deltas, strict=False
    ):
        expected = (w[:, :-1].T @ above) * slope
        np.testing.assert_allclose(delta, expected, rtol=1e-9, atol=1e-13)


@pytest.mark.parametrize("name", OPTIMIZERS)
@settings(max_examples=40, deadline=None)
@given(case=cases())
def test_l1_acts_on_the_weights_after_the_step(name: str, case: Case) -> None:
    """The threshold, and the pull that it is; biases only make their step."""
    trace, (l1, l2) = trace_case(case, name), case.penalty
    mask = trace.layout.weight_mask
    np.testing.assert_array_equal(trace.stepped, trace.before + trace.step)
    np.testing.assert_allclose(trace.limits, 0.1 * l1 * mask)
    shrunk = np.maximum(np.abs(trace.stepped) - trace.limits, 0.0)
    expected = np.sign(trace.stepped) * shrunk
    np.testing.assert_allclose(trace.after, expected, rtol=0.0, atol=1e-15)
    np.testing.assert_array_equal(trace.after[expected == 0.0], 0.0)
    np.testing.assert_array_equal(trace.after, trace.before + trace.update)
    if not l1:
        np.testing.assert_array_equal(trace.update, trace.step)
    took = trace.before + trace.step - trace.after
    pull = l2 * mask * trace.before + mask * took / 0.1
    np.testing.assert_allclose(trace.pull, pull, atol=1e-14)
    assert (trace.pull[mask == 0.0] == 0.0).all()
    assert (np.abs(took) <= 0.1 * l1 + 1e-15).all()


def arrays(trace: Trace) -> Iterator[Array]:
    yield from (trace.x, trace.t, trace.errors, trace.before, trace.after)
    yield from (trace.data_gradient, trace.penalty_gradient, trace.gradient)
    yield from (trace.step, trace.limits, trace.stepped, trace.update, trace.pull)
    yield from (*trace.nets, *trace.activations)
    yield from (*trace.slopes, *trace.deltas, *(trace.masks or ()))


@pytest.mark.parametrize("task", OUTPUTS)
def test_it_shares_nothing_and_changes_nothing(task: tuple[str, int, str]) -> None:
    network = make_network((2, 4, 3), task=task)
    rng = np.random.default_rng(0)
    x, t = random_inputs(2, 5, rng), random_targets(network.output, 5, rng)
    masks = [np.full((4, 5), 2.0), np.zeros((3, 5))]
    optimizer = make_optimizer("adam", network.layout.size)
    given_arrays = [network.theta, network.grad, optimizer.update, x, t, *masks]
    before = [array.tobytes() for array in given_arrays]
    trace = trace_update(network, optimizer, x, t, masks=masks, learning_rate=0.1)
    assert [array.tobytes() for array in given_arrays] == before
    assert optimizer.steps == 0
    found = list(arrays(trace))
    for i, one in enumerate(found):
        others = [*given_arrays, *found[:i]]
        assert not any(np.shares_memory(one, other) for other in others)


def test_a_dropped_unit_has_no_slope() -> None:
    network = make_network((2, 4))
    mask = np.full((4, 3), 2.0)
    mask[1] = 0.0
    trace = trace_update(
        network,
        make_optimizer("sgd", network.layout.size),
        random_inputs(2, 3, np.random.default_rng(0)),
        np.ones((1, 3)),
        masks=[mask],
        learning_rate=0.1,
    )
    assert (trace.slopes[0][1] == 0.0).all()
    assert (trace.activations[1][1] == 0.0).all()
    raw = np.tanh(trace.nets[0])
    np.testing.assert_allclose(trace.slopes[0], (1.0 - raw**2) * mask)


def diverged() -> Network:
    network = make_network((2, 3), "relu")
    network.theta[:] = 1e200
    return network


def test_weights_without_bound_give_no_warning() -> None:
    network = diverged()
    trace = trace_update(
        network,
        make_optimizer("sgd", network.layout.size),
        np.ones((3, 2)),
        np.ones((1, 2)),
        learning_rate=10.0,
    )
    assert not np.isfinite(trace.after).all()


def test_arrays_of_another_shape_are_refused() -> None:
    network = make_network((2, 3))
    optimizer = make_optimizer("sgd", network.layout.size)
    for x, t in [
        (np.ones((2, 4)), np.ones((1, 4))),
        (np.ones(3), np.ones((1, 3))),
        (np.ones((3, 4)), np.ones((1, 3))),
        (np.ones((3, 4)), np.ones(4)),
    ]:
        with pytest.raises(ValueError, match="must have the shape"):
            trace_update(network, optimizer, x, t, learning_rate=0.1)
