"""Presets are valid, are explained, and have the settings they are known for."""

import numpy as np
import pytest

from app.engine import delta_ratio, layer_rms
from app.engine.signals import VANISHING, WEAK
from app.training.course import Course
from app.training.presets import PRESETS
from app.training.problem import build
from app.training.validation import resolve

BY_NAME = {preset.name: preset for preset in PRESETS}
LARGE = {
    "hidden_layers": [16, 16],
    "activation": "tanh",
    "loss": "cross_entropy",
    "optimizer": "sgd",
    "learning_rate": 0.3,
    "batch_size": 10,
    "patience": 20,
    "early_stopping": True,
}


def trained(preset, seed=0, **given):
    seeds = {"data_seed": seed, "split_seed": seed, "weight_seed": seed}
    course = Course(resolve(preset.settings | seeds | given), opens_test=True)
    course.advance(10**9)
    return course


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)
def test_each_preset_is_valid_and_explained(preset):
    resolve(preset.settings)
    assert preset.help.endswith(".")


@pytest.mark.parametrize(
    ("name", "dataset", "wrong", "sizes"),
    [
        ("overfit_xor", "xor", 15, (60, 60, 80)),
        ("overfit_circle", "circle", 15, (80, 200, 120)),
        ("overfit_moons", "moons", 0, (60, 60, 80)),
    ],
)
def test_a_preset_that_overfits_has_few_examples_and_many_units(
    name, dataset, wrong, sizes
):
    settings = resolve(BY_NAME[name].settings)
    values = settings.as_dict()
    assert {key: values[key] for key in LARGE} == LARGE
    assert (settings.dataset, settings.wrong_labels) == (dataset, wrong)
    assert settings.noise == (0.35 if dataset == "moons" else 0.1)
    problem = build(settings)
    sets = (problem.train, problem.validation, problem.test)
    assert tuple(each.examples for each in sets) == sizes


@pytest.mark.parametrize(
    ("name", "base", "changes"),
    [
        (
            "patience_too_small",
            "overfit_xor",
            {"patience": 1, "wrong_labels": 20},
        ),
        ("more_data", "overfit_xor", {"examples": 2000, "max_epochs": 200}),
        ("dropout_helps", "overfit_xor", {"dropout": 0.2}),
        (
            "network_too_big",
            "overfit_circle",
            {"hidden_layers": [32, 32], "wrong_labels": 20},
        ),
        ("l2_too_strong", "overfit_circle", {"l2": 0.1, "max_epochs": 200}),
    ],
)
def test_a_preset_that_shows_one_thing_differs_in_that(name, base, changes):
    wanted = resolve(BY_NAME[base].settings | changes).as_dict()
    if name != "patience_too_small":
        wanted["early_stopping"] = False
    assert resolve(BY_NAME[name].settings).as_dict() == wanted


def test_the_network_too_big_has_as_many_parameters_as_its_help_says():
    problem = build(resolve(BY_NAME["network_too_big"].settings))
    assert f"{problem.layout.size:,} weights" in BY_NAME["network_too_big"].help
    assert f"for {problem.train.examples} examples" in BY_NAME["network_too_big"].help


@pytest.mark.parametrize(
    ("name", "accuracy"),
    [("xor", 0.92), ("circle", 0.95), ("spiral", 0.9), ("iris", 0.9)],
)
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_a_preset_that_is_done_well_generalizes(name, accuracy, seed):
    course = trained(BY_NAME[name], seed)
    assert course.history.row(course.epoch)["test_accuracy"] >= accuracy


def first_ratio(seed):
    course = trained(BY_NAME["vanishing"], seed, max_epochs=1)
    course.rewind_to(1)
    deltas, _ = layer_rms(course.problem.layout, course.trainer.gradient)
    return delta_ratio(deltas)


def test_deltas_vanish_in_layers_of_sigmoids_from_the_first_update_on():
    """One update's ratio depends on its ten examples; the usual one is a promise."""
    ratios = [first_ratio(seed) for seed in range(20)]
    assert max(ratios) < WEAK
    assert np.median(ratios) < VANISHING
