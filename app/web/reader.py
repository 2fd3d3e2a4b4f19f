"""How the fields of a message are found, and read from an untrusted payload.

A message is a frozen dataclass; a field is `Annotated[type, check]`, or
`Annotated[type, check, name on the wire]`.
"""

from dataclasses import MISSING, fields
from typing import Any, NamedTuple, TypeVar, get_type_hints

from app.web.checks import Check, refuse
from app.web.protocol import ErrorCode, ProtocolError

T = TypeVar("T")


def read(message: type[T], payload: Any, where: str, **ready: Any) -> T:
    """Return `message` made of an untrusted `payload`; `ready` fields are given.

    `where` is the field that holds the payload: it prefixes the names in errors.
    """
    if not isinstance(payload, dict):
        raise refuse(ErrorCode.TYPE, where or "payload", "an object", payload)
    known = parts(message)
    prefix = f"{where}." if where else ""
    values = dict(ready)
    for name, value in payload.items():
        if name not in known:
            raise _unknown(prefix, name, known)
        values[known[name].attribute] = known[name].check(prefix + name, value)
    for name, part in known.items():
        if part.required and part.attribute not in values:
            raise ProtocolError(
                ErrorCode.MISSING, prefix + name, f"{prefix}{name} must be given"
            )
    return message(**values)


class Part(NamedTuple):
    """A field of a message: its attribute, its check, whether it must be there."""

    attribute: str
    check: Check
    required: bool


def parts(message: type[Any]) -> dict[str, Part]:
    """Return the fields that a payload may have, by their names on the wire."""
    if message not in _PARTS:
        _PARTS[message] = _find_parts(message)
    return _PARTS[message]


_PARTS: dict[type[Any], dict[str, Part]] = {}


def _find_parts(message: type[Any]) -> dict[str, Part]:
    hints = get_type_hints(message, include_extras=True)
    found: dict[str, Part] = {}
    for item in fields(message):
        # Annotated[type, check] or Annotated[type, check, name on the wire].
        check, *name = getattr(hints[item.name], "__metadata__", (None,))
        if check is not None:
            wire = name[0] if name else item.name
            found[wire] = Part(item.name, check, item.default is MISSING)
    return found


def _unknown(prefix: str, name: object, known: dict[str, Part]) -> ProtocolError:
    shown = prefix + str(name)[:60]
    rule = "one of " + ", ".join(known) if known else "left out: none is known"
    return ProtocolError(
        ErrorCode.UNKNOWN_FIELD, shown, f"a field must be {rule}; received {shown}"
    )
