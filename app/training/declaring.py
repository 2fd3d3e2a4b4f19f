"""How a hyper-parameter is declared: what the catalogue says of it, once."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.training.errors import SettingsError
from app.training.fields import Choice, Field, Flag, Option, Several


@dataclass(frozen=True)
class Setting:
    """What the catalogue says of one hyper-parameter.

    `default` is the value, or a function of the data set's name. `acts` is `live`
    where a change acts on the running training and `rebuild` where it makes a new
    network at epoch 0. `needs` names other settings and the values under which this
    one has an effect, of a list those of which it must have one: under others the page
    lets it rest.
    """

    name: str
    field: Field
    default: Any
    group: str
    label: str
    help: str
    acts: str
    unit: str = ""
    symbol: str = ""
    needs: Mapping[str, tuple[Any, ...]] = dataclasses.field(default_factory=dict)

    def default_for(self, dataset: str) -> Any:
        """Return the default under the data set named `dataset`."""
        return self.default(dataset) if callable(self.default) else self.default

    def read(self, value: object) -> Any:
        """Return the value to store for what was typed or sent.

        Raises:
            SettingsError: it cannot be taken; its words are those of the page.
        """
        try:
            return self.field.read(self.name, value, self.unit)
        except SettingsError as error:
            is_unclear = error.code == "syntax"
            rule = error.words if is_unclear else self._rule(error.words)
            error.words = f"{self.label}: {rule}"
            raise

    def spoken(self, value: Any) -> str:
        """Return a checked value as people write it, with a percent sign."""
        text = self.field.spoken(value)
        return f"{text} %" if self.unit == "%" else text

    def _rule(self, words: str) -> str:
        """Return the rule with its unit, and an example where there are many values."""
        if isinstance(self.field, Choice | Flag | Several):
            return words
        example = _EXAMPLES.get(self.name, self.default_for("xor"))
        unit = f" {self.unit}" if self.unit else ""
        return f"{words}{unit}, for example {self.field.spoken(example)}"


# Values that show how to write one, where the default does not.
_EXAMPLES = {
    "l1": 0.01,
    "l2": 0.01,
    "dropout": 0.2,
    "min_delta": 0.001,
    "target_error": 0.1,
}


def declare(kind: Field, default: Any, **words: Any) -> Any:
    """Return a dataclass field that carries its catalogue entry."""
    return field(metadata={"field": kind, "default": default, **words})


# Names that are not written as they are spelled in the code.
_LABELS = {
    "tanh": "tanh",
    "relu": "ReLU",
    "leaky_relu": "Leaky ReLU",
    "elu": "ELU",
    "glorot_uniform": "Glorot, uniform",
    "glorot_normal": "Glorot, normal",
    "he_normal": "He, normal",
    "lecun_normal": "LeCun, normal",
    "small_uniform": "Small, uniform",
    "squared_error": "Half squared error",
    "cross_entropy": "Cross-entropy",
    "sgd": "SGD",
    "rmsprop": "RMSprop",
}


def options(registry: Mapping[str, Any]) -> tuple[Option, ...]:
    """Return a registry's entries as the options of a choice."""
    return tuple(
        Option(
            name,
            getattr(entry, "label", _LABELS.get(name, name.capitalize())),
            getattr(entry, "help", ""),
            getattr(entry, "formula", ""),
        )
        for name, entry in registry.items()
    )
