import subprocess

import pytest

from app.cli import display


@pytest.mark.parametrize(
    ("platform", "environ", "expected"),
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": ""}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("darwin", {}, True),
        ("win32", {}, True),
    ],
)
def test_a_display_is_looked_for(
    platform: str, environ: dict[str, str], expected: bool
) -> None:
    assert display.has_display(platform, environ) is expected


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The commands of the processes that were started."""
    commands: list[list[str]] = []
    monkeypatch.setattr(
        subprocess, "Popen", lambda command, **_: commands.append(command)
    )
    return commands


def test_the_browser_gets_the_address(
    monkeypatch: pytest.MonkeyPatch, started: list[list[str]]
) -> None:
    monkeypatch.setattr(display, "has_display", lambda *_: True)
    display.open_browser("http://127.0.0.1:5000")
    assert started[0][1:] == ["-m", "webbrowser", "http://127.0.0.1:5000"]


def test_without_a_display_nothing_is_started(
    monkeypatch: pytest.MonkeyPatch, started: list[list[str]]
) -> None:
    monkeypatch.setattr(display, "has_display", lambda *_: False)
    display.open_browser("http://127.0.0.1:5000")
    assert started == []
