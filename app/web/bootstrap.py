"""What the page is born with: the catalogue, the data sets, figures and presets."""

from typing import Any

import numpy as np

from app.engine import DATASETS, FEATURES, DatasetKind, generate
from app.training.declaring import Setting
from app.training.fields import Choice, Field, Integer, Layers, Number, Several
from app.training.presets import PRESETS
from app.training.settings import CATALOGUE
from app.training.validation import resolve
from app.web.figures import skeletons

THUMBNAIL_POINTS = 90


def bootstrap() -> dict[str, Any]:
    """Return everything that does not depend on the request, by element id."""
    return {
        "catalogue": [_entry(entry) for entry in CATALOGUE.values()],
        "datasets": {name: _dataset(kind) for name, kind in DATASETS.items()},
        "inputs": {name: feature.label for name, feature in FEATURES.items()},
        "presets": _presets(),
        "figures": skeletons(),
    }


def _entry(entry: Setting) -> dict[str, Any]:
    default = entry.default_for(CATALOGUE["dataset"].default)
    return {
        "name": entry.name,
        "group": entry.group,
        "label": entry.label,
        "symbol": entry.symbol,
        "kind": entry.field.kind,
        "default": list(default) if isinstance(default, tuple) else default,
        "unit": entry.unit,
        "help": entry.help,
        "acts": entry.acts,
        "needs": {name: list(values) for name, values in entry.needs.items()},
        **_bounds(entry.field),
    }


def _bounds(field: Field) -> dict[str, Any]:
    """Return the parts of an entry that depend on its kind, None where it has none."""
    parts: dict[str, Any] = {
        "minimum": None,
        "maximum": None,
        "smallest": None,
        "step": None,
        "scale": "linear",
        "choices": None,
        "nullable": False,
    }
    if isinstance(field, Integer):
        parts |= {"minimum": field.minimum, "maximum": field.maximum, "step": 1}
    elif isinstance(field, Number):
        is_linear = field.scale == "linear"
        parts |= {
            "minimum": field.minimum,
            "maximum": field.maximum,
            "smallest": field.smallest or None,
            "step": (field.maximum - field.minimum) / 100 if is_linear else None,
            "scale": field.scale,
            "nullable": field.nullable,
        }
    elif isinstance(field, Layers):
        parts |= {"most_layers": field.most_layers, "most_units": field.most_units}
    elif isinstance(field, Choice | Several):
        parts["choices"] = [vars(option) for option in field.options]
    return parts


def _dataset(kind: DatasetKind) -> dict[str, Any]:
    return {
        "label": kind.label,
        "help": kind.help,
        "task": kind.task,
        "classes": list(kind.class_names),
        "dimensions": kind.dimensions,
        "inputs": list(kind.input_names),
        "default_examples": kind.default_examples,
        "thumbnail": _thumbnail(kind),
    }


def _thumbnail(kind: DatasetKind) -> dict[str, list[float] | None]:
    """Return a few of the data set's points, two decimals each."""
    points = generate(kind.name, kind.default_examples, kind.default_noise, 0, 0)
    n = len(points.target)
    rows = np.unique(np.linspace(0, n - 1, min(n, THUMBNAIL_POINTS)).astype(int))
    x = points.x[rows].round(2)
    return {
        "x1": x[:, 0].tolist(),
        "x2": x[:, 1].tolist() if kind.dimensions == 2 else None,
        "target": points.target[rows].round(2).tolist(),
    }


def _presets() -> list[dict[str, Any]]:
    return [
        {
            "name": preset.name,
            "label": preset.label,
            "help": preset.help,
            # Complete, so that nothing of what was set before stays in force.
            "settings": resolve(preset.settings).as_dict(),
        }
        for preset in PRESETS
    ]
