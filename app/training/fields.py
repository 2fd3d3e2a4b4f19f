"""The kinds of value a setting can have, and how each is read and checked.

Every check takes a value as it comes from JSON and returns the value to store, or
raises `SettingsError` with the field, the rule and the value received. `read` takes
text, too, as a person types it: see `numerals` and `names` for what that may be. It is
the one road for the page's fields, links, files and the command line.
"""

import re
from dataclasses import dataclass
from typing import Any, ClassVar

from app.training.errors import SettingsError
from app.training.field import Field, listed, plain, received, signed, without_unit
from app.training.names import named, names_in
from app.training.numerals import normalized, read_number

__all__ = [
    "Choice",
    "Field",
    "Flag",
    "Integer",
    "Layers",
    "Number",
    "Option",
    "Several",
    "plain",
    "received",
]

_NOTHING = ("", "null", "none", "off")


@dataclass(frozen=True)
class Option:
    """One value of a choice, with what a person reads about it."""

    value: str
    label: str
    help: str = ""
    formula: str = ""


@dataclass(frozen=True)
class Choice(Field):
    """One of a few names."""

    options: tuple[Option, ...]
    kind: ClassVar[str] = "choice"

    @property
    def labels(self) -> dict[str, str]:
        """What people read for each name that can be chosen."""
        return {option.value: option.label for option in self.options}

    @property
    def values(self) -> tuple[str, ...]:
        """The names that can be chosen."""
        return tuple(self.labels)

    @property
    def rule(self) -> str:
        """The rule in words."""
        return "one of " + ", ".join(self.values)

    @property
    def words(self) -> str:
        """The rule for people."""
        return "one of " + listed(self.labels.values())

    def parse(self, text: str, unit: str = "") -> object:
        """Return the option of this name or label, in whatever case."""
        return named(text, self.labels) or text

    def spoken(self, value: str) -> str:
        """Return the option's label."""
        return self.labels[value]

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

    @property
    def words(self) -> str:
        """The rule for people."""
        return f"a whole number from {signed(self.minimum)} to {signed(self.maximum)}"

    def parse(self, text: str, unit: str = "") -> object:
        """Return the number, or the text itself where it is none."""
        number = read_number(without_unit(text, unit), whole=True)
        return text if number is None else number

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

    @property
    def words(self) -> str:
        """The rule for people."""
        words = f"a number from {signed(self.minimum)} to {signed(self.maximum)}"
        return f"off, or {words}" if self.nullable else words

    def parse(self, text: str, unit: str = "") -> object:
        """Return the number, None for `off` or nothing where allowed, or the text."""
        if self.nullable and normalized(text).casefold() in _NOTHING:
            return None
        number = read_number(without_unit(text, unit))
        return text if number is None else number

    def format(self, value: float | None) -> str:
        """Return the shortest text that reads back as the same number."""
        if value is None:
            return "null"
        return str(int(value)) if value == int(value) else repr(value)

    def spoken(self, value: float | None) -> str:
        """Return the number without a power of ten, as bounds are; `off` for None."""
        return "off" if value is None else signed(value)

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

    @property
    def words(self) -> str:
        """The rule for people."""
        return "on or off"

    def check(self, name: str, value: object) -> bool:
        """Return the boolean; nothing else counts as one."""
        if not isinstance(value, bool):
            raise self.refuse("type", name, value)
        return value

    def parse(self, text: str, unit: str = "") -> object:
        """Return True for `on`, `true`, `yes` and `1`, False for their opposites."""
        word = normalized(text).casefold()
        if word in {"on", "true", "yes", "1"}:
            return True
        return False if word in {"off", "false", "no", "0"} else text

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

    @property
    def words(self) -> str:
        """The rule for people."""
        return f"up to {self.most_layers} numbers from 1 to {self.most_units}"

    def read_texts(self, value: object, unit: str) -> object:
        """Return the list that a text stands for, or with its items read."""
        if isinstance(value, list | tuple):
            return [self._units.read_texts(item, unit) for item in value]
        return super().read_texts(value, unit)

    @property
    def _units(self) -> Integer:
        return Integer(1, self.most_units)

    def check(self, name: str, value: object) -> tuple[int, ...]:
        """Return the sizes as a tuple."""
        if not isinstance(value, list | tuple):
            raise self.refuse("type", name, value)
        if len(value) > self.most_layers:
            raise self.refuse("range", name, value)
        try:
            return tuple(self._units.check(name, item) for item in value)
        except SettingsError as error:
            raise self.refuse(error.code, name, value) from None

    def parse(self, text: str, unit: str = "") -> object:
        """Return the sizes between commas, semicolons or spaces; none for `none`.

        A size never has decimals or groups of digits: a comma is between two of them.
        """
        plain = normalized(text).strip("[]()").strip()
        if plain.casefold() in _NOTHING:
            return []
        parts = [part for part in re.split(r"[,;\uff1b\u3001 ]+", plain) if part]
        # "16,016" is no two layers: whoever groups digits is told how to write them.
        is_plain = parts and all(re.fullmatch(r"[+-]?(0|[1-9]\d*)", p) for p in parts)
        return [int(part) for part in parts] if is_plain else text

    def format(self, value: tuple[int, ...]) -> str:
        """Return the sizes joined by commas."""
        return ",".join(map(str, value))

    def spoken(self, value: tuple[int, ...]) -> str:
        """Return the sizes as the page shows them."""
        return ", ".join(map(str, value)) or "none"

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the value."""
        units = self._units.schema()
        return {"type": "array", "items": units, "maxItems": self.most_layers}


@dataclass(frozen=True)
class Several(Field):
    """At least one of a few names, in the catalogue's order."""

    options: tuple[Option, ...]
    kind: ClassVar[str] = "several"

    @property
    def labels(self) -> dict[str, str]:
        """What people read for each name that can be chosen."""
        return {option.value: option.label for option in self.options}

    @property
    def values(self) -> tuple[str, ...]:
        """The names that can be chosen."""
        return tuple(self.labels)

    @property
    def rule(self) -> str:
        """The rule in words."""
        return "a list of at least one, each once, of " + ", ".join(self.values)

    @property
    def words(self) -> str:
        """The rule for people."""
        return "at least one, each once, of " + listed(self.labels.values())

    def read_texts(self, value: object, unit: str) -> object:
        """Return the list that a text stands for, or with its names read."""
        if isinstance(value, list | tuple):
            texts = (item if isinstance(item, str) else "" for item in value)
            names = (named(text, self.labels) for text in texts)
            return [name or v for name, v in zip(names, value, strict=True)]
        return super().read_texts(value, unit)

    def check(self, name: str, value: object) -> tuple[str, ...]:
        """Return the names in the catalogue's order."""
        if not isinstance(value, list | tuple):
            raise self.refuse("type", name, value)
        known = all(isinstance(v, str) and v in self.values for v in value)
        if not known or not value or len(set(value)) != len(value):
            raise self.refuse("choice", name, value)
        return tuple(v for v in self.values if v in value)

    def parse(self, text: str, unit: str = "") -> object:
        """Return the names between commas, semicolons or spaces."""
        return names_in(text, self.labels)

    def format(self, value: tuple[str, ...]) -> str:
        """Return the names joined by commas."""
        return ",".join(value)

    def spoken(self, value: tuple[str, ...]) -> str:
        """Return the labels."""
        return ", ".join(self.labels[name] for name in value)

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the value."""
        items = {"type": "string", "enum": list(self.values)}
        return {"type": "array", "items": items, "minItems": 1, "uniqueItems": True}
