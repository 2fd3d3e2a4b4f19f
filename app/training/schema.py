"""The catalogue as a JSON Schema, for the command line and other programs."""

from typing import Any

from app.engine import DATASETS
from app.training.declaring import Setting
from app.training.rules import MOST_PARAMETERS
from app.training.settings import CATALOGUE


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a settings file."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Backprop Playground settings",
        "description": "Settings left out take their defaults. The network may have "
        f"at most {MOST_PARAMETERS} parameters.",
        "type": "object",
        "properties": {name: _property(entry) for name, entry in CATALOGUE.items()},
        "additionalProperties": False,
    }


def _property(entry: Setting) -> dict[str, Any]:
    schema = {"title": entry.label, "description": entry.help, **entry.field.schema()}
    first = CATALOGUE["dataset"].default
    schema["default"] = _json(entry.default_for(first))
    if callable(entry.default):
        schema["x-default-by-dataset"] = {
            dataset: _json(entry.default_for(dataset)) for dataset in DATASETS
        }
    schema["x-group"] = entry.group
    schema["x-acts"] = entry.acts
    if entry.unit:
        schema["x-unit"] = entry.unit
    if entry.needs:
        schema["x-needs"] = {name: list(has) for name, has in entry.needs.items()}
    return schema


def _json(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
