"""One tab's place: its current run, the runs that undo brings back, and its speed."""

import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from app.training.changes import Change
from app.training.errors import MoveError
from app.training.fields import Number
from app.training.moments import LEAST_MOMENTS
from app.training.notices import OPENED, RESTARTED
from app.training.points import check_settings, makes_points
from app.training.run import Run
from app.training.settings import Settings
from app.training.states import State
from app.training.twin import Twin
from app.training.validation import difference, is_live, setting_name

MOST_UNDO = 4
# What a new run says of the points that the learner has changed.
KEPT = "The points stay as you have changed them."
LEFT = (
    "The data or their split are new: what you changed about the points is left behind."
)
SPEEDS = Number(1, 1000, scale="log", nullable=True)
DEFAULT_SPEED = 20.0


class Session:
    """What belongs to one tab of one browser.

    Attributes:
        id: names the session to its owner. owner, tab: whose it is.
        run: the current run. generation: grows whenever the picture starts anew.
        speed: updates a second, None for as fast as it can; no part of the run.
        twin: a second run that differs from the current one in one setting, or None.
        is_away: nobody has watched it for a while: its twin waits.
    """

    def __init__(self, owner: str, tab: str, settings: Settings) -> None:
        self.id = secrets.token_urlsafe(16)
        self.owner = owner
        self.tab = tab
        self.run = Run(settings)
        self.generation = 1
        self.speed: float | None = DEFAULT_SPEED
        self.twin: Twin | None = None
        self.is_away = False
        self._earlier: list[Run] = []
        self._rebuilt_with: frozenset[str] = frozenset()

    @property
    def can_undo(self) -> bool:
        """Tell whether an earlier run can come back."""
        return bool(self._earlier)

    def abandon(self) -> None:
        """Have nothing computed beside the run until somebody comes back to it."""
        self.is_away = True
        self._drop_ghost()

    def copied(self, tab: str) -> "Session":
        """Return a session for another tab with a copy of the current run.

        With the same speed; nothing of this one is changed by what is done there.
        """
        twin = Session(self.owner, tab, self.run.course.first_settings)
        twin.run, twin.speed = self.run.copied(), self.speed
        return twin

    def compact(self, is_watched: bool = False) -> None:
        """Give back memory that can be made again, to the same bytes.

        While the run `is_watched` it keeps some snapshots, so that steps back are
        quick.
        """
        for run in self._earlier:
            run.course.rest(1)
        self.run.course.rest(LEAST_MOMENTS if is_watched else 1)
        if self.twin is not None and not is_watched:
            self.twin.run.course.rest(1)

    def forget_earlier(self) -> None:
        """Give up the runs that undo would bring back."""
        self._earlier.clear()
        self.run.version += 1

    @property
    def parts(self) -> tuple[object, ...]:
        """All that takes memory."""
        return self.run, self._earlier, self.twin

    def play(self) -> None:
        """Play, keep training, or go back after divergence: see `Run.play`."""
        rewinds = self.run.rewinds
        self.run.play()
        self.generation += self.run.rewinds - rewinds

    def pause(self) -> None:
        """Hold still between two updates."""
        self.run.pause()

    def step(self, unit: object) -> None:
        """Begin one step of the run: see `Run.step`."""
        self.run.step(unit)

    def walk(self, by: object) -> None:
        """Go one phase of an update forward or back: see `Run.walk`."""
        rewinds = self.run.rewinds
        self.run.walk(by)
        self.generation += self.run.rewinds - rewinds

    def back(self, unit: object) -> None:
        """Go a step back: see `Run.back`."""
        rewinds = self.run.rewinds
        self.run.back(unit)
        self.generation += self.run.rewinds - rewinds

    def resume(self, epoch: object) -> None:
        """Train on from the end of an earlier epoch: see `Run.resume`.

        Where anything came after it, undo brings that back.

        Raises:
            SettingsError, MoveError: as `Run.resume`; nothing has changed then.
        """
        run = self.run.branched(epoch)
        if run.course.update == self.run.course.update:
            self.run.resume(epoch)
            return
        run.play()
        self._replace(run, frozenset())

    def branch(self, epoch: object) -> None:
        """Begin another run with the same past up to `epoch`; undo leads back.

        Raises:
            SettingsError, MoveError: as `Run.branched`; nothing has changed then.
        """
        self._replace(self.run.branched(epoch), frozenset())

    def open_test(self) -> None:
        """Open the test set: see `Run.open_test`."""
        self.run.open_test()

    def assign(self, weights: Mapping[str, float]) -> dict[str, float]:
        """Write weights and biases by name; return the old ones: see `Run.assign`."""
        return self.run.assign(weights)

    def edit(self, given: Mapping[str, Any] | None) -> None:
        """Change points: see `Run.edit`."""
        self.run.edit(given)
        if self.run.note == KEPT and not self.run.course.problem.is_edited:
            self.run.note = ""

    def pick(self, example: int | None) -> None:
        """Pick the next update's training example: see `Run.pick`."""
        self.run.pick(example)

    def rebuilds_with(self, given: dict[str, Any]) -> Settings | None:
        """Return the settings of the new network that `set` would build, or None.

        Raises:
            SettingsError: as `set`.
        """
        after = self.run.refitted(given).settings
        return None if is_live(difference(self.run.settings, after)) else after

    def set(self, given: dict[str, Any]) -> bool:
        """Change settings; tell whether that built a new network.

        What was not given gives way to what is: see `fitting`. Live settings act before
        the next update. With any other the old run is kept
        for undo and a new one begins at epoch 0 with the same seeds, and with the
        points as the learner has changed them, where the data stay the same.

        Raises:
            SettingsError: a value is bad, or values clash with each other or with the
                changed points; nothing has changed then.
        """
        fitted = self.run.refitted(given)
        different = difference(self.run.settings, fitted.settings)
        if is_live(different):
            if different:
                self.run.change(different)
            self.run.adapted = fitted.adapted
            return False
        # What only gave way does not tell one drag of a slider from another.
        names = frozenset(setting_name(name) or name for name in given)
        self._rebuild(fitted.settings, names & different.keys())
        self.run.adapted = fitted.adapted
        return True

    def start_over(self, settings: Settings) -> None:
        """Begin a new run with other settings; undo brings the old one back."""
        self._replace(Run(settings), frozenset())

    def reset(self) -> None:
        """Return to the same initial weights, with the settings as they are."""
        if self.run.is_pristine and self.run.state is not State.FAILED:
            return
        self._rebuild(self.run.settings, frozenset())

    def undo(self) -> None:
        """Bring the run before the last new network back, held still.

        Raises:
            MoveError: there is none.
        """
        if not self._earlier:
            raise MoveError("undo needs an earlier run; there is none")
        self._show(self._earlier.pop())
        self._rebuilt_with = frozenset()

    def set_speed(self, updates_per_second: object) -> None:
        """Set the speed: a number from 1 to 1000, or None for as fast as it can."""
        self.speed = SPEEDS.check("updates_per_second", updates_per_second)
        self.run.version += 1

    def recover(
        self,
        settings: Settings,
        changes: Sequence[Change],
        update: int,
        notice: str = RESTARTED,
    ) -> None:
        """Compute a run anew that this server does not know any more; say why."""
        run = Run(settings, changes)
        run.recover(update, notice)
        self._show(run)

    def open(self, settings: Settings, changes: Sequence[Change], update: int) -> None:
        """Compute a run of old anew, up to `update`; undo brings the present one back.

        Steps at full speed like any other step; Pause, or a change, ends it early.
        """
        run = Run(settings, changes)
        run.was_opened = True
        run.recover(update, OPENED)
        self._replace(run, frozenset())

    def _rebuild(self, settings: Settings, names: frozenset[str]) -> None:
        was_edited = self.run.course.last_problem.is_edited
        run = Run(settings, self._kept_points(settings))
        run.adapted = self.run.adapted
        run.course.settle()
        if was_edited:
            run.note = KEPT if run.course.problem.is_edited else LEFT
        self._replace(run, names)

    def _replace(self, run: Run, names: frozenset[str]) -> None:
        # A dragged slider builds many networks; only the one before it is kept.
        dragged = bool(names) and names == self._rebuilt_with and self.run.is_pristine
        if not dragged:
            if self.run.state is State.RUNNING:
                self.run.pause()
            self.run.leave()
            self.run.course.rest()
            self._earlier = [*self._earlier, self.run][-MOST_UNDO:]
        self._rebuilt_with = names
        self._show(run)

    def _kept_points(self, settings: Settings) -> list[Change]:
        """Return what was changed about the points, for a new run of the same data.

        Raises:
            SettingsError: the new settings could not train with them.
        """
        course = self.run.course
        if makes_points(course.settings, settings):
            return []
        problem = course.last_problem
        check_settings(problem, settings)
        return [Change(1, edit=problem.edit)] if problem.edit else []

    def _drop_ghost(self) -> None:
        """Forget a ghost that has not come to its end."""
        ghost = self.run.ghost
        if ghost is not None and not ghost.is_over:
            self.run.look_away()

    def _show(self, run: Run) -> None:
        self._drop_ghost()
        self.run = run
        self.generation += 1
