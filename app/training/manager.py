"""All sessions of the process: found again by owner and tab, limited, and forgotten.

Touched on the trainer thread only (`scheduler.call`), so it needs no lock.
"""

import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from app.training.changes import Change, after_changes
from app.training.scheduler import Scheduler
from app.training.session import Session
from app.training.settings import Settings
from app.training.states import State


class BusyError(RuntimeError):
    """No session can be had now; the server is full."""


@dataclass(frozen=True)
class Quotas:
    """How much one server holds; seconds are counted without a viewer.

    `background`: ghosts and twins that go on at once, all sessions together; one
    owner's have a quarter of that, but two at least.
    """

    sessions: int = 200
    sessions_per_owner: int = 8
    background: int = 20
    pause_after: float = 60.0
    forget_after: float = 1800.0


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
    viewers: set[str] = field(default_factory=set)
    left_at: float = 0.0


class Manager:
    """Gives sessions to tabs and takes them back."""

    def __init__(
        self,
        scheduler: Scheduler,
        quotas: Quotas | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._scheduler = scheduler
        self._quotas = quotas or Quotas()
        self._clock = clock
        self._entries: dict[str, _Entry] = {}

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

    def has_room_beside(self, session: Session) -> bool:
        """Tell whether one more run may go on beside that of `session`."""
        return self._full_beside(session, 0) is None

    def admit_beside(self, session: Session, replaced: bool) -> None:
        """Let one more run go on beside that of `session`; `replaced`: for another one.

        Raises:
            BusyError: as many as the server, or one browser, may have go on already.
        """
        full = self._full_beside(session, replaced)
        if full is not None:
            raise BusyError(f"{full} twins and ghosts at once; try again in a while")

    def _full_beside(self, session: Session, replaced: int) -> str | None:
        """Return who has as many as may go on, and how many that are; None if nobody.

        One browser has a quarter of the places, but two at least.
        """
        owners: Counter[str] = Counter()
        for entry in self._entries.values():
            owners[entry.session.owner] += entry.session.background
        most = self._quotas.background
        share = min(most, max(2, most // 4))
        if owners.total() - replaced >= most:
            return f"the server computes no more than {most}"
        if owners[session.owner] - replaced >= share:
            return f"one browser may have no more than {share}"
        return None

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
        known = self._find(owner, tab, session_id)
        if known is not None:
            if recovery is not None and recovery.is_linked:
                return known, _open_linked(known, recovery)
            if session_id is None and not known.run.may_show(settings):
                known.start_over(settings)
                return known, False
            return known, True
        self._make_room(owner)
        session = Session(owner, tab, settings)
        is_linked = recovery is not None and recovery.is_linked
        wanted = (
            recovery is not None
            and not is_linked
            and (session_id is not None or recovery.settings_at_last() == settings)
        )
        if recovery is not None and (wanted or is_linked):
            session.recover(
                recovery.settings,
                recovery.changes,
                recovery.update,
                was_opened=is_linked,
            )
        self._entries[session.id] = _Entry(session, left_at=self._clock())
        self._scheduler.add(session)
        return session, wanted

    def watch(self, session: Session, viewer: str) -> None:
        """Note that `viewer` (a connection) looks at `session`."""
        entry = self._entries.get(session.id)
        if entry is not None:
            entry.viewers.add(viewer)
            session.is_away = False

    def leave(self, session: Session, viewer: str) -> None:
        """Note that `viewer` is gone."""
        entry = self._entries.get(session.id)
        if entry is not None:
            entry.viewers.discard(viewer)
            entry.left_at = self._clock()

    def sweep(self) -> None:
        """Pause runs that nobody has watched for a while, and forget older ones.

        What goes on beside them ends, or waits, too.
        """
        now = self._clock()
        for entry in list(self._entries.values()):
            if entry.viewers:
                continue
            alone = now - entry.left_at
            if alone > self._quotas.forget_after:
                self._drop(entry)
                continue
            if alone > self._quotas.pause_after:
                self._hold(entry.session)

    def _hold(self, session: Session) -> None:
        run = session.run
        if run.state is State.RUNNING and not run.is_recovering:
            session.pause()
        session.abandon()

    def _find(self, owner: str, tab: str, session_id: str | None) -> Session | None:
        for entry in self._entries.values():
            session = entry.session
            if session.owner != owner:
                continue
            if session.id == session_id or session.tab == tab:
                return session
        return None

    def _make_room(self, owner: str) -> None:
        """Forget the sessions left longest ago until one more fits."""
        mine = [e for e in self._entries.values() if e.session.owner == owner]
        if len(mine) >= self._quotas.sessions_per_owner:
            self._drop_oldest(mine, "this browser has too many open tabs")
        if len(self._entries) >= self._quotas.sessions:
            self._drop_oldest(list(self._entries.values()), "the server is full")

    def _drop_oldest(self, entries: list[_Entry], why: str) -> None:
        alone = [entry for entry in entries if not entry.viewers]
        if not alone:
            raise BusyError(f"{why}; close one and try again")
        self._drop(min(alone, key=lambda entry: entry.left_at))

    def _drop(self, entry: _Entry) -> None:
        del self._entries[entry.session.id]
        entry.session.twin = None
        entry.session.run.look_away()
        self._scheduler.remove(entry.session)


def _open_linked(session: Session, linked: Recovery) -> bool:
    """Open a link's run in a tab that has one; tell whether it was this one already."""
    run = session.run
    if (
        run.was_opened
        and run.course.first_settings == linked.settings
        and [c.as_dict() for c in run.course.changes]
        == [c.as_dict() for c in linked.changes]
        and (run.is_recovering or run.course.update == linked.update)
    ):
        return True
    session.open(linked.settings, linked.changes, linked.update)
    return False
