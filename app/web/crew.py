"""Threads that answer requests: not more than so many, the rest waits in line."""

import threading
from collections import deque
from collections.abc import Callable
from time import monotonic

from app.web.connection import Connection

AGAIN_SECONDS = 1  # after which one that has waited in vain may try again
SLOW_SECONDS = 10.0  # where others wait, an answer that takes longer is given up


class Crew:
    """Serves connections, `threads` at once; up to `queued` more wait for their turn.

    `serve(connection)` answers one and closes it.
    """

    def __init__(
        self, serve: Callable[[Connection], None], threads: int, queued: int
    ) -> None:
        self._serve = serve
        self._threads = threads
        self._queued = queued
        self._lock = threading.Lock()
        self._busy: dict[Connection, float] = {}  # since when, the oldest first
        self._line: deque[Connection] = deque()

    def __len__(self) -> int:
        """How many threads are at work for it."""
        with self._lock:
            return len(self._busy)

    def take(self, connection: Connection) -> bool:
        """Serve a connection now or later; return False where too many wait already."""
        with self._lock:
            if len(self._busy) >= self._threads:
                self._hurry()
                if len(self._line) >= self._queued:
                    return False
                self._line.append(connection)
                return True
            self._begin(connection)
        return self._start(connection)

    def release(self, connection: Connection) -> None:
        """Count no more the thread of a connection that became a websocket."""
        following = self._next(connection)
        if following is not None and not self._start(following):
            following.turn_away(AGAIN_SECONDS)

    def _begin(self, connection: Connection) -> None:
        self._busy[connection] = monotonic()

    def _start(self, connection: Connection) -> bool:
        thread = threading.Thread(
            target=self._work, args=(connection,), name="request", daemon=True
        )
        try:
            thread.start()
        except RuntimeError:  # the system gives no further one
            with self._lock:
                self._busy.pop(connection, None)
            return False
        return True

    def _work(self, connection: Connection | None) -> None:
        while connection is not None:
            self._serve(connection)
            connection = self._next(connection)

    def _next(self, done: Connection) -> Connection | None:
        """Return who takes the turn of one that is done, if any waits."""
        with self._lock:
            if self._busy.pop(done, None) is None:
                return None  # it was released before: its turn is taken
            if not self._line:
                return None
            following = self._line.popleft()
            self._begin(following)
            return following

    def _hurry(self) -> None:
        """Give up the oldest answer, where it takes long: one reads it very slowly."""
        oldest, since = next(iter(self._busy.items()))
        if monotonic() - since > SLOW_SECONDS:
            oldest.drop()
