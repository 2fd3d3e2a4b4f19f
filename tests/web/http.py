"""Requests of a page for files, beside its socket."""

import http.client
import json
from typing import Any
from urllib.parse import urlsplit

from tests.web.client import WAIT_SECONDS, Client


def fetch(
    url: str,
    path: str,
    cookie: str = "",
    body: bytes | None = None,
    **headers: str,
) -> tuple[int, bytes, Any]:
    """Return status, content and headers of one answer; with a `body` it is a POST."""
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=WAIT_SECONDS)
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    if cookie:
        given["Cookie"] = cookie
    try:
        connection.request("GET" if body is None else "POST", path, body, given)
        answer = connection.getresponse()
        return answer.status, answer.read(), answer.headers
    finally:
        connection.close()


def run_of(page: Client) -> str:
    """The name of the page's place on the server."""
    name: str = page.of("run")[-1]["id"]
    return name


def open_file(
    url: str, page: Client, content: bytes | dict[str, Any], **headers: str
) -> tuple[int, dict[str, Any]]:
    """Open a file in a page's place; return status and answer."""
    data = content if isinstance(content, bytes) else json.dumps(content).encode()
    path = f"/open?run={run_of(page)}"
    status, body, _ = fetch(url, path, page.cookie, data, **headers)
    answer: dict[str, Any] = json.loads(body)
    return status, answer
