"""All sessions of the process: found again by owner and tab, limited, and forgotten.

Touched on the trainer thread only (`scheduler.call`), so it needs no lock.
"""

import secrets
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from app.training.budget import MEGA, Budget, expected
from app.training.changes import Change, after_changes
from app.training.notices import (
    COPIED,
    GIVEN_AWAY,
    OPENED,
    OUT_OF_MEMORY,
    Departures,
    forgotten,
    paused_alone,
)
from app.training.owners import account_of, is_stranger
from app.training.run import Run
from app.training.scheduler import Scheduler
from app.training.session import Session
from app.training.settings import Settings
from app.training.states import State

TABS = "this browser has too many open tabs; close one and try again"
NO_COOKIE = "all places without a cookie are taken: allow cookies for this page"
FULL = "the server is full; close a tab and try again"
# A session takes up to two milliseconds to weigh, and this is done once a second. Where
# memory becomes short, a hundred runs that all grow must be known within seconds.
WEIGHED_AT_ONCE, WEIGHED_WHERE_TIGHT = 4, 20


class BusyError(RuntimeError):
    """No session can be had now; the server is full."""


@dataclass(frozen=True)
class Quotas:
    """How much one server holds; seconds are counted without a viewer.

    `memory` is in bytes: that of the whole process, see `budget.py`. All who take no
    cookies together have `sessions_of_strangers`.
    """

    sessions: int = 200
    sessions_per_owner: int = 8
    sessions_of_strangers: int = 16
    pause_after: float = 60.0
    forget_after: float = 1800.0
    memory: int = 1000 * MEGA


@dataclass(frozen=True)
class Recovery:
    """What a page remembers of its run: enough to compute it anew to the same bytes.

    `is_linked`: it is not the page's own, but the one that its link leads to.
    """

    settings: Settings
    changes: Sequence[Change]
    update: int
    is_linked: bool = False

    def settings_at_last(self) -> Settings:
        """Return the settings in force after all changes."""
        return after_changes(self.settings, self.changes)


@dataclass
class _Entry:
    session: Session
    viewers: dict[str, str | None] = field(default_factory=dict)  # and their pages
    left_at: float = 0.0
    is_held: bool = False  # nobody came for a while, and it was dealt with


class Manager:
    """Gives sessions to tabs and takes them back.

    `held(session)` returns what others hold for a session: it is weighed with it.
    """

    def __init__(
        self,
        scheduler: Scheduler,
        quotas: Quotas | None = None,
        clock: Callable[[], float] = time.monotonic,
        held: Callable[[Session], Sequence[object]] = lambda _session: (),
    ) -> None:
        self._scheduler = scheduler
        self._quotas = quotas or Quotas()
        self._clock = clock
        self._held = held
        self._entries: dict[str, _Entry] = {}
        self._departures = Departures()
        self._to_weigh: deque[str] = deque()
        self.budget = Budget(self._quotas.memory, scheduler.room)

    def __len__(self) -> int:
        """Return how many sessions there are."""
        return len(self._entries)

    def get(self, session_id: str) -> Session | None:
        """Return the session of that name; None if there is none."""
        entry = self._entries.get(session_id)
        return entry.session if entry is not None else None

    @property
    def running(self) -> int:
        """How many runs are training."""
        return sum(e.session.run.state is State.RUNNING for e in self._entries.values())

    def is_taken(
        self, owner: str, tab: str, session_id: str | None, page: str | None
    ) -> bool:
        """Tell whether another page than `page` has the tab's session before it.

        A tab that was duplicated has the first one's name; one that is loaded again
        has, too, until the connection of the page before it has ended.
        """
        entry = self._find(owner, tab, session_id)
        pages = entry.viewers.values() if entry is not None else ()
        return any(page is None or other != page for other in pages)

    def join(
        self,
        owner: str,
        tab: str,
        settings: Settings,
        session_id: str | None = None,
        recovery: Recovery | None = None,
    ) -> tuple[Session, bool]:
        """Return the tab's session, and whether its run is the one it had before.

        A page that only lost its connection names its session and gets it whatever
        its link says. After a reload the tab's session comes back if its settings are
        those of the link (`settings`); else the link wins, and undo brings the old run
        back. A run that this server has forgotten is computed anew from `recovery`.
        Where that is the run that the link leads to, it wins over the tab's own.

        Raises:
            BusyError: the server is full of sessions that are being watched.
        """
        entry = self._find(owner, tab, session_id)
        is_linked = recovery is not None and recovery.is_linked
        if entry is not None:
            known = entry.session
            if recovery is not None and is_linked:
                return known, self._open_linked(known, recovery)
            if session_id is None and not known.run.may_show(settings):
                self.admit(known, settings)
                known.start_over(settings)
                return known, False
            return known, True
        wanted = (
            recovery is not None
            and not is_linked
            and (session_id is not None or recovery.settings_at_last() == settings)
        )
        is_computed = recovery is not None and (wanted or is_linked)
        first = recovery.settings if recovery and is_computed else settings
        self._make_room(owner, first)
        session = Session(owner, tab, first)
        if recovery is not None and is_computed:
            words = self._departures.words(owner, tab, session_id)
            plan = first, recovery.changes, recovery.update
            session.recover(*plan, OPENED if is_linked else words)
            session.run.was_opened = is_linked
        self._take_in(session, first)
        return session, wanted

    def join_copy(
        self,
        owner: str,
        tab: str,
        settings: Settings,
        session_id: str | None = None,
        recovery: Recovery | None = None,
    ) -> tuple[Session, bool]:
        """Return a session for a second page of a tab, and whether it has a copy.

        The first page's session is left alone. The second one gets a name of its own
        for its tab. What it has is a copy of the run; where the link has other
        settings, their run. A page that names its session has lost it to another one
        meanwhile: its own run is computed anew from `recovery`.

        Raises:
            BusyError: the server is full of sessions that are being watched.
        """
        entry = self._find(owner, tab, session_id)
        name = secrets.token_hex(16)
        if entry is None or (recovery is not None and recovery.is_linked):
            return self.join(owner, name, settings, None, recovery)
        first = entry.session
        is_back = session_id is not None and recovery is not None
        is_same = session_id is not None or first.run.may_show(settings)
        self._make_room(owner, first.run.settings if is_same else settings)
        if is_back and recovery is not None:
            session = Session(owner, name, recovery.settings)
            plan = recovery.settings, recovery.changes, recovery.update
            session.recover(*plan, COPIED)
        elif is_same:
            session = first.copied(name)
        else:
            session = Session(owner, name, settings)
        self._take_in(session, session.run.course.first_settings)
        return session, is_same

    def _take_in(self, session: Session, settings: Settings) -> None:
        self._entries[session.id] = _Entry(session, left_at=self._clock())
        self._scheduler.add(session)
        self.budget.expect(session.id, expected(settings))

    def admit(self, session: Session, settings: Settings) -> None:
        """Let a session have another run of `settings`, in place of its own or beside.

        Raises:
            BusyError: there is no memory for it, though all that can be was given up.
        """
        # What it has by now, without what it was to have and gave up again: whoever
        # drags a slider is admitted again and again.
        size, needed = self._weigh(session), expected(settings)
        if not self._find_memory(needed, spared=session):
            raise BusyError(
                "The server has no memory left for a run of this size now. Choose "
                "fewer examples or a smaller network, or try again in a minute."
            )
        self.budget.expect(session.id, size + needed)

    def watch(self, session: Session, viewer: str, page: str | None = None) -> None:
        """Note that `viewer` (a connection) of a `page` looks at `session`."""
        entry = self._entries.get(session.id)
        if entry is not None:
            entry.viewers[viewer] = page
            session.is_away = entry.is_held = False
            self._count_pages()

    def leave(self, session: Session, viewer: str) -> None:
        """Note that `viewer` is gone."""
        entry = self._entries.get(session.id)
        if entry is not None:
            entry.viewers.pop(viewer, None)
            entry.left_at = self._clock()
            self._count_pages()

    def _count_pages(self) -> None:
        self.budget.pages = sum(len(each.viewers) for each in self._entries.values())

    def sweep(self) -> None:
        """Pause runs that nobody has watched for a while, and forget older ones.

        What goes on beside them ends, or waits, too. What can be made again is given
        up: of runs that nobody watches always, of others where memory is short.
        """
        now, quotas = self._clock(), self._quotas
        for entry in list(self._entries.values()):
            if entry.viewers:
                continue
            alone = now - entry.left_at
            if alone > quotas.forget_after:
                self._drop(entry, forgotten(quotas.forget_after))
            elif alone > quotas.pause_after and not entry.is_held:
                self._hold(entry)
        most = WEIGHED_WHERE_TIGHT if self.budget.is_tight else WEIGHED_AT_ONCE
        for _ in range(min(most, len(self._entries))):
            self._weigh_next()
        self._find_memory(0)

    def _hold(self, entry: _Entry) -> None:
        """Pause a run; one that is being computed anew only once that is done."""
        session, run = entry.session, entry.session.run
        session.abandon()
        if run.is_recovering:
            return
        if run.state is State.RUNNING:
            session.pause()
            run.notice = paused_alone(self._quotas.pause_after)
        session.compact()
        self._weigh(session)
        entry.is_held = True

    def _weigh_next(self) -> None:
        """Find the size of the session that was weighed longest ago; there is one."""
        entry = None
        while entry is None:  # some are gone
            if not self._to_weigh:
                self._to_weigh.extend(self._entries)
            entry = self._entries.get(self._to_weigh.popleft())
        self._weigh(entry.session)

    def _weigh(self, session: Session) -> int:
        return self.budget.weigh(session.id, *session.parts, *self._held(session))

    def _find_memory(self, needed: int, spared: Session | None = None) -> bool:
        """Give up what can be until there is room for `needed` bytes; tell if there is.

        First what runs that nobody watches can make again; then those runs, the ones
        left longest ago first, whose pages compute them anew when they come back; then
        what watched runs can make again, and what undo would bring back. A run that is
        watched, and `spared`, stays.
        """
        if not self.budget.lacks(needed):
            return True
        entries = sorted(self._entries.values(), key=lambda entry: entry.left_at)
        alone = [e for e in entries if not e.viewers and e.session is not spared]
        watched = [entry for entry in entries if entry.viewers]
        watched.sort(key=lambda entry: -self.budget.size(entry.session.id))
        steps: list[tuple[list[_Entry], Callable[[_Entry], None]]] = [
            (alone, lambda entry: entry.session.compact()),
            (alone, lambda entry: self._drop(entry, OUT_OF_MEMORY)),
            (watched, lambda entry: entry.session.compact(is_watched=True)),
            (watched, lambda entry: entry.session.forget_earlier()),
        ]
        for concerned, give_up in steps:
            for entry in concerned:
                give_up(entry)
                if entry.session.id in self._entries:
                    self._weigh(entry.session)
                if not self.budget.lacks(needed):
                    return True
        return False

    def _find(self, owner: str, tab: str, session_id: str | None) -> _Entry | None:
        for entry in self._entries.values():
            session = entry.session
            if session.owner != owner:
                continue
            if session.id == session_id or session.tab == tab:
                return entry
        return None

    def _make_room(self, owner: str, settings: Settings) -> None:
        """Forget the sessions left longest ago until one more fits."""
        name, entries = account_of(owner), self._entries.values()
        mine = [each for each in entries if account_of(each.session.owner) == name]
        most, why = self._quotas.sessions_per_owner, TABS
        if is_stranger(owner):
            most, why = self._quotas.sessions_of_strangers, NO_COOKIE
        if len(mine) >= most:
            self._drop_oldest(mine, why)
        if len(self._entries) >= self._quotas.sessions:
            self._drop_oldest(list(self._entries.values()), FULL)
        if not self._find_memory(expected(settings)):
            raise BusyError(
                "the server is full: its memory is in use; this page gets in once "
                "somebody leaves, and tries again every few seconds"
            )

    def _drop_oldest(self, entries: list[_Entry], why: str) -> None:
        alone = [entry for entry in entries if not entry.viewers]
        if not alone:
            raise BusyError(why)
        self._drop(min(alone, key=lambda entry: entry.left_at), GIVEN_AWAY)

    def _drop(self, entry: _Entry, words: str) -> None:
        session = entry.session
        self._departures.note(session.id, session.owner, session.tab, words)
        del self._entries[session.id]
        self.budget.forget(session.id)
        session.twin = None
        session.run.look_away()
        self._scheduler.remove(session)

    def _open_linked(self, session: Session, linked: Recovery) -> bool:
        """Open a link's run in a tab that has one; tell whether it had this one."""
        if _is_opened(session.run, linked):
            return True
        self.admit(session, linked.settings)
        session.open(linked.settings, linked.changes, linked.update)
        return False


def _is_opened(run: Run, linked: Recovery) -> bool:
    """Tell whether this is the link's run, as it was opened."""
    return (
        run.was_opened
        and run.course.first_settings == linked.settings
        and [c.as_dict() for c in run.course.changes]
        == [c.as_dict() for c in linked.changes]
        and (run.is_recovering or run.course.update == linked.update)
    )
