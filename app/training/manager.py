"""All sessions of the process: found again by owner and tab, limited, and forgotten.

Touched on the trainer thread only (`scheduler.call`), so it needs no lock.
"""

import time
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
    """How much one server holds; seconds are counted without a viewer."""

    sessions: int = 200
    sessions_per_owner: int = 8
    pause_after: float = 60.0
    forget_after: float = 1800.0


@dataclass(frozen=True)
class Recovery:
    """What a page remembers of its run: enough to compute it anew to the same bytes."""

    settings: Settings
    changes: Sequence[Change]
    update: int

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

    @property
    def running(self) -> int:
        """How many runs are training."""
        return sum(e.session.run.state is State.RUNNING for e in self._entries.values())

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

        Raises:
            BusyError: the server is full of sessions that are being watched.
        """
        known = self._find(owner, tab, session_id)
        if known is not None:
            if session_id is None and known.run.settings_at_last != settings:
                known.start_over(settings)
                return known, False
            return known, True
        self._make_room(owner)
        session = Session(owner, tab, settings)
        wanted = recovery is not None and (
            session_id is not None or recovery.settings_at_last() == settings
        )
        if recovery is not None and wanted:
            session.recover(recovery.settings, recovery.changes, recovery.update)
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
