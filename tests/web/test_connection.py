import socket
from collections.abc import Iterator
from http import HTTPStatus
from time import monotonic

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.web import connection as rules
from app.web.connection import BadHeadError, Connection, tune
from app.web.protocol import CROWDED

HEAD = b"GET /healthz?a=1 HTTP/1.1\r\nHost: localhost\r\nX: y\r\n\r\n"
HANDSHAKE = b"GET /socket.io/ HTTP/1.1\r\nHost: a\r\nupgrade:  WebSocket\r\n\r\n"


class Pair:
    """Both ends of a connection."""

    def __init__(self) -> None:
        self.peer, ours = socket.socketpair()
        self.peer.settimeout(10)
        self.ours = Connection(ours, ("192.0.2.7", 1))

    def close(self) -> None:
        self.peer.close()
        self.ours.close()


@pytest.fixture
def pair() -> Iterator[Pair]:
    made = Pair()
    yield made
    made.close()


@given(cuts=st.lists(st.integers(1, len(HEAD) - 1)), rest=st.binary(max_size=99))
def test_a_head_is_whole_wherever_it_is_cut(cuts: list[int], rest: bytes) -> None:
    pair = Pair()
    ends = [*sorted(set(cuts)), len(HEAD)]
    for begin, end in zip([0, *ends], ends, strict=False):
        pair.peer.sendall(HEAD[begin:end])
        assert pair.ours.read_head() is (end == len(HEAD))
    pair.peer.sendall(rest)
    pair.peer.shutdown(socket.SHUT_WR)
    reader, _ = pair.ours.streams()
    assert reader.read() == HEAD + rest
    pair.close()


@given(junk=st.binary(min_size=1, max_size=400))
def test_whatever_is_sent_is_refused_or_waited_for(junk: bytes) -> None:
    pair = Pair()
    pair.peer.sendall(junk)
    if junk[:1].isalpha():
        assert b"\n" in junk or not pair.ours.read_head()
    else:
        with pytest.raises(BadHeadError) as refused:
            pair.ours.read_head()
        assert refused.value.status is HTTPStatus.BAD_REQUEST
    pair.close()


def test_a_peer_that_has_closed_is_an_error(pair: Pair) -> None:
    pair.peer.close()
    with pytest.raises(OSError, match="closed"):
        pair.ours.read_head()


@pytest.mark.parametrize(
    ("head", "is_quick"),
    [
        (HEAD, True),
        (HANDSHAKE, True),
        (b"GET / HTTP/1.1\r\nReferer: /healthz\r\n\r\n", False),
        (b"GET / HTTP/1.1\r\nX-Upgrade: websocket\r\n\r\n", False),
    ],
)  # fmt: skip
def test_what_is_answered_with_a_few_bytes_is_known(
    pair: Pair, head: bytes, is_quick: bool
) -> None:
    pair.peer.sendall(head)
    assert pair.ours.read_head()
    assert pair.ours.is_quick is is_quick


def test_a_refusal_is_whole_and_the_connection_closed(pair: Pair) -> None:
    pair.peer.sendall(b"GET / HT")
    pair.ours.refuse(HTTPStatus.SERVICE_UNAVAILABLE, "Busy.", 7)
    said = b""
    while part := pair.peer.recv(4096):
        said += part
    head, _, body = said.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 503 Service Unavailable\r\n")
    assert b"\r\nRetry-After: 7" in head
    assert b"\r\nContent-Security-Policy: " in head
    assert f"\r\nContent-Length: {len(body)}".encode() in head
    assert body == b"Busy.\n"


def test_who_is_turned_away_is_told_in_the_words_that_the_page_knows(
    pair: Pair,
) -> None:
    pair.ours.turn_away(7)
    head, _, body = pair.peer.makefile("rb").read().partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 503 ")
    assert b"\r\nRetry-After: 7" in head
    assert body.decode() == f"{CROWDED} Try again in 7 s.\n"


def test_reading_ends_when_the_requests_time_is_over(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    pair.peer.sendall(HEAD)
    assert pair.ours.read_head()
    reader, _ = pair.ours.streams()
    assert reader.read(len(HEAD)) == HEAD
    monkeypatch.setattr(rules, "REQUEST_SECONDS", 0.05)
    with pytest.raises(TimeoutError):
        reader.read(1)
    assert pair.ours.ends < monotonic()


def test_after_the_answer_nothing_is_waited_for(pair: Pair) -> None:
    pair.peer.sendall(HEAD)
    assert pair.ours.read_head()
    reader, writer = pair.ours.streams()
    writer.write(b"answer")
    pair.peer.sendall(b"more")
    assert reader.read(10_000) == HEAD + b"more"
    assert reader.read(10_000) == b""


def test_writing_ends_where_nobody_reads(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "ANSWER_SECONDS", 0.05)
    monkeypatch.setattr(rules, "LEAST_BYTES_PER_SECOND", 1e12)
    _, writer = pair.ours.streams()
    with pytest.raises(TimeoutError):
        writer.write(bytes(50_000_000))


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
