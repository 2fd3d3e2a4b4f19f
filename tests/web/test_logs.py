"""The log, by itself and as a server writes it."""

import io
import logging
import re
import socket
import socketserver
import struct
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.web import logs
from tests.server import Server
from tests.web.client import Client, visit
from tests.web.raw import WAIT_SECONDS, Raw, knock, netloc

LINE = re.compile(r"(WARNING|ERROR|CRITICAL) [\w.]+: .*|    .*|WARNING log: .*")


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def handler(clock: Clock) -> logs.BoundedHandler:
    return logs.BoundedHandler(io.StringIO(), clock)


def written(handler: logs.BoundedHandler) -> str:
    assert isinstance(handler.stream, io.StringIO)
    return handler.stream.getvalue()


def record(text: str, *args: object, level: int = logging.WARNING) -> logging.LogRecord:
    return logging.LogRecord("app.test", level, "file", 1, text, args, None)


@given(st.text(max_size=3000), st.text(max_size=200))
def test_any_record_is_one_line_of_printable_characters(text: str, name: str) -> None:
    handler = logs.BoundedHandler(io.StringIO())
    handler.emit(logging.LogRecord(name, logging.ERROR, "f", 1, "%s", (text,), None))
    line = written(handler)
    assert line.endswith("\n")
    assert line[:-1].isprintable()
    assert len(line) < 10 * logs.LONGEST_LINE  # an escape has up to ten characters


def test_control_characters_are_told_not_sent(handler: logs.BoundedHandler) -> None:
    handler.emit(record("from %s", "\x1b[31mred\x07\r\nERROR app: forged\u202e\x9b"))
    assert written(handler) == (
        "WARNING app.test: from \\x1b[31mred\\x07\\r\\nERROR app: forged\\u202e\\x9b\n"
    )


def test_a_traceback_cannot_forge_a_line(handler: logs.BoundedHandler) -> None:
    log = logging.Logger("app.test")
    log.addHandler(handler)
    try:
        raise ValueError("bad\nERROR app: forged\x1b[0m")
    except ValueError:
        log.exception("error %s", "12ab")
    lines = written(handler).splitlines()
    assert lines[0] == "ERROR app.test: error 12ab"
    assert all(line.startswith("    ") for line in lines[1:])
    assert "    ERROR app: forged\\x1b[0m" in lines


def test_a_long_traceback_keeps_its_beginning_and_its_end() -> None:
    text = logs.cut("a" * 9000 + "b" * 9000, 8000)
    assert text.startswith("a" * 4000)
    assert text.endswith("b" * 4000)
    assert "10000 characters" in text


def test_a_flood_is_bounded_counted_and_told(
    handler: logs.BoundedHandler, clock: Clock
) -> None:
    for i in range(10_000):
        handler.emit(record("flood %d", i))
    assert len(written(handler).splitlines()) == logs.LINES_AT_ONCE
    clock.now += 1 / logs.LINES_PER_SECOND
    handler.emit(record("later"))
    count = 10_000 - int(logs.LINES_AT_ONCE)
    assert written(handler).splitlines()[-2:] == [
        f"WARNING log: {count} lines were left out: too many",
        "WARNING app.test: later",
    ]


def test_a_day_of_flood_takes_little_room(
    handler: logs.BoundedHandler, clock: Clock
) -> None:
    for _ in range(24 * 360):
        clock.now += 10
        for _ in range(20):
            handler.emit(record("x" * 5000))
    assert len(written(handler)) < 30e6


def test_errors_are_written_while_warnings_flood(handler: logs.BoundedHandler) -> None:
    for _ in range(1000):
        handler.emit(record("flood"))
    handler.emit(record("error 12ab", level=logging.ERROR))
    assert written(handler).endswith("ERROR app.test: error 12ab\n")


def test_what_was_left_out_at_last_is_told_at_the_end(
    handler: logs.BoundedHandler,
) -> None:
    for _ in range(int(logs.LINES_AT_ONCE) + 1):
        handler.emit(record("flood"))
    handler.close()
    assert written(handler).endswith("WARNING log: 1 line was left out: too many\n")


@pytest.fixture
def installed() -> Iterator[io.StringIO]:
    """Our handler in the place of all others, for one test."""
    root, hook = logging.getLogger(), threading.excepthook
    before, level = list(root.handlers), root.level
    stream = io.StringIO()
    yield (logs.install(stream), stream)[1]
    root.handlers[:] = before
    root.setLevel(level)
    threading.excepthook = hook


def test_a_thread_that_fails_has_a_number(installed: io.StringIO) -> None:
    def fail() -> None:
        raise RuntimeError("on purpose")

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    first, *rest = installed.getvalue().splitlines()
    assert re.fullmatch(r"ERROR app.web.logs: error [0-9a-f]{8} in a thread", first)
    assert rest[-1] == "    RuntimeError: on purpose"


def test_a_peer_that_is_gone_is_no_fault(installed: io.StringIO) -> None:
    def leave() -> None:
        raise BrokenPipeError

    thread = threading.Thread(target=leave)
    thread.start()
    thread.join()
    assert installed.getvalue() == ""


def test_a_connection_that_fails_has_a_number(installed: io.StringIO) -> None:
    class Broken(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            raise RuntimeError("on purpose")

    with socketserver.TCPServer(("127.0.0.1", 0), Broken) as server:
        logs.watch_connections(server)
        with socket.create_connection(server.server_address):
            server.handle_request()
    assert "in a connection\n    Traceback" in installed.getvalue()


def frame(code: int, payload: bytes) -> bytes:
    """Return a masked frame whose header may say anything."""
    n = len(payload)
    size = bytes([0x80 | n]) if n < 126 else struct.pack(">BH", 0x80 | 126, n)
    return bytes([code]) + size + bytes(4) + payload


FRAMES = [
    frame(0x83, b"x"),  # no such kind
    frame(0xC1, b"x"),  # a reserved bit
    frame(0x81, b"\xff\xfe"),  # no UTF-8
    frame(0x09, b"x"),  # a ping in parts
    frame(0x88, b"\x00"),  # half a close code
    frame(0x80, b"x"),  # goes on with nothing
    b"\x81\x01x",  # without a mask
    frame(0x81, b""),
    frame(0x82, b""),
    frame(0x81, b"x"),
    frame(0x81, b"\x1b[31mred"),
    frame(0x81, b"bA"),
    frame(0x81, b"4" + b"[" * 60_000),
    frame(0x81, b"0" + b"[" * 60_000),
    frame(0x81, b'451-["a",{"_placeholder":true,"num":0}]'),
    frame(0x82, b"\x91" * 5000),
    frame(0x82, b"\x1b]0;title\x07"),
]
LINES = ["\x1b[31mred", "http://a\x07", "\xe9\x9b31m", "x" * 5000, "a\tb"]


def test_a_clients_junk_leaves_no_traceback_and_no_control_character(
    tmp_path: Path,
) -> None:
    with Server(tmp_path) as server:
        for sent in FRAMES:
            with Raw(server.url) as raw:
                raw.ws.sock.sendall(sent)
                assert raw.is_closed(), sent[:20]
        for text in LINES:
            knock(server.url, Origin=text)
            knock(server.url, Host=text)
            knock(server.url, Cookie=text)
        for start in (b"\x1b[31mX / HTTP/x", b"GET http://[::1 HTTP/1.1", b"\x16\x03"):
            with socket.create_connection(
                netloc(server.url).split(":"), WAIT_SECONDS
            ) as connection:
                connection.sendall(start + b"\r\n\r\n")
                assert connection.recv(9) == b"HTTP/1.1 "
        with Client(server.url, visit(server.url)) as page:
            hello = page.hello()
            page.refused("\x1b[31m", {})
            assert page.do("play")["ok"]
    output = "".join(server.output)
    assert "Traceback" not in output
    assert "frame that is not ours" in output
    assert hello["run"] not in output
    for line in output.splitlines()[1:]:
        assert line.isprintable(), line
        assert LINE.fullmatch(line), line


def test_a_flood_of_junk_fills_no_disk(tmp_path: Path) -> None:
    with Server(tmp_path) as server:
        for _ in range(3 * int(logs.LINES_AT_ONCE)):
            with socket.create_connection(
                netloc(server.url).split(":"), WAIT_SECONDS
            ) as connection:
                connection.sendall(b"GARBAGE\r\n\r\n")
                connection.recv(9)
    refused = [line for line in server.output if "refused a request" in line]
    assert logs.LINES_AT_ONCE <= len(refused) < 2 * logs.LINES_AT_ONCE
    assert "lines were left out" in server.output[-1]
