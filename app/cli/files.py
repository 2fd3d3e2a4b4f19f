"""JSON from and to files and the standard streams, strictly."""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from app.cli.errors import CommandError
from app.training.documents import MOST_BYTES, DocumentError, read_document_bytes

STANDARD = "-"


def read_json(path: str) -> Any:
    """Return the JSON value in the file at `path`, or on standard input for `-`.

    See `documents` for what a file may be.

    Raises:
        CommandError: it cannot be read, or is not JSON.
    """
    name = "standard input" if path == STANDARD else path
    with _told("read", name):
        data = _read(path)
    try:
        return read_document_bytes(data)
    except DocumentError as error:
        raise CommandError(f"{name} is not JSON: {error}") from error


class JsonOutput:
    """A file, or standard output for `-`, for one document that is still to come.

    Opened first, so that a path that cannot be written is told before the work. An old
    file keeps its content until `write`; a new one is removed if nothing was written.
    """

    def __init__(self, path: str) -> None:
        """Open `path`; raises CommandError where it cannot be written."""
        self._name = "standard output" if path == STANDARD else path
        self._path = path
        self._is_new = path != STANDARD and not os.path.lexists(path)
        with _told("write", self._name):
            self._stream = sys.stdout if path == STANDARD else _open(path)

    def write(self, value: object, indent: int | None = None) -> None:
        """Write `value`; numbers in full precision, non-finite ones refused."""
        self.write_text(json.dumps(value, allow_nan=False, indent=indent) + "\n")

    def write_text(self, text: str) -> None:
        """Write `text` as it is; a file holds ASCII, so that no encoding matters."""
        with _told("write", self._name):
            self._stream.write(text)
            self._stream.flush()
            if self._path != STANDARD and Path(self._path).is_file():
                self._stream.truncate()
        self._is_new = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._path == STANDARD:
            return
        with suppress(OSError):
            self._stream.close()
        if self._is_new:
            with suppress(OSError):
                Path(self._path).unlink()


def _read(path: str) -> bytes:
    if path == STANDARD:
        return sys.stdin.buffer.read(MOST_BYTES + 1)
    with open(path, "rb") as stream:
        return stream.read(MOST_BYTES + 1)


def _open(path: str) -> Any:
    """Open for writing without emptying the file, which a fault could leave empty."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT, 0o666)
    return open(descriptor, "w", encoding="ascii", newline="\n")


@contextmanager
def _told(verb: str, name: str) -> Iterator[None]:
    """Turn the system's refusal into one line; a reader that left is main's affair."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        reason = error.strerror or error
        raise CommandError(f"cannot {verb} {name}: {reason}") from error
