"""What all kinds of fields share: how text is read, and how a broken rule is told."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar

from app.training.errors import SettingsError
from app.training.numerals import AmbiguousError, normalized

LONGEST_ECHO = 60
LONGEST_TEXT = 500  # no value is written longer
_PERCENT = ("%", "\uff05", "\u066a", "percent", "per cent")


def received(value: object) -> str:
    """Return `value` as JSON writes it, shortened: what error messages quote."""
    try:
        text = json.dumps(value, ensure_ascii=True)
    except (TypeError, ValueError, RecursionError):
        text = type(value).__name__
    return text if len(text) <= LONGEST_ECHO else text[: LONGEST_ECHO - 3] + "..."


def plain(number: float) -> str:
    """Return a number as people write it: `10`, `0.5`, `0.00001`."""
    return f"{number:.10f}".rstrip("0").rstrip(".")


@dataclass(frozen=True)
class Field:
    """What all kinds share: how a broken rule is told and how text is read."""

    kind: ClassVar[str] = ""

    @property
    def rule(self) -> str:
        """The rule in words, to follow "must be"."""
        raise NotImplementedError

    @property
    def words(self) -> str:
        """The rule for people, to follow the setting's label; the unit may follow."""
        return self.rule

    def check(self, name: str, value: object) -> Any:
        """Return the value to store for the setting `name`, or raise SettingsError."""
        raise NotImplementedError

    def read(self, name: str, value: object, unit: str = "") -> Any:
        """Return the value to store for `value`, which may be text, or hold texts.

        Raises:
            SettingsError: it breaks the rule, or has two meanings.
        """
        try:
            return self.check(name, self.read_texts(value, unit))
        except AmbiguousError as error:
            small, large = error.meanings
            raise SettingsError(
                "syntax",
                name,
                f"{name} must be {self.rule}, written {small} or {large}; "
                f"received {received(value)}",
                f"write {small} or {large} instead of {value}",
            ) from None

    def read_texts(self, value: object, unit: str) -> object:
        """Return the value that a text stands for; what is no text stays as it is."""
        is_text = isinstance(value, str) and len(value) <= LONGEST_TEXT
        return self.parse(str(value), unit) if is_text else value

    def parse(self, text: str, unit: str = "") -> object:
        """Return what `text` stands for, the text itself where that is nothing.

        Raises:
            AmbiguousError: it stands for either of two numbers.
        """
        return text

    def format(self, value: Any) -> str:
        """Return the text for a checked value, which reads back as the same."""
        return str(value)

    def spoken(self, value: Any) -> str:
        """Return a checked value as people write it."""
        return self.format(value)

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the value."""
        raise NotImplementedError

    def refuse(self, code: str, name: str, value: object) -> SettingsError:
        """Return the error that names the field, the rule and the value received."""
        return SettingsError(
            code,
            name,
            f"{name} must be {self.rule}; received {received(value)}",
            self.words,
        )


def listed(words: Iterable[str]) -> str:
    """Return names for people: `tanh, Sigmoid or ReLU`; with semicolons where needed.

    "Glorot, uniform; He, normal" would else be four names.
    """
    names = list(words)
    between = "; " if any("," in name for name in names) else ", "
    return " or ".join([between.join(names[:-1]), names[-1]] if names[1:] else names)


def signed(number: float) -> str:
    """Return a number as people write it, with a real minus sign."""
    return plain(number).replace("-", "\u2212")


def without_unit(text: str, unit: str) -> str:
    """Return the text without the field's own unit at its end: `20` for `20 %`."""
    shown = normalized(text)
    units = _PERCENT if unit == "%" else (unit, unit.removesuffix("s"))
    for each in units:
        if each and shown.casefold().endswith(each):
            return shown[: -len(each)].rstrip()
    return text
