"""The limits of the websocket, on real sockets."""

import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import websocket

from app.web.protocol import MESSAGE_BYTES
from app.web.transport import MESSAGES_AT_ONCE, Transport
from tests.server import Server
from tests.web.client import WAIT_SECONDS, Client
from tests.web.inside import Inside, inside
from tests.web.raw import Raw, knock


def test_no_compression_is_agreed_on(server: Server) -> None:
    status, head = knock(
        server.url,
        Sec_WebSocket_Extensions="permessage-deflate; client_max_window_bits",
    )
    assert status == 101
    assert "extensions" not in head.lower()


def test_a_message_that_is_too_long_closes_the_socket(server: Server) -> None:
    with Raw(server.url) as raw:
        raw.join()
        with suppress(OSError, websocket.WebSocketException):
            for _ in range(50):
                raw.event("hello", {"tab": "x" * MESSAGE_BYTES})
        assert raw.is_closed()


def test_the_longest_message_is_still_read(page: Client) -> None:
    page.refused("set", {"settings": {"dataset": "x" * (MESSAGE_BYTES - 200)}})


def test_a_socket_that_sends_without_end_is_closed(server: Server) -> None:
    with Raw(server.url) as raw:
        raw.join()
        with suppress(OSError, websocket.WebSocketException):
            for _ in range(int(3 * MESSAGES_AT_ONCE)):
                raw.event("drawn", {"seq": 1})
        assert raw.is_closed()


@pytest.fixture
def patient(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Inside]:
    """A server in this process whose pings do not outlive the test."""
    with inside(tmp_path) as server:
        monkeypatch.setattr(server.engine, "ping_interval", 0.1)
        monkeypatch.setattr(server.engine, "ping_timeout", 0.2)
        yield server


def test_a_peer_that_falls_silent_frees_its_threads(patient: Inside) -> None:
    """Without the mend two threads stay until TCP gives up."""
    before = set(threading.enumerate())
    raw = Raw(patient.url)
    raw.join()
    started = {
        thread
        for thread in set(threading.enumerate()) - before
        if thread.name != "deadlines"  # the server's own, one in all
    }
    assert len(started) == 3
    for thread in started:
        thread.join(WAIT_SECONDS)
    assert [t.name for t in started if t.is_alive()] == []
    assert len(patient.playground.clients) == 0
    raw.ws.shutdown()


def test_the_transport_is_in_place(patient: Inside) -> None:
    engine: Any = patient.engine
    assert engine._async["websocket"] is Transport
    assert engine.transports == ["websocket"]
    assert engine.async_handlers is False
