"""The websocket beneath Socket.IO, with limits that the packages do not set.

Uses inner names of Engine.IO and simple-websocket: tests hold each property, so that a
new release that moves them is noticed.
"""

import logging
import queue
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import simple_websocket
from engineio.async_drivers._websocket_wsgi import SimpleWebSocketWSGI
from simple_websocket.errors import SimpleWebsocketError
from wsproto.utilities import ProtocolError

from app.web.connection import tune
from app.web.door import ticket_of
from app.web.handshake import HEADERS_KEY, HeadedConnection
from app.web.headers import HEADERS
from app.web.limits import TokenBucket
from app.web.pings import Pings
from app.web.protocol import MESSAGE_BYTES

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

log = logging.getLogger(__name__)

WAITING_MESSAGES = 64  # read but not handled yet
FAREWELL_SECONDS = 1.0  # for the answer to a peer that closes
MESSAGES_PER_SECOND = 500.0
MESSAGES_AT_ONCE = 1000.0
# In a request's environ: to be called once its connection is a websocket.
UPGRADED = "playground.upgraded"


class Line:
    """A connection as simple-websocket uses it; to close it ends what waits on it.

    The package's reader closes the socket while its writer may wait for a peer that
    takes nothing any more: only a shutdown wakes the writer.
    """

    def __init__(self, connection: socket.socket) -> None:
        self.recv = connection.recv
        self.send = connection.sendall
        self._connection = connection

    def shutdown(self) -> None:
        """End it for both sides; does not wait."""
        with suppress(OSError):  # it may be closed already
            self._connection.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """End it and let go of its descriptor."""
        self.shutdown()
        self._connection.close()


class BoundedSocket(simple_websocket.Server):  # type: ignore[misc]  # untyped package
    """Reads no further while messages wait to be handled: TCP slows the sender."""

    def __init__(self, environ: "WSGIEnvironment", **options: Any) -> None:
        self.drained = threading.Event()
        self.ended = threading.Event()
        line = Line(environ["werkzeug.socket"])
        super().__init__(environ | {"werkzeug.socket": line}, **options)

    def _thread(self) -> None:
        try:
            super()._thread()
        finally:
            self.ended.set()

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

    def __init__(self, handler: Any, server: Any, **options: Any) -> None:
        super().__init__(handler, server, **options)
        self._engine = server
        self._socket = handler.__self__  # Engine.IO's own, whose method `handler` is

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Any:
        """Serve the socket until it closes."""
        tune(environ["werkzeug.socket"])
        self._bucket = TokenBucket(MESSAGES_PER_SECOND, MESSAGES_AT_ONCE)
        self._ticket = ticket_of(environ)
        try:
            self._serve(environ)
        finally:
            # Engine.IO would forget it only where no exception is raised: at the next
            # sweep, many seconds later.
            self._socket.close(wait=False, abort=True)
            release(self._socket.queue)
            self._engine.sockets.pop(self._socket.sid, None)
        raise ConnectionError  # tells Werkzeug that there is nothing left to answer

    def _serve(self, environ: "WSGIEnvironment") -> None:
        try:
            self.ws = BoundedSocket(environ, max_message_size=MESSAGE_BYTES)
        except (SimpleWebsocketError, ProtocolError, OSError):
            raise ConnectionError from None
        except RuntimeError as error:  # the system gives no further thread
            log.warning("closing a socket that cannot be served: %s", error)
            raise ConnectionError from None
        if UPGRADED in environ:
            environ[UPGRADED]()
        self._ticket.opened(self.drop)
        try:
            self.app(self)
        except ConnectionError:
            raise
        except Exception as error:  # our handlers raise nothing: Engine.IO's decoder
            kind = type(error).__name__
            log.warning("closing a socket after a frame that is not ours: %s", kind)
        finally:
            self.close()

    def wait(self) -> Any:
        """Return the next message, None once the socket is closed."""
        message = super().wait()
        if message is not None and not self._bucket.take():
            log.warning("closing a socket that sends too many messages")
            message = None
        if message is None:
            self._ticket.leave()
            # The reader still answers the peer's farewell; the writer, which may wait
            # for a peer that reads nothing, has no more to say.
            if not self.ws.connected:
                self.ws.ended.wait(FAREWELL_SECONDS)
            self.drop()
        return message

    def drop(self) -> None:
        """End the connection; does not wait. The threads find out on their own."""
        self.ws.sock.shutdown()

    def close(self) -> None:
        """Close, and free the threads that wait on a peer that is gone."""
        with suppress(OSError, SimpleWebsocketError, ProtocolError):
            super().close()
        self.ws.event.set()
        self.ws.drained.set()
        self.drop()


def release(packets: "queue.Queue[Any]") -> None:
    """Let go of whoever waits until a socket's packets are sent, or will do so.

    Engine.IO's `Socket.close` waits for that without an end; but the one that sends
    them may be gone already, with the peer.
    """
    packets.join = lambda: None  # type: ignore[method-assign]
    with suppress(queue.Empty):
        while True:
            packets.get_nowait()
            packets.task_done()


def install(engine: Any, pings: Pings, on_message: Callable[[str, Any], None]) -> None:
    """Make an Engine.IO server use this transport, `pings`, and `on_message`."""
    driver = dict(engine._async)
    driver["websocket"] = Transport
    engine._async = driver
    engine.on("message", on_message)
    greet = engine.handlers["connect"]  # Socket.IO's

    def connect(eio_sid: str, environ: "WSGIEnvironment") -> Any:
        pings.watch(engine.sockets[eio_sid], ticket_of(environ))
        return greet(eio_sid, environ)

    engine.on("connect", connect)
