"""A second run beside a session's: computed in the trainer thread's spare time."""

import logging
from collections.abc import Callable, Generator
from concurrent.futures import Future

from app.training.background import Background
from app.training.errors import fault_number
from app.training.scheduler import Scheduler
from app.training.session import Session
from app.training.settings import Settings
from app.training.twin import Twin

log = logging.getLogger(__name__)

FAULT = "The twin failed (error {number}); the server's log has the details."


class Twins:
    """Keeps the twin of each session in step with its run; on the trainer thread.

    `admit(session, settings)` raises where there is no memory for one of `settings`.
    """

    def __init__(
        self,
        scheduler: Scheduler,
        background: Background,
        admit: Callable[[Session, Settings], None],
    ) -> None:
        self._scheduler = scheduler
        self._admit = admit
        self._background = background
        self._going: dict[str, Twin] = {}

    def begin(self, session: Session, name: str, value: object) -> None:
        """Begin a twin of the session's run; one that it has had ends.

        Where others are computed it waits for its turn.

        Raises:
            SettingsError: there can be no such twin; nothing has changed then.
            BusyError: there is no memory for it; nothing has changed then.
        """
        twin = Twin(session.run, name, value)
        self._admit(session, twin.run.settings)
        session.twin = twin
        self.follow(session)

    def end(self, session: Session) -> None:
        """End the session's twin, if it has one."""
        session.twin = None

    def follow(self, session: Session) -> None:
        """Have the session's twin come into step, if it is not on its way already."""
        twin = session.twin
        if twin is None or session.is_away or self._going.get(session.id) is twin:
            return
        if not twin.has_work(session.run):
            return
        self._going[session.id] = twin
        twin.is_going = True

        def moved(place: int | None) -> None:
            twin.place = place
            self._scheduler.show(session)

        pieces = self._pieces(session, twin)
        self._background.add(session.owner, pieces, moved).future.add_done_callback(
            lambda done: self._done(session, twin, done)
        )

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
