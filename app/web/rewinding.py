"""Steps back, however far from a snapshot, without keeping other runs waiting."""

from collections.abc import Callable, Generator
from concurrent.futures import Future
from typing import Any

from app.training.scheduler import Scheduler
from app.training.session import Session
from app.web.protocol import ErrorCode, ProtocolError

Answer = dict[str, Any]
StepBack = Callable[[], Answer]


class Rewinding:
    """Steps back on the trainer thread; those of a session one after another."""

    def __init__(self, scheduler: Scheduler) -> None:
        self._scheduler = scheduler
        self._last: dict[str, Future[Answer]] = {}

    def do(
        self, session: Session, unit: str, back: StepBack
    ) -> Answer | Future[Answer]:
        """Do `back`, a step back by `unit`, at once where it is quick; else soon.

        What has to be recomputed for it is then done piece by piece before.

        Raises:
            SettingsError, MoveError: the run cannot go back.
        """
        before = self._last.get(session.id)
        if before is None and session.run.nearing(unit) is None:
            return back()
        answer = self._scheduler.spawn(self._pieces(session, unit, back, before))
        self._last[session.id] = answer
        answer.add_done_callback(lambda done: self._end(session, done))
        return answer

    def _pieces(
        self,
        session: Session,
        unit: str,
        back: StepBack,
        before: Future[Answer] | None,
    ) -> Generator[None, None, Answer]:
        run = session.run
        while before is not None and not before.done():
            yield
        nearing = run.nearing(unit)
        if nearing is not None:
            for _ in nearing:
                yield
        if session.run is not run:
            raise ProtocolError(
                ErrorCode.REFUSED,
                None,
                "a step back was given up: another run has taken the place of its own",
            )
        return back()

    def _end(self, session: Session, done: Future[Answer]) -> None:
        if self._last.get(session.id) is done:
            del self._last[session.id]
        self._scheduler.show(session)
