"""JSON from and to files and the standard streams, strictly."""

import errno
import json
import os
import stat
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from itertools import combinations
from tempfile import mkstemp
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


class Output:
    """A file, or standard output for `-`, for one document that is still to come.

    Made first, so that a path that cannot be written is told before the work. The
    document is written beside the old file, which it replaces only once it is whole: a
    full disk, a fault or Ctrl-C leaves what was there.
    """

    def __init__(self, path: str) -> None:
        """Open `path`; raises CommandError where it cannot be written."""
        self.name = "standard output" if path == STANDARD else path
        self._part: str | None = None
        self._target = os.path.realpath(path)
        with _told("write", self.name):
            self._stream = self._open(path)

    @property
    def is_standard(self) -> bool:
        """Tell whether it goes to standard output."""
        return self._stream is sys.stdout

    def write(self, value: object, indent: int | None = None) -> None:
        """Write `value` as JSON; numbers in full precision, non-finite ones refused."""
        self.write_text(json.dumps(value, allow_nan=False, indent=indent) + "\n")

    def write_text(self, text: str) -> None:
        """Write `text` as it is; a file holds ASCII, so that no encoding matters."""
        with _told("write", self.name):
            self._stream.write(text)
            self._stream.flush()
            if self._part is not None:
                os.fsync(self._stream.fileno())
                self._stream.close()
                os.chmod(self._part, _mode(self._target))
                os.replace(self._part, self._target)
                self._part = None

    def _open(self, path: str) -> Any:
        if path == STANDARD:
            return sys.stdout
        if os.path.exists(path) and not os.path.isfile(path):
            # A device or a pipe (or a folder, which refuses) has nothing to replace.
            return open(path, "w", encoding="ascii", newline="\n")
        folder, name = os.path.split(self._target)
        if os.path.exists(path) and not os.access(path, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        descriptor, self._part = mkstemp(".part", f".{name[:100]}.", folder)
        return open(descriptor, "w", encoding="ascii", newline="\n")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.is_standard:
            return
        with suppress(OSError):
            self._stream.close()
        if self._part is not None:
            with suppress(OSError):
                os.unlink(self._part)


def check_apart(paths: Mapping[str, str | None]) -> None:
    """Raise CommandError where two of the named paths are one file.

    `paths` are the files by what names them on the command line; None and `-` are no
    files of their own.
    """
    named = [(name, path) for name, path in paths.items() if path is not None]
    for (first, one), (second, other) in combinations(named, 2):
        if _is_same(one, other):
            raise CommandError(
                f"{second} must be another file than {first}; received {other} for both"
            )


def _is_same(one: str, other: str) -> bool:
    if STANDARD in {one, other}:
        return False
    try:
        return os.path.samefile(one, other) and os.path.isfile(one)
    except OSError:  # one of them is still to be made
        return os.path.realpath(one) == os.path.realpath(other)


def _mode(path: str) -> int:
    """Return the permissions of the old file, or those that a new one would get."""
    try:
        return stat.S_IMODE(os.stat(path).st_mode)
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


def _read(path: str) -> bytes:
    if path == STANDARD:
        return sys.stdin.buffer.read(MOST_BYTES + 1)
    with open(path, "rb") as stream:
        return stream.read(MOST_BYTES + 1)


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
