"""The layer beneath WSGI: its own answers are like all others.

Werkzeug and the standard library answer by themselves what never becomes a request in
order (400, 414, 431, 505), and what an application failed to answer (500).
"""

import contextlib
import logging
import socket
from http import HTTPStatus
from typing import Any, Self
from urllib.parse import urlsplit

from werkzeug.serving import WSGIRequestHandler

from app.web import refusals
from app.web.headers import HEADERS, Headers, missing

log = logging.getLogger(__name__)

DRAIN_SECONDS, DRAIN_PARTS, PART = 0.1, 16, 65536


class HeadedHandler(WSGIRequestHandler):
    """Adds `security_headers` to every answer, and refuses in words of our own."""

    # A line that is no request would else be answered without status and headers.
    default_request_version = "HTTP/1.0"
    security_headers = HEADERS

    @classmethod
    def with_headers(cls, headers: Headers) -> type[Self]:
        """Return a handler class whose answers all carry `headers`."""
        return type(cls.__name__, (cls,), {"security_headers": headers})

    def run_wsgi(self) -> None:
        """Hand a request on whose address can be read, refuse any other."""
        try:
            urlsplit(self.path)
        except ValueError:  # such as a bracket that nothing closes
            self.send_error(HTTPStatus.BAD_REQUEST)
        else:
            super().run_wsgi()

    def end_headers(self) -> None:
        """End the headers; what no other layer has added is put among them."""
        for name, value in missing(self.security_headers, self._buffered()):
            self.send_header(name, value)
        super().end_headers()

    def _buffered(self) -> list[bytes]:
        lines: list[bytes] = getattr(self, "_headers_buffer", [])
        return lines

    def send_error(
        self, code: int, message: str | None = None, explain: str | None = None
    ) -> None:
        """Refuse a request; `message` may repeat what was sent, and is not shown."""
        refusal = refusals.plain(code)
        log.warning("refused a request: %s", refusal.line)
        headers = getattr(self, "headers", None) or {}
        body, kind = refusal.content(headers.get("Accept", ""))
        self.close_connection = True
        self.send_response(refusal.status, refusal.status.phrase)
        self.send_header("Connection", "close")
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if getattr(self, "command", None) != "HEAD":
            self.wfile.write(body)
        self._drain()

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing: requests are not logged, whatever they hold."""

    def log_error(self, format: str, *args: Any) -> None:
        """Say nothing: refusals are logged above, and an idle peer is no error."""

    def _drain(self) -> None:
        """Take in some of what still comes, which would reset the peer's reading."""
        with contextlib.suppress(OSError):
            self.wfile.flush()
            self.connection.settimeout(DRAIN_SECONDS)
            self.connection.shutdown(socket.SHUT_WR)
            for _ in range(DRAIN_PARTS):
                if not self.connection.recv(PART):
                    break
