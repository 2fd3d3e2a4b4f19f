import numpy as np
import pytest

from app.engine import LOSSES, Array, Output, output_for
from app.engine.links import Scratch
from tests.engine.cases import OUTPUTS, random_targets

EVERY = pytest.mark.parametrize(
    "task", OUTPUTS, ids=lambda task: "-".join(map(str, task))
)


def delta(output: Output, z: Array, t: Array) -> Array:
    o, out, scratch = np.empty_like(z), np.empty_like(z), Scratch(*z.shape)
    output.link.f(z, o, scratch)
    output.delta(scratch)(o, t, out)
    return out


@EVERY
def test_the_delta_is_the_slope_of_the_value(task: tuple[str, int, str]) -> None:
    output = output_for(*task)
    rng = np.random.default_rng(1)
    z = rng.normal(size=(output.units, 20))
    t = random_targets(output, 20, rng)
    for k in range(output.units):
        h = np.zeros_like(z)
        h[k] = 1e-5
        numeric = (output.value(z + h, t) - output.value(z - h, t)) / 2e-5
        np.testing.assert_allclose(delta(output, z, t)[k], numeric, atol=1e-9)


def test_squared_error_is_half_the_sum_over_the_outputs() -> None:
    output = output_for("classification", 3, "squared_error")
    z = np.log(np.array([[0.2], [0.3], [0.5]]))
    t = np.array([[0.0], [0.0], [1.0]])
    expected = 0.5 * (0.04 + 0.09 + 0.25)
    assert output.value(z, t)[0] == pytest.approx(expected, rel=1e-12)


def test_cross_entropy_is_minus_the_log_of_the_right_class() -> None:
    binary = output_for("classification", 2, "cross_entropy")
    z = np.log(np.array([[0.2 / 0.8, 0.2 / 0.8]]))
    t = np.array([[1.0, 0.0]])
    np.testing.assert_allclose(binary.value(z, t), -np.log([0.2, 0.8]), rtol=1e-12)
    three = output_for("classification", 3, "cross_entropy")
    z = np.log(np.array([[0.2], [0.3], [0.5]]))
    t = np.array([[0.0], [1.0], [0.0]])
    np.testing.assert_allclose(three.value(z, t), -np.log([0.3]), rtol=1e-12)


@pytest.mark.parametrize("classes", [2, 3])
@pytest.mark.parametrize("size", [40.0, 800.0, 1e6, 1e300])
def test_cross_entropy_is_exact_for_huge_z(classes: int, size: float) -> None:
    output = output_for("classification", classes, "cross_entropy")
    z = np.full((output.units, 2), -size)
    z[-1] = [size, -size] if classes == 2 else [size, size]
    t = np.zeros_like(z)
    t[-1] = [1.0, 1.0]  # right, then wrong
    if classes == 3:
        t[:, 1] = [1.0, 0.0, 0.0]
    wrong = size if classes == 2 else 2.0 * size
    np.testing.assert_allclose(output.value(z, t), [0.0, wrong], atol=1e-17)
    assert np.isfinite(delta(output, z, t)).all()


def test_tiny_errors_are_not_lost() -> None:
    output = output_for("classification", 2, "cross_entropy")
    error = output.value(np.array([[30.0]]), np.array([[1.0]]))
    assert error[0] == pytest.approx(np.exp(-30.0), rel=1e-9)


@EVERY
def test_values_can_be_written_into_an_array(task: tuple[str, int, str]) -> None:
    output = output_for(*task)
    z = np.random.default_rng(0).normal(size=(output.units, 4))
    t = random_targets(output, 4, np.random.default_rng(1))
    out = np.empty(4)
    assert output.value(z, t, out) is out
    np.testing.assert_array_equal(out, output.value(z, t))


@EVERY
def test_a_stack_of_networks_is_judged_at_once(task: tuple[str, int, str]) -> None:
    output = output_for(*task)
    rng = np.random.default_rng(0)
    z = rng.normal(size=(output.units, 3, 4))
    t = np.stack([random_targets(output, 4, rng) for _ in range(3)], axis=1)
    for run in range(3):
        alone = z[:, run].copy(), t[:, run].copy()
        np.testing.assert_array_equal(output.value(z, t)[run], output.value(*alone))
        np.testing.assert_array_equal(
            delta(output, z, t)[:, run], delta(output, *alone)
        )


def test_the_task_chooses_the_output() -> None:
    outputs = [output_for(*task) for task in OUTPUTS]
    assert [(o.name, o.units, o.loss.name) for o in outputs] == [
        ("linear", 1, "squared_error"),
        ("sigmoid", 1, "squared_error"),
        ("sigmoid", 1, "cross_entropy"),
        ("softmax", 3, "squared_error"),
        ("softmax", 3, "cross_entropy"),
    ]
    assert all(loss.help.endswith(".") for loss in LOSSES.values())


@pytest.mark.parametrize(
    ("task", "message"),
    [
        (("regression", 0, "cross_entropy"), "cannot be used with a linear output"),
        (("regression", 0, "absolute"), "Got 'absolute'"),
        (("classification", 1, "cross_entropy"), "no output for the task"),
        (("ranking", 2, "squared_error"), "no output for the task 'ranking'"),
    ],
)
def test_what_makes_no_sense_is_refused(task: tuple, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        output_for(*task)


@EVERY
def test_targets_of_another_shape_are_refused(task: tuple[str, int, str]) -> None:
    output = output_for(*task)
    z = np.zeros((output.units, 5))
    for shape in [(5,), (5, 1), (output.units, 1), (output.units + 1, 5)]:
        with pytest.raises(ValueError, match="targets must have the shape"):
            output.value(z, np.zeros(shape))
