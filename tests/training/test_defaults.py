"""Old links keep their meaning when a default changes."""

import pytest

from app.training import defaults, permalink
from app.training.defaults import former_defaults
from app.training.errors import SettingsError
from app.training.permalink import from_query
from app.training.settings import CATALOGUE
from app.training.validation import check_values, resolve, resolved


def _examples(dataset):
    return {"iris": 150, "moons": 400}.get(dataset, 240)


@pytest.fixture
def second(monkeypatch):
    """A second version of the defaults: today's; in the first, these were others."""
    former = {1: {"learning_rate": 0.5, "examples": _examples, "dataset": "circle"}}
    monkeypatch.setattr(defaults, "FORMER", former)
    monkeypatch.setattr(defaults, "DEFAULTS_VERSION", 2)


@pytest.fixture
def third(monkeypatch, second):
    """And a third one; in the second, patience was another."""
    former = defaults.FORMER | {2: {"patience": 7, "learning_rate": 0.4}}
    monkeypatch.setattr(defaults, "FORMER", former)
    monkeypatch.setattr(defaults, "DEFAULTS_VERSION", 3)


def test_the_table_holds_values_that_their_settings_take():
    assert set(defaults.FORMER) == set(range(1, defaults.DEFAULTS_VERSION))
    for version in range(1, defaults.DEFAULTS_VERSION):
        for dataset in [option.value for option in CATALOGUE["dataset"].field.options]:
            check_values(former_defaults(version, {"dataset": dataset}))


def test_a_link_without_a_version_means_the_first(second):
    settings, errors = from_query("?patience=5")
    old = {"dataset": "circle", "learning_rate": 0.5, "examples": 240, "patience": 5}
    assert (settings, errors) == (resolve(old), [])


@pytest.mark.parametrize(
    ("dataset", "examples"), [("moons", 400), ("iris", 150), ("xor", 240)]
)
def test_a_default_by_data_set_is_that_of_the_links_data_set(second, dataset, examples):
    settings, errors = from_query(f"dataset={dataset}&defaults=1")
    assert errors == []
    assert (settings.dataset, settings.examples) == (dataset, examples)


def test_what_the_link_names_itself_wins(second):
    settings, _ = from_query("learning_rate=0.3&examples=100&defaults=1")
    assert (settings.learning_rate, settings.examples) == (0.3, 100)


def test_a_bare_address_and_a_new_link_mean_the_newest(second):
    for query in ("", "utm=", "pane=layers", "update=9"):
        settings, _ = from_query(query)
        assert settings == resolve({})
    assert from_query("patience=5&defaults=2") == (resolve({"patience": 5}), [])


def test_versions_lie_on_each_other(third):
    assert from_query("momentum=0.5")[0].learning_rate == 0.5
    assert from_query("momentum=0.5")[0].patience == 7
    assert from_query("defaults=2")[0] == resolve({"learning_rate": 0.4, "patience": 7})
    assert from_query("defaults=3") == (resolve({}), [])


@pytest.mark.parametrize("version", ["0", "3", "-1", "1.0", "", "newest", "\uff11"])
def test_a_version_that_is_none_is_left_out_and_said_once(second, version):
    settings, errors = from_query(f"patience=5&defaults={version}")
    assert settings == from_query("patience=5")[0]
    assert [error.field for error in errors] == ["defaults"]


def test_two_versions_are_none(second):
    settings, errors = from_query("patience=5&defaults=2&defaults=2")
    assert settings.learning_rate == 0.5
    assert [error.field for error in errors] == ["defaults"]


def _with(monkeypatch, former):
    monkeypatch.setattr(defaults, "FORMER", {1: former})
    monkeypatch.setattr(defaults, "DEFAULTS_VERSION", 2)


def test_a_former_default_gives_way_to_what_a_link_names(monkeypatch):
    _with(monkeypatch, {"batch_size": 150, "patience": 7})
    settings, errors = from_query("examples=60&defaults=1")
    assert errors == []
    assert (settings.examples, settings.patience) == (60, 7)
    assert settings.batch_size <= 60


def test_former_defaults_that_clash_among_themselves_are_left_out(monkeypatch):
    _with(monkeypatch, {"validation_share": 80, "test_share": 80, "patience": 7})
    clash = SettingsError("clash", "test_share", "they clash")

    def strict(given, former=None):
        if former:
            raise clash
        return resolved(given)

    monkeypatch.setattr(permalink, "resolved", strict)
    settings, errors = from_query("learning_rate=0.3&defaults=1")
    assert (settings, errors) == (resolve({"learning_rate": 0.3}), [])
