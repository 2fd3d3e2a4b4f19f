"""A second run beside a session's: computed in the trainer thread's spare time."""

import logging
from collections.abc import Generator
from concurrent.futures import Future

from app.training.errors import fault_number
from app.training.manager import Manager
from app.training.scheduler import Scheduler
from app.training.session import Session
from app.training.twin import Twin

log = logging.getLogger(__name__)

FAULT = "The twin failed (error {number}); the server's log has the details."


class Twins:
    """Keeps the twin of each session in step with its run; on the trainer thread."""

    def __init__(self, scheduler: Scheduler, manager: Manager) -> None:
        self._scheduler = scheduler
        self._manager = manager
        self._going: dict[str, Twin] = {}
        self._waiting: dict[str, Session] = {}

    def begin(self, session: Session, name: str, value: object) -> None:
        """Begin a twin of the session's run; one that it has had ends.

        Raises:
            SettingsError: there can be no such twin; nothing has changed then.
            BusyError: the server computes as many as it takes.
        """
        known = session.twin
        twin = Twin(session.run, name, value)
        self._manager.admit_beside(session, known is not None and known.is_going)
        session.twin = twin
        self.follow(session)

    def end(self, session: Session) -> None:
        """End the session's twin, if it has one."""
        session.twin = None

    def follow(self, session: Session) -> None:
        """Have the session's twin come into step, if it is not on its way already."""
        twin = session.twin
        self._waiting.pop(session.id, None)
        if twin is None or session.is_away or self._going.get(session.id) is twin:
            return
        if not twin.has_work(session.run):
            return
        if not self._manager.has_room_beside(session):
            self._waiting[session.id] = session
            return
        self._going[session.id] = twin
        twin.is_going = True
        self._scheduler.spawn(self._pieces(session, twin)).add_done_callback(
            lambda done: self._done(session, twin, done)
        )

    def look_for_room(self) -> None:
        """Have those go on that waited until others were done, if they are."""
        for session in list(self._waiting.values()):
            self.follow(session)

    def _pieces(self, session: Session, twin: Twin) -> Generator[None, None, None]:
        for _ in twin.pieces(lambda: session.run):
            if session.twin is not twin or session.is_away:
                return
            self._scheduler.show(session)
            yield

    def _done(self, session: Session, twin: Twin, done: Future[None]) -> None:
        twin.is_going = False
        if self._going.get(session.id) is twin:
            del self._going[session.id]
        if done.cancelled():
            return
        error = done.exception()
        if error is not None:
            number = fault_number()
            log.error("error %s: a twin failed", number, exc_info=error)
            twin.fail(FAULT.format(number=number))
        self._scheduler.show(session)
