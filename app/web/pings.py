"""Engine.IO's pings without a thread that sleeps for each socket.

The package starts a thread for every ping, and it sleeps out its 25 seconds even where
the socket is long closed. What is replaced is `Socket.schedule_ping`; its conversation
with `last_ping` is kept: None while there is nothing to wait for.
"""

import time
from contextlib import suppress
from time import monotonic
from typing import Any

from engineio import packet
from engineio.exceptions import SocketIsClosedError

from app.web.deadlines import Deadlines
from app.web.lobby import Ticket


class Pings:
    """Asks the sockets of one server for signs of life; drops those that give none."""

    def __init__(self, engine: Any, deadlines: Deadlines) -> None:
        self._engine = engine
        self._deadlines = deadlines

    def watch(self, socket: Any, ticket: Ticket) -> None:
        """Ping a socket from now on, until its ticket is given back."""
        socket.schedule_ping = lambda: self._schedule(socket, ticket)

    def _schedule(self, socket: Any, ticket: Ticket) -> None:
        """Have the next ping sent in time: at the beginning, and after each answer."""
        if not socket.last_ping:
            return
        socket.last_ping = ticket.pinged = None
        ticket.expect(
            self._deadlines.after(
                self._engine.ping_interval, lambda: self._ping(socket, ticket)
            )
        )

    def _ping(self, socket: Any, ticket: Ticket) -> None:
        if socket.closing or socket.closed:
            return
        socket.last_ping, ticket.pinged = time.time(), monotonic()
        # Before it is sent: the answer, which has the next ping expected, may be quick.
        ticket.expect(self._deadlines.after(self._engine.ping_timeout, ticket.drop))
        with suppress(SocketIsClosedError):
            socket.send(packet.Packet(packet.PING))
