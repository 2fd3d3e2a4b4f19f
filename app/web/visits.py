"""Looks back at earlier epochs: recomputed in pieces, the latest one asked for wins."""

from collections.abc import Callable, Generator
from concurrent.futures import Future
from typing import Any

from app.training.run import Run
from app.training.scheduler import Scheduler
from app.training.session import Session

Answer = dict[str, Any]
GIVEN_UP: Answer = {"given_up": True}


class Visits:
    """Recomputes on the trainer thread, for a session only what was asked for last.

    `shown(session)` promises its viewers a frame.
    """

    def __init__(
        self, scheduler: Scheduler, shown: Callable[[Session], Answer]
    ) -> None:
        self._scheduler = scheduler
        self._shown = shown
        self._latest: dict[str, object] = {}

    def begin(self, session: Session, epoch: int | None) -> Answer | Future[Answer]:
        """Look at the end of `epoch` soon, or at the present at once (None).

        The answer to a look back that was overtaken, or whose run went on meanwhile,
        says that it was `given_up`.

        Raises:
            SettingsError, MoveError: as `Run.visiting`; nothing has changed then.
        """
        run = session.run
        if epoch is None:
            self._latest.pop(session.id, None)
            run.leave()
            return self._shown(session)
        pieces = run.visiting(epoch)
        mine = self._latest[session.id] = object()
        future = self._scheduler.spawn(
            self._pieces(session, run, pieces, mine), session.owner
        )
        future.add_done_callback(lambda _: self._end(session, mine))
        return future

    def _pieces(
        self,
        session: Session,
        run: Run,
        pieces: Generator[None, None, bool],
        mine: object,
    ) -> Generator[None, None, Answer]:
        key = run.course.key
        while self._latest.get(session.id) is mine and run.course.key == key:
            if session.run is not run:
                break
            try:
                next(pieces)
            except StopIteration as end:
                return self._shown(session) if end.value else GIVEN_UP
            yield
        return GIVEN_UP

    def _end(self, session: Session, mine: object) -> None:
        if self._latest.get(session.id) is mine:
            del self._latest[session.id]
        self._scheduler.show(session)
