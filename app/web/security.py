"""The outermost layer: what every request must pass, pages and sockets alike.

Engine.IO answers before Flask does, so Flask's own checks never see a socket's
handshake: the checks stand around the whole application.
"""

import ipaddress
import re
import socket
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from app.config import Config

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

SOCKET_PATH = "/socket.io"
HOST_HEADER = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(:[0-9]{1,5})?")
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'self'",
        # Plotly sets style attributes, and exports images through data and blob URLs.
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = (
    ("Content-Security-Policy", CONTENT_SECURITY_POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
)


class Hosts:
    """The names under which this server may be called.

    A page of another site can point its own name at this machine's address (DNS
    rebinding), but it cannot choose the Host header: only known names are answered.
    """

    def __init__(self, config: Config) -> None:
        self._names = set(config.host_names)
        # An address cannot be rebound: with a server on all of them, any will do.
        self._any_address = config.is_wildcard
        if config.is_wildcard:
            self._names.add(socket.gethostname().lower())

    def allows(self, header: str | None) -> bool:
        """Tell whether a Host header names this server; its port may be any."""
        match = HOST_HEADER.fullmatch(header or "")
        if match is None:
            return False
        name = match[1].strip("[]").lower()
        return name in self._names or (self._any_address and _is_address(name))

    def allows_origin(self, origin: str, environ: "WSGIEnvironment") -> bool:
        """Tell whether a page at `origin` is one of ours: served under this very Host.

        Forwarded headers count for nothing: anybody can send them.
        """
        host = environ.get("HTTP_HOST")
        return self.allows(host) and origin in (f"http://{host}", f"https://{host}")


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


class Guard:
    """WSGI middleware around everything: checks requests, adds security headers."""

    def __init__(self, inner: "WSGIApplication", hosts: Hosts) -> None:
        self._inner = inner
        self._hosts = hosts

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Answer a request, or refuse it."""
        start = _with_headers(start_response)
        refusal = self._refusal(environ)
        if refusal is not None:
            body = (refusal.partition(" ")[2] + "\n").encode()
            kind = ("Content-Type", "text/plain; charset=utf-8")
            start(refusal, [kind, ("Content-Length", str(len(body)))])
            return [body]
        # Floats do not shrink, and a few bytes could swell to gigabytes.
        environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)
        return self._inner(environ, start)

    def _refusal(self, environ: "WSGIEnvironment") -> str | None:
        """Return the status of the refusal, or None for a request that is in order."""
        if not self._hosts.allows(environ.get("HTTP_HOST")):
            return "421 Misdirected Request"
        if not environ.get("PATH_INFO", "").startswith(SOCKET_PATH):
            return None
        if environ["REQUEST_METHOD"] != "GET":
            return "405 Method Not Allowed"
        if not _is_handshake(environ):
            return "400 Bad Request"
        return None


def _is_handshake(environ: "WSGIEnvironment") -> bool:
    """Tell whether this is a whole websocket handshake, of a new session."""
    upgrades = environ.get("HTTP_CONNECTION", "").lower().replace(" ", "").split(",")
    return (
        "upgrade" in upgrades
        and environ.get("HTTP_UPGRADE", "").lower() == "websocket"
        and environ.get("HTTP_SEC_WEBSOCKET_VERSION") == "13"
        and len(environ.get("HTTP_SEC_WEBSOCKET_KEY", "")) == 24
        and "sid=" not in environ.get("QUERY_STRING", "")
    )


def _with_headers(start_response: "StartResponse") -> "StartResponse":
    def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
        return start_response(status, [*headers, *HEADERS], exc_info)

    return start
