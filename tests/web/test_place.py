"""What depends on where the server is reached: addresses, cookies, health."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import machine
from app.config import Config
from app.web.assets import Assets, folder
from app.web.factory import create_app
from app.web.hosts import Hosts
from app.web.place import Place
from tests.server import Server
from tests.web.raw import PATH, answer, knock

PUBLIC = "https://teach.example:8443"
MOODLE = ("https://moodle.example",)


def place(config: Config) -> Place:
    return Place(config, Hosts(config), Assets(folder("static")))


@contextmanager
def running(config: Config) -> Iterator[Flask]:
    app = create_app(config)
    try:
        yield app
    finally:
        app.extensions["playground"].close()


def test_the_version_names_package_and_files() -> None:
    assets = Assets(folder("static"))
    version = Place(Config(), Hosts(Config()), assets).version()
    assert re.fullmatch(r"[0-9][^+]*\+v-[0-9a-f]{12}", version)
    assert version.endswith(assets.version)


def test_the_page_learns_its_place() -> None:
    boot = place(Config(base_path="/playground", public_origin=PUBLIC)).boot("10.0.0.1")
    assert boot["base_path"] == "/playground"
    assert boot["share"] == f"{PUBLIC}/playground/"
    assert boot["version"]
    assert place(Config()).boot("127.0.0.1")["share"] is None


@pytest.mark.parametrize("peer", ["127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1"])
def test_on_this_machine_the_page_learns_an_address_for_others(
    monkeypatch: pytest.MonkeyPatch, peer: str
) -> None:
    monkeypatch.setattr(machine, "addresses", lambda with_ipv6=False: ["10.1.2.3"])
    boot = place(Config(host="0.0.0.0", port=5001)).boot(peer)
    assert boot["share"] == "http://10.1.2.3:5001/"


@pytest.mark.parametrize("peer", ["172.17.0.1", "::ffff:172.17.0.1", "", None, "x"])
def test_through_a_forwarded_port_no_address_is_known(peer: str | None) -> None:
    """As in a container: its own address leads nobody to it."""
    assert place(Config(host="0.0.0.0", port=5001)).boot(peer)["share"] is None


def test_a_cookie_is_plain_on_this_machine() -> None:
    assert place(Config()).cookie("127.0.0.1:5000") == {
        "path": "/",
        "secure": False,
        "httponly": True,
        "samesite": "Lax",
        "partitioned": False,
    }


@pytest.mark.parametrize("host", ["teach.example:8443", "127.0.0.1:5000", "backend"])
def test_behind_tls_a_cookie_is_secure(host: str) -> None:
    config = Config(public_origin=PUBLIC, host="0.0.0.0", allowed_hosts=("backend",))
    cookie = place(config).cookie(host)
    assert cookie["secure"] is True
    assert cookie["samesite"] == "Lax"


def test_who_comes_past_the_proxy_still_gets_a_cookie() -> None:
    config = Config(public_origin=PUBLIC, host="0.0.0.0", frame_ancestors=MOODLE)
    cookie = place(config).cookie("192.168.1.5:5000")
    assert cookie["secure"] is False
    assert cookie["samesite"] == "Lax"


def test_in_a_frame_a_cookie_is_sent_and_belongs_to_that_site_alone() -> None:
    config = Config(public_origin=PUBLIC, frame_ancestors=MOODLE)
    cookie = place(config).cookie("teach.example:8443")
    assert (cookie["secure"], cookie["samesite"]) == (True, "None")
    assert cookie["partitioned"] is True
    assert place(Config(frame_ancestors=MOODLE)).cookie("localhost")["secure"] is False


def test_health_tells_whether_a_pages_origin_is_allowed() -> None:
    told = place(Config(public_origin=PUBLIC)).health
    inside = {"HTTP_HOST": "127.0.0.1:5000"}
    assert "origin_allowed" not in told(inside, None)
    assert told(inside, PUBLIC)["origin_allowed"] is True
    assert told(inside, "http://127.0.0.1:5000")["origin_allowed"] is True
    assert told(inside, "https://teach.example")["origin_allowed"] is False


@pytest.fixture
def below(tmp_path: Path) -> Iterator[FlaskClient]:
    with running(Config(data=tmp_path, base_path="/playground")) as app:
        yield app.test_client()


def addresses(html: str) -> list[str]:
    return re.findall(r'(?:href|src)="([^"#]+)"', html)


@pytest.mark.parametrize("path", ["/playground/", "/playground", "/"])
def test_below_a_path_the_page_is_there_stripped_or_not(
    below: FlaskClient, path: str
) -> None:
    got = below.get(path)
    assert got.status_code == 200
    found = addresses(got.text)
    assert found
    assert all(each.startswith("/playground/static/v-") for each in found)
    assert "Path=/playground;" in got.headers["Set-Cookie"] + ";"
    assert below.get(found[0]).status_code == 200
    assert below.get(found[0].removeprefix("/playground")).status_code == 200


def test_below_a_path_the_rest_is_the_same(below: FlaskClient) -> None:
    assert below.get("/playground/healthz").json["status"] == "ok"  # type: ignore[index]
    for path in (
        "/playgrounds/healthz",
        "/play",
        "/playground/playground/",
        "/playground/healthz//",
    ):
        assert below.get(path).status_code == 404


def test_below_a_path_a_browser_keeps_its_name(below: FlaskClient) -> None:
    assert "Set-Cookie" in below.get("/playground/").headers
    assert "Set-Cookie" not in below.get("/playground/?l2=0.1").headers


@pytest.mark.parametrize("prefix", ["", "/playground"])
def test_below_a_path_the_socket_opens_stripped_or_not(
    tmp_path: Path, prefix: str
) -> None:
    with Server(tmp_path, BASE_PATH="/playground/", PUBLIC_ORIGIN=PUBLIC) as server:
        status, head = knock(server.url, prefix + PATH, Origin=PUBLIC)
        assert status == 101, head
        assert knock(server.url, prefix + PATH, Origin="https://evil.test")[0] == 403
        assert answer(server.url, prefix + PATH, "POST").status == 405
        assert f"On the web:          {PUBLIC}/playground/\n" in server.output[1:]


def test_the_public_origin_is_a_name_and_an_origin_of_ours(tmp_path: Path) -> None:
    with Server(tmp_path, PUBLIC_ORIGIN=PUBLIC) as server:
        got = answer(server.url, Host="teach.example:8443")
        assert got.status == 200
        assert "; Secure; HttpOnly; Path=/; SameSite=Lax" in got.getheader("Set-Cookie")
        # Whether the proxy hands the name on or puts its own in its place.
        for host in ("teach.example:8443", None):
            named = {"Host": host} if host else {}
            assert knock(server.url, Origin=PUBLIC, **named)[0] == 101
        # A name with another port is another origin.
        assert knock(server.url, Origin="https://teach.example")[0] == 403


def test_a_named_site_may_frame_the_page(tmp_path: Path) -> None:
    environment = {"PUBLIC_ORIGIN": PUBLIC, "FRAME_ANCESTORS": MOODLE[0]}
    with Server(tmp_path, **environment) as server:
        got = answer(server.url, Host="teach.example:8443")
        assert got.getheader("X-Frame-Options") is None
        policy = got.getheader("Content-Security-Policy")
        assert policy.endswith("; frame-ancestors https://moodle.example")
        cookie = got.getheader("Set-Cookie")
        assert "SameSite=None" in cookie
        assert "; Partitioned" in cookie
