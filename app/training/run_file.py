"""A file that leads back to a run: settings, changes, how far it came, how it looked.

Settings alone, `{settings, changes}`, a RUN.json, or what the page's Share saves.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.training.changes import Change
from app.training.documents import read_document_bytes
from app.training.errors import SettingsError
from app.training.fields import Integer, received
from app.training.link import MOST_UPDATES
from app.training.link_names import VIEW
from app.training.result import RECORD_KEYS, SHARED_KEYS, read_document
from app.training.settings import Settings
from app.training.validation import setting_name

MOST_BYTES = 6_000_000  # a record of 20,000 epochs, indented, has 3,400,000
# A file of ours has far fewer parts; so many small ones would swell to gigabytes.
_MOST_PARTS = 50_000
_LONGEST_VIEW = 60
_ERRORS = ("train", "validation")
_FOREIGN = (
    "This file holds no run and no settings of Backprop Playground. Open a "
    "settings.json, a RUN.json, or a run that was saved with Share."
)


@dataclass(frozen=True)
class Recorded:
    """What a RUN.json tells of its end: to be compared with what is computed again."""

    epoch: int
    errors: dict[str, float | None]
    versions: dict[str, str]


@dataclass(frozen=True)
class RunFile:
    """A run as a file tells of it.

    `update` is how far to compute it; `view` how the page looked, as in a link, None
    where the file does not tell it.
    """

    settings: Settings
    changes: Sequence[Change]
    update: int
    view: dict[str, str] | None
    recorded: Recorded | None


def read_run_file(data: bytes) -> RunFile:
    """Return the run that a file of these bytes leads to.

    Raises:
        SettingsError: it is no such file; the message says so in the page's words.
    """
    document = _document(data)
    try:
        settings, changes = read_document(document)
        update = _end(document, changes)
    except SettingsError as error:
        raise _refused(
            error.code, f"The file was not opened: {error.sentence}"
        ) from error
    return RunFile(settings, changes, update, _view(document), _recorded(document))


def _document(data: bytes) -> dict[str, Any]:
    if not data.strip():
        raise _refused("syntax", "This file is empty.")
    if len(data) > MOST_BYTES:
        raise too_large()
    # Pictures and the like are no JSON; what only begins like it was cut off.
    if data.count(b"{") + data.count(b"[") > _MOST_PARTS:
        raise _refused("syntax", _FOREIGN)
    try:
        document = read_document_bytes(data)
    except ValueError as error:
        if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] != b"{":
            raise _refused("syntax", _FOREIGN) from error
        raise _refused(
            "syntax",
            f"This file is damaged or cut off, so it was not opened: {error}.",
        ) from error
    if not isinstance(document, dict) or (
        document and not any(map(_is_ours, document))
    ):
        raise _refused("type", _FOREIGN)
    return document


def _is_ours(key: str) -> bool:
    return key in (*RECORD_KEYS, *SHARED_KEYS) or setting_name(key) is not None


def too_large() -> SettingsError:
    """Return the error for a file that is too large to be one of ours."""
    return _refused(
        "range", f"This file is larger than {MOST_BYTES // 10**6} MB: no run is."
    )


def _refused(code: str, message: str) -> SettingsError:
    return SettingsError(code, "file", message)


def _end(document: Mapping[str, Any], changes: Sequence[Change]) -> int:
    """Return the last update to compute.

    That of the file; the end of the training for a record that does not tell it; else
    as far as all of the changes act.
    """
    if "settings" not in document:
        return 0
    for name in ("update", "updates"):
        if name in document:
            return Integer(0, MOST_UPDATES).check(name, document[name])
    if "stop" in document:
        return MOST_UPDATES
    return changes[-1].update - 1 if changes else 0


def _view(document: Mapping[str, Any]) -> dict[str, str] | None:
    """Return what the file tells of the view; the page judges the values."""
    if "settings" not in document or "view" not in document:
        return None
    view = document["view"]
    if not isinstance(view, dict):
        raise _refused(
            "type", f"The file's view must be an object; received {received(view)}"
        )
    return {
        name: value
        for name, value in view.items()
        if name in VIEW and isinstance(value, str) and len(value) <= _LONGEST_VIEW
    }


def _recorded(document: Mapping[str, Any]) -> Recorded | None:
    """Return the errors that the file's last epoch has, where it tells any."""
    history, versions = document.get("history"), document.get("versions")
    if "settings" not in document or not isinstance(history, dict):
        return None
    last = {name: _last(history.get(name)) for name in ("epoch", *_ERRORS)}
    epoch = last.pop("epoch")
    if epoch is None or not float(epoch).is_integer():
        return None
    made = versions if isinstance(versions, dict) else {}
    words = {str(name)[:40]: str(value)[:40] for name, value in list(made.items())[:5]}
    return Recorded(int(epoch), last, words)


def _last(column: object) -> float | None:
    value = column[-1] if isinstance(column, list) and column else None
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return value if is_number else None
