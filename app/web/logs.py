"""The server's log: lines that are safe to show, and never more than a disk can take.

Anybody can make the server write lines, and with what in them: control characters could
drive the terminal of whoever reads them, line breaks could forge lines, and a flood
could fill the disk.
"""

import logging
import socketserver
import sys
import threading
from collections.abc import Callable
from time import monotonic
from types import TracebackType
from typing import Any, TextIO

from app.training.errors import fault_number
from app.web.limits import TokenBucket

log = logging.getLogger(__name__)

LONGEST_LINE = 1000  # characters
LONGEST_TRACEBACK = 8000
# Warnings are made by clients, errors by ourselves: the ones must not hide the others.
LINES_PER_SECOND, LINES_AT_ONCE = 0.2, 100.0
INDENT = "    "  # of what follows a record's first line: it cannot pass for one


class PlainFormatter(logging.Formatter):
    """Formats a record as one line, and its traceback, indented, as further ones."""

    def __init__(self) -> None:
        super().__init__("%(levelname)s %(name)s: %(message)s")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802
        """Return the first line."""
        return escaped(cut(super().formatMessage(record), LONGEST_LINE))

    def formatException(self, ei: Any) -> str:  # noqa: N802
        """Return the lines of a traceback."""
        return indented(cut(super().formatException(ei), LONGEST_TRACEBACK))

    def formatStack(self, stack_info: str) -> str:  # noqa: N802
        """Return the lines of a stack."""
        return indented(cut(super().formatStack(stack_info), LONGEST_TRACEBACK))


class BoundedHandler(logging.StreamHandler[TextIO]):
    """Writes to a stream, at a bounded rate; says how much it left out.

    `clock()` returns seconds.
    """

    def __init__(self, stream: TextIO, clock: Callable[[], float] = monotonic) -> None:
        super().__init__(stream)
        self.setFormatter(PlainFormatter())
        self._buckets = {
            is_error: TokenBucket(LINES_PER_SECOND, LINES_AT_ONCE, clock)
            for is_error in (False, True)
        }
        self._left_out = 0

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record, unless there were too many."""
        if not self._buckets[record.levelno >= logging.ERROR].take():
            self._left_out += 1
            return
        self._own_up()
        super().emit(record)

    def close(self) -> None:
        """Say what was left out at last."""
        self._own_up()
        super().close()

    def _own_up(self) -> None:
        count, self._left_out = self._left_out, 0
        if count:
            told = "line was" if count == 1 else "lines were"
            self.stream.write(f"WARNING log: {count} {told} left out: too many\n")
            self.flush()


def escaped(text: str) -> str:
    r"""Return one line without control characters: they become \x1b and the like."""
    return "".join(c if c.isprintable() else _name(c) for c in text)


def indented(text: str) -> str:
    """Return lines that none of which can pass for a record's first one."""
    return "\n".join(INDENT + escaped(line) for line in text.split("\n"))


def cut(text: str, longest: int) -> str:
    """Return a text, or the beginning and the end of one longer than `longest`."""
    if len(text) <= longest:
        return text
    half = longest // 2
    return f"{text[:half]} … ({len(text) - 2 * half} characters) … {text[-half:]}"


def _name(character: str) -> str:
    return character.encode("unicode_escape", "surrogatepass").decode("ascii")


def install(stream: TextIO | None = None) -> BoundedHandler:
    """Make all loggers, and what threads leave uncaught, write through one handler."""
    handler = BoundedHandler(stream or sys.stderr)
    root = logging.getLogger()
    for old in list(root.handlers):
        root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    threading.excepthook = _of_thread
    return handler


def _of_thread(given: threading.ExceptHookArgs) -> None:
    if given.exc_type is SystemExit:
        return
    _fault("in a thread", given.exc_type, given.exc_value, given.exc_traceback)


def _fault(
    where: str,
    kind: type[BaseException] | None,
    error: BaseException | None,
    trace: TracebackType | None,
) -> None:
    """Log what nobody caught; a peer that is gone is nobody's fault."""
    if isinstance(error, ConnectionError | TimeoutError):
        return
    about = (kind, error, trace) if kind is not None and error is not None else None
    log.error("error %s %s", fault_number(), where, exc_info=about)


def watch_connections(server: socketserver.BaseServer) -> None:
    """Have a server log what goes wrong in a connection, instead of printing it."""

    def handle_error(request: Any, client_address: Any) -> None:
        _fault("in a connection", *sys.exc_info())

    server.handle_error = handle_error  # type: ignore[method-assign]
