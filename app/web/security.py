"""The outermost layer: what every request must pass, pages and sockets alike.

Engine.IO answers before Flask does, so Flask's own checks never see a socket's
handshake: the checks stand around the whole application.
"""

import logging
import sys
from collections.abc import Iterable
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from app.training.errors import fault_number
from app.web import refusals
from app.web.handshake import HEADERS_KEY
from app.web.headers import HEADERS
from app.web.hosts import Hosts, named
from app.web.knocks import Knocks
from app.web.place import Place
from app.web.refusals import Refusal

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

log = logging.getLogger(__name__)

SOCKET_PATH = "/socket.io"


class Guard:
    """WSGI middleware around everything: checks requests, adds security headers.

    `place`: where the server stands on the web, the root of this machine without one.
    """

    def __init__(
        self, inner: "WSGIApplication", hosts: Hosts, place: Place | None = None
    ) -> None:
        self._inner = inner
        self._hosts = hosts
        self._headers = place.headers if place else HEADERS
        self._base_path = place.base_path if place else ""
        self._knocks = place.knocks if place else Knocks()

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Answer a request, or refuse it."""
        start = self._with_headers(start_response)
        self._strip(environ)
        refusal = self._refusal(environ)
        if refusal is not None:
            return _refuse(refusal, environ, start)
        # Floats do not shrink, and a few bytes could swell to gigabytes.
        environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)
        environ[HEADERS_KEY] = self._headers
        try:
            return self._inner(environ, start)
        except ConnectionError:
            raise  # the end of a websocket, or a peer that is gone
        except Exception:
            number = fault_number()
            log.exception("error %s while answering a request", number)
            return _refuse(refusals.fault(number), environ, start, sys.exc_info())

    def _strip(self, environ: "WSGIEnvironment") -> None:
        """Take the base path off the path, unless a proxy has done so already."""
        base, path = self._base_path, environ.get("PATH_INFO", "")
        if base and (path == base or path.startswith(f"{base}/")):
            environ["SCRIPT_NAME"] = environ.get("SCRIPT_NAME", "") + base
            environ["PATH_INFO"] = path[len(base) :] or "/"

    def _refusal(self, environ: "WSGIEnvironment") -> Refusal | None:
        """Return why a request is refused, or None for one that is in order."""
        host = environ.get("HTTP_HOST")
        if not self._hosts.allows(host):
            return refusals.misdirected(named(host) and host)
        if environ.get("PATH_INFO", "").startswith(SOCKET_PATH):
            return self._socket_refusal(environ)
        return None

    def _socket_refusal(self, environ: "WSGIEnvironment") -> Refusal | None:
        """Return why no socket is opened, or None."""
        if environ["REQUEST_METHOD"] != "GET":
            return refusals.plain(405)
        if not _is_handshake(environ):
            self._knocks.remember(environ.get("QUERY_STRING", ""))
            return refusals.no_handshake()
        origin = environ.get("HTTP_ORIGIN")
        if origin is not None and not self._hosts.allows_origin(origin, environ):
            return refusals.foreign(origin)
        return None

    def _with_headers(self, start_response: "StartResponse") -> "StartResponse":
        def start(
            status: str, headers: list[tuple[str, str]], exc_info: Any = None
        ) -> Any:
            return start_response(status, [*headers, *self._headers], exc_info)

        return start


def _refuse(
    refusal: Refusal,
    environ: "WSGIEnvironment",
    start: "StartResponse",
    error: Any = None,
) -> list[bytes]:
    body, kind = refusal.content(environ.get("HTTP_ACCEPT", ""))
    headers = [
        ("Content-Type", kind),
        ("Content-Length", str(len(body))),
        ("Cache-Control", "no-store"),
    ]
    if refusal.status == HTTPStatus.METHOD_NOT_ALLOWED:
        headers.append(("Allow", "GET"))
    try:
        start(refusal.line, headers, error)
    except Exception:  # the answer had begun: all that is left is to end it
        raise ConnectionError from None
    return [body]


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
