"""What would have been: a training that stopped early, gone on with quietly.

It is the same training: settings, seeds and changes are those of the run, with stopping
off after the stop, so that its epochs are those of a run that was never stopped.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from app.training.course import Course
from app.training.errors import MoveError, SettingsError
from app.training.fields import Integer, received
from app.training.rounding import Rounding
from app.training.settings import MOST_EPOCHS
from app.training.stopping import CRITERION_OF

_HORIZON = Integer(1, MOST_EPOCHS)


@dataclass(frozen=True)
class Comparison:
    """Errors of one set where the run stopped, and where the ghost has come to.

    Attributes:
        shown: of the weights that the stop left. last: at the ghost's last epoch.
        lower: the smallest of all epochs, those before the stop, too, where it is
            smaller than what is shown, at `lower_epoch`; else None.
        rounding: what is no difference. Differences within it are 0.
    """

    shown: float
    last: float
    lower: float | None
    lower_epoch: int | None
    rounding: Rounding

    @property
    def saved(self) -> float:
        """How much smaller the error is because the training stopped."""
        low, high = sorted((self.last, self.shown))
        return self.last - self.shown if self.rounding.is_lower(low, high) else 0.0


class Ghost:
    """A course that goes on from where another one stopped early.

    Attributes:
        start: the update at which it was stopped. stop_epoch: the epoch.
        edits: how often the course had been changed then.
        horizon: the last epoch to look at. course: its own, once it has begun; until
            then the one that was stopped.
        is_over: whether it has got there, or diverged.
        place: its place in the queue, from 1 on; None: it does not wait.

    Raises:
        MoveError: the course has not stopped early.
        SettingsError: the horizon is no epoch after the stop.
    """

    def __init__(self, course: Course, horizon: object) -> None:
        stop = course.stop
        if stop is None or stop.reason not in CRITERION_OF:
            raise MoveError("what if it had gone on is for a run that stopped early")
        self.start, self.stop_epoch = course.update, stop.epoch
        self.edits = course.edits
        self.horizon = _HORIZON.check("horizon", horizon)
        if self.horizon <= stop.epoch:
            raise SettingsError(
                "range",
                "horizon",
                f"horizon must be an epoch after the stop at epoch {stop.epoch}; "
                f"received {received(horizon)}",
                f"Epoch: after the stop at epoch {stop.epoch}, for example "
                f"{min(stop.epoch + 100, MOST_EPOCHS)}",
            )
        self.course, self._has_begun = course, False
        self.is_over = False
        self.place: int | None = None

    def is_of(self, course: Course) -> bool:
        """Tell whether the course stands where it did, and was not changed since."""
        return (self.start, self.edits) == course.key

    @property
    def mark(self) -> tuple[object, ...]:
        """What names how far it has come."""
        return self.horizon, self.epoch, self.is_over, self.place

    @property
    def epoch(self) -> int:
        """The last epoch that it has finished."""
        return self.course.epoch

    @property
    def last_epoch(self) -> int:
        """The last epoch whose errors are numbers."""
        return self.course.epoch - self.has_diverged

    @property
    def has_diverged(self) -> bool:
        """Whether it left the numbers on the way."""
        return self.course.has_diverged

    def begin(self) -> None:
        """Make its own course: what whoever is not wanted any more has not cost."""
        course = self.course.continued()
        course.is_observed = False
        course.change(
            {
                "early_stopping": False,
                "target_error": None,
                "max_epochs": self.horizon,
            }
        )
        self.course, self._has_begun = course, True

    def pieces(self) -> Iterator[None]:
        """Go on to the horizon, a piece of about a millisecond at a time."""
        if not self._has_begun:
            if not self.is_of(self.course):  # it was changed while this one waited
                return
            self.begin()
        while self.course.advance_briefly():
            yield
        self.is_over = True

    def compare(self, name: str, shown: float | None) -> Comparison | None:
        """Compare the errors of one set with what is `shown`; None without numbers."""
        history, rounding = self.course.history, self.course.problem.rounding
        if shown is None or self.last_epoch <= self.stop_epoch:
            return None
        last = history.row(self.last_epoch)[name]
        if last is None:
            return None
        epoch = history.lowest_epoch(name, 1, self.last_epoch)
        lowest = None if epoch is None else history.row(epoch)[name]
        if lowest is None or not rounding.is_lower(lowest, shown):
            return Comparison(shown, last, None, None, rounding)
        return Comparison(shown, last, lowest, epoch, rounding)
