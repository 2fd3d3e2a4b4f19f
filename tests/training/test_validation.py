"""From any mapping to checked settings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.engine import DATASETS
from app.training.errors import SettingsError
from app.training.settings import CATALOGUE
from app.training.validation import changed, difference, is_live, resolve


def test_nothing_given_means_the_defaults():
    settings = resolve({})
    assert settings.dataset == "xor"
    assert settings.early_stopping is True


@pytest.mark.parametrize("dataset", DATASETS)
def test_each_data_set_works_with_its_defaults(dataset):
    assert resolve({"dataset": dataset}).dataset == dataset


def test_an_unknown_name_is_refused_by_name():
    with pytest.raises(SettingsError, match=r"^colour is not a setting; rec"):
        resolve({"colour": 1})


@pytest.mark.parametrize("given", [None, [], "x", 3, True])
def test_anything_but_an_object_is_refused(given):
    with pytest.raises(SettingsError, match="settings must be an object"):
        resolve(given)


@given(st.dictionaries(st.sampled_from([*CATALOGUE, "no"]), st.integers() | st.text()))
def test_whatever_is_given_is_resolved_or_refused(given):
    try:
        settings = resolve(given)
    except SettingsError:
        return
    assert resolve(settings.as_dict()) == settings


def test_a_change_keeps_the_rest():
    settings = changed(resolve({"l2": 0.01}), {"learning_rate": 1})
    assert (settings.l2, settings.learning_rate) == (0.01, 1.0)


def test_a_bad_change_leaves_the_settings_alone():
    settings = resolve({})
    with pytest.raises(SettingsError):
        changed(settings, {"batch_size": 61})
    assert settings == resolve({})


def test_the_setting_that_was_changed_is_to_blame():
    iris = resolve({"dataset": "iris"})
    for values in ({"batch_size": 100}, {"examples": 20}):
        with pytest.raises(SettingsError) as caught:
            changed(iris, values)
        assert caught.value.field in values


def test_a_near_miss_is_named():
    with pytest.raises(SettingsError, match=r"did you mean learning_rate\?") as caught:
        resolve({"learning_rte": 1})
    assert caught.value.words.endswith("Did you mean Learning rate?")


def test_texts_of_a_file_are_read_like_a_field():
    given = {"Learning-Rate": "0,05", "hidden_layers": "16; 16", "patience": "1,000"}
    settings = resolve(given | {"early_stopping": "OFF", "inputs": ["X1", "sin x₂"]})
    assert (settings.learning_rate, settings.hidden_layers) == (0.05, (16, 16))
    assert (settings.patience, settings.early_stopping) == (1000, False)
    assert settings.inputs == ("x1", "sin_x2")


def test_a_setting_given_under_two_names_is_refused():
    with pytest.raises(SettingsError, match="l2 must be given once"):
        resolve({"l2": 0.1, "L2": 0.2})


@pytest.mark.parametrize("name", CATALOGUE)
def test_every_rule_is_told_by_label_and_without_internal_names(name):
    with pytest.raises(SettingsError) as caught:
        resolve({name: {"no": "value"}})
    words = caught.value.words
    assert words.startswith(f"{CATALOGUE[name].label}: ")
    assert "_" not in words
    assert caught.value.message.startswith(f"{name} must be ")


def test_another_data_set_brings_its_own_defaults_where_it_must():
    iris = changed(resolve({"examples": 300}), {"dataset": "iris"})
    assert iris.examples == 150
    sine = changed(resolve({"inputs": ["x1", "x2"]}), {"dataset": "sine"})
    assert sine.inputs == ("x1",)
    assert sine.loss == "squared_error"


def test_another_data_set_keeps_what_it_can_take():
    circle = changed(resolve({"examples": 300, "noise": 0.5}), {"dataset": "circle"})
    assert (circle.examples, circle.noise) == (300, 0.5)


def test_a_choice_made_with_the_data_set_wins():
    sine = changed(resolve({}), {"dataset": "sine", "inputs": ["sin_x1"]})
    assert sine.inputs == ("sin_x1",)


def test_the_difference_names_what_changed():
    old = resolve({})
    new = changed(old, {"learning_rate": 1, "hidden_layers": [3]})
    assert difference(old, new) == {"learning_rate": 1.0, "hidden_layers": [3]}


def test_live_settings_are_told_apart():
    assert is_live({"learning_rate": 1, "patience": 2})
    assert not is_live({"learning_rate": 1, "optimizer": "adam"})
