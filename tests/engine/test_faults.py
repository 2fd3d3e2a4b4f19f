from collections.abc import Iterator

import numpy as np
import pytest

from app.engine import ACTIVATIONS, GradientCheck, check
from app.engine.faults import put_fault_into_derivatives, take_out
from tests.engine.cases import OUTPUTS, make_network, random_inputs, random_targets

EVERY = pytest.mark.parametrize("activation", ACTIVATIONS)


@pytest.fixture(autouse=True)
def _taken_out() -> Iterator[None]:
    yield
    take_out()


def checked(
    activation: str, task: tuple[str, int, str], sizes: tuple[int, ...] = (2, 8, 8)
) -> GradientCheck:
    network = make_network(sizes, activation, task)
    rng = np.random.default_rng(0)
    return check(
        network, random_inputs(2, 20, rng), random_targets(network.output, 20, rng)
    )


@EVERY
@pytest.mark.parametrize("task", OUTPUTS)
def test_the_check_finds_it(task: tuple[str, int, str], activation: str) -> None:
    assert checked(activation, task).max_error < 1e-6
    put_fault_into_derivatives()
    assert checked(activation, task).max_error > 1e-3
    take_out()
    assert checked(activation, task).max_error < 1e-6


@pytest.mark.parametrize("task", OUTPUTS)
def test_without_hidden_layers_there_is_nothing_to_get_wrong(
    task: tuple[str, int, str],
) -> None:
    put_fault_into_derivatives()
    assert checked("tanh", task, (2,)).max_error < 1e-6


def test_networks_that_exist_already_go_wrong_too() -> None:
    network = make_network((2, 8))
    x, t = random_inputs(2, 20, np.random.default_rng(0)), np.ones((1, 20))
    put_fault_into_derivatives()
    assert check(network, x, t).max_error > 1e-3


@EVERY
def test_a_fault_put_in_twice_is_the_same_and_taken_out_at_once(
    activation: str,
) -> None:
    a = np.linspace(-0.9, 0.9, 7)
    right, wrong, again = np.empty(7), np.empty(7), np.empty(7)
    ACTIVATIONS[activation].derivative(a, right)
    put_fault_into_derivatives()
    put_fault_into_derivatives()
    ACTIVATIONS[activation].derivative(a, wrong)
    np.testing.assert_allclose(wrong, 1.01 * right)
    take_out()
    take_out()
    ACTIVATIONS[activation].derivative(a, again)
    np.testing.assert_array_equal(again, right)
