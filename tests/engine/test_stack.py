import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.engine import Array
from app.engine.stack import Stack
from tests.engine.cases import (
    OUTPUTS,
    Case,
    cases,
    make_network,
    random_inputs,
    random_targets,
)


def one_by_one(
    case: Case, layer: int, unit: int, row: Array
) -> tuple[Array, list[Array]]:
    """Return the errors (B,) and the hidden nets of one such network."""
    network = case.network.copy()
    network.layout.views(network.theta)[layer - 1][unit] = row
    work = network.workspace(case.x.shape[1])
    work.forward(case.x, case.masks)
    hidden = work.nets[:-1]
    own = [z[[unit]] for z in hidden[layer - 1 : layer]]
    return work.errors(case.t), [*own, *hidden[layer:]]


@settings(max_examples=300, deadline=None)
@given(cases(), st.data())
def test_they_are_the_networks_one_by_one(case: Case, data: st.DataObject) -> None:
    shapes = case.network.layout.shapes
    layer = data.draw(st.integers(1, len(shapes)))
    count = data.draw(st.integers(1, 7))
    rng = np.random.default_rng(data.draw(st.integers(0, 2**32 - 1)))
    units = rng.integers(0, shapes[layer - 1][0], count)
    rows = rng.normal(size=(count, shapes[layer - 1][1]))
    run = Stack(case.network, case.x, case.t, case.masks).run(layer, units, rows)
    for k in range(count):
        errors, nets = one_by_one(case, layer, int(units[k]), rows[k])
        np.testing.assert_allclose(run.errors[k], errors, rtol=1e-12, atol=1e-12)
        for found, expected in zip(run.nets, nets, strict=True):
            np.testing.assert_allclose(found[k], expected, rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("task", OUTPUTS)
def test_a_network_does_not_depend_on_its_neighbors(task: tuple[str, int, str]) -> None:
    network = make_network((2, 5, 4), task=task)
    rng = np.random.default_rng(0)
    x, t = random_inputs(2, 9, rng), random_targets(network.output, 9, rng)
    stack, units = Stack(network, x, t), np.array([3, 0, 3])
    rows = rng.normal(size=(3, 3))
    together = stack.run(1, units, rows).errors
    for k in range(3):
        alone = stack.run(1, units[[k]], rows[[k]]).errors
        assert alone[0].tobytes() == together[k].tobytes()


def test_it_keeps_the_network_as_it_was() -> None:
    network = make_network((2, 3))
    x, t = random_inputs(2, 5, np.random.default_rng(0)), np.ones((1, 5))
    stack = Stack(network, x, t)
    work = network.workspace(5)
    work.forward(x)
    error = float(work.errors(t).mean())
    rows = stack.rows(1, np.array([1]))
    np.testing.assert_array_equal(rows[0], network.layout.views(network.theta)[0][1])
    network.theta[:] = 0.0
    rows[:] = 7.0
    assert stack.error == error
    assert (stack.rows(1, np.array([1])) != 7.0).all()


def test_arrays_of_another_shape_are_refused() -> None:
    network = make_network((2, 3))
    with pytest.raises(ValueError, match="inputs must have the shape"):
        Stack(network, np.ones((2, 4)), np.ones((1, 4)))
    with pytest.raises(ValueError, match="targets must have the shape"):
        Stack(network, np.ones((3, 4)), np.ones(4))
