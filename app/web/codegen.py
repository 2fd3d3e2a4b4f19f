"""Write the page's copy of the protocol: `python -m app.web.codegen`."""

import json
import sys
from pathlib import Path
from typing import Any

from app.training.states import State
from app.training.walk import Phase
from app.web import messages, payloads, protocol, reader

HEADER = """\
// The wire protocol, generated from app/web/protocol.py by `python -m app.web.codegen`.
// Do not edit: a test compares this file with what that command writes.
"""
ENUMS = (
    protocol.ClientEvent,
    protocol.ServerEvent,
    protocol.Unit,
    State,
    Phase,
    protocol.Tone,
    protocol.FocusKind,
    protocol.ErrorCode,
)


def javascript() -> str:
    """Return the text of static/js/protocol.js."""
    parts = [HEADER]
    for enum in ENUMS:
        members = {item.name: str(item) for item in enum}
        parts.append(_export(enum.__name__, members, enum.__doc__))
    for name in protocol.JAVASCRIPT_CONSTANTS:
        parts.append(_export(name, getattr(protocol, name)))
    sent = {
        str(event): list(reader.parts(message))
        for event, message in messages.MESSAGES.items()
    }
    parts.append(_export("CLIENT_FIELDS", sent, "The fields that each event may have."))
    received = {
        event: list(payload.__annotations__)
        for event, payload in payloads.SERVER_PAYLOADS.items()
    }
    parts.append(_export("SERVER_FIELDS", received, "The fields that each event has."))
    return "\n".join(parts)


def target() -> Path:
    """Return the place of the generated file in the checkout."""
    return Path(__file__).parents[2] / "static" / "js" / "protocol.js"


def _export(name: str, value: Any, doc: str | None = None) -> str:
    comment = f"/** {doc} */\n" if doc else ""
    frozen = (
        f"Object.freeze({_literal(value)})" if _is_nested(value) else _literal(value)
    )
    return f"{comment}export const {name} = {frozen};\n"


def _is_nested(value: Any) -> bool:
    return isinstance(value, dict | list | tuple)


def _literal(value: Any) -> str:
    """Return a JavaScript literal: one entry a line for objects."""
    if isinstance(value, dict):
        lines = (f"  {key}: {_literal(item)},\n" for key, item in value.items())
        return "{\n" + "".join(lines) + "}"
    return json.dumps(value, ensure_ascii=False)


def main() -> None:
    """Write the file."""
    target().parent.mkdir(parents=True, exist_ok=True)
    target().write_text(javascript(), encoding="utf-8")
    sys.stdout.write(f"wrote {target()}\n")


if __name__ == "__main__":
    main()
