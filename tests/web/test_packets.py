import json
from typing import Any

import msgpack
import pytest

from app.web.packets import ANSWERS_WAITING, BadPacketError, Gate, WirePacket
from tests.server import Server
from tests.web.client import Client
from tests.web.raw import Raw

NOT_OURS: list[Any] = [
    None,
    5,
    [],
    {},
    {"type": 2},
    {"type": 2, "nsp": "/"},
    {"type": 2, "nsp": "/", "data": []},
    {"type": 2, "nsp": "/", "data": [5]},
    {"type": 2, "nsp": "/", "data": [["play"]]},
    {"type": 2, "nsp": "/", "data": ["*", {}]},
    {"type": 2, "nsp": "/", "data": {"0": "play"}},
    {"type": 2, "nsp": "/", "data": ["play"], "id": "1"},
    {"type": 2, "nsp": "/", "data": ["play"], "id": -1},
    {"type": 2, "nsp": "/", "data": ["play"], "id": True},
    {"type": 2, "nsp": "/other", "data": ["play"]},
    {"type": 2, "nsp": ["/"], "data": ["play"]},
    {"type": 3, "nsp": "/", "data": [], "id": 1},
    {"type": 5, "nsp": "/", "data": ["play"], "attachments": 9_999_999_999},
    {"type": True, "nsp": "/", "data": ["play"]},
    {"type": "2", "nsp": "/", "data": ["play"]},
    {"type": 99, "nsp": "/"},
]
DEEP = b"\x91" * 50_000 + b"\xc0"
TOO_LONG = b"\xdd\xff\xff\xff\xff"


@pytest.mark.parametrize("packet", NOT_OURS, ids=repr)
def test_a_packet_out_of_order_closes_its_socket_only(
    server: Server, page: Client, packet: Any
) -> None:
    with Raw(server.url) as raw:
        raw.join()
        raw.send(packet)
        assert raw.is_closed()
    assert page.do("pause")


@pytest.mark.parametrize("blob", [b"", b"\xc1", b"\x81", DEEP, TOO_LONG, b"play"])
def test_bytes_that_are_not_msgpack_close_the_socket(
    server: Server, blob: bytes
) -> None:
    with Raw(server.url) as raw:
        raw.ws.send_binary(blob)
        assert raw.is_closed()


def test_one_line_in_the_log_for_each(server: Server) -> None:
    before = len(server.output)
    with Raw(server.url) as raw:
        raw.send({"type": 99, "nsp": "/"})
        assert raw.is_closed()
    assert len(server.lines_with("its type is not connect", before)) == 1
    assert "Traceback" not in "".join(server.output[before:])


def test_a_client_that_speaks_json_is_told_and_logged_in_one_line(
    server: Server,
) -> None:
    before = len(server.output)
    with Raw(server.url) as raw:
        raw.ws.send('40{"token":1}')  # what the default parser sends to connect
        answer = raw.ws.recv()
        assert raw.is_closed()
    assert answer.startswith("44{")  # the default parser's connection error
    assert "msgpack" in json.loads(answer[2:])["message"]
    assert len(server.lines_with("it is text, not msgpack", before)) == 1
    assert "Traceback" not in "".join(server.output[before:])


def test_a_good_packet_is_read() -> None:
    blob = msgpack.packb({"type": 2, "nsp": "/", "data": ["play", {}], "id": 3})
    packet = WirePacket(encoded_packet=blob)
    assert (packet.packet_type, packet.data, packet.id) == (2, ["play", {}], 3)


def test_text_is_not_a_packet() -> None:
    with pytest.raises(BadPacketError, match="text"):
        WirePacket(encoded_packet='2["play"]')


class Engine:
    """An Engine.IO server with one socket."""

    def __init__(self, waiting: int = 0) -> None:
        self.eio = self
        self.closed = False
        self.queue = self
        self.waiting = waiting
        self.sockets = {"one": self}

    def qsize(self) -> int:
        return self.waiting

    def close(self, wait: bool) -> None:
        assert wait is False
        self.closed = True

    def _handle_eio_message(self, _sid: str, data: bytes) -> None:
        if data == b"fault":
            raise RuntimeError("a fault of ours")


def test_a_client_that_asks_and_never_reads_is_let_go() -> None:
    for waiting in (ANSWERS_WAITING, ANSWERS_WAITING + 1):
        engine = Engine(waiting)
        Gate(engine, lambda _: True)("one", b"packet")
        assert engine.closed is (waiting > ANSWERS_WAITING)


def test_a_fault_of_ours_is_logged_and_costs_one_socket(
    caplog: pytest.LogCaptureFixture,
) -> None:
    engine = Engine()
    Gate(engine, lambda _: True)("one", b"fault")
    assert engine.closed
    assert "a packet could not be handled" in caplog.text


def test_nothing_is_handled_for_a_closed_socket() -> None:
    engine = Engine()
    engine.closed = True
    handled: list[str] = []
    Gate(engine, handled.append)("one", b"packet")
    assert handled == []
