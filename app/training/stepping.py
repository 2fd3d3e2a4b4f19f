"""Steps of a run: on and back, by example, update, epoch or phase of an update."""

from collections.abc import Callable, Iterator

from app.training.course import Course
from app.training.errors import MoveError, SettingsError
from app.training.fields import received
from app.training.settings import Settings
from app.training.shown import Shown
from app.training.states import Command, State, move

STEPS = ("example", "update", "epoch")


class Stepping(Shown):
    """The part of a run that goes a step at a time.

    Attributes:
        version: grows with whatever a viewer could see change.
        rewinds: grows when the history got shorter, so that drawn curves must, too.
        notice: what was done to the run while nobody watched, until somebody goes on.
    """

    def __init__(self, course: Course) -> None:
        super().__init__(course)
        self.version = 0
        self.rewinds = 0
        self.notice = ""
        self._goal_update: int | None = None
        self._goal_epoch: int | None = None

    @property
    def settings(self) -> Settings:
        """The settings in force now."""
        return self.course.settings

    @property
    def is_stepping(self) -> bool:
        """Tell whether the run will pause by itself at a goal, at full speed."""
        return self._goal_update is not None or self._goal_epoch is not None

    def step(self, unit: object) -> None:
        """Begin one step: `example` (batch size 1), `update` or `epoch`.

        Raises:
            SettingsError: no such unit, or an example without batch size 1.
            MoveError: the run is not ready or paused.
        """
        after = self._step_leads_to(Command.STEP, unit)
        if unit == "epoch":
            self._goal_epoch = self.course.epoch + 1
        else:
            self._goal_update = self.course.update + 1
        self.leave()
        self.notice = ""
        self.state = after
        self.position = 0
        self.version += 1

    def _step_leads_to(self, command: Command, unit: object) -> State:
        """Return the state after a step of `unit`, or raise what `step` raises."""
        if unit not in STEPS:
            raise SettingsError(
                "choice",
                "unit",
                f"unit must be one of {', '.join(STEPS)}; received {received(unit)}",
            )
        after = move(command, self.state)
        if unit == "example" and self.settings.batch_size != 1:
            raise SettingsError(
                "combination",
                "batch_size",
                "batch_size must be 1 to step by one example; "
                f"received {self.settings.batch_size}",
            )
        return after

    def back(self, unit: object) -> None:
        """Go back by one step: an `example`, an `update`, or to an earlier epoch's end.

        What was changed right there stays in force; what came later is forgotten.

        Raises:
            SettingsError: as `step`.
            MoveError: the run is not ready, paused or stopped, or nothing was trained.
        """
        self._step_leads_to(Command.BACK, unit)
        self.leave()
        self._rewind(self._update_back(unit))
        self.position = 0
        self.version += 1

    def nearing(self, unit: object) -> Iterator[None] | None:
        """Return what has to be done before `back` is quick; None where nothing has to.

        See `Course.nearing`. Before a walk back over an update it is that of `update`.

        Raises:
            SettingsError, MoveError: as `back`.
        """
        self._step_leads_to(Command.BACK, unit)
        update = self._update_back(unit)
        return None if update < 0 else self.course.nearing(update)

    def _update_back(self, unit: object) -> int:
        """Return the update that a step back leads to; -1 from the first weights."""
        course = self.course
        update = course.update - 1
        if unit != "epoch" or update < 0:
            return update
        epoch = course.epoch
        if course.history.update(epoch) == course.update:
            epoch -= 1
        return course.history.update(epoch)

    def walk(self, by: object) -> None:
        """Go one phase forward (1) or back (-1) through the next update.

        Forward from the last phase the update is made, as by a step; back from between
        two updates the last one is taken back and stands before its last phase.

        Raises:
            SettingsError: `by` is neither 1 nor -1.
            MoveError: the run is not ready, paused or stopped; it is stopped, and so
                has no next update; or it is to go back from its beginning.
        """
        checked_direction(by)
        move(Command.WALK, self.state)
        last = self.place.positions - 1
        if by == 1:
            move(Command.STEP, self.state)
            if self.position == last:
                self.step("update")
                return
            self.position += 1
        elif self.position:
            self.position -= 1
        else:
            self._rewind(self.course.update - 1)
            self.position = last
        self.version += 1

    def _rewind(self, update: int) -> None:
        course = self.course
        if update < 0:
            raise MoveError("a run that made no update cannot go back")
        epochs = len(course.history)
        course.rewind_to(update, keeps_next=True)
        self.rewinds += len(course.history) < epochs
        self.state = state_of(course)
        self.notice = ""

    def _until_epoch(self, go_on: Callable[[], bool]) -> Callable[[], bool]:
        goal = self._goal_epoch
        if goal is None:
            return go_on
        course = self.course
        return lambda: course.epoch < goal and go_on()

    def _is_at_goal(self) -> bool:
        update, epoch = self._goal_update, self._goal_epoch
        return (update is not None and self.course.update >= update) or (
            epoch is not None and self.course.epoch >= epoch
        )

    def _clear_goal(self) -> None:
        self._goal_update = self._goal_epoch = None


def checked_direction(by: object) -> int:
    """Return 1, a phase forward, or -1, one back; raise SettingsError for all else."""
    if isinstance(by, bool) or by not in (1, -1):
        rule = "by must be one of 1, -1"
        raise SettingsError("choice", "by", f"{rule}; received {received(by)}")
    return 1 if by == 1 else -1


def state_of(course: Course) -> State:
    """Return the state of a run whose course was just brought to where it stands."""
    if course.stop is not None:
        return State.STOPPED
    return State.PAUSED if course.update else State.READY
