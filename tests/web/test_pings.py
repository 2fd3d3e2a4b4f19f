"""Pings on real sockets: none has a thread, and each answer brings the next."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import engineio
import pytest
from engineio.socket import Socket

from tests.web.inside import Inside, inside
from tests.web.raw import Raw

PING, PONG = "2", "3"


@pytest.fixture
def quick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Inside]:
    with inside(tmp_path) as server:
        monkeypatch.setattr(server.engine, "ping_interval", 0.02)
        yield server


def test_each_answer_brings_the_next_ping(quick: Inside) -> None:
    with Raw(quick.url) as raw:
        assert raw.ws.recv() == PING
        before = set(threading.enumerate())
        for _ in range(5):
            raw.ws.send(PONG)
            assert raw.ws.recv() == PING
        assert set(threading.enumerate()) <= before


def test_while_one_waits_for_an_answer_none_is_sent(
    quick: Inside, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quick.engine, "ping_timeout", 0.2)
    with Raw(quick.url) as raw:
        assert raw.ws.recv() == PING
        (ticket,) = quick.lobby._tickets
        assert ticket.pinged is not None
        assert raw.is_closed()


def test_an_answer_is_a_sign_of_life(quick: Inside) -> None:
    with Raw(quick.url) as raw:
        assert raw.ws.recv() == PING
        quick.engine.ping_interval = 3600
        raw.ws.send(PONG)
        raw.join()  # its answer comes after the ping's was read
        (ticket,) = quick.lobby._tickets
        assert ticket.pinged is None


def test_a_closed_socket_is_pinged_no_more(quick: Inside) -> None:
    deadlines = quick.playground.deadlines
    quick.engine.ping_interval = 3600
    with Raw(quick.url) as raw:
        raw.join()
        (ticket,) = quick.lobby._tickets
        next_ping: Any = ticket.ping
        assert next_ping._act is not None
        gone = threading.Event()
        ticket._lobby.end = _then(gone, ticket._lobby.end)  # type: ignore[method-assign]
    assert gone.wait(10)
    assert next_ping._act is None
    assert all(entry[2]._act is None for entry in deadlines._due)


def _then(event: threading.Event, act: Any) -> Any:
    def both(*arguments: Any) -> None:
        act(*arguments)
        event.set()

    return both


def test_what_is_replaced_is_still_there() -> None:
    """Engine.IO calls `schedule_ping` on its socket, and keeps `last_ping` there."""
    made = Socket(engineio.Server(async_mode="threading"), "sid")
    assert callable(made.schedule_ping)
    assert made.last_ping
    assert (made.closing, made.closed) == (False, False)
