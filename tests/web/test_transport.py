"""The limits of the websocket, on real sockets."""

import json
import queue
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

import pytest
import simple_websocket
import websocket

from app.bench.learner import Learner, RefusedError
from app.web import lobby
from app.web.protocol import MESSAGE_BYTES
from app.web.transport import MESSAGES_AT_ONCE, BoundedSocket, Transport, release
from tests.server import Server
from tests.web.client import WAIT_SECONDS, Client, visit
from tests.web.inside import Inside, inside
from tests.web.raw import Raw, answer, knock


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


@pytest.fixture
def serving(tmp_path: Path) -> Iterator[Inside]:
    with inside(tmp_path) as server:
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


def test_the_inner_names_are_those_of_the_packages(patient: Inside) -> None:
    """What is used of Engine.IO and simple-websocket beyond their promises."""
    with Raw(patient.url) as raw:
        raw.join()
        ((sid, made),) = patient.engine.sockets.items()
        assert made.sid == sid
        assert made._websocket_handler.__self__ is made
        assert callable(simple_websocket.Server._thread)
        assert callable(simple_websocket.Server._handle_events)
        for name in ("connect", "disconnect", "message"):
            assert name in patient.engine.handlers


def bye(raw: Raw, _: Inside) -> None:
    raw.ws.close(timeout=0)


def reset(raw: Raw, _: Inside) -> None:
    linger = struct.pack("ii", 1, 0)
    raw.ws.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    raw.ws.sock.close()


def half_close(raw: Raw, _: Inside) -> None:
    raw.ws.sock.shutdown(socket.SHUT_WR)


def leave_socketio(raw: Raw, _: Inside) -> None:
    raw.send({"type": 1, "nsp": "/"})


def leave_engineio(raw: Raw, _: Inside) -> None:
    raw.ws.send("1")


def nonsense(raw: Raw, _: Inside) -> None:
    raw.ws.send_binary(b"\xc1")


def no_frame(raw: Raw, _: Inside) -> None:
    raw.ws.sock.sendall(b"\xff" * 32)


def server_leaves(_: Raw, server: Inside) -> None:
    (client,) = server.playground.clients._clients.values()
    server.playground.socketio.server.disconnect(client.sid)
    assert len(server.lobby) == 0  # and its socket has ten seconds for a new hello:
    assert client.ticket is not None
    assert client.ticket.hello is not None
    client.ticket.hello.pass_by()


def engine_leaves(_: Raw, server: Inside) -> None:
    (sid,) = server.engine.sockets
    server.engine.disconnect(sid)


def fault(raw: Raw, _: Inside) -> None:
    raw.ws.send("bytes")  # nothing that Engine.IO can decode: an exception in it


def dropped(_: Raw, server: Inside) -> None:
    (ticket,) = server.lobby._tickets
    ticket.drop()


WAYS = [bye, reset, half_close, leave_socketio, leave_engineio, nonsense, no_frame]
WAYS += [server_leaves, engine_leaves, fault, dropped]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_however_a_socket_ends_nothing_of_it_stays(
    serving: Inside, way: Callable[[Raw, Inside], None]
) -> None:
    before = set(threading.enumerate())
    raw = Raw(serving.url, visit(serving.url))
    raw.join()
    raw.event("hello", {"tab": "a", "query": ""}, number=1)
    while raw.read()["type"] != 3:
        pass
    assert len(serving.lobby) == 1
    started = {t for t in set(threading.enumerate()) - before if t.name != "deadlines"}
    way(raw, serving)
    for thread in started:
        thread.join(WAIT_SECONDS)
    assert [thread.name for thread in started if thread.is_alive()] == []
    assert len(serving.lobby) == len(serving.lobby._tickets) == 0
    assert len(serving.playground.clients) == 0
    assert serving.engine.sockets == {}
    assert serving.playground.socketio.server.environ == {}
    raw.ws.shutdown()


def test_a_peer_that_reads_nothing_does_not_keep_its_threads(serving: Inside) -> None:
    """Its writer waits on a full connection: the end must wake it."""
    before = set(threading.enumerate())
    raw = Raw(serving.url)
    raw.join()
    (ticket,) = serving.lobby._tickets
    ((sid, made),) = serving.engine.sockets.items()
    for _ in range(20):
        serving.engine.send(sid, b"x" * 1_000_000)
    started = {t for t in set(threading.enumerate()) - before if t.name != "deadlines"}
    raw.ws.sock.shutdown(socket.SHUT_WR)  # and goes on to read nothing
    for thread in started:
        thread.join(WAIT_SECONDS)
    assert [thread.name for thread in started if thread.is_alive()] == []
    assert ticket not in serving.lobby._tickets
    assert made.closed
    raw.ws.shutdown()


def test_a_place_is_free_while_the_trainer_is_still_busy(serving: Inside) -> None:
    """Its threads have to wait for the trainer to let go of the run; others do not."""
    raw = Raw(serving.url, visit(serving.url))
    raw.join()
    raw.event("hello", {"tab": "a", "query": ""}, number=1)
    # Shown its run comes last, and its thread waits for the trainer until then.
    while raw.read().get("data", [None])[0] != "run":
        pass
    (ticket,) = serving.lobby._tickets
    busy, goes_on, left = threading.Event(), threading.Event(), threading.Event()

    def hold() -> None:
        busy.set()
        goes_on.wait(WAIT_SECONDS)

    holder = threading.Thread(
        target=lambda: serving.playground.scheduler.call(None, hold)
    )
    holder.start()
    assert busy.wait(WAIT_SECONDS)
    leave = serving.lobby.leave
    serving.lobby.leave = lambda one: (leave(one), left.set())  # type: ignore[assignment, func-returns-value, return-value]
    raw.ws.close(timeout=0)
    assert left.wait(WAIT_SECONDS)
    assert not goes_on.is_set()
    assert len(serving.lobby) == 0
    assert ticket in serving.lobby._tickets  # its threads still count
    goes_on.set()
    holder.join()


def test_a_class_reloads_and_nobody_is_refused(tmp_path: Path) -> None:
    """More sockets than there are places, but never more pages."""
    with inside(tmp_path, max_sockets=10) as server:
        learners = [Learner(server.url) for _ in range(5)]

        def reload(learner: Learner) -> None:
            for _ in range(6):
                learner.come()
                learner.leave()

        threads = [threading.Thread(target=reload, args=(each,)) for each in learners]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert [learner.refused for learner in learners] == [0] * 5


def test_one_who_opens_and_closes_without_end_keeps_nobody_out(tmp_path: Path) -> None:
    with inside(tmp_path, max_sockets=2) as server:
        cookie, learner = visit(server.url), Learner(server.url)
        for number in range(40):
            assert knock(server.url, Cookie=cookie)[0] == 101
            if number % 10 == 0:
                learner.come()
                learner.leave()
        assert learner.refused == 0


def test_sockets_that_never_say_hello_are_closed_and_take_no_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lobby, "GRACE_SECONDS", 0.0)
    with inside(tmp_path, max_sockets=3) as server, ExitStack() as stack:
        silent = [
            stack.enter_context(Raw(server.url, visit(server.url))) for _ in range(11)
        ]
        for raw in silent[5:]:
            raw.join()  # a socket of Socket.IO, and no page
        learner = Learner(server.url)
        learner.come()  # it takes the place of the first
        assert learner.refused == 0
        assert silent[0].is_closed()
        monkeypatch.setattr(lobby, "HELLO_SECONDS", 0.05)
        with Raw(server.url, visit(server.url)) as late:
            assert late.is_closed()
        learner.leave()


def test_a_refused_socket_is_told_and_closed(tmp_path: Path) -> None:
    with inside(tmp_path, max_sockets=1) as server:
        learner = Learner(server.url)
        learner.come()
        with Raw(server.url, visit(server.url)) as raw:
            raw.send({"type": 0, "nsp": "/", "data": {}})
            refusal = raw.read()["data"]["data"]
            assert refusal["message"] == "the playground is full right now"
            assert refusal["retry_after"] >= 1
            assert raw.is_closed()
        told = json.loads(answer(server.url, "/healthz").content)
        assert (told["full"], told["sockets"], told["max_sockets"]) == (True, 1, 1)
        assert told["message"] == "the playground is full right now"
        assert told["retry_after"] >= 1
        learner.leave()


def test_a_hello_that_finds_no_place_is_told_when_to_try_again(tmp_path: Path) -> None:
    with inside(tmp_path, max_sockets=1) as server:
        learner, cookie = Learner(server.url), visit(server.url)
        with Raw(server.url, cookie) as raw:
            raw.join()  # there was a place
            learner.come()
            raw.event("hello", {"tab": "a", "query": ""}, number=1)
            error = raw.read()["data"][0]["error"]
            assert (error["code"], error["field"]) == ("busy", None)
            assert error["retry_after"] >= 1
            learner.leave()


def test_without_cookies_a_script_does_not_take_all_places(tmp_path: Path) -> None:
    with (
        inside(tmp_path, max_sockets=9, max_sockets_without_cookie=2) as server,
        ExitStack() as stack,
    ):
        bare = [Learner(server.url) for _ in range(3)]
        for one in bare:
            one.cookie = ""
            stack.callback(one.leave)
        bare[0].come(tries=1)
        bare[1].come(tries=1)
        with pytest.raises(RefusedError):
            bare[2].come(tries=1)
        learner = Learner(server.url)
        stack.callback(learner.leave)
        learner.come(tries=1)


def test_a_socket_without_a_thread_is_closed_and_forgotten(
    serving: Inside, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(*_: object) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(BoundedSocket, "handshake", none)
    with pytest.raises((OSError, websocket.WebSocketException)):
        Raw(serving.url)
    monkeypatch.undo()
    with Raw(serving.url) as raw:
        raw.join()
        assert len(serving.lobby._tickets) == 1


def test_who_waits_for_packets_that_nobody_sends_any_more_is_let_go() -> None:
    packets: queue.Queue[object] = queue.Queue()
    packets.put("close")
    packets.put(None)
    waiting = threading.Thread(target=packets.join)
    waiting.start()
    release(packets)
    waiting.join(WAIT_SECONDS)
    assert not waiting.is_alive()
    packets.put("later")
    packets.join()  # would wait without an end
    assert packets.get_nowait() == "later"
