import numpy as np
import pytest

from app.engine import FEATURES, as_columns, features

X = np.array([[0.5, -2.0], [1.5, 0.25]])


def test_every_input_is_its_formula() -> None:
    values = features(X, list(FEATURES))
    a, b = X.T
    expected = np.array([a, b, a**2, b**2, a * b, np.sin(a), np.sin(b)]).T
    np.testing.assert_array_equal(values, expected)


def test_inputs_come_in_the_order_asked_for() -> None:
    np.testing.assert_array_equal(features(X, ["x2", "x1"]), X[:, ::-1])


def test_points_on_a_line_have_no_second_coordinate() -> None:
    line = X[:, :1]
    assert features(line, ["x1", "x1_squared", "sin_x1"]).shape == (2, 3)
    with pytest.raises(ValueError, match="no x2, sin_x2"):
        features(line, ["x1", "x2", "sin_x2"])


@pytest.mark.parametrize("inputs", [[], ["x3"], ["x1", "X2"]])
def test_unknown_inputs_are_refused(inputs: list[str]) -> None:
    with pytest.raises(ValueError, match="inputs must be one or more of x1, x2"):
        features(X, inputs)


def test_columns_end_with_a_row_of_ones() -> None:
    columns = as_columns(X)
    np.testing.assert_array_equal(columns, [[0.5, 1.5], [-2.0, 0.25], [1.0, 1.0]])
    assert columns.flags.c_contiguous


def test_labels_are_for_people() -> None:
    assert FEATURES["x1_squared"].label == "x₁²"
    assert len({feature.label for feature in FEATURES.values()}) == len(FEATURES)
