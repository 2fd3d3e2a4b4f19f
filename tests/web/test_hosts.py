import socket

import pytest

from app.config import Config
from app.machine import FullName
from app.web.hosts import Hosts
from tests.web.test_security import EVIL

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


@pytest.fixture
def teacher(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "gethostname", lambda: "Teacher")
    monkeypatch.setattr(socket, "getfqdn", lambda: "teacher.school.example")


@pytest.mark.usefixtures("teacher")
@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5"])
def test_others_may_use_the_machines_own_names(host: str) -> None:
    hosts = Hosts(Config(host=host))
    for name in ("teacher", "TEACHER.local:5000", "teacher.local.", "Teacher:80"):
        assert hosts.allows(name), name
    for name in ("teacher.evil.test", "evil.local", "teacher.local.evil.test"):
        assert not hosts.allows(name), name


@pytest.mark.usefixtures("teacher")
def test_the_name_with_its_domain_is_the_machines_own_too() -> None:
    hosts = Hosts(Config(host="0.0.0.0"))
    hosts._full_name = FullName(lambda: "teacher.school.example")
    assert hosts.allows("teacher.school.example:5000")
    assert not hosts.allows("teacher.other.example")


@pytest.mark.usefixtures("teacher")
def test_for_this_machine_alone_its_names_on_the_network_do_not_count() -> None:
    assert not Hosts(Config()).allows("teacher.local")


def test_the_public_origin_counts_and_its_name() -> None:
    hosts = Hosts(Config(public_origin="https://teach.example:8443"))
    assert hosts.allows("teach.example:8443")
    inside = {"HTTP_HOST": "127.0.0.1:5000"}
    assert hosts.allows_origin("https://teach.example:8443", inside)
    assert not hosts.allows_origin("https://teach.example", inside)
    assert not hosts.allows_origin("https://teach.example:8443", {"HTTP_HOST": "x.y"})


def test_a_direct_visit_is_told_from_a_forwarded_one() -> None:
    hosts = Hosts(Config(host="0.0.0.0", public_origin="https://10.0.0.9"))
    assert hosts.is_direct("192.168.1.5:5000")
    assert not hosts.is_direct("127.0.0.1:5000")
    assert not hosts.is_direct("10.0.0.9")
    assert not hosts.is_direct(None)
