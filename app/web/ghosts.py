"""What would have been after a stop: computed quietly, told as it comes."""

from collections.abc import Generator, Iterator
from concurrent.futures import Future
from typing import Any

from app.training.ghost import Comparison, Ghost
from app.training.manager import Manager
from app.training.numerals import apart, number
from app.training.run import Run
from app.training.scheduler import Scheduler
from app.training.session import Session
from app.web.payloads import GhostPayload
from app.web.runs import series_payload

Answer = dict[str, Any]


class Ghosts:
    """Looks on in the trainer thread's spare time, for one run of a session."""

    def __init__(self, scheduler: Scheduler, manager: Manager) -> None:
        self._scheduler = scheduler
        self._manager = manager
        self._going: dict[str, tuple[Ghost, Future[Answer]]] = {}

    def begin(self, session: Session, horizon: int | None) -> None:
        """Begin to look on until the epoch `horizon`; None: look away.

        Raises:
            MoveError, SettingsError: there is nothing to look at.
            BusyError: the server computes as many as it takes.
        """
        if horizon is None:
            self._stop(session)
            session.run.look_away()
            return
        seen, known = session.run.ghost, self._going.get(session.id)
        is_going = known is not None and known[0] is seen
        if seen is not None and seen.horizon == horizon and (seen.is_over or is_going):
            return
        self._manager.admit_beside(session, seen is not None and not seen.is_over)
        ghost = session.run.look_on(horizon)
        self._stop(session)
        future = self._scheduler.spawn(self._pieces(session, ghost))
        self._going[session.id] = (ghost, future)
        future.add_done_callback(lambda _: self._end(session, ghost))

    def _stop(self, session: Session) -> None:
        known = self._going.pop(session.id, None)
        if known is not None:
            known[1].cancel()

    def _end(self, session: Session, ghost: Ghost) -> None:
        known = self._going.get(session.id)
        if known is not None and known[0] is ghost:
            del self._going[session.id]

    def _pieces(self, session: Session, ghost: Ghost) -> Generator[None, None, Answer]:
        for _ in ghost.pieces():
            if session.run.ghost is not ghost:
                return {}
            self._scheduler.show(session)
            yield
        self._scheduler.show(session)
        return {}


def ghost_payload(run: Run, ghost: Ghost) -> GhostPayload:
    """Return how far it has come, its curves after the stop, and what it says."""
    return {
        "start": ghost.start,
        "edits": ghost.edits,
        "horizon": ghost.horizon,
        "epoch": ghost.epoch,
        "over": ghost.is_over,
        "text": _text(run, ghost),
        "series": series_payload(ghost.course, ghost.stop_epoch),
    }


def _text(run: Run, ghost: Ghost) -> str:
    if not ghost.is_over:
        return f"Looking on: epoch {ghost.epoch:,} of {ghost.horizon:,}."
    shown = run.course.history.row(run.present_epoch)
    tested = shown["test"] if run.course.is_open else None
    sentences = [
        *_divergence(ghost),
        *_validation(ghost, ghost.compare("validation", shown["validation"])),
        *_test(ghost.compare("test", tested)),
    ]
    return " ".join(sentences)


def _divergence(ghost: Ghost) -> Iterator[str]:
    if ghost.has_diverged:
        yield f"Had it gone on, it would have diverged in epoch {ghost.epoch:,}."


def _validation(ghost: Ghost, found: Comparison | None) -> Iterator[str]:
    if found is None:
        return
    last, epochs = ghost.last_epoch, ghost.last_epoch - ghost.stop_epoch
    would, shown, lowest = apart([found.last, found.shown, found.lowest])
    spared = "and" if found.saved >= 0 else "but saved"
    yield (
        f"At epoch {last:,} the validation error would be {would}, not "
        f"{shown}: stopping {_saved(found)} {spared} {_count(epochs)}."
    )
    if found.lowest < found.shown:
        yield (f"But epoch {found.lowest_epoch:,} would have been better: {lowest}.")


def _test(found: Comparison | None) -> Iterator[str]:
    if found is not None:
        would, shown = apart([found.last, found.shown])
        yield (f"On the test set: {would}, not {shown}; it {_saved(found)}.")


def _count(epochs: int) -> str:
    return "1 epoch" if epochs == 1 else f"{epochs:,} epochs"


def _saved(found: Comparison) -> str:
    """Return "saved 0.12", or "cost" where going on would have been better."""
    return f"{'saved' if found.saved >= 0 else 'cost'} {number(abs(found.saved))}"
