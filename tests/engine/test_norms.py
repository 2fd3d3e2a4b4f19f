import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from app.engine import (
    Layout,
    Norms,
    histogram,
    round_limit,
    size_quantiles,
    weight_norms,
    weights_of,
)

WEIGHTS = arrays(np.float64, st.integers(1, 60), elements=st.floats(-50, 50))


def test_biases_are_left_out() -> None:
    layout = Layout((2, 3, 1))
    theta = np.arange(1.0, 14.0)
    layers = layout.public(theta)
    expected = np.sort(np.concatenate([each["weights"].ravel() for each in layers]))
    assert np.array_equal(np.sort(weights_of(layout, theta)), expected)


def test_the_sums_by_hand() -> None:
    got = weight_norms(np.array([3.0, -4.0, 0.0, -0.0]))
    assert got == Norms(count=4, zeros=2, l1=7.0, l2_squared=25.0)


@given(WEIGHTS)
def test_the_quantiles_are_those_of_numpy(weights: np.ndarray) -> None:
    expected = np.quantile(np.abs(weights), [0.1, 0.5, 0.9])
    assert size_quantiles(weights) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize(
    ("most", "limit"),
    [(0.0, 1.0), (0.9, 1.0), (1.0, 1.0), (1.2, 2.0), (-4.9, 5.0), (51.0, 100.0)],
)
def test_the_axis_ends_at_a_round_number(most: float, limit: float) -> None:
    assert round_limit(np.array([0.0, most]), np.array([0.0])) == limit


@given(WEIGHTS, st.integers(1, 41))
def test_every_weight_is_counted_once(weights: np.ndarray, bins: int) -> None:
    counts = histogram(weights, round_limit(weights), bins)
    assert counts.sum() == len(weights)
    assert len(counts) == bins


def test_the_middle_bin_has_the_weights_around_zero() -> None:
    counts = histogram(np.array([0.0, 0.1, -0.1, 1.0, -1.0, 1.0]), 1.0, 3)
    assert counts.tolist() == [1, 3, 2]
