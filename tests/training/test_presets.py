"""Presets keep their promises."""

from statistics import median

import pytest

from app.engine import delta_ratio, layer_rms
from app.engine.signals import VANISHING, WEAK
from app.training.course import Course
from app.training.presets import PRESETS
from app.training.stopping import Reason
from app.training.validation import resolve

SEEDS = range(0, 50, 10)
BY_NAME = {preset.name: preset for preset in PRESETS}


def trained(preset, seed=0, **given):
    seeds = {"data_seed": seed, "split_seed": seed, "weight_seed": seed}
    course = Course(resolve(preset.settings | seeds | given), opens_test=True)
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


def ratios(seed, **given):
    """The deltas' ratio, first hidden layer to last: of update 1, and of 20 epochs."""
    course = trained(BY_NAME["vanishing"], seed, max_epochs=20, **given)
    rows = course.history.signals.last_deltas(20, course.epoch)
    assert len(rows) == 20
    usual = median(delta_ratio(row) for row in rows)
    course.rewind_to(1)
    deltas, _ = layer_rms(course.problem.layout, course.trainer.gradient)
    return delta_ratio(deltas), usual


@pytest.mark.parametrize("seed", range(20))
def test_deltas_vanish_in_layers_of_sigmoids_from_the_first_update_on(seed):
    first, usual = ratios(seed)
    assert first < VANISHING
    assert usual < VANISHING


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize(
    "repair",
    [{"activation": "tanh"}, {"activation": "relu", "initializer": "he_normal"}],
)
def test_another_activation_repairs_it(seed, repair):
    assert ratios(seed, **repair)[1] >= WEAK
