"""The kinds of value a setting can have, and how each is checked.

Every check takes a value as it comes from JSON, a permalink or a socket and returns
the value to store, or raises `SettingsError` with the field, the rule and the value
received.
"""

import json
import math
from dataclasses import dataclass
from typing import Any, ClassVar

from app.training.errors import SettingsError

LONGEST_ECHO = 60


def received(value: object) -> str:
    """Return `value` as JSON writes it, shortened: what error messages quote."""
    try:
        text = json.dumps(value, ensure_ascii=True)
    except (TypeError, ValueError, RecursionError):
        text = type(value).__name__
    return text if len(text) <= LONGEST_ECHO else text[: LONGEST_ECHO - 3] + "..."


def plain(number: float) -> str:
    """Return a bound as people write it: `10`, `0.5`, `0.00001`."""
    return f"{number:.10f}".rstrip("0").rstrip(".")


@dataclass(frozen=True)
class Option:
    """One value of a choice, with what a person reads about it."""

    value: str
    label: str
    help: str = ""
    formula: str = ""


@dataclass(frozen=True)
class Field:
    """What all kinds share: how a broken rule is told and how text is read."""

    kind: ClassVar[str] = ""

    @property
    def rule(self) -> str:
        """The rule in words, to follow "must be"."""
        raise NotImplementedError

    def check(self, name: str, value: object) -> Any:
        """Return the value to store for the setting `name`, or raise SettingsError."""
        raise NotImplementedError

    def parse(self, text: str) -> object:
        """Return what `text` from a permalink stands for; `check` judges it."""
        return text

    def format(self, value: Any) -> str:
        """Return the permalink's text for a checked value."""
        return str(value)

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the value."""
        raise NotImplementedError

    def refuse(self, code: str, name: str, value: object) -> SettingsError:
        """Return the error that names the field, the rule and the value received."""
        return SettingsError(
            code, name, f"{name} must be {self.rule}; received {received(value)}"
        )


@dataclass(frozen=True)
class Choice(Field):
    """One of a few names."""

    options: tuple[Option, ...]
    kind: ClassVar[str] = "choice"

    @property
    def values(self) -> tuple[str, ...]:
        """The names that can be chosen."""
        return tuple(option.value for option in self.options)

    @property
    def rule(self) -> str:
        """The rule in words."""
        return "one of " + ", ".join(self.values)

    def check(self, name: str, value: object) -> str:
        """Return the name, if it is one of the options."""
        if not isinstance(value, str) or value not in self.values:
            raise self.refuse("choice", name, value)
        return value

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the value."""
        return {"type": "string", "enum": list(self.values)}


@dataclass(frozen=True)
class Integer(Field):
    """A whole number between two bounds, both allowed."""

    minimum: int
    maximum: int
    kind: ClassVar[str] = "integer"

    @property
    def rule(self) -> str:
        """The rule in words."""
        return f"a whole number from {self.minimum} to {self.maximum}"

    def check(self, name: str, value: object) -> int:
        """Return the number; 8.0 counts as 8, True and "8" do not."""
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.refuse("type", name, value)
        if isinstance(value, float) and not value.is_integer():
            raise self.refuse("type", name, value)
        if not self.minimum <= value <= self.maximum:
            raise self.refuse("range", name, value)
        return int(value)

    def parse(self, text: str) -> object:
        """Return the number, or the text itself where it is none."""
        return _number(text)

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the value."""
        return {"type": "integer", "minimum": self.minimum, "maximum": self.maximum}


@dataclass(frozen=True)
class Number(Field):
    """A finite number between two bounds, both allowed.

    `scale` says how a slider runs: `linear`, `log`, or `log0` (logarithmic with
    zero at its left end). `nullable` lets null stand for "off".
    """

    minimum: float
    maximum: float
    scale: str = "linear"
    nullable: bool = False
    smallest: float = 0.0
    kind: ClassVar[str] = "number"

    @property
    def rule(self) -> str:
        """The rule in words."""
        words = f"a number from {plain(self.minimum)} to {plain(self.maximum)}"
        return f"null or {words}" if self.nullable else words

    def check(self, name: str, value: object) -> float | None:
        """Return the number as a float; booleans, text and non-finite are refused."""
        if value is None and self.nullable:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.refuse("type", name, value)
        if not self.minimum <= value <= self.maximum:  # NaN fails this, too
            raise self.refuse("range", name, value)
        return float(value)

    def parse(self, text: str) -> object:
        """Return the number, None for `null`, or the text where it is neither."""
        return None if self.nullable and text == "null" else _number(text)

    def format(self, value: float | None) -> str:
        """Return the shortest text that reads back as the same number."""
        if value is None:
            return "null"
        return str(int(value)) if value == int(value) else repr(value)

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the value."""
        kind: Any = ["number", "null"] if self.nullable else "number"
        return {"type": kind, "minimum": self.minimum, "maximum": self.maximum}


@dataclass(frozen=True)
class Flag(Field):
    """On or off."""

    kind: ClassVar[str] = "flag"

    @property
    def rule(self) -> str:
        """The rule in words."""
        return "true or false (on or off in a link)"

    def check(self, name: str, value: object) -> bool:
        """Return the boolean; nothing else counts as one."""
        if not isinstance(value, bool):
            raise self.refuse("type", name, value)
        return value

    def parse(self, text: str) -> object:
        """Return True for `on` and `true`, False for `off` and `false`."""
        known = {"on": True, "true": True, "off": False, "false": False}
        return known.get(text, text)

    def format(self, value: bool) -> str:
        """Return `on` or `off`."""
        return "on" if value else "off"

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the value."""
        return {"type": "boolean"}


@dataclass(frozen=True)
class Layers(Field):
    """The numbers of units of the hidden layers, from the input on."""

    most_layers: int
    most_units: int
    kind: ClassVar[str] = "layers"

    @property
    def rule(self) -> str:
        """The rule in words."""
        return (
            f"a list of 0 to {self.most_layers} whole numbers from 1 to "
            f"{self.most_units}, one a hidden layer"
        )

    def check(self, name: str, value: object) -> tuple[int, ...]:
        """Return the sizes as a tuple."""
        if not isinstance(value, list | tuple):
            raise self.refuse("type", name, value)
        if len(value) > self.most_layers:
            raise self.refuse("range", name, value)
        units = Integer(1, self.most_units)
        try:
            return tuple(units.check(name, item) for item in value)
        except SettingsError as error:
            raise self.refuse(error.code, name, value) from None

    def parse(self, text: str) -> object:
        """Return the comma-separated sizes; empty text means no hidden layer."""
        return [_number(part) for part in text.split(",")] if text else []

    def format(self, value: tuple[int, ...]) -> str:
        """Return the sizes joined by commas."""
        return ",".join(map(str, value))

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the value."""
        units = Integer(1, self.most_units).schema()
        return {"type": "array", "items": units, "maxItems": self.most_layers}


@dataclass(frozen=True)
class Several(Field):
    """At least one of a few names, in the catalogue's order."""

    options: tuple[Option, ...]
    kind: ClassVar[str] = "several"

    @property
    def values(self) -> tuple[str, ...]:
        """The names that can be chosen."""
        return tuple(option.value for option in self.options)

    @property
    def rule(self) -> str:
        """The rule in words."""
        return "a list of at least one, each once, of " + ", ".join(self.values)

    def check(self, name: str, value: object) -> tuple[str, ...]:
        """Return the names in the catalogue's order."""
        if not isinstance(value, list | tuple):
            raise self.refuse("type", name, value)
        known = all(isinstance(v, str) and v in self.values for v in value)
        if not known or not value or len(set(value)) != len(value):
            raise self.refuse("choice", name, value)
        return tuple(v for v in self.values if v in value)

    def parse(self, text: str) -> object:
        """Return the comma-separated names."""
        return text.split(",") if text else []

    def format(self, value: tuple[str, ...]) -> str:
        """Return the names joined by commas."""
        return ",".join(value)

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the value."""
        items = {"type": "string", "enum": list(self.values)}
        return {"type": "array", "items": items, "minItems": 1, "uniqueItems": True}


def _number(text: str) -> object:
    """Return the number `text` writes plainly in ASCII digits, else the text.

    Python's own int() and float() also read `1_000`, full-width digits and `nan`,
    which no link that we write contains.
    """
    if not text.isascii() or not text or text.strip("+-.0123456789eE"):
        return text
    try:
        return int(text)
    except ValueError:
        pass
    try:
        number = float(text)
    except ValueError:
        return text
    return number if math.isfinite(number) else text
