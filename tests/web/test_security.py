import pytest

from app.config import Config
from app.web.security import Hosts
from tests.server import Server
from tests.web.raw import PATH, answer, knock, netloc

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
OURS = ["127.0.0.1", "127.0.0.1:5000", "localhost:80", "LOCALHOST", "[::1]:5000"]


@pytest.mark.parametrize("host", OURS)
def test_loopback_names_are_ours(host: str) -> None:
    assert Hosts(Config()).allows(host)


@pytest.mark.parametrize("host", [*EVIL, None, "192.168.1.5"])
def test_other_names_are_not(host: str | None) -> None:
    assert not Hosts(Config()).allows(host)


def test_a_configured_name_and_the_address_served_are_ours() -> None:
    hosts = Hosts(Config(host="192.168.1.5", allowed_hosts=("School.example",)))
    assert hosts.allows("192.168.1.5:5000")
    assert hosts.allows("school.example")
    assert not hosts.allows("192.168.1.6")


def test_a_server_on_all_addresses_takes_any_address_but_no_name() -> None:
    hosts = Hosts(Config(host="0.0.0.0"))
    assert hosts.allows("192.168.1.5:5000")
    assert not hosts.allows("evil.test")


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
    assert knock(server.url, Origin=origin)[0] == 400


def test_forwarded_headers_count_for_nothing(server: Server) -> None:
    status, _ = knock(
        server.url,
        Origin="http://evil.test",
        X_Forwarded_Host="evil.test",
        X_Forwarded_Proto="http",
    )
    assert status == 400


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
