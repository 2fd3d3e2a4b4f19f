"""Accepts connections and waits for their requests: one thread for all of them.

Werkzeug's own server starts a thread for every connection, however little it sends;
here a connection gets one once the head of its request is whole. `BaseWSGIServer` is
what Werkzeug's handler asks of a server.
"""

import errno
import logging
import os
import selectors
import socket
import threading
from contextlib import suppress
from http import HTTPStatus
from time import monotonic
from typing import Any

from flask import Flask
from werkzeug.serving import BaseWSGIServer

from app.web.capacity import Capacity
from app.web.connection import BadHeadError, Connection
from app.web.crew import AGAIN_SECONDS, Crew
from app.web.retries import Retries

log = logging.getLogger(__name__)

ACCEPTED_AT_ONCE = 64
TOLD_SECONDS = 60.0  # of what goes on and on, one line in so long
NOTHING_LEFT = (errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM)


class Reception(BaseWSGIServer):
    """Serves `app` on a socket that listens.

    `handler` is the class that answers one connection; what is refused before has its
    `security_headers` as well.
    """

    multithread = True

    def __init__(
        self,
        listener: socket.socket,
        host: str,
        app: Flask,
        handler: Any,
        room: Capacity,
    ) -> None:
        port = int(listener.getsockname()[1])
        super().__init__(host, port, app, handler, fd=listener.fileno())
        self.socket.setblocking(False)
        self.pages = Crew(self._serve, room.requests, room.queued)
        self.quick = Crew(self._serve, room.quick, room.queued)
        self._headers = handler.security_headers
        self._most = room.arriving
        self._arriving: dict[Connection, None] = {}  # in order of arrival
        self._selector = selectors.DefaultSelector()
        self._retries = Retries()
        self._told = -TOLD_SECONDS
        self._closing = threading.Event()
        self._closed = threading.Event()
        # Given up for a moment where there is no other: to accept and to say so.
        self._spare: int | None = os.open(os.devnull, os.O_RDONLY)

    def serve_forever(self, poll_interval: float = 0.5) -> None:
        """Serve until `shutdown` is called in another thread."""
        try:
            self._selector.register(self.socket, selectors.EVENT_READ)
            while not self._closing.is_set():
                for key, _ in self._selector.select(poll_interval):
                    self._attend(key.data)
                self._expire()
        finally:
            for connection in self._arriving:
                connection.close()
            self._selector.close()
            self.server_close()
            if self._spare is not None:
                os.close(self._spare)
            self._closed.set()

    def shutdown(self) -> None:
        """Have `serve_forever` end, and wait for that."""
        self._closing.set()
        self._closed.wait()

    def _attend(self, connection: Connection | None) -> None:
        """Accept, or hear what a connection has to say; whatever happens, go on."""
        try:
            if connection is None:
                self._accept()
            else:
                self._hear(connection)
        except Exception:
            log.exception("a connection could not be served")
            if connection is not None:
                self._forget(connection)
                connection.close()

    def _accept(self) -> None:
        for _ in range(ACCEPTED_AT_ONCE):
            try:
                accepted, address = self.socket.accept()
            except OSError as error:
                if error.errno in NOTHING_LEFT:
                    self._turn_away(error)
                return  # there are no more, or one is gone already
            connection = Connection(accepted, address, self._headers)
            self._arriving[connection] = None
            self._selector.register(accepted, selectors.EVENT_READ, connection)
            self._hear(connection)
            if len(self._arriving) > self._most:
                self._refuse(next(iter(self._arriving)))

    def _hear(self, connection: Connection) -> None:
        try:
            if not connection.read_head():
                return
        except BadHeadError as error:
            self._forget(connection)
            connection.refuse(error.status)
            return
        except OSError:
            self._forget(connection)
            connection.close()
            return
        self._forget(connection)
        crew = self.quick if connection.is_quick else self.pages
        connection.upgraded = lambda: crew.release(connection)
        if not crew.take(connection):
            self._refuse(connection)

    def _forget(self, connection: Connection) -> None:
        if self._arriving.pop(connection, self) is None:
            self._selector.unregister(connection.socket)

    def _expire(self) -> None:
        """Refuse those whose request has not come in time: all have equally long."""
        now = monotonic()
        while self._arriving:
            oldest = next(iter(self._arriving))
            if oldest.ends > now:
                return
            self._forget(oldest)
            oldest.refuse(HTTPStatus.REQUEST_TIMEOUT)

    def _refuse(self, connection: Connection) -> None:
        self._forget(connection)
        connection.turn_away(self._retries.seconds())
        self._tell("refusing requests: there are more than can be answered")

    def _turn_away(self, reason: OSError) -> None:
        """Accept one connection with the spare descriptor, and refuse it.

        Else it would wait in the system's queue, and this thread would spin.
        """
        self._tell(f"refusing connections: {reason.strerror}")
        if self._arriving:  # the longest in waiting is the least likely to go on
            self._refuse(next(iter(self._arriving)))
        if self._spare is not None:
            os.close(self._spare)
            self._spare = None
        with suppress(OSError):
            self._refuse(Connection(*self.socket.accept(), self._headers))
        try:
            self._spare = os.open(os.devnull, os.O_RDONLY)
        except OSError:
            self._closing.wait(0.05)  # somebody else took it; do not spin

    def _tell(self, what: str) -> None:
        """Log what may happen very often, once in a while."""
        if monotonic() - self._told > TOLD_SECONDS:
            self._told = monotonic()
            log.warning("%s (told at most once a minute)", what)

    def _serve(self, connection: Connection) -> None:
        """Answer one connection, in a thread of its own, and close it."""
        try:
            if connection.ends < monotonic():  # it has waited in line for too long
                connection.turn_away(AGAIN_SECONDS)
                return
            self.finish_request(connection, connection.address)  # type: ignore[arg-type]
        except Exception:
            self.handle_error(connection, connection.address)
        finally:
            connection.close()
