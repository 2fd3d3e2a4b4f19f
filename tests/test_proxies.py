"""Behind a real proxy, as bytes: the page, its files, its cookie and its socket."""

import json
import ssl
from http.client import HTTPConnection, HTTPResponse, HTTPSConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import websocket

from tests.proxies import (
    KEEP_NAME,
    NAME,
    UPGRADE,
    as_documented,
    filled_in,
    needs_nginx,
    proxied,
    snippet,
)
from tests.web.raw import PATH, WAIT_SECONDS

BELOW = "/playground"


def get(origin: str, path: str) -> tuple[HTTPResponse, str]:
    parts = urlsplit(origin)
    assert parts.port
    if parts.scheme == "https":
        trust = ssl.create_default_context()
        trust.check_hostname, trust.verify_mode = False, ssl.CERT_NONE
        connection: HTTPConnection = HTTPSConnection(
            "127.0.0.1", parts.port, timeout=WAIT_SECONDS, context=trust
        )
    else:
        connection = HTTPConnection("127.0.0.1", parts.port, timeout=WAIT_SECONDS)
    try:
        connection.request("GET", path, headers={"Host": parts.netloc})
        response = connection.getresponse()
        return response, response.read().decode()
    finally:
        connection.close()


def open_socket(origin: str, path: str) -> str:
    """Return the first message of a socket that a page at `origin` opens."""
    parts = urlsplit(origin)
    scheme = "wss" if parts.scheme == "https" else "ws"
    connection = websocket.create_connection(
        f"{scheme}://127.0.0.1:{parts.port}{path}",
        WAIT_SECONDS,
        origin=origin,
        host=parts.netloc,
        sslopt={"cert_reqs": ssl.CERT_NONE, "check_hostname": False},
    )
    try:
        return str(connection.recv())
    finally:
        connection.shutdown()


def is_allowed(origin: str, path: str) -> bool:
    _, text = get(origin, f"{path}/healthz?origin={origin}")
    return bool(json.loads(text)["origin_allowed"])


def test_the_readme_has_the_placeholders_that_the_tests_fill_in(tmp_path: Path) -> None:
    made = filled_in(snippet(), 1, "http://127.0.0.1:2", (tmp_path, tmp_path))
    assert "5000" not in made


@needs_nginx
def test_as_the_readme_says_it_works_over_tls_below_a_path(tmp_path: Path) -> None:
    with as_documented(tmp_path) as origin:
        page, text = get(origin, f"{BELOW}/")
        assert page.status == 200
        cookie = page.getheader("Set-Cookie") or ""
        assert "; Secure; HttpOnly; Path=/playground; SameSite=Lax" in cookie
        script = text.split('<script src="')[1].split('"')[0]
        assert script.startswith(f"{BELOW}/static/v-")
        assert get(origin, script)[0].status == 200
        assert is_allowed(origin, BELOW)
        assert open_socket(origin, BELOW + PATH).startswith("0")
        moved = get(origin, BELOW)[0]
        assert (moved.status, moved.getheader("Location")) == (301, f"{BELOW}/")
        with pytest.raises(websocket.WebSocketBadStatusException, match="421"):
            open_socket(f"https://evil.test:{urlsplit(origin).port}", BELOW + PATH)


@needs_nginx
@pytest.mark.parametrize("slash", ["", "/"])
@pytest.mark.parametrize("name", [KEEP_NAME, ""])
def test_the_path_may_be_stripped_and_the_name_replaced(
    tmp_path: Path, slash: str, name: str
) -> None:
    location = f"location {BELOW}/ {{ proxy_pass {{server}}{slash}; {name} {UPGRADE} }}"
    places = {
        "BASE_PATH": BELOW,
        "PUBLIC_ORIGIN": f"http://{NAME}:{{port}}",
    }
    with proxied(tmp_path, location, **places) as url:
        origin = url.replace("127.0.0.1", NAME)
        page, text = get(origin, f"{BELOW}/?l2=0.1")
        assert page.status == 200
        assert "Path=/playground" in (page.getheader("Set-Cookie") or "")
        assert f'"{BELOW}/static/v-' in text
        assert is_allowed(origin, BELOW)
        assert open_socket(origin, BELOW + PATH).startswith("0")


@needs_nginx
def test_a_forwarded_port_needs_its_origin_only_where_the_name_is_replaced(
    tmp_path: Path,
) -> None:
    with proxied(tmp_path, f"location / {{ proxy_pass {{server}}; {UPGRADE} }}") as url:
        assert not is_allowed(url, "")
        with pytest.raises(websocket.WebSocketBadStatusException, match="403"):
            open_socket(url, PATH)


@needs_nginx
def test_a_proxy_that_keeps_the_name_needs_nothing_on_this_machine(
    tmp_path: Path,
) -> None:
    location = f"location / {{ proxy_pass {{server}}; {KEEP_NAME} {UPGRADE} }}"
    with proxied(tmp_path, location) as url:
        assert open_socket(url, PATH).startswith("0")


@needs_nginx
def test_a_proxy_that_strips_upgrade_is_found_out(tmp_path: Path) -> None:
    location = f"location / {{ proxy_pass {{server}}; {KEEP_NAME} }}"
    knock = "0123456789abcdef" * 2
    with proxied(tmp_path, location) as url:
        with pytest.raises(websocket.WebSocketBadStatusException, match="400"):
            open_socket(url, f"{PATH}&knock={knock}")
        _, text = get(url, f"/healthz?origin={url}&knock={knock}")
        told = json.loads(text)
        assert told["origin_allowed"] is True
        assert told["upgrade_missing"] is True
