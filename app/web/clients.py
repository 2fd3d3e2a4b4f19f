"""The connections of one server: whose they are, and how much each may ask for."""

import threading
from dataclasses import dataclass, field

from app.training.session import Session
from app.web.limits import TokenBucket
from app.web.lobby import Ticket
from app.web.protocol import ClientEvent, ErrorCode, ProtocolError

COMMANDS_PER_SECOND, COMMANDS_AT_ONCE = 60.0, 120.0
DRAWN_PER_SECOND, DRAWN_AT_ONCE = 120.0, 240.0
HELLOS_PER_SECOND, HELLOS_AT_ONCE = 1.0, 10.0
# What makes the server build a whole run beside, or instead of, the present one. Not so
# a ghost: pages ask for it by themselves, and a newer one replaces the older.
BUILDS_PER_SECOND, BUILDS_AT_ONCE = 2.0, 10.0
BUILDING = {ClientEvent.TWIN, ClientEvent.OPEN, ClientEvent.BRANCH}


@dataclass(eq=False)
class Client:
    """One connection.

    Attributes:
        sid: its name. owner: the browser it comes from.
        session: what it watches, once it has said hello.
        is_waiting: True from the answer to `hello` until its run is shown.
        is_gone: True once the connection is closed.
        ticket: its socket's right to be there; None for one that has no socket.
    """

    sid: str
    owner: str
    session: Session | None = None
    is_waiting: bool = False
    is_gone: bool = False
    ticket: Ticket | None = None
    _commands: TokenBucket = field(
        default_factory=lambda: TokenBucket(COMMANDS_PER_SECOND, COMMANDS_AT_ONCE)
    )
    _hellos: TokenBucket = field(
        default_factory=lambda: TokenBucket(HELLOS_PER_SECOND, HELLOS_AT_ONCE)
    )
    _builds: TokenBucket = field(
        default_factory=lambda: TokenBucket(BUILDS_PER_SECOND, BUILDS_AT_ONCE)
    )
    _drawn: TokenBucket = field(
        default_factory=lambda: TokenBucket(DRAWN_PER_SECOND, DRAWN_AT_ONCE)
    )

    def limit(self, event: str) -> None:
        """Raise ProtocolError if the client asks for more than its share.

        Confirmations have a share of their own, more than frames can ask for.
        """
        is_drawn = event == ClientEvent.DRAWN
        buckets = [self._drawn if is_drawn else self._commands]
        if event == ClientEvent.HELLO:
            buckets.append(self._hellos)
        if event in BUILDING:
            buckets.append(self._builds)
        if not all(bucket.take() for bucket in buckets):
            raise ProtocolError(
                ErrorCode.BUSY, None, "too many commands at once; wait a moment"
            )


class Clients:
    """All connections, counted by sets of names: a counter could be driven off."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._clients: dict[str, Client] = {}
        self._by_engine: dict[str, Client] = {}

    def __len__(self) -> int:
        return len(self._clients)

    def add(self, client: Client, eio_sid: str) -> None:
        """Take in a connection; `eio_sid` names the socket that carries it."""
        with self._lock:
            self._clients[client.sid] = client
            self._by_engine[eio_sid] = client

    def remove(self, sid: str) -> Client | None:
        """Forget a connection and return it."""
        with self._lock:
            client = self._clients.pop(sid, None)
            for name, known in list(self._by_engine.items()):
                if known is client:
                    del self._by_engine[name]
            return client

    def get(self, sid: str) -> Client:
        """Return a connection.

        Raises:
            ProtocolError: it is not known; it may just have been closed.
        """
        client = self._clients.get(sid)
        if client is None:
            raise ProtocolError(ErrorCode.REFUSED, None, "the connection is closed")
        return client

    def of_engine(self, eio_sid: str) -> Client | None:
        """Return the connection that a socket carries, if any."""
        return self._by_engine.get(eio_sid)
