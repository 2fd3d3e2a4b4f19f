import logging
import threading
from collections.abc import Iterator

import pytest

from app.web.deadlines import Deadline, Deadlines

WAIT_SECONDS = 10.0
LATER = 3600.0


@pytest.fixture
def deadlines() -> Iterator[Deadlines]:
    made = Deadlines()
    yield made
    made.close()


def test_what_is_due_is_done_in_order_by_one_thread(deadlines: Deadlines) -> None:
    done: list[tuple[str, str]] = []
    last = threading.Event()

    def note(name: str) -> None:
        done.append((name, threading.current_thread().name))

    deadlines.after(LATER, lambda: note("never"))
    deadlines.after(0.03, last.set)
    deadlines.after(0.02, lambda: note("second"))
    deadlines.after(0.01, lambda: note("first"))
    assert last.wait(WAIT_SECONDS)
    assert done == [("first", "deadlines"), ("second", "deadlines")]


def test_what_is_cancelled_is_not_done(deadlines: Deadlines) -> None:
    done: list[int] = []
    last = threading.Event()
    deadlines.after(0.01, lambda: done.append(1)).cancel()
    deadlines.after(0.02, last.set)
    assert last.wait(WAIT_SECONDS)
    assert done == []


def test_it_is_done_once_only() -> None:
    done: list[int] = []
    deadline = Deadline(lambda: done.append(1))
    deadline.pass_by()
    deadline.pass_by()
    assert done == [1]


def test_one_that_fails_does_not_keep_the_others_from_it(
    deadlines: Deadlines, caplog: pytest.LogCaptureFixture
) -> None:
    last = threading.Event()
    with caplog.at_level(logging.ERROR):
        deadlines.after(0, lambda: 1 / 0)
        deadlines.after(0, last.set)
        assert last.wait(WAIT_SECONDS)
    assert "what was due could not be done" in caplog.text


def test_the_thread_ends_and_nothing_is_done_after_that() -> None:
    made, done = Deadlines(), threading.Event()
    made.after(LATER, done.set)
    thread = made._thread
    made.close()
    assert thread is not None
    assert not thread.is_alive()
    made.after(0, done.set)
    assert made._thread is thread
    assert not done.is_set()
