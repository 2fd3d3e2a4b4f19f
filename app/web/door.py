"""WSGI middleware: a socket gets its ticket before it is opened, and gives it back.

A websocket lives as long as the call that serves it: however it ends, it ends here.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from app.web.identity import Browsers
from app.web.lobby import Lobby, Ticket
from app.web.protocol import ProtocolError
from app.web.security import SOCKET_PATH

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

TICKET = "playground.ticket"


class Door:
    """Stands before Engine.IO; what is no socket passes as it is."""

    def __init__(
        self, inner: "WSGIApplication", lobby: Lobby, browsers: Browsers
    ) -> None:
        self._inner = inner
        self._lobby = lobby
        self._browsers = browsers

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Let a socket in, or refuse it with the seconds until it may try again."""
        if not environ.get("PATH_INFO", "").startswith(SOCKET_PATH):
            return self._inner(environ, start_response)
        owner = self._browsers.of_header(environ.get("HTTP_COOKIE"))
        try:
            ticket = self._lobby.enter(owner, environ.get("REMOTE_ADDR", ""))
        except ProtocolError as refusal:
            body = f"{refusal.message}\n".encode()
            headers = [
                ("Content-Type", "text/plain; charset=utf-8"),
                ("Content-Length", str(len(body))),
                ("Retry-After", str(refusal.retry_after)),
                ("Cache-Control", "no-store"),
            ]
            start_response("503 Service Unavailable", headers)
            return [body]
        environ[TICKET] = ticket
        try:
            return self._inner(environ, start_response)
        finally:
            self._lobby.end(ticket)


def ticket_of(environ: "WSGIEnvironment") -> Ticket:
    """Return the ticket with which a socket has come."""
    ticket: Ticket = environ[TICKET]
    return ticket
