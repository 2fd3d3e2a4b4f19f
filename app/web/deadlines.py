"""What must be done at a certain time: one thread for all, none that only sleeps."""

import heapq
import itertools
import logging
import threading
from collections.abc import Callable
from time import monotonic

log = logging.getLogger(__name__)

Act = Callable[[], object]


class Deadline:
    """Something that will be done, unless it is cancelled before."""

    def __init__(self, act: Act) -> None:
        self._act: Act | None = act

    def cancel(self) -> None:
        """Have it not be done, and let go of all that it holds."""
        self._act = None

    def pass_by(self) -> None:
        """Do it: its time has come."""
        act, self._act = self._act, None
        if act is not None:
            act()


class Deadlines:
    """Does things when their time has come, one by one; none of them may wait.

    The thread is started by the first, and ends with `close`.
    """

    def __init__(self) -> None:
        self._news = threading.Condition()
        self._numbers = itertools.count()  # what is due at once keeps its order
        self._due: list[tuple[float, int, Deadline]] = []
        self._thread: threading.Thread | None = None
        self._is_closed = False

    def after(self, seconds: float, act: Act) -> Deadline:
        """Have `act()` called in so many seconds; once closed, it never is."""
        deadline = Deadline(act)
        with self._news:
            entry = (monotonic() + seconds, next(self._numbers), deadline)
            heapq.heappush(self._due, entry)
            if self._thread is None and not self._is_closed:
                self._thread = threading.Thread(
                    target=self._loop, name="deadlines", daemon=True
                )
                self._thread.start()
            if self._due[0] is entry:
                self._news.notify()
        return deadline

    def close(self) -> None:
        """End the thread; what is not due yet will not be done."""
        with self._news:
            self._is_closed = True
            self._due.clear()
            self._news.notify()
        thread = self._thread
        if thread is not None and thread is not threading.current_thread():
            thread.join()

    def _loop(self) -> None:
        while (deadline := self._next()) is not None:
            try:
                deadline.pass_by()
            except Exception:
                log.exception("what was due could not be done")

    def _next(self) -> Deadline | None:
        """Wait for the next to be due and return it, None once closed."""
        with self._news:
            while not self._is_closed:
                left = self._due[0][0] - monotonic() if self._due else None
                if left is not None and left <= 0:
                    return heapq.heappop(self._due)[2]
                self._news.wait(left)
        return None
