"""The limits of the websocket, on real sockets."""

import socket
import threading
from contextlib import suppress
from typing import Any

import pytest
import websocket
from werkzeug.serving import make_server

from app.config import Config
from app.web.factory import create_app
from app.web.protocol import MESSAGE_BYTES
from app.web.server import Handler, close
from app.web.transport import MESSAGES_AT_ONCE, Transport, tune
from tests.server import Server
from tests.web.client import WAIT_SECONDS, Client
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


def test_small_frames_are_sent_at_once() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as listener,
        socket.create_connection(listener.getsockname()) as connection,
    ):
        tune(connection)
        assert connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
        if hasattr(socket, "TCP_USER_TIMEOUT"):
            option = socket.TCP_USER_TIMEOUT
            assert connection.getsockopt(socket.IPPROTO_TCP, option) == 20_000


@pytest.fixture
def patient(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A server in this process whose pings do not outlive the test."""
    app = create_app(Config(data=tmp_path))
    engine = app.extensions["playground"].engine
    monkeypatch.setattr(engine, "ping_interval", 0.1)
    monkeypatch.setattr(engine, "ping_timeout", 0.2)
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    yield app, f"http://127.0.0.1:{server.server_port}"
    close(app, server)
    thread.join()


def test_a_peer_that_falls_silent_frees_its_threads(patient: Any) -> None:
    """Without the mend two threads stay until TCP gives up."""
    app, url = patient
    before = set(threading.enumerate())
    raw = Raw(url)
    raw.join()
    started = {
        thread
        for thread in set(threading.enumerate()) - before
        if "_service_task" not in thread.name  # the server's own, one in all
    }
    assert len(started) >= 3
    for thread in started:
        thread.join(WAIT_SECONDS)
    assert [t.name for t in started if t.is_alive()] == []
    assert len(app.extensions["playground"].clients) == 0
    raw.ws.shutdown()


def test_the_transport_is_in_place(patient: Any) -> None:
    app, _ = patient
    engine = app.extensions["playground"].engine
    assert engine._async["websocket"] is Transport
    assert engine.transports == ["websocket"]
    assert engine.async_handlers is False
