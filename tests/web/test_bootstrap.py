import json
from typing import Any

import pytest

from app.engine import DATASETS
from app.training.settings import CATALOGUE
from app.training.validation import resolve
from app.web.bootstrap import bootstrap


@pytest.fixture(scope="module")
def parts() -> dict[str, Any]:
    return bootstrap()


def test_it_is_plain_json(parts: dict[str, Any]) -> None:
    assert json.loads(json.dumps(parts, allow_nan=False))["catalogue"]


def test_the_catalogue_is_in_order_and_complete(parts: dict[str, Any]) -> None:
    entries = parts["catalogue"]
    assert [entry["name"] for entry in entries] == list(CATALOGUE)
    for entry in entries:
        assert entry["kind"] in {
            "choice",
            "integer",
            "number",
            "flag",
            "layers",
            "several",
        }
        assert entry["acts"] in {"live", "rebuild"}
        assert entry["help"].endswith(".")
        assert entry["label"]


def test_numbers_have_bounds_and_choices_options(parts: dict[str, Any]) -> None:
    entries = {entry["name"]: entry for entry in parts["catalogue"]}
    rate = entries["learning_rate"]
    assert (rate["minimum"], rate["maximum"], rate["scale"]) == (1e-5, 10, "log")
    assert entries["l2"]["scale"] == "log0"
    assert entries["l2"]["smallest"] > 0
    assert entries["target_error"]["nullable"]
    assert entries["hidden_layers"]["most_layers"] == 6
    choices = entries["activation"]["choices"]
    assert {"value", "label", "help", "formula"} == set(choices[0])
    assert [c["value"] for c in entries["inputs"]["choices"]] == list(parts["inputs"])


def test_every_data_set_has_a_thumbnail(parts: dict[str, Any]) -> None:
    assert list(parts["datasets"]) == list(DATASETS)
    for name, dataset in parts["datasets"].items():
        thumbnail = dataset["thumbnail"]
        assert 30 <= len(thumbnail["x1"]) == len(thumbnail["target"]) <= 90
        assert (thumbnail["x2"] is None) is (dataset["dimensions"] == 1), name


def test_presets_are_settings_that_fit(parts: dict[str, Any]) -> None:
    assert parts["presets"]
    for preset in parts["presets"]:
        assert {"name", "label", "help", "settings"} == set(preset)
        assert resolve(preset["settings"]).as_dict() == preset["settings"]


def test_the_figures_are_there(parts: dict[str, Any]) -> None:
    assert {"network", "curves", "learned"} <= set(parts["figures"])
