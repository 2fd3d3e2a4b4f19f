"""Presets keep their promises, and a broken promise is noticed."""

import pytest

from app.training.presets import PRESETS
from app.training.promises import ENOUGH, PROMISES, SEEDS, keeps, kept

SAMPLE = range(20)
BY_NAME = {preset.name: preset for preset in PRESETS}
# A setting that takes away what each preset is about.
BREAKS = {
    "patience 20 stops it": {"patience": 600},
    "at epoch 600 the validation error is 1.2 times its least": {"l2": 0.03},
    "stops before epoch 15, worse than with patience 20": {"patience": 20},
    "fits better, ends 1.3 times worse than 3 units": {"hidden_layers": [3]},
    "ends with a lower validation error than 120 examples": {"examples": 120},
    "ends a quarter lower than without dropout": {"dropout": 0.0},
    "trains to above 0.6, ends worse than with L2 0.01": {"l2": 0.01},
    "deltas' ratio is below 0.02": {"activation": "tanh"},
    "with tanh it is at least 0.1": {"initializer": "zeros"},
    "with ReLU and He's weights it is at least 0.1": {"learning_rate": 10.0},
}


def name(promise):
    return f"{promise.preset}: {promise.text}"


@pytest.mark.parametrize("promise", PROMISES, ids=name)
def test_a_promise_is_kept_with_nearly_all_seeds(promise):
    assert kept(promise, SAMPLE) >= ENOUGH * len(SAMPLE)


@pytest.mark.parametrize("promise", PROMISES, ids=name)
def test_a_preset_keeps_its_promise_with_the_seeds_it_comes_with(promise):
    settings = BY_NAME[promise.preset].settings
    seeds = {settings.get(seed, 0) for seed in SEEDS}
    assert keeps(promise, seeds.pop(), settings)
    assert not seeds


@pytest.mark.parametrize("promise", PROMISES, ids=name)
def test_a_wrong_setting_breaks_the_promise(promise):
    settings = BY_NAME[promise.preset].settings | BREAKS[promise.text]
    few = range(4)
    assert kept(promise, few, settings) < ENOUGH * len(few)


@pytest.mark.parametrize(
    "preset",
    [
        "overfit_xor",
        "overfit_circle",
        "overfit_moons",
        "patience_too_small",
        "network_too_big",
        "more_data",
        "dropout_helps",
        "l2_too_strong",
    ],
)
def test_each_preset_about_overfitting_promises_something(preset):
    assert any(promise.preset == preset for promise in PROMISES)


def test_numbers_in_promises_are_those_in_the_helps():
    assert "before epoch 15" in BY_NAME["patience_too_small"].help
    assert "1.3 times" in BY_NAME["network_too_big"].help
    assert "a quarter lower" in BY_NAME["dropout_helps"].help
    assert "above 0.6" in BY_NAME["l2_too_strong"].help
    for overfits in ("default", "overfit_xor", "overfit_circle", "overfit_moons"):
        assert "1.2 times" in BY_NAME[overfits].help
