"""JSON from bytes that somebody else wrote, strictly: the one reader of such files."""

import codecs
import json
from typing import Any, NoReturn

# What Windows shells and editors put in front of a text, longest first: the mark of
# UTF-32 begins like that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def parse_json(data: bytes) -> Any:
    """Return the JSON value in `data`: UTF-8, or what its byte-order mark says.

    NaN, Infinity and keys given twice, which Python's reader lets pass, are refused.

    Raises:
        ValueError: it is no such JSON; the message says why.
    """
    try:
        return json.loads(
            _text(data),
            parse_constant=_refuse_constant,
            object_pairs_hook=_unique,
        )
    except UnicodeDecodeError as error:
        raise ValueError("it is not text in UTF-8 or UTF-16") from error
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error


def _text(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding)
    if data[:2] == b"{\0" or data[:2] == b"\0{":  # UTF-16 whose mark was lost
        return data.decode("utf-16-le" if data[1] == 0 else "utf-16-be")
    return data.decode("utf-8")


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
