"""Presets keep their promises, and a broken promise is noticed."""

import pytest

from app.engine.signals import VANISHING
from app.training.presets import PRESETS
from app.training.promises import ENOUGH, PROMISES, SEEDS, kept
from app.training.validation import resolve

SAMPLE = range(20)  # `make bench ARGS=presets` trains with 50
BY_NAME = {preset.name: preset for preset in PRESETS}
# A setting that takes away what each preset is about.
BREAKS = {
    "patience 20 stops it": {"patience": 600},
    "1.2 times its best at epoch 600": {"l2": 0.03},
    "before epoch 15, worse than with 20": {"patience": 20},
    "fits better, ends 1.3 times worse": {"hidden_layers": [3]},
    "ends lower than with 120 examples": {"examples": 120},
    "ends a quarter lower than without": {"dropout": 0.0},
    "train above 0.6, worse than with 0.01": {"l2": 0.01},
    "deltas' ratio below 0.02": {"activation": "tanh"},
    "with tanh at least 0.1": {"initializer": "zeros"},
    "with ReLU, He's weights at least 0.1": {"learning_rate": 10.0},
}


def name(promise):
    return f"{promise.preset}: {promise.text}"


@pytest.mark.parametrize("promise", PROMISES, ids=name)
def test_a_promise_is_kept_with_the_seeds_of_the_sample(promise):
    assert kept(promise, SAMPLE) >= ENOUGH * len(SAMPLE)


@pytest.mark.parametrize("promise", PROMISES, ids=name)
def test_the_sample_holds_the_seeds_that_a_preset_comes_with(promise):
    settings = resolve(BY_NAME[promise.preset].settings)
    seeds = {getattr(settings, name) for name in SEEDS}
    assert len(seeds) == 1
    assert seeds <= set(SAMPLE)


@pytest.mark.parametrize("promise", PROMISES, ids=name)
def test_a_wrong_setting_breaks_the_promise(promise):
    settings = BY_NAME[promise.preset].settings | BREAKS[promise.text]
    few = range(2)
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
    assert "than with 120 examples" in BY_NAME["more_data"].help
    assert f"more than {1 / VANISHING:.0f} times smaller" in BY_NAME["vanishing"].help
    for overfits in ("default", "overfit_xor", "overfit_circle", "overfit_moons"):
        assert "1.2 times" in BY_NAME[overfits].help
