"""A link that leads to a run as it stands: settings, changes on the way, how far it is.

Settings stand in it by name, as in the address bar. The list of changes is packed: its
JSON is deflated, with what such lists are made of as a dictionary, and written in
letters that every chat program leaves alone.
"""

import base64
import binascii
import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode

from app.training import defaults
from app.training.changes import Change, checked_changes
from app.training.documents import read_document_bytes
from app.training.errors import SettingsError
from app.training.fields import Integer, received
from app.training.link_names import CHANGES, DEFAULTS, UPDATE
from app.training.permalink import MOST_FIELDS, to_query
from app.training.settings import Settings

LONGEST_LINK = 2_000  # characters in all: longer ones are cut by chat programs
MOST_UPDATES = 10**9
_MOST_UNPACKED = 200_000  # bytes; a packed list of a whole link is far shorter
_FORMAT = "1"  # the way of packing: first sign of the packed list
# Links hold this only by its effect: it must never change, or a new format is needed.
_COMMON = (
    b'"early_stopping":false,"max_epochs":20000,"target_error":null,"restore_best":'
    b'"momentum":"batch_size":"patience":"min_delta":"start_epoch":"criteria":["patience'
    b'"],"gl_threshold":"pq_threshold":"rises":"strip_length":"dropout":0."l1":0.0"l2":0'
    b'.0"target":"weights":{"restored":["removed":["added":[{"x":[-0."open_test":true}'
    b',"example":}},"labels":{"0":1,"1":0,"set":{"learning_rate":0.0}},{"update":1[{'
    b'"update":'
)


@dataclass(frozen=True)
class Shared:
    """What a link tells of its run beside the settings at its start."""

    changes: Sequence[Change]
    update: int


def read_link(
    query: str, settings: Settings
) -> tuple[Shared | None, list[SettingsError]]:
    """Return how far the run of a link has come, and what is wrong with that.

    None where the link holds settings alone. `settings` are the link's own. A bad part
    is left out and said.
    """
    try:
        pairs = parse_qsl(
            query.removeprefix("?"), keep_blank_values=True, max_num_fields=MOST_FIELDS
        )
    except ValueError:
        return None, []  # it is said where the settings are read
    errors: list[SettingsError] = []
    changes: list[Change] = []
    update = 0
    try:
        update = _update(_only(pairs, UPDATE))
    except SettingsError as error:
        errors.append(error)
    try:
        changes = _changes(_only(pairs, CHANGES), settings)
    except SettingsError as error:
        errors.append(error)
    return (Shared(changes, update) if changes or update else None), errors


def write_link(settings: Settings, changes: Sequence[Change], update: int) -> str:
    """Return the query of a link to a run, as long as it gets.

    `settings` are those at the start, `changes` all up to the next update.
    """
    parts = {DEFAULTS: str(defaults.DEFAULTS_VERSION)}
    if changes:
        parts[CHANGES] = pack([change.as_dict() for change in changes])
    if update:
        parts[UPDATE] = str(update)
    named = to_query(settings)
    return "&".join(filter(None, (named, urlencode(parts))))


def pack(changes: Sequence[dict[str, Any]]) -> str:
    """Return a list of changes as letters, digits, `-` and `_`."""
    short = [{k: v for k, v in each.items() if v != {}} for each in changes]
    text = json.dumps(short, allow_nan=False, separators=(",", ":")).encode()
    packer = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zdict=_COMMON)
    # Raw, with a checksum of our own: a letter that was lost must not be another run.
    data = packer.compress(text) + packer.flush() + _sum(text)
    return _FORMAT + base64.urlsafe_b64encode(data).decode("ascii").rstrip("=")


def unpack(packed: str) -> Any:
    """Return the list that was packed; what is in it still has to be checked.

    Raises:
        ValueError: the text is none that `pack` has made.
    """
    if packed[:1] != _FORMAT:
        raise ValueError("it is not packed in a way that is known here")
    letters = packed[1:]
    try:
        data = base64.b64decode(
            letters + "=" * (-len(letters) % 4), altchars=b"-_", validate=True
        )
        unpacker = zlib.decompressobj(-15, zdict=_COMMON)
        text = unpacker.decompress(data, _MOST_UNPACKED)
    except (binascii.Error, zlib.error, ValueError) as error:
        raise ValueError("it is damaged or cut off") from error
    if not unpacker.eof or unpacker.unused_data != _sum(text):
        raise ValueError("it is damaged or cut off")
    return read_document_bytes(text)


def _sum(text: bytes) -> bytes:
    return zlib.crc32(text).to_bytes(4, "big")


def _only(pairs: Sequence[tuple[str, str]], name: str) -> str | None:
    found = [text for each, text in pairs if each == name]
    if len(found) > 1:
        raise _left_out(name, "it is given twice")
    return found[0] if found else None


def _update(text: str | None) -> int:
    if text is None:
        return 0
    if not (text.isascii() and text.isdigit()) or len(text) > 10:
        raise _left_out(
            UPDATE, f"it is no number of updates; received {received(text)}"
        )
    try:
        return Integer(0, MOST_UPDATES).check(UPDATE, int(text))
    except SettingsError as error:
        raise _left_out(UPDATE, error.sentence) from error


def _changes(text: str | None, settings: Settings) -> list[Change]:
    if text is None:
        return []
    try:
        listed = unpack(text)
        if isinstance(listed, list):
            listed = [
                {"set": {}, **each} if isinstance(each, dict) else each
                for each in listed
            ]
        return checked_changes(settings, listed)
    except SettingsError as error:
        raise _left_out(CHANGES, error.sentence) from error
    except ValueError as error:
        raise _left_out(CHANGES, str(error)) from error


_WORDS = {
    CHANGES: "The list of changes in this link",
    UPDATE: "The moment that this link leads to",
}


def _left_out(name: str, why: str) -> SettingsError:
    end = "" if why.endswith(("?", ".")) else "."
    return SettingsError("syntax", name, f"{_WORDS[name]} was left out: {why}{end}")
