import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.engine import ACTIVATIONS, Activation, Array

EVERY = pytest.mark.parametrize("activation", ACTIVATIONS.values(), ids=ACTIVATIONS)
HUGE = [-1e300, -1e4, -800.0, -40.0, 0.0, 40.0, 800.0, 1e4, 1e300]
# Written anew, with the formulas of a textbook.
TEXTBOOK = {
    "tanh": lambda z: (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z)),
    "sigmoid": lambda z: 1.0 / (1.0 + np.exp(-z)),
    "relu": lambda z: np.where(z > 0.0, z, 0.0),
    "leaky_relu": lambda z: np.where(z > 0.0, z, 0.01 * z),
    "elu": lambda z: np.where(z > 0.0, z, np.exp(z) - 1.0),
    "softplus": lambda z: np.log(1.0 + np.exp(z)),
    "linear": lambda z: z,
}


def value(activation: Activation, z: Array) -> Array:
    out = np.empty_like(z)
    activation.f(z, out)
    return out


def slope(activation: Activation, z: Array) -> Array:
    out = np.empty_like(z)
    activation.derivative(value(activation, z), out)
    return out


def test_all_are_there() -> None:
    assert set(ACTIVATIONS) == set(TEXTBOOK)
    assert all(ACTIVATIONS[name].name == name for name in ACTIVATIONS)


@EVERY
def test_the_value_is_the_textbook_one(activation: Activation) -> None:
    z = np.linspace(-6.0, 6.0, 101)
    expected = TEXTBOOK[activation.name](z)
    np.testing.assert_allclose(value(activation, z), expected, rtol=1e-12, atol=1e-15)


@EVERY
@given(z=st.floats(-20.0, 20.0).filter(lambda z: abs(z) > 1e-4))
def test_the_derivative_is_the_slope(activation: Activation, z: float) -> None:
    h = 1e-5
    around = value(activation, np.array([z - h, z + h]))
    numeric = (around[1] - around[0]) / (2.0 * h)
    assert slope(activation, np.array([z]))[0] == pytest.approx(numeric, abs=1e-9)


@EVERY
def test_huge_inputs_give_finite_values_without_a_warning(
    activation: Activation,
) -> None:
    z = np.array(HUGE)
    assert np.isfinite(value(activation, z)).all()
    assert np.isfinite(slope(activation, z)).all()


@pytest.mark.parametrize(("name", "expected"), [("relu", 0.0), ("leaky_relu", 0.01)])
def test_the_slope_at_a_kink_is_the_left_one(name: str, expected: float) -> None:
    assert slope(ACTIVATIONS[name], np.array([0.0]))[0] == expected


@EVERY
@pytest.mark.parametrize("shape", [(), (3,), (2, 3), (2, 3, 4)])
def test_any_shape_will_do(activation: Activation, shape: tuple[int, ...]) -> None:
    z = np.full(shape, 0.3)
    assert value(activation, z).shape == shape
    assert (value(activation, z) == value(activation, np.array([0.3]))[0]).all()
    assert slope(activation, z).shape == shape


@EVERY
def test_it_says_what_it_is(activation: Activation) -> None:
    assert activation.formula
    assert activation.derivative_formula
    assert activation.help.endswith(".")
