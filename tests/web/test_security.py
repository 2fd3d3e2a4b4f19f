import re
from typing import Any

import pytest

from app.config import Config
from app.web.hosts import Hosts
from app.web.security import Guard
from tests.server import Server
from tests.web.raw import PATH, answer, handshake, knock, netloc

EVIL = [
    "evil.test",
    "evil.test:5000",
    "127.0.0.1.evil.test",
    "",
    "127.0.0.1, evil.test",
    "localhost@evil.test",
    "[::1",
    "127.0.0.1:port",
]


def test_a_refused_name_is_told_with_the_setting(server: Server) -> None:
    got = answer(server.url, Host="teacher.local:5001")
    assert got.status == 421
    assert b"ALLOWED_HOSTS=teacher.local," in got.content
    page = answer(server.url, Host="teacher.local", Accept="text/html")
    assert page.getheader("Content-Type") == "text/html; charset=utf-8"
    assert b"teacher.local" in page.content
    odd = answer(server.url, Host="<script>alert(1)</script>", Accept="text/html")
    assert odd.status == 421
    assert b"<script" not in odd.content


def test_a_refused_socket_is_told_why(server: Server) -> None:
    for path, headers, words in (
        (PATH, {"Origin": "http://evil.test"}, b"PUBLIC_ORIGIN=http://evil.test"),
        (PATH, {"Upgrade": "", "Connection": "close"}, b"Upgrade and Connection"),
        (PATH, {"Host": "evil.test"}, b"ALLOWED_HOSTS=evil.test"),
    ):
        asked = {name.replace("-", "_"): text for name, text in handshake().items()}
        got = answer(server.url, path, **(asked | headers))
        assert words in got.content


def test_a_fault_has_a_number_on_the_page_and_in_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken(*_: Any) -> Any:
        raise RuntimeError("a secret detail")

    started: list[Any] = []
    guard = Guard(broken, Hosts(Config()))
    body = guard({"HTTP_HOST": "localhost"}, lambda *args: started.append(args))
    assert started[0][0] == "500 Internal Server Error"
    [text] = body
    number = re.search(rb"error ([0-9a-f]{8})", text)
    assert number
    assert number[1].decode() in caplog.text
    assert "a secret detail" in caplog.text
    assert b"secret" not in text


def test_a_fault_after_the_answer_began_ends_the_connection() -> None:
    def start(_status: str, _headers: Any, exc_info: Any = None) -> Any:
        if exc_info:
            raise exc_info[1]

    def broken(*_: Any) -> Any:
        raise RuntimeError("on purpose")

    guard = Guard(broken, Hosts(Config()))
    with pytest.raises(ConnectionError):
        guard({"HTTP_HOST": "localhost"}, start)


@pytest.mark.parametrize("path", ["/", "/healthz", "/static/js/main.js", PATH])
@pytest.mark.parametrize("host", EVIL[:3])
def test_an_evil_host_is_misdirected_everywhere(
    server: Server, path: str, host: str
) -> None:
    assert answer(server.url, path, Host=host).status == 421
    assert knock(server.url, path, Host=host)[0] == 421


def test_a_rebound_name_does_not_pass_as_the_same_origin(server: Server) -> None:
    status, _ = knock(server.url, Host="evil.test:80", Origin="http://evil.test:80")
    assert status == 421


@pytest.mark.parametrize(
    "origin",
    ["http://evil.test", "null", "http://127.0.0.1", "http://127.0.0.1:1", "file://"],
)
def test_a_page_of_another_origin_opens_no_socket(server: Server, origin: str) -> None:
    assert knock(server.url, Origin=origin)[0] == 403


def test_forwarded_headers_count_for_nothing(server: Server) -> None:
    status, _ = knock(
        server.url,
        Origin="http://evil.test",
        X_Forwarded_Host="evil.test",
        X_Forwarded_Proto="http",
    )
    assert status == 403


def test_our_own_page_opens_a_socket(server: Server) -> None:
    assert knock(server.url, Origin=server.url)[0] == 101


@pytest.mark.parametrize("method", ["POST", "PUT", "OPTIONS", "HEAD", "DELETE"])
def test_the_socket_path_knows_get_only(server: Server, method: str) -> None:
    got = answer(server.url, PATH, method, **{"Content-Length": "2000000"})
    assert got.status == 405


@pytest.mark.parametrize(
    ("path", "changes"),
    [
        ("/socket.io/?EIO=4&transport=polling", {}),
        ("/socket.io/?EIO=3&transport=websocket", {}),
        (PATH + "&sid=guessed", {}),
        (PATH, {"Connection": "keep-alive"}),
        (PATH, {"Upgrade": None}),
        (PATH, {"Sec_WebSocket_Key": "short"}),
        (PATH, {"Sec_WebSocket_Key": None}),
        (PATH, {"Sec_WebSocket_Version": "8"}),
    ],
)
def test_only_a_whole_websocket_handshake_passes(
    server: Server, path: str, changes: dict[str, str | None]
) -> None:
    assert knock(server.url, path, **changes)[0] == 400


def test_security_headers_stand_on_every_answer(server: Server) -> None:
    for path, headers in (
        ("/", {}),
        ("/nowhere", {}),
        ("/static/js/main.js", {}),
        ("/", {"Host": "evil.test"}),
        (PATH, {}),
    ):
        got = answer(server.url, path, **headers)
        assert got.headers["X-Content-Type-Options"] == "nosniff"
        assert got.headers["X-Frame-Options"] == "DENY"
        policy = got.headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'self';")
        assert "script-src" not in policy
        assert "Python" not in got.headers.get("Server", "")


def test_an_address_in_the_request_line_counts_as_host(server: Server) -> None:
    status, _ = knock(server.url, "http://evil.test/", Host=netloc(server.url))
    assert status == 421
