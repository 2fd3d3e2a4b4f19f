"""The catalogue as a JSON Schema."""

import jsonschema
import pytest

from app.training.schema import json_schema
from app.training.settings import CATALOGUE
from app.training.validation import resolve


def test_the_schema_is_valid_and_complete():
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    assert list(schema["properties"]) == list(CATALOGUE)


@pytest.mark.parametrize("dataset", ["xor", "iris", "sine"])
def test_resolved_settings_satisfy_the_schema(dataset):
    jsonschema.validate(resolve({"dataset": dataset}).as_dict(), json_schema())


@pytest.mark.parametrize(
    "bad", [{"no": 1}, {"patience": 0}, {"loss": "x"}, {"l1": True}, {"l2": None}]
)
def test_bad_settings_do_not(bad):
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(bad, json_schema())


def test_defaults_are_told_by_data_set_where_they_depend_on_it():
    examples = json_schema()["properties"]["examples"]
    assert examples["default"] == 200
    assert examples["x-default-by-dataset"]["iris"] == 150
