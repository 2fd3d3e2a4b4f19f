"""The answer to a websocket's handshake, with the headers of every other answer.

The package beneath writes it straight to the socket, past WSGI.
"""

from dataclasses import replace
from typing import Any

from wsproto import ConnectionType, WSConnection
from wsproto.events import AcceptConnection, Event

from app.web.headers import Headers

HEADERS_KEY = "playground.headers"  # in a request's environ


class HeadedConnection(WSConnection):
    """A server's side of a websocket that adds `headers` to its 101."""

    def __init__(self, headers: Headers) -> None:
        super().__init__(ConnectionType.SERVER)
        self._extra: list[Any] = [
            (name.encode("ascii"), value.encode("ascii")) for name, value in headers
        ]

    def send(self, event: Event) -> bytes:
        """Return the bytes of an event."""
        if isinstance(event, AcceptConnection):
            event = replace(event, extra_headers=[*event.extra_headers, *self._extra])
        return super().send(event)
