"""Acknowledgements that come later, over a real Socket.IO server without a network."""

import logging
from concurrent.futures import Future
from typing import Any

import pytest
import socketio

from app.web import answers
from app.web.clients import Client as Connection
from app.web.events import Events
from app.web.protocol import ClientEvent


class Line:
    """A Socket.IO server whose packets are kept instead of sent."""

    def __init__(self) -> None:
        self.sent: list[tuple[int, Any]] = []
        self.server = socketio.Server(async_mode="threading", async_handlers=False)
        self.server.manager.is_connected = lambda *_: True
        self.server.manager.sid_from_eio_sid = lambda *_: "sid"
        self.server._send_packet = lambda _, packet: self.sent.append(
            (packet.id, packet.data)
        )
        answers.install(self.server)

    def receive(self, event: str, number: int | None) -> None:
        self.server._handle_event("eio", "/", number, [event, {}])


@pytest.fixture
def line() -> Line:
    return Line()


def test_a_result_is_acknowledged_at_once(line: Line) -> None:
    line.server.on("ask", lambda _sid, data: {"ok": data})
    line.receive("ask", 7)
    assert line.sent == [(7, [{"ok": {}}])]


def test_a_future_is_acknowledged_once_it_is_done(line: Line) -> None:
    later: Future[Any] = Future()
    line.server.on("ask", lambda *_: later)
    line.server.on("other", lambda *_: {"ok": True})
    line.receive("ask", 7)
    line.receive("other", 8)
    later.set_result({"ok": 1})
    assert line.sent == [(8, [{"ok": True}]), (7, [{"ok": 1}])]


def test_who_wants_no_answer_gets_none(line: Line) -> None:
    later: Future[Any] = Future()
    later.set_result({})
    line.server.on("ask", lambda *_: {})
    line.server.on("later", lambda *_: later)
    line.receive("ask", None)
    line.receive("later", None)
    assert line.sent == []


class Slow:
    """Commands whose answer is a future that the test holds."""

    def __init__(self) -> None:
        self.answer: Future[Any] = Future()

    def run(self, *_: Any) -> Future[Any]:
        return self.answer


class One:
    """The connections of a server that has one."""

    def get(self, sid: str) -> Connection:
        return Connection(sid, "owner")


@pytest.fixture
def slow() -> Slow:
    return Slow()


@pytest.fixture
def promised(slow: Slow) -> Any:
    events = Events(None, slow, One())  # type: ignore[arg-type]
    return events.receive(str(ClientEvent.PLAY), "sid")


def test_a_promised_answer_is_cleaned_like_any_other(slow: Slow, promised: Any) -> None:
    assert not promised.done()
    slow.answer.set_result({"error": float("nan")})
    assert promised.result(0) == {"ok": True, "error": None}


def test_a_fault_of_promised_work_is_told_and_logged(
    slow: Slow, promised: Any, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        slow.answer.set_exception(ZeroDivisionError())
    assert promised.result(0)["error"]["code"] == "internal"
    assert "ZeroDivisionError" in caplog.text


def test_work_that_is_cancelled_says_why(slow: Slow, promised: Any) -> None:
    slow.answer.cancel()
    error = promised.result(0)["error"]
    assert (error["code"], error["field"]) == ("refused", None)
