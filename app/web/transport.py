"""The websocket beneath Socket.IO, with limits that the packages do not set.

Uses inner names of Engine.IO and simple-websocket: tests hold each property, so that a
new release that moves them is noticed.
"""

import logging
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import simple_websocket
from engineio.async_drivers._websocket_wsgi import SimpleWebSocketWSGI
from simple_websocket.errors import SimpleWebsocketError
from wsproto.utilities import ProtocolError

from app.web.handshake import HEADERS_KEY, HeadedConnection
from app.web.headers import HEADERS
from app.web.limits import TokenBucket
from app.web.protocol import MESSAGE_BYTES

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

log = logging.getLogger(__name__)

DEAD_SECONDS = 20  # a peer that takes no bytes for so long is gone
WAITING_MESSAGES = 64  # read but not handled yet
MESSAGES_PER_SECOND = 500.0
MESSAGES_AT_ONCE = 1000.0


class BoundedSocket(simple_websocket.Server):  # type: ignore[misc]  # untyped package
    """Reads no further while messages wait to be handled: TCP slows the sender."""

    def __init__(self, environ: "WSGIEnvironment", **options: Any) -> None:
        self.drained = threading.Event()
        super().__init__(environ, **options)

    def handshake(self) -> None:
        """Answer the handshake, with the security headers."""
        self.ws = HeadedConnection(self.environ.get(HEADERS_KEY, HEADERS))
        super().handshake()

    def _handle_events(self) -> Any:
        goes_on = super()._handle_events()
        if not goes_on:
            # The package wakes the receiver before it says that the socket is closed;
            # one that is quick would go back to sleep for good.
            self.connected = False
            self.event.set()
        while self.connected and len(self.input_buffer) > WAITING_MESSAGES:
            self.drained.clear()
            self.drained.wait(0.1)
        return goes_on

    def receive(self, timeout: float | None = None) -> Any:
        """Return the next message and let the reader go on."""
        message = super().receive(timeout)
        self.drained.set()
        return message


class Transport(SimpleWebSocketWSGI):  # type: ignore[misc]  # untyped package
    """One websocket as Engine.IO sees it."""

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Any:
        """Serve the socket until it closes."""
        tune(environ["werkzeug.socket"])
        self._bucket = TokenBucket(MESSAGES_PER_SECOND, MESSAGES_AT_ONCE)
        try:
            self.ws = BoundedSocket(environ, max_message_size=MESSAGE_BYTES)
        except (SimpleWebsocketError, ProtocolError, OSError):
            raise ConnectionError from None
        try:
            self.app(self)
        except ConnectionError:
            raise
        except Exception as error:  # our handlers raise nothing: Engine.IO's decoder
            kind = type(error).__name__
            log.warning("closing a socket after a frame that is not ours: %s", kind)
        finally:
            self.close()
        raise ConnectionError  # tells Werkzeug that there is nothing left to answer

    def wait(self) -> Any:
        """Return the next message, None once the socket is closed."""
        message = super().wait()
        if message is not None and not self._bucket.take():
            log.warning("closing a socket that sends too many messages")
            return None
        return message

    def close(self) -> None:
        """Close, and free the threads that wait on a peer that is gone."""
        with suppress(OSError, SimpleWebsocketError, ProtocolError):
            super().close()
        self.ws.event.set()
        self.ws.drained.set()
        with suppress(OSError):  # it may be closed already
            self.ws.sock.shutdown(socket.SHUT_RDWR)


def tune(connection: socket.socket) -> None:
    """Send small frames at once, and let go of peers that take nothing any more."""
    connection.settimeout(None)
    if connection.family not in (socket.AF_INET, socket.AF_INET6):
        return
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    if hasattr(socket, "TCP_USER_TIMEOUT"):  # Linux
        milliseconds = DEAD_SECONDS * 1000
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, milliseconds)


def install(engine: Any, on_message: Callable[[str, Any], None]) -> None:
    """Make an Engine.IO server use this transport, and `on_message` as its handler."""
    driver = dict(engine._async)
    driver["websocket"] = Transport
    engine._async = driver
    engine.on("message", on_message)
