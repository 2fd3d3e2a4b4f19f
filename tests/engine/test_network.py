import numpy as np
import pytest

from app.engine import ACTIVATIONS, Layout, Network, output_for
from app.engine.network import KEPT_WORKSPACES
from tests.engine.cases import OUTPUTS, make_network, random_inputs, random_targets


def worked_example() -> Network:
    """The 2-2-1 network, all sigmoid, half squared error, worked out by hand."""
    network = Network(
        Layout((2, 2, 1)),
        ACTIVATIONS["sigmoid"],
        output_for("classification", 2, "squared_error"),
    )
    network.theta[:] = network.layout.from_public(
        [
            {"weights": [[0.2, -0.4], [0.6, 0.1]], "biases": [0.1, -0.1]},
            {"weights": [[0.5], [-0.3]], "biases": [0.2]},
        ]
    )
    return network


def test_the_worked_example_to_its_printed_digits() -> None:
    network = worked_example()
    x, t = np.array([[1.0], [0.5], [1.0]]), np.array([[1.0]])
    work = network.workspace(1)
    output = work.forward(x)
    error = work.errors(t)
    work.backward(t)

    def same(found: object, printed: object) -> None:
        np.testing.assert_allclose(np.ravel(found), np.ravel(printed), rtol=5e-6)

    same(work.nets[0], [0.6, -0.45])
    same(work.activations[1], [0.645656, 0.389361])
    same(work.nets[1], 0.406020)
    same(output, 0.600133)
    same(error, 0.0799467)
    same(work.deltas[1], -0.0959574)
    same(work.deltas[0], [-0.0109768, 0.00684442])
    first, second = network.layout.public(network.grad)
    same(second["weights"], [-0.0619555, -0.0373620])
    same(first["weights"], [[-0.0109768, 0.00684442], [-0.00548838, 0.00342221]])
    predicted = -0.5 * network.grad @ network.grad
    network.theta[:] -= 0.5 * network.grad
    first, second = network.layout.public(network.theta)
    same(second["weights"], [0.530978, -0.281319])
    same(second["biases"], 0.247979)
    same(first["weights"], [[0.205488, -0.403422], [0.602744, 0.0982889]])
    same(first["biases"], [0.105488, -0.103422])
    work.forward(x)
    same(work.errors(t), 0.0727622)
    same(predicted, -0.0074094)
    same(work.errors(t) - error, -0.0071845)


@pytest.mark.parametrize("task", OUTPUTS)
def test_the_gradient_is_the_mean_over_the_examples(
    task: tuple[str, int, str],
) -> None:
    network = make_network((3, 4, 2), task=task)
    rng = np.random.default_rng(2)
    x, t = random_inputs(3, 6, rng), random_targets(network.output, 6, rng)
    alone = []
    for i in range(6):
        work = network.workspace(1)
        work.forward(x[:, i : i + 1])
        work.backward(t[:, i : i + 1])
        alone.append(network.grad.copy())
    work = network.workspace(6)
    work.forward(x)
    work.backward(t)
    np.testing.assert_allclose(network.grad, np.mean(alone, axis=0), atol=1e-15)


def test_a_units_mean_delta_is_its_bias_gradient() -> None:
    network = make_network((2, 5, 3))
    rng = np.random.default_rng(0)
    work = network.workspace(7)
    work.forward(random_inputs(2, 7, rng))
    work.backward(random_targets(network.output, 7, rng))
    for delta, layer in zip(
        work.deltas, network.layout.public(network.grad), strict=True
    ):
        np.testing.assert_allclose(delta.mean(axis=1), layer["biases"], atol=1e-16)


def test_shapes_are_those_of_the_layers() -> None:
    network = make_network((2, 5, 3), task=OUTPUTS[4])
    work = network.workspace(7)
    x = random_inputs(2, 7, np.random.default_rng(0))
    output = work.forward(x)
    assert output.shape == (3, 7)
    assert [a.shape for a in work.activations] == [(2, 7), (5, 7), (3, 7), (3, 7)]
    assert [z.shape for z in work.nets] == [(5, 7), (3, 7), (3, 7)]
    assert [d.shape for d in work.deltas] == [(5, 7), (3, 7), (3, 7)]
    np.testing.assert_array_equal(work.activations[0], x[:-1])
    assert work.activations[-1] is output


def test_a_slice_of_wider_arrays_gives_the_same_bytes() -> None:
    network = make_network((2, 4, 2))
    rng = np.random.default_rng(0)
    x, t = random_inputs(2, 20, rng), random_targets(network.output, 20, rng)
    gradients = []
    for part in (x[:, 5:15], x[:, 5:15].copy()):
        work = network.workspace(10)
        work.forward(part)
        work.backward(t[:, 5:15])
        gradients.append(network.grad.tobytes())
    assert gradients[0] == gradients[1]


def test_masks_of_ones_change_nothing() -> None:
    network = make_network((2, 4, 3), "sigmoid")
    rng = np.random.default_rng(0)
    x, t = random_inputs(2, 5, rng), random_targets(network.output, 5, rng)
    work = network.workspace(5)
    plain = work.forward(x).copy()
    work.backward(t)
    gradient = network.grad.copy()
    masked = work.forward(x, [np.ones((4, 5)), np.ones((3, 5))])
    work.backward(t)
    np.testing.assert_array_equal(masked, plain)
    np.testing.assert_array_equal(network.grad, gradient)


def test_a_dropped_unit_is_silent_and_learns_nothing() -> None:
    network = make_network((2, 4))
    mask = np.full((4, 3), 2.0)
    mask[1] = 0.0
    work = network.workspace(3)
    work.forward(random_inputs(2, 3, np.random.default_rng(0)), [mask])
    work.backward(np.ones((1, 3)))
    np.testing.assert_array_equal(work.activations[1][1], 0.0)
    first, second = network.layout.public(network.grad)
    np.testing.assert_array_equal(first["weights"][:, 1], 0.0)
    assert second["weights"][1, 0] == 0.0
    assert (first["weights"][:, [0, 2, 3]] != 0.0).all()


def test_a_mask_is_forgotten_by_the_next_forward() -> None:
    network = make_network((2, 4))
    work = network.workspace(3)
    x, t = random_inputs(2, 3, np.random.default_rng(0)), np.ones((1, 3))
    work.forward(x)
    work.backward(t)
    before = network.grad.copy()
    work.forward(x, [np.zeros((4, 3))])
    work.backward(t)
    work.forward(x)
    work.backward(t)
    np.testing.assert_array_equal(network.grad, before)


def test_theta_is_written_in_place_and_seen_at_once() -> None:
    network = make_network((2, 3))
    work = network.workspace(1)
    network.theta[:] = 0.0
    assert work.forward(np.ones((3, 1)))[0, 0] == 0.0
    with pytest.raises(AttributeError):
        network.theta = np.zeros(network.layout.size)  # type: ignore[misc]


def test_workspaces_are_kept_but_not_without_end() -> None:
    network = make_network((2, 3))
    first = network.workspace(1)
    assert network.workspace(1) is first
    for columns in range(2, KEPT_WORKSPACES + 2):
        network.workspace(columns)
    assert network.workspace(1) is not first
    x = np.ones((3, 1))
    np.testing.assert_array_equal(first.forward(x), network.workspace(1).forward(x))


def test_forward_and_backward_keep_their_buffers() -> None:
    network = make_network((2, 4, 3), "elu", OUTPUTS[3])
    rng = np.random.default_rng(0)
    x, t = random_inputs(2, 5, rng), random_targets(network.output, 5, rng)
    work = network.workspace(5)
    before = [id(a) for a in (*work.nets, *work.deltas, network.grad, network.theta)]
    assert work.forward(x) is work.forward(x)
    work.backward(t)
    after = [id(a) for a in (*work.nets, *work.deltas, network.grad, network.theta)]
    assert before == after


def test_a_copy_has_a_life_of_its_own() -> None:
    network = make_network((2, 3))
    twin = network.copy()
    np.testing.assert_array_equal(twin.theta, network.theta)
    twin.theta[:] = 0.0
    assert (network.theta != 0.0).any()


def test_arrays_of_another_shape_are_refused() -> None:
    network = make_network((2, 3))
    work = network.workspace(4)
    for shape in [(2, 4), (3, 5), (3,), (4, 3)]:
        with pytest.raises(ValueError, match=r"inputs must have the shape \(3, 4\)"):
            work.forward(np.ones(shape))
    work.forward(np.ones((3, 4)))
    for shape in [(4,), (4, 1), (1, 1), (2, 4)]:
        with pytest.raises(ValueError, match=r"targets must have the shape \(1, 4\)"):
            work.backward(np.ones(shape))
        with pytest.raises(ValueError, match=r"targets must have the shape \(1, 4\)"):
            work.errors(np.ones(shape))


def test_a_network_without_hidden_layers_is_a_linear_model() -> None:
    network = make_network((2,))
    work = network.workspace(4)
    x = random_inputs(2, 4, np.random.default_rng(0))
    t = np.ones((1, 4))
    output = work.forward(x).copy()
    work.backward(t)
    np.testing.assert_allclose(output[0], network.theta @ x)
    np.testing.assert_allclose(network.grad, ((output - t) @ x.T)[0] / 4)


def test_the_output_must_fit_the_last_layer() -> None:
    with pytest.raises(ValueError, match="the last layer must have 3 units"):
        Network(
            Layout((2, 4, 1)),
            ACTIVATIONS["tanh"],
            output_for("classification", 3, "cross_entropy"),
        )


@pytest.mark.parametrize("task", OUTPUTS[1:])
@pytest.mark.parametrize("activation", ["tanh", "sigmoid"])
def test_huge_weights_stay_finite_without_a_warning(
    activation: str, task: tuple[str, int, str]
) -> None:
    network = make_network((2, 4), activation, task)
    network.theta[:] *= 1e6
    rng = np.random.default_rng(0)
    t = random_targets(network.output, 9, rng)
    work = network.workspace(9)
    assert np.isfinite(work.forward(random_inputs(2, 9, rng))).all()
    work.backward(t)
    assert np.isfinite(work.errors(t)).all()
    assert np.isfinite(network.grad).all()
