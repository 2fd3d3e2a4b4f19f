"""What a viewer sees of a course: the weights, and one update taken apart."""

from app.engine import Array, Trace
from app.training.course import Course
from app.training.ghost import Ghost
from app.training.moments import Vectors
from app.training.problem import Problem
from app.training.settings import Settings
from app.training.states import State
from app.training.visit import Visit
from app.training.walk import Place, place


class Shown:
    """The part of a run that is looked at.

    Attributes:
        course: the training. state: what the run is doing.
        position: where in the walk through the next update the learner stands.
    """

    def __init__(self, course: Course) -> None:
        self.course = course
        self.state = State.READY
        self.position = 0
        self._ghost: Ghost | None = None
        self._visit: Visit | None = None

    @property
    def visit(self) -> Visit | None:
        """The earlier epoch that is looked at; None: the present is."""
        visit = self._visit
        if visit is None or visit.key != self.course.key:
            return None
        return None if self.state in {State.RUNNING, State.FAILED} else visit

    def leave(self) -> None:
        """Look at the present again."""
        if self.visit is not None:
            self.position = 0
        self._visit = None

    @property
    def is_restored(self) -> bool:
        """Tell whether the best weights are shown instead of the last ones."""
        return self.visit is None and self._has_restored

    @property
    def _has_restored(self) -> bool:
        course = self.course
        return (
            self.state is State.STOPPED
            and course.settings.restore_best
            and course.settings.early_stopping
            and course.best is not None
        )

    @property
    def shown_problem(self) -> Problem:
        """The points that a viewer sees: those of an earlier epoch, if it is shown."""
        visit, course = self.visit, self.course
        return course.problem if visit is None else course.problem_at(visit.update)

    @property
    def shown(self) -> Vectors:
        """What a viewer sees: after a stop, if set so, the best weights.

        Or those of an earlier epoch, where one is looked at. With them come the
        gradient and the update that had led to them.
        """
        if self.visit is not None:
            return self.visit.vectors
        best = self.course.best
        return best if self.is_restored and best is not None else self.course.vectors

    @property
    def shown_theta(self) -> Array:
        """The weights (P,) that a viewer sees."""
        return self.shown.theta

    @property
    def shown_epoch(self) -> int:
        """The last epoch that was finished with, or before, the weights shown."""
        return self.present_epoch if self.visit is None else self.visit.epoch

    @property
    def present_epoch(self) -> int:
        """The same where no earlier epoch is looked at."""
        course = self.course
        if self._has_restored:
            return course.patience.best_epoch or 0
        return course.epoch - (self.state is State.DIVERGED)

    @property
    def shown_update(self) -> int:
        """The number of the update that led to the weights shown; 0: none did."""
        if self.visit is not None:
            return self.visit.update
        if self.is_restored or self.state is State.DIVERGED:
            return self.course.history.update(self.shown_epoch)
        return self.course.update

    @property
    def ghost(self) -> Ghost | None:
        """What would have been after the stop, where that is looked at."""
        ghost = self._ghost
        if ghost is None or self.state is not State.STOPPED:
            return None
        return ghost if ghost.is_of(self.course) else None

    def look_on(self, horizon: object) -> Ghost:
        """Look at what would have been until the epoch `horizon`.

        Raises:
            MoveError, SettingsError: as `Ghost`.
        """
        known = self.ghost
        if known is None or known.horizon != horizon:
            self._ghost = known = Ghost(self.course, horizon)
        return known

    def look_away(self) -> None:
        """Forget what would have been."""
        self._ghost = None

    @property
    def place(self) -> Place:
        """Where in the walk through an update the learner stands."""
        layers = len(self.course.problem.layout.shapes)
        visit = self.visit
        update = self.course.update if visit is None else visit.update
        return place(self.position, layers, update)

    @property
    def traced_update(self) -> int:
        """The number of the update that `trace` takes apart; 0 where there is none.

        It is the next one in the middle of a walk and before the first; else the last
        one, or the one that led to the weights shown.
        """
        shown = self.shown_update
        if self.visit is None and (self.is_restored or self.state is State.DIVERGED):
            return shown
        return shown + (self.position > 0 or shown == 0)

    @property
    def traced_settings(self) -> Settings:
        """The settings of the update that `trace` takes apart."""
        return self.course.settings_at(self.traced_update)

    @property
    def traced_pick(self) -> int | None:
        """The training example that was picked for that update, or None."""
        return self.course.picked(self.traced_update)

    def trace(self) -> Trace | None:
        """Return the update shown, taken apart: see `traced_update`."""
        if self.state is State.FAILED:
            return None
        update = self.traced_update
        if update > self.course.update:
            return self.course.peek()
        return self.course.trace_of(update)
