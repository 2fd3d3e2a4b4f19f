import socket
import threading
from collections.abc import Iterator

import pytest

from app.web import crew as rules
from app.web.connection import Connection
from app.web.crew import Crew

WAIT_SECONDS = 10.0


class Work:
    """What a crew does: each connection is served until it is let go."""

    def __init__(self) -> None:
        self.began: dict[Connection, threading.Event] = {}
        self.goes: dict[Connection, threading.Event] = {}
        self.served: list[Connection] = []
        self.sockets: list[socket.socket] = []

    def new(self) -> Connection:
        peer, ours = socket.socketpair()
        self.sockets += [peer, ours]
        connection = Connection(ours, None)
        self.began[connection] = threading.Event()
        self.goes[connection] = threading.Event()
        return connection

    def __call__(self, connection: Connection) -> None:
        self.served.append(connection)
        self.began[connection].set()
        assert self.goes[connection].wait(WAIT_SECONDS)

    def wait(self, connection: Connection) -> None:
        assert self.began[connection].wait(WAIT_SECONDS)


@pytest.fixture
def work() -> Iterator[Work]:
    made = Work()
    yield made
    for event in made.goes.values():
        event.set()
    for thread in threading.enumerate():
        if thread.name == "request":
            thread.join(WAIT_SECONDS)
    for one in made.sockets:
        one.close()


def test_so_many_are_served_at_once_and_the_rest_in_turn(work: Work) -> None:
    crew = Crew(work, threads=2, queued=2)
    first, second, third, fourth, fifth = (work.new() for _ in range(5))
    assert [crew.take(c) for c in (first, second, third, fourth)] == [True] * 4
    assert not crew.take(fifth)
    work.wait(first)
    work.wait(second)
    assert len(crew) == 2
    assert not work.began[third].is_set()
    work.goes[second].set()
    work.wait(third)
    work.goes[third].set()
    work.wait(fourth)
    assert work.served[2:] == [third, fourth]


def test_a_websocket_gives_its_turn_to_the_next(work: Work) -> None:
    crew = Crew(work, threads=1, queued=1)
    websocket, page = work.new(), work.new()
    assert crew.take(websocket)
    work.wait(websocket)
    assert crew.take(page)
    crew.release(websocket)
    crew.release(websocket)  # once is enough
    work.wait(page)
    assert len(crew) == 1
    work.goes[websocket].set()  # its end takes nobody's turn
    late = work.new()
    assert crew.take(late)
    assert not work.began[late].is_set()
    work.goes[page].set()
    work.wait(late)


def test_where_others_wait_the_oldest_that_takes_long_is_dropped(
    work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    dropped: list[Connection] = []
    monkeypatch.setattr(Connection, "drop", lambda one: dropped.append(one) or None)
    crew = Crew(work, threads=1, queued=2)
    oldest = work.new()
    crew.take(oldest)
    work.wait(oldest)
    crew.take(work.new())
    assert dropped == []
    monkeypatch.setattr(rules, "SLOW_SECONDS", -1.0)
    crew.take(work.new())
    assert dropped == [oldest]


def test_without_a_thread_it_takes_nobody(
    work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    class NoThread(threading.Thread):
        def start(self) -> None:
            raise RuntimeError("can't start new thread")

    crew = Crew(work, threads=1, queued=1)
    with monkeypatch.context() as patch:
        patch.setattr(rules.threading, "Thread", NoThread)
        assert not crew.take(work.new())
    assert len(crew) == 0
    last = work.new()
    assert crew.take(last)
    work.wait(last)
