import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from app.engine import ACTIVATIONS, OPTIMIZERS, Optimizer, Penalty, make_optimizer
from tests.engine import reference
from tests.engine.cases import OUTPUTS, make_network, random_inputs, random_targets

EVERY = pytest.mark.parametrize("name", OPTIMIZERS)
RATES = {"sgd": 0.3, "momentum": 0.1, "nesterov": 0.1, "rmsprop": 0.01, "adam": 0.02}
UPDATES = 50


def test_all_are_there() -> None:
    assert set(OPTIMIZERS) == set(RATES)
    uses = [name for name, kind in OPTIMIZERS.items() if kind.uses_momentum]
    assert uses == ["momentum", "nesterov"]
    assert all(kind.formula and kind.help for kind in OPTIMIZERS.values())


SETTINGS = [
    *[(name, task, "tanh", (0.2, 1e-2)) for name in OPTIMIZERS for task in OUTPUTS],
    *[("adam", OUTPUTS[2], activation, (0.0, 0.0)) for activation in ACTIVATIONS],
]


@pytest.mark.parametrize(("name", "task", "activation", "penalty"), SETTINGS)
def test_fifty_updates_agree_with_an_independent_implementation(
    name: str,
    task: tuple[str, int, str],
    activation: str,
    penalty: tuple[float, float],
) -> None:
    network = make_network((2, 4, 3), activation, task, seed=3)
    output, layout = network.output, network.layout
    rng = np.random.default_rng(4)
    batches = [
        (random_inputs(2, n, rng), random_targets(output, n, rng))
        for n in [5, 5, 1, 8, 3] * (UPDATES // 5)
    ]
    expected = reference.train(
        layout.public(network.theta),
        [(x[:-1].T, t.T) for x, t in batches],
        (activation, output.name, output.loss.name),
        penalty,
        (name, RATES[name], 0.8),
    )
    optimizer = make_optimizer(name, layout.size)
    adder, zeros = Penalty(layout), 0
    for (x, t), layers in zip(batches, expected, strict=True):
        work = network.workspace(x.shape[1])
        work.forward(x)
        work.backward(t)
        adder.add_gradient(network.grad, network.theta, penalty[1])
        limits = adder.limits(RATES[name], penalty[0])
        optimizer.step(network.theta, network.grad, RATES[name], 0.8, limits)
        theta = layout.from_public(layers)
        np.testing.assert_allclose(network.theta, theta, rtol=0.0, atol=1e-10)
        is_zero = network.theta == 0.0
        np.testing.assert_array_equal(is_zero, theta == 0.0)
        zeros += np.count_nonzero(is_zero)
    assert not penalty[0] or zeros > 0


def steps(
    optimizer: Optimizer, theta: np.ndarray, gradients: np.ndarray, rate: float = 0.1
) -> None:
    for grad in gradients:
        optimizer.step(theta, grad, rate, 0.9)


@EVERY
def test_the_update_is_exactly_what_was_added(name: str) -> None:
    rng = np.random.default_rng(0)
    optimizer = make_optimizer(name, 6)
    theta = rng.normal(size=6)
    for grad in rng.normal(size=(5, 6)):
        before = theta.copy()
        optimizer.step(theta, grad, 0.1, 0.9)
        np.testing.assert_array_equal(theta, before + optimizer.update)


VECTORS = arrays(np.float64, 6, elements=st.floats(-2, 2))
LIMITS = arrays(np.float64, 6, elements=st.floats(0, 1))


@EVERY
@given(theta=VECTORS, grad=VECTORS, limits=LIMITS, rate=st.floats(1e-5, 10))
def test_the_threshold_follows_the_step_and_is_part_of_the_update(
    name: str, theta: np.ndarray, grad: np.ndarray, limits: np.ndarray, rate: float
) -> None:
    plain, stepped = make_optimizer(name, 6), theta.copy()
    plain.step(stepped, grad, rate, 0.9)
    optimizer, found = make_optimizer(name, 6), theta.copy()
    optimizer.step(found, grad, rate, 0.9, limits)
    expected = np.sign(stepped) * np.maximum(np.abs(stepped) - limits, 0.0)
    rounding = 1e-15 * (np.abs(theta) + np.abs(stepped))
    assert (np.abs(found - expected) <= rounding).all()
    assert (found[expected == 0.0] == 0.0).all()
    assert (found * stepped >= 0.0).all()
    assert not np.signbit(found[found == 0.0]).any()
    assert found.tobytes() == (theta + optimizer.update).tobytes()
    memory, known = optimizer.state(), plain.state()
    for key in known.keys() - {"update"}:  # the optimizer itself knows of no threshold
        np.testing.assert_array_equal(memory[key], known[key])


@EVERY
def test_a_restored_optimizer_goes_on_to_the_same_bytes(name: str) -> None:
    gradients = np.random.default_rng(0).normal(size=(20, 6))
    whole, theta = make_optimizer(name, 6), np.zeros(6)
    steps(whole, theta, gradients)
    first, early = make_optimizer(name, 6), np.zeros(6)
    steps(first, early, gradients[:7])
    state = first.state()
    steps(first, early.copy(), gradients[7:])  # must not touch the copy in `state`
    second = make_optimizer(name, 6)
    second.load(state)
    steps(second, early, gradients[7:])
    assert early.tobytes() == theta.tobytes()
    assert second.update.tobytes() == whole.update.tobytes()


@EVERY
def test_rate_and_momentum_may_change_between_two_updates(name: str) -> None:
    gradients = np.random.default_rng(0).normal(size=(3, 6))
    optimizer, theta = make_optimizer(name, 6), np.zeros(6)
    steps(optimizer, theta, gradients[:1], 0.1)
    before = theta.copy()
    steps(optimizer, theta, gradients[1:2], 0.0)
    np.testing.assert_array_equal(theta, before)
    optimizer.step(theta, gradients[2], 0.2, 0.0)
    if OPTIMIZERS[name].uses_momentum:
        np.testing.assert_allclose(optimizer.update, -0.2 * gradients[2])


def test_adams_first_step_is_the_learning_rate() -> None:
    optimizer, theta = make_optimizer("adam", 3), np.zeros(3)
    optimizer.step(theta, np.array([1e-3, -5.0, 200.0]), 0.1, 0.0)
    np.testing.assert_allclose(theta, [-0.1, 0.1, -0.1], rtol=1e-4)


@EVERY
def test_no_gradient_is_no_step(name: str) -> None:
    optimizer, theta = make_optimizer(name, 3), np.ones(3)
    optimizer.step(theta, np.zeros(3), 0.1, 0.9)
    np.testing.assert_array_equal(theta, 1.0)


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(ValueError, match=r"optimizer must be one of sgd, .* 'lion'"):
        make_optimizer("lion", 3)


@EVERY
def test_a_copy_makes_the_same_next_step_and_has_a_life_of_its_own(name: str) -> None:
    rng = np.random.default_rng(0)
    optimizer = make_optimizer(name, 4)
    theta = rng.normal(size=4)
    optimizer.step(theta, rng.normal(size=4), 0.1, 0.9)
    twin, other, grad = optimizer.copy(), theta.copy(), rng.normal(size=4)
    twin.step(other, grad, 0.1, 0.9)
    optimizer.step(theta, grad, 0.1, 0.9)
    assert other.tobytes() == theta.tobytes()
    assert twin.update.tobytes() == optimizer.update.tobytes()
    twin.step(other, grad, 0.2, 0.9)
    assert twin.update.tobytes() != optimizer.update.tobytes()
    assert twin.state()["update"].tobytes() == twin.update.tobytes()
