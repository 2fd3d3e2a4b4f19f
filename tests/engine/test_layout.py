import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.engine.layout import Layout

SIZES = st.lists(st.integers(1, 6), min_size=2, max_size=5)


def test_sizes_are_counted() -> None:
    layout = Layout((2, 8, 8, 1))
    assert layout.sizes == (2, 8, 8, 1)
    assert layout.size == 2 * 8 + 8 + 8 * 8 + 8 + 8 + 1
    assert layout.units == 17


@given(SIZES)
def test_views_share_memory_and_cover_theta_once(sizes: list[int]) -> None:
    layout = Layout(sizes)
    theta = np.zeros(layout.size)
    for view in layout.views(theta):
        assert np.shares_memory(view, theta)
        assert view.flags.c_contiguous
        view[...] += 1.0
    assert (theta == 1.0).all()


def test_a_stack_of_networks_has_stacked_views() -> None:
    layout = Layout((2, 3, 1))
    stack = np.arange(5.0 * layout.size).reshape(5, layout.size)
    views = layout.views(stack)
    assert [view.shape for view in views] == [(5, 3, 3), (5, 1, 4)]
    for view, alone in zip(views, layout.views(stack[4]), strict=True):
        assert np.shares_memory(view, stack)
        np.testing.assert_array_equal(view[4], alone)


@given(SIZES)
def test_the_weight_mask_leaves_the_biases_out(sizes: list[int]) -> None:
    layout = Layout(sizes)
    assert layout.weight_mask.sum() == layout.size - layout.units
    for view in layout.views(layout.weight_mask):
        assert (view[:, :-1] == 1.0).all()
        assert (view[:, -1] == 0.0).all()


@given(SIZES, st.integers(0, 1000))
def test_public_and_from_public_are_inverse(sizes: list[int], seed: int) -> None:
    layout = Layout(sizes)
    theta = np.random.default_rng(seed).normal(size=layout.size)
    layers = layout.public(theta)
    for layer, n_in, n_out in zip(layers, sizes, sizes[1:], strict=False):
        assert layer["weights"].shape == (n_in, n_out)
        assert layer["biases"].shape == (n_out,)
        assert not np.shares_memory(layer["weights"], theta)
    np.testing.assert_array_equal(layout.from_public(layers), theta)
    lists = [{key: value.tolist() for key, value in layer.items()} for layer in layers]
    np.testing.assert_array_equal(layout.from_public(lists), theta)


@given(SIZES, st.integers(0, 1000))
def test_the_wire_carries_weights_then_biases(sizes: list[int], seed: int) -> None:
    layout = Layout(sizes)
    theta = np.random.default_rng(seed).normal(size=layout.size)
    expected = [
        part
        for layer in layout.public(theta)
        for part in (layer["weights"].ravel(), layer["biases"])
    ]
    np.testing.assert_array_equal(theta[layout.wire_order], np.concatenate(expected))
    back = np.empty_like(theta)
    back[layout.wire_order] = theta[layout.wire_order]
    np.testing.assert_array_equal(back, theta)


@pytest.mark.parametrize("sizes", [(), (2,), (2, 0, 1), (2, -1)])
def test_a_network_needs_layers_and_units(sizes: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="two or more layers"):
        Layout(sizes)


def test_a_theta_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="must have 3 parameters"):
        Layout((2, 1)).views(np.zeros(4))


def test_public_layers_of_another_shape_are_refused() -> None:
    layout = Layout((2, 1))
    with pytest.raises(ValueError, match=r"layer 1 must have the shape \(2, 1\)"):
        layout.from_public([{"weights": [[1.0, 2.0]], "biases": [0.0]}])
    with pytest.raises(ValueError, match="layers must be 1"):
        layout.from_public([])
