"""The answers of the HTTP layer itself, seen as bytes."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from http.client import HTTPResponse
from typing import Any

import pytest
from werkzeug.serving import make_server

from app.web.headers import HEADERS, security_headers
from app.web.http_layer import HeadedHandler
from tests.server import Server
from tests.web.raw import PATH, WAIT_SECONDS, handshake, netloc

LONG = b"a" * 66_000
HOST = b"Host: localhost\r\n"


def send(address: tuple[str, int], request: bytes) -> HTTPResponse:
    """Return the answer to bytes on a new connection, read to its end."""
    with socket.create_connection(address, WAIT_SECONDS) as connection:
        connection.sendall(request)
        with closing(HTTPResponse(connection)) as response:
            response.begin()
            response.content = response.read()  # type: ignore[attr-defined]
            return response


def address(server: Server) -> tuple[str, int]:
    host, port = netloc(server.url).split(":")
    return host, int(port)


def assert_headed(response: HTTPResponse) -> None:
    for name, value in HEADERS:
        assert response.headers.get_all(name) == [value], name


def upgrade(**changes: str | None) -> bytes:
    lines = [f"{name}: {value}" for name, value in handshake(**changes).items()]
    return f"GET {PATH} HTTP/1.1\r\n".encode() + "\r\n".join(lines).encode() + b"\r\n"


@pytest.mark.parametrize(
    ("status", "request_"),
    [
        (400, b"GARBAGE\r\n\r\n"),
        (400, b"\x16\x03\x01\x02\x00\x01\r\n\r\n"),
        (400, b"GET / HTTP/x\r\n\r\n"),
        (400, b"GET http://[::1 HTTP/1.1\r\n" + HOST + b"\r\n"),
        (400, b"GET " + PATH.encode() + b" HTTP/1.1\r\n" + HOST + b"\r\n"),
        (403, upgrade() + b"Origin: http://evil.test\r\n" + HOST + b"\r\n"),
        (404, b"GET /nowhere HTTP/1.1\r\n" + HOST + b"\r\n"),
        (404, b"GET /static//healthz HTTP/1.1\r\n" + HOST + b"\r\n"),
        (404, b"GET /static/%00%1b HTTP/1.1\r\n" + HOST + b"\r\n"),
        (405, b"DELETE / HTTP/1.1\r\n" + HOST + b"\r\n"),
        (405, b"POST " + PATH.encode() + b" HTTP/1.1\r\n" + HOST + b"\r\n"),
        (414, b"GET /" + LONG + b" HTTP/1.1\r\n\r\n"),
        (421, b"GET / HTTP/1.1\r\nHost: evil.test\r\n\r\n"),
        (421, b"GET /\r\n\r\n"),
        (431, b"GET / HTTP/1.1\r\nA: " + LONG + b"\r\n\r\n"),
        (431, b"GET / HTTP/1.1\r\n" + b"A: b\r\n" * 200 + b"\r\n"),
        (505, b"GET / HTTP/9.9\r\n\r\n"),
        (200, b"GET / HTTP/1.1\r\n" + HOST + b"\r\n"),
        (200, b"HEAD / HTTP/1.1\r\n" + HOST + b"\r\n"),
        (101, upgrade() + HOST + b"\r\n"),
    ],
)
def test_every_status_has_the_security_headers_once(
    server: Server, status: int, request_: bytes
) -> None:
    with socket.create_connection(address(server), WAIT_SECONDS) as connection:
        connection.sendall(request_)
        with closing(HTTPResponse(connection)) as response:  # a socket has no end
            response.begin()
    assert response.status == status
    assert_headed(response)
    assert "Python" not in response.headers.get("Server", "")


def test_not_modified_has_them(server: Server) -> None:
    plain = b"GET /static/icon.svg HTTP/1.1\r\n" + HOST
    tag = send(address(server), plain + b"\r\n").headers["ETag"].encode()
    got = send(address(server), plain + b"If-None-Match: " + tag + b"\r\n\r\n")
    assert got.status == 304
    assert_headed(got)


Serve = Callable[..., tuple[str, int]]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Serve a WSGI application with our handler; return its address."""
    servers = []

    def start(app: Any, headers: Any = HEADERS) -> tuple[str, int]:
        handler = HeadedHandler.with_headers(headers)
        server = make_server(
            "127.0.0.1", 0, app, threaded=True, request_handler=handler
        )
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        servers.append((server, thread))
        return "127.0.0.1", server.server_port

    yield start
    for server, thread in servers:
        server.shutdown()
        server.server_close()
        thread.join()


def test_what_the_application_fails_to_answer_has_them(serve: Serve) -> None:
    def broken(_environ: Any, _start: Any) -> Any:
        raise RuntimeError("on purpose")

    got = send(serve(broken), b"GET / HTTP/1.1\r\n" + HOST + b"\r\n")
    assert got.status == 500
    assert_headed(got)


def test_a_redirect_and_an_unavailable_service_have_them(serve: Serve) -> None:
    for line in ("308 Permanent Redirect", "503 Service Unavailable"):

        def app(_environ: Any, start: Any, line: str = line) -> list[bytes]:
            start(line, [("Location", "/x"), ("Content-Length", "0")])
            return [b""]

        got = send(serve(app), b"GET / HTTP/1.1\r\n" + HOST + b"\r\n")
        assert f"{got.status} {got.reason}" == line
        assert_headed(got)


def test_the_headers_are_the_servers_own(serve: Serve) -> None:
    headers = security_headers(("https://moodle.example",))
    got = send(serve(lambda *_: [], headers), b"GARBAGE\r\n\r\n")
    assert got.headers["X-Frame-Options"] is None
    assert "frame-ancestors https://moodle.example" in str(got.headers)


def test_a_refusal_repeats_nothing_of_what_was_sent(server: Server) -> None:
    got = send(address(server), b"<script>\x1b[31m / HTTP/x\r\n\r\n")
    assert got.status == 400
    assert got.content == b"Bad Request\n"  # type: ignore[attr-defined]
