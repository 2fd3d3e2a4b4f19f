import ipaddress
import socket

import pytest

from app import machine


def test_the_names_are_the_machines_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "gethostname", lambda: "Teacher.school.example")
    assert machine.names() == (
        "teacher.school.example",
        "teacher",
        "teacher.local",
    )
    monkeypatch.setattr(socket, "gethostname", lambda: "MacBook.local")
    assert machine.names() == ("macbook.local", "macbook")
    monkeypatch.setattr(socket, "gethostname", lambda: "")
    assert machine.names() == ()


def test_the_full_name_is_looked_up_once_and_only_for_the_machines_own_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(socket, "gethostname", lambda: "teacher")
    asked: list[int] = []
    now = [0.0]

    def look_up() -> str:
        asked.append(1)
        return "Teacher.School.example."

    full = machine.FullName(look_up, lambda: now[0])
    assert not full.matches("evil.test")
    assert not full.matches("teacherevil.test")
    assert not asked
    assert full.matches("teacher.school.example")
    assert not full.matches("teacher.evil.test")
    assert asked == [1]
    now[0] = machine.FULL_NAME_SECONDS + 1
    assert full.matches("teacher.school.example")
    assert asked == [1, 1]


def test_a_name_that_a_look_up_made_up_is_not_taken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(socket, "gethostname", lambda: "teacher")
    full = machine.FullName(lambda: "evil.test")
    assert not full.matches("evil.test")
    assert not full.matches("teacher.evil.test")


def test_addresses_are_those_that_others_can_reach() -> None:
    for with_ipv6 in (False, True):
        found = machine.addresses(with_ipv6)
        assert len(set(found)) == len(found)
        for address in found:
            ip = ipaddress.ip_address(address)
            assert not ip.is_loopback
            assert not ip.is_link_local
            assert with_ipv6 or ip.version == 4


def test_inner_interfaces_are_left_out() -> None:
    for name in ("lo", "docker0", "br-0123456789ab", "veth12ab", "virbr0"):
        assert machine.INNER.fullmatch(name)
    for name in ("eth0", "enp3s0", "wlan0", "br0", "br-lan", "tun0"):
        assert not machine.INNER.fullmatch(name)


def test_the_address_that_is_told_first_is_the_one_it_speaks_from() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            assert all(":" not in address for address in machine.addresses())
            return
        own = probe.getsockname()[0]
    assert machine.addresses()[:1] in ([own], [])
