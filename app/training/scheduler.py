"""The one background thread: it serves all runs in turn, in short slices.

Every touch of a session happens on this thread, between two updates, through `call`:
runs need no locks. Whoever was just called jumps the queue.
"""

import contextlib
import logging
import os
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Generator
from concurrent.futures import Future
from typing import Any, ParamSpec, TypeVar

from app.training.errors import fault_number
from app.training.jobs import Jobs
from app.training.pace import Pace
from app.training.session import Session
from app.training.states import State

log = logging.getLogger(__name__)

SLICE_SECONDS = 0.002
YIELD_SECONDS = 50e-6  # lets the threads that answer people take the interpreter
IDLE_SECONDS = 1.0
NICE = 5
CALL_SECONDS = 30.0

P = ParamSpec("P")
T = TypeVar("T")
AfterSlice = Callable[[Session], float | None]


class SchedulerClosedError(RuntimeError):
    """The scheduler takes no more calls."""


class Scheduler:
    """Trains the sessions given to it.

    `after_slice(session)` runs on the trainer thread after each slice and each call;
    the seconds it returns, if any, are when it wants to be called again at the latest.
    `housekeeping()` runs there about once a second.
    """

    def __init__(self) -> None:
        self.after_slice: AfterSlice = lambda _session: None
        self.housekeeping: Callable[[], None] = lambda: None
        self._calls: deque[tuple[Session | None, Callable[[], Any], Future[Any]]] = (
            deque()
        )
        self._wake = threading.Condition()
        self._jobs = Jobs()
        # All jobs together have one turn a round: however many, nobody waits longer.
        self._turns: deque[Session | Jobs] = deque([self._jobs])
        self._paces: dict[str, Pace] = {}
        self._again: dict[str, tuple[float, Session]] = {}
        self._jumped: set[str] = set()
        self._closing = False
        self._thread = threading.Thread(target=self._loop, name="trainer", daemon=True)

    def start(self) -> None:
        """Start the trainer thread."""
        self._thread.start()

    def close(self, timeout: float = 3.0) -> None:
        """End the thread; calls that still wait are refused, jobs are cancelled."""
        with self._wake:
            self._closing = True
            self._wake.notify()
        if self._thread.is_alive() and not self._is_trainer():
            self._thread.join(timeout)

    def add(self, session: Session) -> None:
        """Serve `session` from now on; on the trainer thread only."""
        self._turns.append(session)
        self._paces[session.id] = Pace()

    def remove(self, session: Session) -> None:
        """Serve `session` no longer; on the trainer thread only."""
        if self._paces.pop(session.id, None) is not None:
            self._turns.remove(session)
        self._again.pop(session.id, None)
        self._jumped.discard(session.id)

    def call(
        self,
        session: Session | None,
        function: Callable[P, T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Run `function(*args, **kwargs)` between two updates; return its result.

        What it raises is raised here. `session` is whom it concerns: it is served
        next.

        Raises:
            SchedulerClosedError: the scheduler is closed.
        """
        if self._is_trainer():
            return function(*args, **kwargs)
        future: Future[T] = Future()
        with self._wake:
            if self._closing:
                raise SchedulerClosedError("the server is shutting down")
            self._calls.append((session, lambda: function(*args, **kwargs), future))
            self._wake.notify()
        try:
            return future.result(CALL_SECONDS)
        except TimeoutError:
            future.cancel()  # what its caller has given up must not be done later
            raise

    def spawn(self, pieces: Generator[object, None, T]) -> Future[T]:
        """Have the thread do `pieces`, a slice of them a round; return at once.

        A piece is what lies between two `yield`s: as it holds up everybody else, it
        should be shorter than a slice. What the generator returns or raises is the
        future's, whose callbacks run on the trainer thread; a future that is cancelled
        ends the work.

        Raises:
            SchedulerClosedError: the scheduler is closed.
        """
        with self._wake:
            if self._closing:
                raise SchedulerClosedError("the server is shutting down")
            self._wake.notify()
            return self._jobs.add(pieces)

    def show(self, session: Session) -> None:
        """Have `after_slice` called for what a job has changed; on the thread only."""
        self._show(session)

    def _is_trainer(self) -> bool:
        return threading.current_thread() is self._thread

    def _loop(self) -> None:
        _step_back()
        cleaned = time.perf_counter()
        while not self._closing:
            urgent = self._answer_calls()
            now = time.perf_counter()
            picked = self._pick(now, urgent)
            for session in [*urgent, *self._recalled(now)]:
                # What is about to train is shown after that: with what was asked for.
                if session is not picked:
                    self._show(session)
            served = self._turn(picked)
            if now - cleaned > IDLE_SECONDS:
                cleaned = now
                self._guarded(self.housekeeping)
            if served:
                time.sleep(YIELD_SECONDS)
            else:
                self._rest()
        self._refuse_calls()
        self._jobs.cancel_all()

    def _answer_calls(self) -> list[Session]:
        """Run what was asked for; return the sessions concerned, each once."""
        concerned: dict[str, Session] = {}
        while self._calls:
            session, function, future = self._calls.popleft()
            if future.set_running_or_notify_cancel():
                try:
                    future.set_result(function())
                except BaseException as error:
                    future.set_exception(error)
            if session is not None:
                concerned[session.id] = session
        return list(concerned.values())

    def _recalled(self, now: float) -> list[Session]:
        due = [s for at, s in self._again.values() if at <= now]
        for session in due:
            del self._again[session.id]
        return due

    def _pick(self, now: float, urgent: list[Session]) -> Session | Jobs | None:
        """Return the next session with an update due: urgent ones, then in turn.

        Jobs, where there are some, have their turn like a session.

        Who has jumped the queue does so again only after a turn of its own: a page
        that asks without end gets no more than two slices a round.
        """
        for session in urgent:
            if session.id not in self._jumped and self._due(session, now):
                self._jumped.add(session.id)
                return session
        for _ in range(len(self._turns)):
            self._turns.rotate(-1)
            turn = self._turns[-1]
            if isinstance(turn, Jobs):
                if turn:
                    return turn
                continue
            self._jumped.discard(turn.id)
            if self._due(turn, now):
                return turn
        return None

    def _due(self, session: Session, now: float) -> int:
        pace = self._paces.get(session.id)
        if pace is None:
            return 0
        if session.run.state is not State.RUNNING:
            pace.rest()
            return 0
        return pace.due(now, _speed(session))

    def _turn(self, picked: Session | Jobs | None) -> bool:
        """Give `picked` its turn; tell whether there was anything to do."""
        if isinstance(picked, Jobs):
            clock = time.perf_counter
            end = clock() + SLICE_SECONDS
            picked.work(lambda: clock() < end)
        elif picked is not None:
            self._serve(picked)
        return picked is not None

    def _serve(self, session: Session) -> None:
        """Train one slice of `session`."""
        pace = self._paces[session.id]
        clock = time.perf_counter
        end = clock() + SLICE_SECONDS
        try:
            made = session.run.advance(
                self._due(session, clock()), lambda: clock() < end
            )
        except Exception:
            number = fault_number()
            log.exception("error %s: a training failed", number)
            session.run.fail(f"error {number}; the server's log has the details.")
            made = 0
        pace.made(made, _speed(session))
        self._show(session)

    def _show(self, session: Session) -> None:
        self._again.pop(session.id, None)
        again = self._guarded(lambda: self.after_slice(session))
        if again is not None and session.id in self._paces:
            self._again[session.id] = (time.perf_counter() + again, session)

    def _guarded(self, function: Callable[[], T]) -> T | None:
        """Run what others gave us; its fault must not end everybody's training."""
        try:
            return function()
        except Exception:
            log.exception("a callback of the scheduler failed")
            return None

    def _rest(self) -> None:
        """Sleep until a call comes or the next update or recall is due."""
        now = time.perf_counter()
        waits = [at - now for at, _ in self._again.values()]
        waits += [
            self._paces[s.id].wait(now, _speed(s))
            for s in self._turns
            if isinstance(s, Session) and s.run.state is State.RUNNING
        ]
        seconds = min([IDLE_SECONDS, *waits])
        with self._wake:
            has_news = self._calls or self._jobs or self._closing
            if seconds > 0 and not has_news:
                self._wake.wait(seconds)

    def _refuse_calls(self) -> None:
        while self._calls:
            _, _, future = self._calls.popleft()
            future.set_exception(SchedulerClosedError("the server is shutting down"))


def _speed(session: Session) -> float | None:
    """Return the speed to train at: a step or a recovery takes no breaks."""
    return None if session.run.is_stepping else session.speed


def _step_back() -> None:
    """Let everything else on the machine go first: the browser that draws, above all.

    Linux knows a priority for each thread; elsewhere nothing is done.
    """
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICE)
