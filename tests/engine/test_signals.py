import numpy as np
import pytest
from hypothesis import given, settings

from app.engine import (
    ACTIVATIONS,
    Layout,
    delta_ratio,
    flow,
    layer_rms,
    times_apart,
    twins,
    unit_health,
)
from tests.engine.cases import Case, cases, make_network


@settings(max_examples=100, deadline=None)
@given(cases())
def test_they_are_the_root_mean_squares_of_each_layer(case: Case) -> None:
    network = case.network
    work = network.workspace(case.x.shape[1])
    work.forward(case.x, case.masks)
    work.backward(case.t)
    deltas, gradients = layer_rms(network.layout, network.grad)
    for layer, delta, found_delta, found_gradient in zip(
        network.layout.public(network.grad),
        work.deltas,
        deltas,
        gradients,
        strict=True,
    ):
        mean = delta.mean(axis=1)
        expected = np.sqrt(np.mean(mean**2))
        np.testing.assert_allclose(found_delta, expected, rtol=1e-9, atol=1e-15)
        expected = np.sqrt(np.mean(layer["weights"] ** 2))
        np.testing.assert_allclose(found_gradient, expected, rtol=1e-9, atol=1e-15)


def test_what_is_not_finite_gives_no_warning() -> None:
    layout = Layout((2, 3, 1))
    gradient = np.zeros(layout.size)
    gradient[0], gradient[-1] = 1e200, np.nan
    deltas, gradients = layer_rms(layout, gradient)
    np.testing.assert_array_equal(gradients, [np.inf, 0.0])
    np.testing.assert_array_equal(deltas, [0.0, np.nan])


def test_a_deep_sigmoid_network_hardly_learns_in_its_first_layer() -> None:
    network = make_network((2, 8, 8, 8, 8), "sigmoid")
    work = network.workspace(1)
    work.forward(np.ones((3, 1)))
    work.backward(np.ones((1, 1)))
    for rms in layer_rms(network.layout, network.grad):
        assert rms[0] < 0.05 * rms[-1]


@pytest.mark.parametrize(
    ("activation", "end", "inside"),
    [
        ("tanh", 0.9901, 0.9899),
        ("tanh", -1.0, -0.98),
        ("sigmoid", 0.0099, 0.0101),
        ("sigmoid", 0.9901, 0.9899),
    ],
)
def test_units_at_the_ends_of_their_range_are_saturated(
    activation: str, end: float, inside: float
) -> None:
    values = np.full((3, 100), end)
    values[1, :4] = inside  # 96 of 100 are still more than 95 percent
    values[2, :5] = inside  # 95 are not
    assert unit_health(activation, values) == ["saturated", "saturated", None]


def test_a_relu_that_is_0_for_all_examples_is_dead() -> None:
    values = np.zeros((3, 10))
    values[1, 9], values[2] = 0.1, 2.0
    assert unit_health("relu", values) == ["dead", None, None]


@pytest.mark.parametrize("activation", sorted(set(ACTIVATIONS) - {"relu"}))
def test_only_a_relu_dies(activation: str) -> None:
    values = np.full((2, 10), 0.5)
    assert unit_health(activation, values) == [None, None]


@pytest.mark.parametrize("activation", ["softplus", "elu", "leaky_relu", "linear"])
def test_what_has_no_flat_end_cannot_be_stuck_there(activation: str) -> None:
    assert unit_health(activation, np.full((1, 10), 100.0)) == [None]
    assert unit_health(activation, np.zeros((1, 10))) == [None]


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_without_examples_nothing_is_wrong(activation: str) -> None:
    assert unit_health(activation, np.zeros((2, 0))) == [None, None]


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_what_is_not_a_number_is_not_judged(activation: str) -> None:
    assert unit_health(activation, np.full((2, 5), np.nan)) == [None, None]


@pytest.mark.parametrize(
    ("deltas", "ratio"),
    [
        ([0.01, 0.2, 0.5, 9.0], 0.02),
        ([3.0, 1.5, 7.0], 2.0),
        ([0.5, 7.0], None),
        ([0.5], None),
        ([0.0, 1.0, 1.0], None),
        ([1.0, 0.0, 1.0], None),
        ([np.inf, 1.0, 1.0], None),
        ([1.0, np.nan, 1.0], None),
        ([1e-300, 1e300, 1.0], None),
    ],
)
def test_the_ratio_of_deltas_is_that_of_the_hidden_layers(
    deltas: list[float], ratio: float | None
) -> None:
    assert delta_ratio(np.array(deltas)) == ratio


@pytest.mark.parametrize(
    ("ratio", "meaning"),
    [
        (0.0199, "vanishing"),
        (0.02, "weak"),
        (0.0999, "weak"),
        (0.1, "healthy"),
        (50.0, "healthy"),
        (50.1, "exploding"),
    ],
)
def test_what_a_ratio_means(ratio: float, meaning: str) -> None:
    assert flow(ratio) == meaning


@pytest.mark.parametrize(("ratio", "times"), [(0.25, 4.0), (1.0, 1.0), (80.0, 80.0)])
def test_a_ratio_says_how_many_times_the_larger_is_as_large(
    ratio: float, times: float
) -> None:
    assert times_apart(ratio) == times


def test_units_alike_have_the_same_weights_in_and_out() -> None:
    layout = Layout((2, 4, 3, 1))
    first = [[1, 2, 3], [1, 2, 3], [-0.0, 2, 3], [0.0, 2, 3]]  # the last is the bias
    second = [[5, 5, 6, 6, 1], [7, 7, 8, 8, 1], [5, 5, 6, 6, 1]]
    third = [[4, 4, 4.5, 0]]
    theta = np.concatenate([np.ravel(rows) for rows in (first, second, third)])
    assert twins(layout, theta) == [[1, 1, 1, 1], [0, 0, 0]]
    views = layout.views(theta)
    views[2][0, 2] = 4.0
    assert twins(layout, theta) == [[1, 1, 1, 1], [1, 0, 1]]
    views[1][1, 0] = 7.5  # one weight out of hidden unit 1
    assert twins(layout, theta) == [[0, 0, 1, 1], [1, 0, 1]]
    views[0][3, 2] = 3.5  # a bias
    assert twins(layout, theta) == [[0, 0, 0, 0], [1, 0, 1]]
    assert twins(Layout((2, 1)), np.zeros(3)) == []


def test_rounding_alone_makes_no_unit_another() -> None:
    layout = Layout((2, 3, 1))
    rng = np.random.default_rng(0)
    theta = np.concatenate([np.tile([0.3, -0.7, 0.1], 3), [0.5, 0.5, 0.5, 0.2]])
    assert twins(layout, theta * (1 + 1e-13 * rng.normal(size=13))) == [[2, 2, 2]]
    theta[0] *= 1 + 1e-7
    assert twins(layout, theta) == [[0, 1, 1]]
    assert twins(layout, np.zeros(13)) == [[2, 2, 2]]
