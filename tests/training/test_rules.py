"""Rules between settings."""

import pytest

from app.training.errors import SettingsError
from app.training.rules import network_sizes, set_counts
from app.training.settings import CATALOGUE
from app.training.validation import resolve


@pytest.mark.parametrize(
    ("given", "field", "words"),
    [
        ({"dataset": "iris", "examples": 100}, "examples", "150"),
        ({"dataset": "sine", "inputs": ["x2"]}, "inputs", "received x2"),
        ({"dataset": "iris", "inputs": ["x1"], "examples": 20}, "examples", "150"),
        ({"dataset": "plane", "loss": "cross_entropy"}, "loss", "squared_error"),
        (
            {"validation_share": 60, "test_share": 50},
            "validation_share",
            "60 % and 50 %",
        ),
        (
            {"validation_share": 50, "test_share": 50},
            "validation_share",
            "at least one",
        ),
        ({"batch_size": 61}, "batch_size", "60 examples"),
        (
            {"examples": 20, "validation_share": 4, "batch_size": 1},
            "validation_share",
            "4 % of 20",
        ),
        (
            {"examples": 20, "test_share": 4},
            "test_share",
            "0 or give at least one",
        ),
        ({"hidden_layers": [32] * 6}, "hidden_layers", "5000 parameters"),
    ],
)
def test_values_that_clash_are_told(given, field, words):
    with pytest.raises(SettingsError) as caught:
        resolve(given)
    assert caught.value.code == "combination"
    assert caught.value.field == field
    assert words in caught.value.message
    assert "received" in caught.value.message
    label = CATALOGUE[field].label
    assert caught.value.words.startswith(label)
    assert "_" not in caught.value.words  # no internal name


def test_counts_are_rounded_down_and_training_gets_the_rest():
    settings = resolve({"examples": 33, "validation_share": 10, "test_share": 10})
    assert set_counts(settings) == (27, 3, 3)


def test_the_largest_network_allowed_has_at_most_5000_parameters():
    assert network_sizes(resolve({"hidden_layers": [32, 32, 32, 32, 32]}))[0] == 2


def test_three_classes_have_three_outputs():
    assert network_sizes(resolve({"dataset": "iris"}))[-1] == 3


def test_settings_that_others_do_not_use_are_accepted():
    assert resolve({"optimizer": "adam", "momentum": 0.5}).momentum == 0.5
    assert resolve({"dataset": "plane", "wrong_labels": 30}).wrong_labels == 30
