"""One TCP connection of the server: its request's head is read before it has a thread.

Every wait has an end that counts from the beginning, not from the last byte: who sends
or takes one byte at a time gains nothing.
"""

import io
import re
import socket
from collections.abc import Callable
from contextlib import suppress
from http import HTTPStatus
from time import monotonic
from typing import TYPE_CHECKING, Any

from app.web.headers import HEADERS
from app.web.protocol import CROWDED

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer, WriteableBuffer

REQUEST_SECONDS = 20.0  # in which a whole request must have come
ANSWER_SECONDS = 20.0  # in which an answer must be taken ...
LEAST_BYTES_PER_SECOND = 8192  # ... and a second more for each so many bytes
HEAD_BYTES = 64 * 1024
READ_BYTES = 16 * 1024
END_OF_HEAD = re.compile(rb"\n\r?\n")
REQUEST_LINE = re.compile(rb"[!-~]+[ \t]+\S+([ \t]+HTTP/1\.\d+)?[ \t]*\r?\n")
Headers = tuple[tuple[str, str], ...]
DEAD_SECONDS = 20  # a peer that takes no bytes for so long is gone


class BadHeadError(ValueError):
    """What has come is no head of a request; `status` is what it is answered with."""

    def __init__(self, status: HTTPStatus) -> None:
        super().__init__(status.phrase)
        self.status = status


class Connection:
    """A connection that was accepted; it does not block until its head is whole.

    Attributes:
        socket: the connection itself. address: the peer's. began: when it was accepted,
            on the monotonic clock. upgraded: to be called once it is a websocket.
    """

    def __init__(
        self, accepted: socket.socket, address: Any, headers: Headers = HEADERS
    ) -> None:
        self._headers = headers
        self.socket = accepted
        self.address = address
        self.began = monotonic()
        self.upgraded: Callable[[], None] = lambda: None
        self.head = bytearray()
        accepted.setblocking(False)

    @property
    def ends(self) -> float:
        """When its request must have come, on the monotonic clock."""
        return self.began + REQUEST_SECONDS

    def read_head(self) -> bool:
        """Read what is there; return True once there is enough to be answered.

        That is the whole head, or a first line that is to be refused as it is.

        Raises:
            BadHeadError: it is none, or too long.
            OSError: the peer has closed or reset the connection.
        """
        while True:
            try:
                part = self.socket.recv(READ_BYTES)
            except BlockingIOError:
                return False
            if not part:
                raise ConnectionError("the peer has closed")
            seen = max(0, len(self.head) - 3)
            self.head += part
            if not self.head[:1].isalpha():  # TLS, or nothing that is HTTP
                raise BadHeadError(HTTPStatus.BAD_REQUEST)
            if END_OF_HEAD.search(self.head, seen) or self._is_no_request():
                return True
            if len(self.head) > HEAD_BYTES:
                raise BadHeadError(
                    HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
                    if b"\n" in self.head
                    else HTTPStatus.REQUEST_URI_TOO_LONG
                )

    def _is_no_request(self) -> bool:
        return b"\n" in self.head and REQUEST_LINE.match(self.head) is None

    @property
    def is_quick(self) -> bool:
        """Tell whether its answer is a few bytes: a handshake, or a sign of life."""
        line, _, rest = bytes(self.head).partition(b"\n")
        upgrades = re.search(rb"^upgrade:[ \t]*websocket", rest, re.I | re.M)
        return b"/healthz" in line or upgrades is not None

    def streams(self) -> tuple[io.BufferedReader, "Writer"]:
        """Return what a request is read from and its answer written to; they block."""
        tune(self.socket)
        writer = Writer(self.socket)
        return io.BufferedReader(Reader(self, writer)), writer

    def refuse(
        self, status: HTTPStatus, reason: str = "", retry_after: int | None = None
    ) -> None:
        """Answer in one go, without waiting, and close."""
        body = (reason or status.phrase) + "\n"
        lines = [f"HTTP/1.1 {status} {status.phrase}"]
        lines += [f"{name}: {value}" for name, value in self._headers]
        if retry_after is not None:
            lines.append(f"Retry-After: {retry_after}")
        lines += [
            "Cache-Control: no-store",
            "Content-Type: text/plain; charset=utf-8",
            f"Content-Length: {len(body.encode())}",
            "Connection: close",
        ]
        with suppress(OSError):
            self.socket.setblocking(False)
            self.socket.send(("\r\n".join(lines) + f"\r\n\r\n{body}").encode())
            self.socket.shutdown(socket.SHUT_WR)
            # What is left unread would reset the connection before the answer is read.
            self.socket.recv(HEAD_BYTES)
        self.close()

    def turn_away(self, seconds: int) -> None:
        """Refuse it for `seconds`, as there are too many: the page knows the words."""
        reason = f"{CROWDED} Try again in {seconds} s."
        self.refuse(HTTPStatus.SERVICE_UNAVAILABLE, reason, seconds)

    def drop(self) -> None:
        """End it for both sides; whoever waits on it wakes up."""
        with suppress(OSError):
            self.socket.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Send what was written, and let go of it."""
        with suppress(OSError):
            self.socket.shutdown(socket.SHUT_WR)
        self.socket.close()


class Reader(io.RawIOBase):
    """What a connection sends: its head, then what follows within the request's time.

    Once the answer has begun it waits no more: what comes then is only thrown away.
    """

    def __init__(self, connection: Connection, writer: "Writer") -> None:
        self._connection = connection
        self._writer = writer
        self._head = memoryview(bytes(connection.head))

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        """Read some bytes; 0 at the end. Raises TimeoutError when the time is over."""
        if self._head:
            room = memoryview(buffer)
            count = min(len(room), len(self._head))
            room[:count] = self._head[:count]
            self._head = self._head[count:]
            return count
        left = 0.0 if self._writer.has_begun else self._connection.ends - monotonic()
        peer = self._connection.socket
        peer.settimeout(max(left, 0.0))
        try:
            return peer.recv_into(buffer)
        except BlockingIOError:
            if self._writer.has_begun:
                return 0
            raise TimeoutError("the request took too long") from None


class Writer(io.BufferedIOBase):
    """Sends an answer; a peer that takes it too slowly is given up."""

    def __init__(self, peer: socket.socket) -> None:
        self._peer = peer
        self.has_begun = False

    def writable(self) -> bool:
        """Return True."""
        return True

    def write(self, data: "ReadableBuffer") -> int:
        """Send all of `data`. Raises TimeoutError when that takes too long."""
        self.has_begun = True
        size = memoryview(data).nbytes
        # To `sendall` this is the time for all of it, not for each part.
        self._peer.settimeout(ANSWER_SECONDS + size / LEAST_BYTES_PER_SECOND)
        self._peer.sendall(data)
        return size


def tune(peer: socket.socket) -> None:
    """Send small frames at once, and let go of peers that take nothing any more."""
    peer.settimeout(None)
    if peer.family not in (socket.AF_INET, socket.AF_INET6):
        return
    with suppress(OSError):  # macOS: the peer has closed it already
        peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if hasattr(socket, "TCP_USER_TIMEOUT"):  # Linux
            milliseconds = DEAD_SECONDS * 1000
            peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, milliseconds)
