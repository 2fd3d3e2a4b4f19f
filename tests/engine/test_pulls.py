import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from app.engine import Layout, Penalty, pulls

LAYOUT = Layout((2, 3, 1))
GRADIENTS = arrays(np.float64, LAYOUT.size, elements=st.floats(-50, 50))


def by_layer(vector: np.ndarray) -> list[np.ndarray]:
    return [layer["weights"].ravel() for layer in LAYOUT.public(vector)]


def test_by_hand() -> None:
    layout = Layout((2, 1))
    data = np.zeros(layout.size)
    penalty = np.zeros(layout.size)
    layout.views(data)[0][:] = [[3.0, -4.0, 100.0]]  # the last is the bias
    layout.views(penalty)[0][:] = [[-1.0, -1.0, 0.0]]
    found = pulls(layout, data, penalty)
    assert found.data.tolist() == [pytest.approx(12.5**0.5)]
    assert found.penalty.tolist() == [1.0]
    assert (found.against, found.count) == (1, 2)


@given(GRADIENTS, GRADIENTS)
def test_they_are_root_mean_squares_of_each_layers_weights(
    data: np.ndarray, penalty: np.ndarray
) -> None:
    found = pulls(LAYOUT, data, penalty)
    for got, vector in ((found.data, data), (found.penalty, penalty)):
        expected = [np.sqrt((layer**2).mean()) for layer in by_layer(vector)]
        assert got == pytest.approx(expected)
    signs = zip(by_layer(data), by_layer(penalty), strict=True)
    expected_against = sum(
        (a > 0 and b < 0) or (a < 0 and b > 0)
        for one, other in signs
        for a, b in zip(one, other, strict=True)
    )
    assert (found.against, found.count) == (expected_against, 9)


@given(GRADIENTS)
def test_an_l2_penalty_pulls_each_weight_towards_0(theta: np.ndarray) -> None:
    penalty = np.zeros(LAYOUT.size)
    Penalty(LAYOUT).add_gradient(penalty, theta, 0.5)
    found = pulls(LAYOUT, -theta, penalty)
    assert found.penalty == pytest.approx(0.5 * found.data)
    assert found.against == sum(int((layer != 0).sum()) for layer in by_layer(penalty))
