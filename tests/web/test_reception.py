"""Connections at their limits, on real sockets."""

import errno
import socket
import struct
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from app.web import connection as rules
from app.web import crew, reception
from app.web.capacity import capacity
from tests.server import Server
from tests.web.inside import Inside, inside
from tests.web.raw import WAIT_SECONDS, Raw, answer

if sys.platform != "win32":
    import resource

BEGUN = b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: "
WHOLE = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"
LARGE = "/large"
LARGE_BYTES = 50_000_000  # more than the system takes in for a peer that does not read
SMALL = capacity(9, None)


def threads() -> set[threading.Thread]:
    """The threads that answer requests in this process."""
    return {thread for thread in threading.enumerate() if thread.name == "request"}


@contextmanager
def peer(url: str, sent: bytes = b"") -> Iterator[socket.socket]:
    host, port = url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), WAIT_SECONDS) as opened:
        opened.sendall(sent)
        yield opened


def told(opened: socket.socket) -> bytes:
    """Everything the server says until it closes the connection."""
    said = b""
    try:
        while part := opened.recv(65536):
            said += part
    except ConnectionError:
        pass
    return said


def slow(path: str) -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()


@pytest.fixture
def few(tmp_path: Path) -> Iterator[Inside]:
    """Two requests at once, two in line, one handshake, four that arrive."""
    room = replace(SMALL, requests=2, quick=1, queued=2, arriving=4)
    with inside(tmp_path, room) as server:
        server.app.add_url_rule(LARGE, "large", lambda: bytes(LARGE_BYTES))
        yield server


def test_half_sent_requests_have_no_thread_and_are_bounded(few: Inside) -> None:
    before = threads()
    with ExitStack() as stack:
        opened = [stack.enter_context(peer(few.url, BEGUN)) for _ in range(12)]
        for first in opened[:8]:  # the oldest have to go
            said = told(first)
            assert said.startswith(b"HTTP/1.1 503 ")
            assert b"\r\nRetry-After: " in said
            assert b"\r\nX-Content-Type-Options: nosniff\r\n" in said
        assert threads() == before
        assert answer(few.url).status == 200
        # One of those that may stay goes on, and is answered.
        opened[-1].sendall(b"fast\r\n\r\n")
        assert told(opened[-1]).startswith(b"HTTP/1.1 200 ")


def test_a_request_ends_in_time_however_it_trickles(
    few: Inside, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "REQUEST_SECONDS", 0.3)
    ended = threading.Event()
    with peer(few.url, BEGUN) as opened:

        def trickle() -> None:
            while not ended.wait(0.05):
                try:
                    opened.send(b"x")
                except OSError:
                    return

        thread = threading.Thread(target=trickle)
        thread.start()
        said = told(opened)
        ended.set()
        thread.join()
    assert said.startswith(b"HTTP/1.1 408 ")


def test_a_connection_that_says_nothing_ends_as_well(
    few: Inside, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "REQUEST_SECONDS", 0.1)
    with peer(few.url) as opened:
        assert told(opened).startswith(b"HTTP/1.1 408 ")


def test_a_body_that_never_comes_keeps_no_thread(few: Inside) -> None:
    head = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nx"
    with peer(few.url, head) as opened:
        assert told(opened).startswith(b"HTTP/1.1 200 ")
    for thread in threads():
        thread.join(WAIT_SECONDS)
        assert not thread.is_alive()


def test_who_reads_an_answer_too_slowly_is_given_up(
    few: Inside, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "ANSWER_SECONDS", 0.1)
    monkeypatch.setattr(rules, "LEAST_BYTES_PER_SECOND", 1e9)
    with peer(few.url, slow(LARGE)):
        _wait(lambda: len(few.server.pages) == 0 and not threads())


def test_slow_readers_keep_neither_handshakes_nor_signs_of_life(few: Inside) -> None:
    with ExitStack() as stack:
        for _ in range(2 + 2):
            stack.enter_context(peer(few.url, slow(LARGE)))
        _wait(lambda: len(few.server.pages) == 2)
        assert answer(few.url, "/healthz").status == 200
        with Raw(few.url) as raw:
            raw.join()
            # The thread of a websocket is none of those: there is one for the next.
            assert answer(few.url, "/healthz").status == 200


def test_more_requests_than_can_wait_are_refused_with_a_time(few: Inside) -> None:
    with ExitStack() as stack:
        for _ in range(2 + 2):
            stack.enter_context(peer(few.url, slow(LARGE)))
        _wait(lambda: len(few.server.pages) == 2 and len(few.server.pages._line) == 2)
        refused = answer(few.url)
        assert refused.status == 503
        assert 1 <= int(refused.headers["Retry-After"]) <= 60
        assert refused.headers["X-Content-Type-Options"] == "nosniff"
        assert b"Try again in" in refused.content


def test_where_others_wait_the_slowest_gives_up_its_thread(
    few: Inside, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ExitStack() as stack:
        for _ in range(2):
            stack.enter_context(peer(few.url, slow(LARGE)))
        _wait(lambda: len(few.server.pages) == 2)
        monkeypatch.setattr(crew, "SLOW_SECONDS", -1.0)  # as if they took that long
        assert answer(few.url).status == 200


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc", b"400"),  # TLS
        (b"\r\n\r\n", b"400"),
        (b"what is this?\r\n", b"400"),
        (b"GET / HTTP/9\r\n", b"400"),
        (b"GET /" + b"x" * rules.HEAD_BYTES, b"414"),
        (b"GET / HTTP/1.1\r\nX: " + b"x" * rules.HEAD_BYTES, b"431"),
    ],
)  # fmt: skip
def test_what_is_no_request_is_refused_at_once(
    few: Inside, sent: bytes, status: bytes
) -> None:
    with peer(few.url, sent) as opened:
        assert status in told(opened)[:300]
    assert answer(few.url).status == 200


def test_a_request_in_many_pieces_is_answered(few: Inside) -> None:
    with peer(few.url) as opened:
        opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for number in range(len(WHOLE)):
            opened.send(WHOLE[number : number + 1])
        assert told(opened).startswith(b"HTTP/1.1 200 ")


def test_a_peer_that_resets_its_connection_harms_nobody(few: Inside) -> None:
    for sent in (b"", BEGUN, WHOLE, slow(LARGE)):
        with peer(few.url, sent) as opened:
            linger = struct.pack("ii", 1, 0)
            opened.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    assert answer(few.url).status == 200


def test_without_a_further_thread_requests_are_refused(
    few: Inside, monkeypatch: pytest.MonkeyPatch
) -> None:
    class NoThread(threading.Thread):
        def start(self) -> None:
            raise RuntimeError("can't start new thread")

    monkeypatch.setattr(crew.threading, "Thread", NoThread)
    assert answer(few.url).status == 503
    monkeypatch.undo()
    assert answer(few.url).status == 200


def test_without_a_descriptor_connections_are_refused_and_it_is_told_once(
    few: Inside, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    real, failures = few.server.socket, iter([errno.EMFILE, None] * 3)

    class Listener:
        def accept(self) -> object:
            number = next(failures, None)
            if number is not None:
                raise OSError(number, "Too many open files")
            return real.accept()

        def __getattr__(self, name: str) -> object:
            return getattr(real, name)

    monkeypatch.setattr(few.server, "socket", Listener())
    for _ in range(3):
        refused = answer(few.url, "/healthz")
        assert refused.status == 503
        assert refused.headers["Retry-After"]
    assert answer(few.url, "/healthz").status == 200
    lines = [line for line in caplog.messages if "refusing" in line]
    assert lines == [
        "refusing connections: Too many open files (told at most once a minute)"
    ]


@pytest.mark.skipif(not hasattr(socket, "TCP_USER_TIMEOUT"), reason="not on Linux")
def test_a_process_that_has_run_out_of_descriptors_still_answers(
    tmp_path: Path,
) -> None:
    with Server(tmp_path) as server, ExitStack() as stack:
        pid = server.process.pid
        used = len(list(Path(f"/proc/{pid}/fd").iterdir()))
        _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.prlimit(pid, resource.RLIMIT_NOFILE, (used + 6, hard))
        opened = [stack.enter_context(peer(server.url, BEGUN)) for _ in range(20)]
        assert b" 503 " in told(opened[0])[:20]
        assert server.lines_with("refusing connections: Too many open files")
        # Those that wait for nothing have made room for those that do not.
        statuses = {answer(server.url, "/healthz").status for _ in range(5)}
        assert statuses <= {200, 503}
        for one in opened:
            one.close()
        _wait(lambda: answer(server.url, "/healthz").status == 200)


@pytest.mark.skipif(sys.platform == "win32", reason="it has no such limit")
def test_more_clients_than_descriptors_are_refused_politely(tmp_path: Path) -> None:
    with Server(tmp_path, descriptors=96) as server, ExitStack() as stack:
        statuses = []
        for _ in range(120):
            stack.enter_context(peer(server.url))
        for _ in range(3):
            statuses.append(answer(server.url, "/healthz").status)
        assert statuses == [200] * 3
        assert len(server.lines_with("this process may open 96 files")) == 1


def test_it_ends_with_connections_that_never_did(tmp_path: Path) -> None:
    with inside(tmp_path) as server, peer(server.url, BEGUN), peer(server.url):
        assert answer(server.url).status == 200
    assert server.server._closed.is_set()


def test_the_descriptor_that_is_spared_is_there(few: Inside) -> None:
    assert few.server._spare is not None
    assert errno.EMFILE in reception.NOTHING_LEFT


def _wait(true: Callable[[], bool]) -> None:
    """Wait until something is so that nothing announces."""
    end = time.monotonic() + WAIT_SECONDS
    while not true():
        assert time.monotonic() < end
        time.sleep(0.01)
