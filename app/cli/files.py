"""JSON from and to files and the standard streams, strictly."""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, NoReturn, Self

from app.cli.errors import CommandError

STANDARD = "-"
MOST_BYTES = 20_000_000  # a settings file has a few hundred, a long run's record this


def read_json(path: str) -> Any:
    """Return the JSON value in the file at `path`, or on standard input for `-`.

    NaN, Infinity and keys given twice, which Python's reader lets pass, are refused.

    Raises:
        CommandError: it cannot be read, or is not JSON.
    """
    name = "standard input" if path == STANDARD else path
    with _told("read", name):
        data = _read(path)
    try:
        if len(data) > MOST_BYTES:
            raise ValueError(f"it has more than {MOST_BYTES} bytes")
        return json.loads(
            data.decode("utf-8"),
            parse_constant=_refuse_constant,
            object_pairs_hook=_unique,
        )
    except UnicodeDecodeError as error:
        raise CommandError(f"{name} is not JSON: it is not UTF-8 text") from error
    except RecursionError as error:
        raise CommandError(f"{name} is not JSON: it is nested too deeply") from error
    except ValueError as error:
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
