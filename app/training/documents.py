"""JSON out of bytes: files of the command line, and those that the page is given."""

import codecs
import json
from typing import Any, NoReturn

MOST_BYTES = 20_000_000  # a settings file has a few hundred, a long run's record this

# Longer marks first: that of UTF-32 begins like that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


class DocumentError(ValueError):
    """Why bytes are no JSON document, to follow "it is not JSON: "."""


def read_document_bytes(data: bytes) -> Any:
    """Return the JSON value in `data`, which may begin with a byte-order mark.

    UTF-8, or UTF-16 as a Windows shell writes it. NaN, Infinity and keys given twice,
    which Python's reader lets pass, are refused.

    Raises:
        DocumentError: it is too long, no such text, or not JSON.
    """
    if len(data) > MOST_BYTES:
        raise DocumentError(f"it has more than {MOST_BYTES} bytes")
    text = _decoded(data)
    if not text.strip():
        raise DocumentError("it is empty")
    try:
        return json.loads(
            text, parse_constant=_refuse_constant, object_pairs_hook=_unique
        )
    except RecursionError as error:
        raise DocumentError("it is nested too deeply") from error
    except ValueError as error:
        raise DocumentError(str(error)) from error


def _decoded(data: bytes) -> str:
    mark, encoding = next(
        ((mark, name) for mark, name in _MARKS if data.startswith(mark)),
        (b"", _unmarked(data)),
    )
    try:
        return data[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        name = encoding.upper().removesuffix("-LE").removesuffix("-BE")
        hint = "" if mark else "; save it as UTF-8"
        raise DocumentError(f"it is not {name} text{hint}") from error


def _unmarked(data: bytes) -> str:
    """Return the encoding of text without a mark: JSON begins with ASCII."""
    first, second = data[:1] == b"\0", data[1:2] == b"\0"
    if second and not first:
        return "utf-16-le"
    return "utf-16-be" if first and not second and len(data) > 1 else "utf-8"


def _refuse_constant(token: str) -> NoReturn:
    raise ValueError(f"{token} is not a number that JSON knows")


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return the object; raises ValueError for a key given twice."""
    value = dict(pairs)
    if len(value) != len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise ValueError(f"the key {twice[:60]} is given twice")
    return value
