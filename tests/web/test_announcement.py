import pytest

from app import machine
from app.config import Config
from app.web import announcement


@pytest.fixture(autouse=True)
def known_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        machine,
        "addresses",
        lambda with_ipv6=False: (
            ["10.1.2.3", "10.9.9.9"] + (["2001:db8::5"] if with_ipv6 else [])
        ),
    )
    monkeypatch.setattr(
        machine, "names", lambda: ("teacher", "teacher.local", "teacher.lan")
    )


def test_for_this_machine_alone_it_is_one_line() -> None:
    config = Config(port=5001)
    assert announcement.lines(config) == ["Backprop Playground: http://127.0.0.1:5001"]
    assert announcement.warnings(config) == []
    assert announcement.share(config) is None


def test_on_all_addresses_every_one_that_others_can_type_is_a_line() -> None:
    config = Config(host="0.0.0.0", port=5001)
    assert announcement.lines(config) == [
        "Backprop Playground: http://127.0.0.1:5001",
        "For others:          http://10.1.2.3:5001/",
        "For others:          http://10.9.9.9:5001/",
        "By name, where the network knows it: http://teacher.local:5001/",
    ]
    assert announcement.share(config) == "http://10.1.2.3:5001/"
    [warning] = announcement.warnings(config)
    assert warning.startswith("Warning: listening on 0.0.0.0")


def test_the_other_wildcard_has_both_kinds() -> None:
    lines = announcement.lines(Config(host="::", port=5001))
    assert lines[0] == "Backprop Playground: http://[::1]:5001"
    assert "For others:          http://[2001:db8::5]:5001/" in lines
    assert "For others:          http://10.1.2.3:5001/" in lines


def test_one_address_is_the_one_for_others_too() -> None:
    config = Config(host="10.9.9.9", port=80)
    assert announcement.own_url(config) == "http://10.9.9.9:80"
    assert announcement.share(config) == "http://10.9.9.9:80/"


def test_without_any_address_the_name_is_shared(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(machine, "addresses", lambda with_ipv6=False: [])
    config = Config(host="0.0.0.0", port=5001)
    assert announcement.share(config) == "http://teacher.local:5001/"


def test_the_public_address_comes_first_and_has_the_path() -> None:
    config = Config(
        port=5001,
        public_origin="https://teach.example:8443",
        base_path="/playground",
    )
    assert announcement.lines(config) == [
        "Backprop Playground: http://127.0.0.1:5001",
        "On the web:          https://teach.example:8443/playground/",
    ]
    assert announcement.share(config) == "https://teach.example:8443/playground/"


def test_frames_without_tls_are_warned_of() -> None:
    sites = ("https://moodle.example",)
    [warning] = announcement.warnings(Config(frame_ancestors=sites))
    assert "FRAME_ANCESTORS without a PUBLIC_ORIGIN" in warning
    safe = Config(frame_ancestors=sites, public_origin="https://teach.example")
    assert announcement.warnings(safe) == []
