"""Refusals over HTTP: a small page for people, one line or two for programs.

What a client sent stands in it escaped, without control characters, and cut.
"""

import re
from dataclasses import dataclass
from html import escape
from http import HTTPStatus

SHOWN = 100  # characters of what a client sent
PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title} – Backprop Playground</title>
<style>
:root {{ color-scheme: light dark; }}
body {{ max-width: 38rem; margin: 12vh auto; padding: 0 1.25rem;
  font: 1.05rem/1.55 system-ui, "Segoe UI", "Liberation Sans", Arial, sans-serif; }}
h1 {{ font-size: 1.4rem; line-height: 1.25; }}
p {{ overflow-wrap: anywhere; }}
</style>
</head>
<body>
<h1>{title}</h1>
{body}
</body>
</html>
"""


@dataclass(frozen=True)
class Refusal:
    """Why a request is not answered, and what can be done, in plain text."""

    status: HTTPStatus
    title: str
    sentences: tuple[str, ...] = ()

    @property
    def line(self) -> str:
        """What WSGI calls the status, such as `421 Misdirected Request`."""
        return f"{self.status.value} {self.status.phrase}"

    def content(self, accept: str) -> tuple[bytes, str]:
        """Return body and content type: a page where `accept` asks for HTML."""
        if "text/html" in accept.lower():
            body = "\n".join(f"<p>{escape(each)}</p>" for each in self.sentences)
            page = PAGE.format(title=escape(self.title), body=body)
            return page.encode(), "text/html; charset=utf-8"
        lines = [self.title + ".", *self.sentences, ""]
        return "\n".join(lines).encode(), "text/plain; charset=utf-8"


def shown(text: str) -> str:
    """Return what a client sent, fit to be shown: no control characters, not long."""
    plain = "".join(c if c.isprintable() else "?" for c in text[:SHOWN])
    return plain + ("…" if len(text) > SHOWN else "")


def misdirected(host: str | None) -> Refusal:
    """Refuse a Host header; `host` is None where it holds no name."""
    if host is None:
        return Refusal(
            HTTPStatus.MISDIRECTED_REQUEST,
            "This request does not say which server it is for",
            ("Its Host header is missing, or is no name.",),
        )
    host = shown(host)
    name = re.sub(r":[0-9]+$", "", host).strip("[]")
    return Refusal(
        HTTPStatus.MISDIRECTED_REQUEST,
        f"This server does not answer to the name {name}",
        (
            "It answers to known names only, so that no other site can pass for it.",
            f"If {name} is a name of this server, whoever runs it can add it: start "
            f"it with ALLOWED_HOSTS={name}, or, where browsers see it over https, "
            f"with PUBLIC_ORIGIN=https://{host}.",
        ),
    )


def foreign(origin: str) -> Refusal:
    """Refuse the socket of a page that is served elsewhere."""
    origin = shown(origin)
    return Refusal(
        HTTPStatus.FORBIDDEN,
        f"Pages of {origin} may open no connection to this server",
        (
            "If this server is shown at that address by a proxy, whoever runs it can "
            f"say so: start it with PUBLIC_ORIGIN={origin}.",
        ),
    )


def no_handshake() -> Refusal:
    """Refuse a request to the socket's path that is no websocket handshake."""
    return Refusal(
        HTTPStatus.BAD_REQUEST,
        "This address takes websockets only",
        (
            "A proxy in between must pass on the headers Upgrade and Connection, and "
            "speak HTTP/1.1.",
        ),
    )


def plain(code: int, title: str | None = None) -> Refusal:
    """Refuse with nothing but the status and its usual words."""
    try:
        status = HTTPStatus(code)
    except ValueError:
        status = HTTPStatus.BAD_REQUEST
    return Refusal(status, title or status.phrase)


def fault(number: str) -> Refusal:
    """Say that the server is at fault; `number` is what its log calls it."""
    return Refusal(
        HTTPStatus.INTERNAL_SERVER_ERROR,
        f"Something went wrong in the server (error {number})",
        ("Its log has the details under this number. Your run is kept.",),
    )
