import numpy as np
import pytest

from app.engine import Array
from app.engine.links import LINKS, Scratch

HUGE = np.array([[-1e300, -800.0, 0.0, 800.0, 1e300]])


def output(name: str, z: Array) -> Array:
    out = np.empty_like(z)
    LINKS[name].f(z, out, Scratch(*z.shape))
    return out


def test_linear_passes_everything_on() -> None:
    np.testing.assert_array_equal(output("linear", HUGE), HUGE)


def test_sigmoid_stays_between_0_and_1_without_a_warning() -> None:
    np.testing.assert_array_equal(output("sigmoid", HUGE), [[0.0, 0.0, 0.5, 1.0, 1.0]])


def test_sigmoid_is_the_textbook_one() -> None:
    z = np.linspace(-9.0, 9.0, 50)[np.newaxis]
    np.testing.assert_allclose(output("sigmoid", z), 1 / (1 + np.exp(-z)), rtol=1e-12)


def test_softmax_sums_to_1_and_keeps_the_order() -> None:
    z = np.random.default_rng(0).normal(size=(4, 7))
    o = output("softmax", z)
    np.testing.assert_allclose(o.sum(axis=0), 1.0, rtol=1e-15)
    np.testing.assert_array_equal(o.argsort(axis=0), z.argsort(axis=0))


def test_softmax_does_not_mind_a_shift_or_huge_inputs() -> None:
    z = np.array([[1.0, 800.0], [2.0, -800.0], [3.0, 0.0]])
    o = output("softmax", z)
    np.testing.assert_allclose(o, output("softmax", z + 1e3), atol=1e-12)
    np.testing.assert_array_equal(o[:, 1], [1.0, 0.0, 0.0])


@pytest.mark.parametrize("name", LINKS)
def test_a_link_leaves_its_input_alone(name: str) -> None:
    z = np.array([[0.5, -0.5], [1.0, 2.0]])
    before = z.copy()
    output(name, z)
    np.testing.assert_array_equal(z, before)
