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
from typing import ParamSpec, TypeVar

from app.engine.room import Room, sharing
from app.training.errors import fault_number
from app.training.jobs import Jobs
from app.training.pace import Pace
from app.training.session import Session
from app.training.shares import LEAD_SECONDS, Account, Call, Shares
from app.training.states import State

log = logging.getLogger(__name__)

SLICE_SECONDS = 0.002
YIELD_SECONDS = 50e-6  # lets the threads that answer people take the interpreter
IDLE_SECONDS = 1.0
NICE = 5
CALL_SECONDS = 30.0
NOBODY = ""  # the account of work that is no browser's

P = ParamSpec("P")
T = TypeVar("T")
AfterSlice = Callable[[Session], float | None]


class SchedulerClosedError(RuntimeError):
    """The scheduler takes no more calls."""


class Scheduler:
    """Trains the sessions given to it.

    `after_slice(session)` runs on the trainer thread after each slice and each call;
    the seconds it returns, if any, are when it wants to be called again at the latest.
    `housekeeping()` runs there about once a second. Browsers have equal shares of the
    thread's time: see `shares.py`. `clock` returns seconds.
    """

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        self.after_slice: AfterSlice = lambda _session: None
        self.housekeeping: Callable[[], None] = lambda: None
        self.room = Room()
        self._clock = clock
        self._inbox: deque[tuple[str | None, Call]] = deque()
        self._wake = threading.Condition()
        self._shares = Shares()
        self._paces: dict[str, Pace] = {}
        self._again: dict[str, tuple[float, Session]] = {}
        self._jumped: set[str] = set()
        self._cleaned = clock()
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
        self._shares.of(session.owner).turns.append(session)
        self._paces[session.id] = Pace()

    def remove(self, session: Session) -> None:
        """Serve `session` no longer; on the trainer thread only."""
        if self._paces.pop(session.id, None) is not None:
            self._shares.of(session.owner).turns.remove(session)
        self._again.pop(session.id, None)
        self._jumped.discard(session.id)

    def call(
        self,
        whom: Session | str | None,
        function: Callable[P, T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Run `function(*args, **kwargs)` between two updates; return its result.

        What it raises is raised here. `whom`: the session that it concerns, which is
        served next, or the browser whose time it takes; None: nobody's, done at once.

        Raises:
            SchedulerClosedError: the scheduler is closed.
        """
        if self._is_trainer():
            return function(*args, **kwargs)
        future = self.submit(whom, lambda: function(*args, **kwargs))
        try:
            return future.result(CALL_SECONDS)
        except TimeoutError:
            future.cancel()  # what its caller has given up must not be done later
            raise

    def submit(
        self, whom: Session | str | None, function: Callable[[], T]
    ) -> Future[T]:
        """Have `function` run as by `call`; return at once.

        Raises:
            SchedulerClosedError: the scheduler is closed.
        """
        session = whom if isinstance(whom, Session) else None
        owner = session.owner if session is not None else whom
        assert owner is None or isinstance(owner, str)
        call = Call(session, function, Future())
        with self._wake:
            if self._closing:
                raise SchedulerClosedError("the server is shutting down")
            self._inbox.append((owner, call))
            self._wake.notify()
        return call.future

    def spawn(
        self, pieces: Generator[object, None, T], owner: str | None = None
    ) -> Future[T]:
        """Have the thread do `pieces`, a slice of them a turn; return at once.

        A piece is what lies between two `yield`s: as it holds up everybody else, it
        should be shorter than a slice. It takes of the time of the browser `owner`.
        What the generator returns or raises is the future's, whose callbacks run on
        the trainer thread; a future that is cancelled ends the work.

        Raises:
            SchedulerClosedError: the scheduler is closed.
        """
        future: Future[T] = Future()
        name = NOBODY if owner is None else owner
        if self._is_trainer() and not self._closing:
            self._shares.of(name).jobs.add(pieces, future)
            return future

        def add() -> None:
            self._shares.of(name).jobs.add(pieces, future)

        def settle(added: Future[None]) -> None:
            if added.exception() is not None:  # it was closed before
                future.cancel()

        self.submit(None, add).add_done_callback(settle)
        return future

    def show(self, session: Session) -> None:
        """Have `after_slice` called for what a job has changed; on the thread only."""
        self._show(session)

    def _is_trainer(self) -> bool:
        return threading.current_thread() is self._thread

    def _loop(self) -> None:
        _step_back()
        with sharing(self.room):
            while not self._closing:
                if self.round():
                    time.sleep(YIELD_SECONDS)
                else:
                    self._rest()
            self._refuse_all()

    def round(self) -> bool:
        """Do what was asked for and give one turn; tell whether there was one.

        What the trainer thread does again and again.
        """
        urgent = self._answer_calls()
        now = self._clock()
        jumper = self._jumper(now, urgent)
        picked = jumper or self._pick(now)
        for session in [*urgent, *self._recalled(now)]:
            # What is about to train is shown after that: with what was asked for.
            if session is not picked:
                self._show(session)
        self._turn(picked, jumper is not None)
        if now - self._cleaned > IDLE_SECONDS:
            self._cleaned = now
            self._guarded(self.housekeeping)
            self._shares.forget_idle()
        return picked is not None

    def _answer_calls(self) -> list[Session]:
        """Run what was asked for; return the sessions concerned, each once.

        Commands of a browser that had far more time than others wait for its turn.
        """
        while self._inbox:
            owner, call = self._inbox.popleft()
            if owner is None:
                _run(call)
            else:
                self._shares.of(owner).calls.append(call)
        concerned: dict[str, Session] = {}
        for account in self._shares:
            while account.calls and self._shares.lead(account) <= LEAD_SECONDS:
                session = self._answer(account)
                if session is not None:
                    concerned[session.id] = session
        return list(concerned.values())

    def _answer(self, account: Account) -> Session | None:
        """Run an account's next call; return the session concerned."""
        call = account.calls.popleft()
        began = self._clock()
        _run(call)
        self._shares.charge(account.owner, self._clock() - began)
        return call.session

    def _recalled(self, now: float) -> list[Session]:
        due = [s for at, s in self._again.values() if at <= now]
        for session in due:
            del self._again[session.id]
        return due

    def _jumper(self, now: float, urgent: list[Session]) -> Session | None:
        """Return who was just called and is served at once, or None.

        Who has jumped the queue does so again only after a turn of its own, and not
        where its browser has had far more time than others.
        """
        for session in urgent:
            lead = self._shares.lead(self._shares.of(session.owner))
            if session.id in self._jumped or lead > LEAD_SECONDS:
                continue
            if self._due(session, now):
                self._jumped.add(session.id)
                return session
        return None

    def _pick(self, now: float) -> Session | Account | None:
        """Return whose turn it is: a session with an update due, or an account.

        Of an account it is a command that waits, or its jobs.
        """
        account = self._shares.next(lambda account: self._has_work(account, now))
        if account is None or account.calls:
            return account
        while True:  # something in it is due
            account.turns.rotate(-1)
            turn = account.turns[-1]
            if isinstance(turn, Jobs):
                if turn:
                    return account
            elif self._due(turn, now):
                self._jumped.discard(turn.id)
                return turn

    def _has_work(self, account: Account, now: float) -> bool:
        return bool(
            account.calls
            or account.jobs
            or any(
                isinstance(turn, Session) and self._due(turn, now)
                for turn in account.turns
            )
        )

    def _due(self, session: Session, now: float) -> int:
        pace = self._paces.get(session.id)
        if pace is None:
            return 0
        if session.run.state is not State.RUNNING:
            pace.rest()
            return 0
        return pace.due(now, _speed(session))

    def _turn(self, picked: Session | Account | None, jumps: bool) -> None:
        """Give `picked` its turn."""
        if isinstance(picked, Session):
            self._serve(picked, jumps)
        elif picked is not None and picked.calls:
            session = self._answer(picked)
            if session is not None:
                self._show(session)
        elif picked is not None:
            began = self._clock()
            end = began + SLICE_SECONDS
            picked.jobs.work(lambda: self._clock() < end)
            self._shares.charge(picked.owner, self._clock() - began)

    def _serve(self, session: Session, jumps: bool) -> None:
        """Train one slice of `session`; who `jumps` the queue gets a single update."""
        pace = self._paces[session.id]
        clock = self._clock
        began = clock()
        end = began if jumps else began + SLICE_SECONDS
        try:
            made = session.run.advance(self._due(session, began), lambda: clock() < end)
        except Exception:
            number = fault_number()
            log.exception("error %s: a training failed", number)
            session.run.fail(f"error {number}; the server's log has the details.")
            made = 0
        pace.made(made, _speed(session))
        self._shares.charge(session.owner, clock() - began)
        self._show(session)

    def _show(self, session: Session) -> None:
        self._again.pop(session.id, None)
        began = self._clock()
        again = self._guarded(lambda: self.after_slice(session))
        now = self._clock()
        self._shares.charge(session.owner, now - began)
        if again is not None and session.id in self._paces:
            self._again[session.id] = (now + again, session)

    def _guarded(self, function: Callable[[], T]) -> T | None:
        """Run what others gave us; its fault must not end everybody's training."""
        try:
            return function()
        except Exception:
            log.exception("a callback of the scheduler failed")
            return None

    def _rest(self) -> None:
        """Sleep until a call comes or the next update or recall is due."""
        now = self._clock()
        waits = [at - now for at, _ in self._again.values()]
        waits += [
            self._paces[turn.id].wait(now, _speed(turn))
            for account in self._shares
            for turn in account.turns
            if isinstance(turn, Session) and turn.run.state is State.RUNNING
        ]
        seconds = min([IDLE_SECONDS, *waits])
        with self._wake:
            has_news = self._inbox or self._closing
            if seconds > 0 and not has_news:
                self._wake.wait(seconds)

    def _refuse_all(self) -> None:
        """Refuse the calls that still wait, and cancel all jobs."""
        calls = [call for _, call in self._inbox]
        for account in self._shares:
            calls += account.calls
            account.jobs.cancel_all()
        for call in calls:
            if call.future.set_running_or_notify_cancel():
                call.future.set_exception(
                    SchedulerClosedError("the server is shutting down")
                )


def _run(call: Call) -> None:
    """Run what was asked for, unless whoever asked has given up."""
    if call.future.set_running_or_notify_cancel():
        try:
            call.future.set_result(call.function())
        except BaseException as error:
            call.future.set_exception(error)


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
