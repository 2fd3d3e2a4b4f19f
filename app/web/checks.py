"""Checks of single values in messages: each takes (field name, value), returns it.

A check returns the value to use or raises `ProtocolError` with the field, the rule and
the value received. Booleans never count as numbers, and text does only in fields that
people type into: there the one parser of `training.fields` reads it.
"""

import math
import re
from collections.abc import Callable
from enum import StrEnum
from typing import Any

from app.training.errors import SettingsError
from app.training.fields import Field, received
from app.web.protocol import ErrorCode, ProtocolError

Check = Callable[[str, Any], Any]


def refuse(code: str, field: str, rule: str, value: object) -> ProtocolError:
    """Return the error that says what `field` must be and what came instead."""
    return ProtocolError(
        code, field, f"{field} must be {rule}; received {received(value)}"
    )


def flag(field: str, value: Any) -> bool:
    """Return a boolean; nothing else counts as one."""
    if not isinstance(value, bool):
        raise refuse(ErrorCode.TYPE, field, "true or false", value)
    return value


def whole(least: int, most: int) -> Check:
    """Return the check of a whole number from `least` to `most`."""
    rule = f"a whole number from {least} to {most}"

    def check(field: str, value: Any) -> int:
        # JavaScript has one kind of number: 3.0 is 3.
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int):
            raise refuse(ErrorCode.TYPE, field, rule, value)
        if not least <= value <= most:
            raise refuse(ErrorCode.RANGE, field, rule, value)
        return value

    return check


def direction(field: str, value: Any) -> int:
    """Return 1 for a step on, -1 for one back."""
    if isinstance(value, bool) or value not in (1, -1):
        raise refuse(ErrorCode.CHOICE, field, "1 or -1", value)
    return int(value)


def number(least: float, most: float) -> Check:
    """Return the check of a finite number from `least` to `most`."""
    rule = f"a number from {least:g} to {most:g}"

    def check(field: str, value: Any) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise refuse(ErrorCode.TYPE, field, rule, value)
        if not least <= value <= most or not math.isfinite(value):
            raise refuse(ErrorCode.RANGE, field, rule, value)
        return float(value)

    return check


def typed(kind: Field, label: str, example: str) -> Check:
    """Return the check of what a person may have typed into the field `label`."""

    def check(field: str, value: Any) -> Any:
        try:
            return kind.read(field, value)
        except SettingsError as error:
            rule = error.words
            words = f"{label}: {rule}"
            if error.code != "syntax":
                words += f", for example {example}"
            raise ProtocolError(error.code, field, error.message, words=words) from None

    return check


def text(pattern: str, most: int, rule: str) -> Check:
    """Return the check of a text of at most `most` characters that fits `pattern`."""
    compiled = re.compile(pattern, re.DOTALL)

    def check(field: str, value: Any) -> str:
        if not isinstance(value, str):
            raise refuse(ErrorCode.TYPE, field, rule, value)
        if len(value) > most or not compiled.fullmatch(value):
            raise refuse(ErrorCode.RANGE, field, rule, value)
        return value

    return check


def choice(options: type[StrEnum]) -> Check:
    """Return the check of a name out of an enumeration."""
    rule = "one of " + ", ".join(options)

    def check(field: str, value: Any) -> StrEnum:
        if not isinstance(value, str) or value not in set(options):
            raise refuse(ErrorCode.CHOICE, field, rule, value)
        return options(value)

    return check


def optional(inner: Check) -> Check:
    """Return the check that also lets null through."""

    def check(field: str, value: Any) -> Any:
        return None if value is None else inner(field, value)

    return check


def anything(field: str, value: Any) -> Any:
    """Return any value: for fields that are let through but not used."""
    return value


def mapping(field: str, value: Any) -> dict[str, Any]:
    """Return an object; what it holds is for others to judge."""
    if not isinstance(value, dict) or not all(isinstance(key, str) for key in value):
        raise refuse(ErrorCode.TYPE, field, "an object", value)
    return value


def listing(inner: Check, least: int, most: int, rule: str) -> Check:
    """Return the check of a list of `least` to `most` items, each checked itself."""

    def check(field: str, value: Any) -> tuple[Any, ...]:
        if not isinstance(value, list | tuple):
            raise refuse(ErrorCode.TYPE, field, rule, value)
        if not least <= len(value) <= most:
            raise refuse(ErrorCode.RANGE, field, rule, value)
        return tuple(inner(field, item) for item in value)

    return check
