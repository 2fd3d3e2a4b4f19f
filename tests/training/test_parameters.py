"""The names of single weights and biases."""

import numpy as np
import pytest

from app.engine import Layout
from app.training.errors import SettingsError
from app.training.parameters import (
    bias_index,
    checked_value,
    parameter_index,
    parameter_name,
    read,
    weight_index,
    write,
)

LAYOUT = Layout((2, 3, 1))


def test_every_parameter_has_a_name_that_leads_back_to_it():
    names = [parameter_name(LAYOUT, index) for index in range(LAYOUT.size)]
    assert [parameter_index(LAYOUT, name) for name in names] == list(range(13))
    assert names[:3] == ["w[1][0][0]", "w[1][1][0]", "b[1][0]"]
    assert names[-1] == "b[2][0]"


def test_a_name_leads_to_the_weight_that_it_names():
    theta = np.arange(13.0)
    public = LAYOUT.public(theta)
    assert theta[weight_index(LAYOUT, 1, 1, 2)] == public[0]["weights"][1, 2]
    assert theta[bias_index(LAYOUT, 1, 2)] == public[0]["biases"][2]


def test_parameters_are_read_and_written_by_name():
    theta = np.arange(13.0)
    write(LAYOUT, theta, {"b[1][0]": 0.5})
    assert read(LAYOUT, theta, ["b[1][0]", "w[2][0][0]"]) == {
        "b[1][0]": 0.5,
        "w[2][0][0]": 9.0,
    }


@pytest.mark.parametrize(
    "name",
    [
        *("w[0][0][0]", "w[3][0][0]", "w[1][2][0]", "w[1][0][3]", "b[1][3]", "b[2][1]"),
        *("w[1][0]", "w[01][0][0]", "w[1][-1][0]", "w[1][0][0]\n", "", "x", 5, None),
    ],
)
def test_a_parameter_that_does_not_exist_is_told(name):
    with pytest.raises(SettingsError, match=r"weights must be w\[layer\]"):
        parameter_index(LAYOUT, name)


def test_theta_ends():
    with pytest.raises(IndexError, match="none at 13"):
        parameter_name(LAYOUT, 13)


@pytest.mark.parametrize(
    "value", [float("nan"), float("inf"), 1e400, 10**400, 1_000_001, True, "1", None]
)
def test_a_value_is_a_finite_number(value):
    with pytest.raises(SettingsError, match=r"w\[1\]\[0\]\[0\] must be a number from"):
        checked_value("w[1][0][0]", value)


def test_zero_has_no_sign():
    assert str(checked_value("b[1][0]", -0.0)) == "0.0"
