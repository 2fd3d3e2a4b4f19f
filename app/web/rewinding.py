"""Steps back, however far from a snapshot, without keeping other runs waiting."""

from collections.abc import Callable, Generator, Iterator
from concurrent.futures import Future
from typing import Any

from app.training.run import Run
from app.training.scheduler import Scheduler
from app.training.session import Session
from app.web.protocol import ErrorCode, ProtocolError

Answer = dict[str, Any]
StepBack = Callable[[], Answer]
Nearing = Callable[[Run], Iterator[None] | None]


class Rewinding:
    """Steps back on the trainer thread, one of a session at a time."""

    def __init__(self, scheduler: Scheduler) -> None:
        self._scheduler = scheduler
        self._busy: set[str] = set()

    def do(
        self, session: Session, nearing: Nearing, back: StepBack
    ) -> Answer | Future[Answer]:
        """Do `back` at once where it is quick; else soon.

        What has to be recomputed for it, see `nearing`, is then done piece by piece.

        Raises:
            SettingsError, MoveError: the run cannot go back.
            ProtocolError: a step back of this session is not done yet.
        """
        if session.id in self._busy:
            raise ProtocolError(
                ErrorCode.BUSY,
                None,
                "a step back must wait until the one before it is done; "
                "received another",
            )
        if nearing(session.run) is None:
            return back()
        answer = self._scheduler.spawn(
            _pieces(session, session.run, nearing, back), session.owner
        )
        self._busy.add(session.id)
        answer.add_done_callback(lambda _: self._end(session))
        return answer

    def _end(self, session: Session) -> None:
        self._busy.discard(session.id)
        self._scheduler.show(session)


def _pieces(
    session: Session, run: Run, nearing: Nearing, back: StepBack
) -> Generator[None, None, Answer]:
    """Come near, again where the run was changed meanwhile, and go `back` quickly."""
    while session.run is run:
        pieces = nearing(run)
        if pieces is None:
            return back()
        for _ in pieces:
            yield
            if session.run is not run:
                break
    raise ProtocolError(
        ErrorCode.REFUSED,
        None,
        "a step back was given up: another run has taken the place of its own",
    )
