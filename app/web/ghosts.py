"""What would have been after a stop: computed quietly, told as it comes."""

from collections.abc import Callable, Generator, Iterator
from typing import Any

from app.training.background import Background, Task
from app.training.ghost import Comparison, Ghost
from app.training.manager import BusyError
from app.training.notation import apart
from app.training.run import Run
from app.training.scheduler import Scheduler
from app.training.session import Session
from app.training.settings import Settings
from app.web.payloads import GhostPayload
from app.web.runs import series_payload

Answer = dict[str, Any]


class Ghosts:
    """Looks on in the trainer thread's spare time, for one run of a session.

    A page asks for it by itself, so it waits for its turn where others are computed.
    `admit(session, settings)` raises where there is no memory for a run of `settings`.
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
        self._going: dict[str, tuple[Ghost, Task]] = {}

    def begin(self, session: Session, horizon: int | None) -> None:
        """Begin to look on until the epoch `horizon`; None: look away.

        Raises:
            MoveError, SettingsError: there is nothing to look at.
            BusyError: there is no memory for it; nothing is looked at then.
        """
        if horizon is None:
            self._stop(session)
            session.run.look_away()
            return
        seen, known = session.run.ghost, self._going.get(session.id)
        is_going = known is not None and known[0] is seen
        if seen is not None and seen.horizon == horizon and (seen.is_over or is_going):
            return
        ghost = session.run.look_on(horizon)
        if ghost is not seen:
            try:
                self._admit(session, session.run.settings)
            except BusyError:
                session.run.look_away()
                raise
        self._stop(session)

        def moved(place: int | None) -> None:
            ghost.place = place
            self._scheduler.show(session)

        pieces = self._pieces(session, ghost)
        task = self._background.add(session.owner, pieces, moved)
        self._going[session.id] = (ghost, task)
        task.future.add_done_callback(lambda _: self._end(session, ghost))

    def _stop(self, session: Session) -> None:
        known = self._going.pop(session.id, None)
        if known is not None:
            self._background.cancel(known[1])

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
        if ghost.place is not None:
            return (
                "What would have followed waits for its turn: number "
                f"{ghost.place} in the server's queue."
            )
        return (
            f"Computing what would have followed: epoch {ghost.epoch} of "
            f"{ghost.horizon}"
        )
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
        yield f"Without stopping it would have diverged in epoch {ghost.epoch}."


def _validation(ghost: Ghost, found: Comparison | None) -> Iterator[str]:
    if found is None:
        return
    last, epochs = ghost.last_epoch, ghost.last_epoch - ghost.stop_epoch
    by = "" if last == ghost.horizon else f" by epoch {last}"
    joint = ", but" if found.saved < 0 else ";"
    yield f"Early stopping saved {_count(epochs)}{joint} {_would(found)}{by}."
    if found.lower is None or found.lower_epoch is None:
        return
    error, _ = apart([found.lower, found.shown])
    if found.lower_epoch > ghost.stop_epoch:
        yield f"Epoch {found.lower_epoch} would have been better: {error}."
    else:
        yield f"Epoch {found.lower_epoch}, before the stop, was better: {error}."


def _would(found: Comparison) -> str:
    """Say what the error would have done, without stopping."""
    before, after = apart([found.shown, found.last])
    if found.saved == 0:
        return f"the error would have stayed at {before}"
    turned = "risen" if found.saved > 0 else "fallen"
    return f"the error would have {turned} from {before} to {after}"


def _test(found: Comparison | None) -> Iterator[str]:
    if found is not None:
        before, after = apart([found.shown, found.last])
        yield f"On the test set: {after} instead of {before}."


def _count(epochs: int) -> str:
    return "1 epoch" if epochs == 1 else f"{epochs} epochs"
