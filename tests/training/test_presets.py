"""Presets keep their promises."""

from statistics import median

import pytest

from app.training.course import Course
from app.training.presets import PRESETS
from app.training.stopping import Reason
from app.training.validation import resolve

SEEDS = range(0, 50, 10)
BY_NAME = {preset.name: preset for preset in PRESETS}


def trained(preset, seed=0, **given):
    seeds = {"data_seed": seed, "split_seed": seed, "weight_seed": seed}
    course = Course(resolve(preset.settings | seeds | given))
    course.advance(10**9)
    return course


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)
def test_each_preset_is_valid_and_explained(preset):
    resolve(preset.settings)
    assert preset.help.endswith(".")


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(
    "preset", [p for p in PRESETS if p.overfits], ids=lambda preset: preset.name
)
def test_an_overfitting_preset_stops_early_and_would_have_got_worse(preset, seed):
    assert trained(preset, seed).stop.reason is Reason.EARLY_STOPPING
    on = trained(preset, seed, early_stopping=False, max_epochs=600)
    validation = on.history.column("validation")
    assert validation[-1] >= 1.2 * min(validation[1:])


@pytest.mark.parametrize(
    ("name", "accuracy"),
    [("xor", 0.92), ("circle", 0.95), ("spiral", 0.9), ("iris", 0.9)],
)
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_a_preset_that_is_done_well_generalizes(name, accuracy, seed):
    course = trained(BY_NAME[name], seed)
    assert course.history.row(course.epoch)["test_accuracy"] >= accuracy


def first_to_last(seed, **given):
    """The median, over the first 20 epochs, of the layers' gradients' ratio."""
    course = trained(BY_NAME["vanishing"], seed, max_epochs=20, **given)
    first, *_, last = course.history.signals.since(1, 20)["gradient"]
    assert len(first) == 20
    return median(a / b for a, b in zip(first, last, strict=True))


@pytest.mark.parametrize("seed", range(20))
def test_gradients_vanish_in_layers_of_sigmoids_and_not_in_others(seed):
    assert first_to_last(seed) < 0.02
    assert first_to_last(seed, activation="tanh") > 0.1
    assert first_to_last(seed, activation="relu", initializer="he_normal") > 0.1
