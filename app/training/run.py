"""One learner's run: a course of training, and what it is doing now."""

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import Any

from app.training.changes import (
    MOST_CHANGES,
    MOST_EDITED,
    MOST_WEIGHTS,
    Change,
    after_changes,
    check_live,
    checked_weights,
)
from app.training.course import Course
from app.training.edits import NO_EDIT, Edit
from app.training.errors import MoveError
from app.training.fitting import Adaptations, Fitted, notes
from app.training.notices import COPIED, OPENED, RESTARTED, ends_early
from app.training.points import (
    check_settings,
    checked_edit,
    makes_points,
    without_added,
)
from app.training.progress import always
from app.training.settings import LEAST_LEARNING_RATE, MOST_EPOCHS, Settings
from app.training.states import Command, State, move
from app.training.stepping import state_of
from app.training.stopping import Reason
from app.training.traveling import Traveling
from app.training.validation import changed, difference, refitted


class Run(Traveling):
    """A course and its state; every command either works whole or raises.

    Attributes:
        name: tells it from every other run.
        fault: why it failed. note: what is to be known of it before it trains.
        adapted: which settings gave way to others, and to which values.
        is_recovering: True while the run is computed anew up to a known update;
            what is to be told of that is its notice from then on.
        was_opened: it came from a link or a file.
    """

    def __init__(
        self,
        settings: Settings,
        changes: Sequence[Change] = (),
        course: Course | None = None,
    ) -> None:
        super().__init__(Course(settings, changes) if course is None else course)
        self.name = secrets.token_urlsafe(9)
        self.fault = self.note = ""
        self.adapted: Adaptations = {}
        self.is_recovering = False
        self._notice_then = ""
        self.was_opened = False

    @property
    def settings_at_last(self) -> Settings:
        """The settings in force once a recovery is over; else those in force now."""
        if not self.is_recovering:
            return self.settings
        return after_changes(self.course.first_settings, self.course.changes)

    def may_show(self, settings: Settings) -> bool:
        """Tell whether a page with these settings in its address may show this run.

        While it is computed again, they may be those of any moment on the way.
        """
        if settings == self.settings_at_last:
            return True
        if not self.is_recovering:
            return False
        first, changes = self.course.first_settings, self.course.changes
        steps = accumulate(changes, lambda s, c: changed(s, c.set), initial=first)
        return settings in steps

    @property
    def notes(self) -> dict[str, str]:
        """What is to be told beside settings, by name."""
        return notes(self.settings, self.adapted, self.course.problem.counts)

    def refitted(self, given: Mapping[str, Any]) -> Fitted:
        """Return the settings with `given` laid over them: see `validation.refitted`.

        Points count as they were changed, unless others are made or dealt anew.

        Raises:
            SettingsError: a value is bad, or values clash.
        """
        problem = self.course.problem
        with without_added(self.settings, problem):
            fitted = refitted(self.settings, given, self.adapted)
            if not problem.is_edited or makes_points(self.settings, fitted.settings):
                return fitted
            return refitted(self.settings, given, self.adapted, problem.counts)

    @property
    def is_pristine(self) -> bool:
        """Tell whether nothing was trained or changed yet, but for the points."""
        course = self.course
        return course.update == 0 and all(c.is_edit_only for c in course.changes)

    def play(self) -> None:
        """Train; past a stop with the same settings, past divergence more carefully."""
        after = move(Command.PLAY, self.state)
        self.leave()
        if self.state is State.STOPPED:
            self._keep_training()
        elif self.state is State.DIVERGED:
            self._go_back()
        self.state = after
        self.position = 0
        if not self.is_recovering:
            self.notice = ""
            self._clear_goal()
        self.version += 1

    def resume(self, epoch: object) -> None:
        """Go back to the end of `epoch`, forget what came later, and train from there.

        What was changed right there stays in force. A run that stopped right there, and
        was not made to go on, does so as by `play`.

        Raises:
            SettingsError: there was no such epoch.
            MoveError: the run is running, has failed, or cannot go on.
        """
        update = self._end_of(Command.RESUME, epoch)
        self.leave()
        if update < self.course.update:
            self._rewind(update)
        self.play()

    def branched(self, epoch: object) -> "Run":
        """Return another run with the same past up to the end of `epoch`, held still.

        This one stays as it is, but for what is looked at.

        Raises:
            SettingsError, MoveError: as `resume`.
        """
        course = self.course.branched(self._end_of(Command.BRANCH, epoch))
        self.leave()
        twin = Run(course.first_settings, course=course)
        twin.state = state_of(course)
        twin.adapted = self.adapted
        return twin

    def copied(self) -> "Run":
        """Return another run with the same past that stands where this one does.

        It holds still. One that is being computed anew, or has failed, is computed anew
        up to where this one is, or is to come.
        """
        course = self.course
        if self.is_recovering or self.state is State.FAILED:
            twin = Run(
                course.first_settings, [replace(each) for each in course.changes]
            )
            goal = self._goal_update if self.is_recovering else None
            twin.recover(course.update if goal is None else goal, COPIED)
            return twin
        own = course.branched(course.update)
        twin = Run(own.first_settings, course=own)
        twin.state = State.DIVERGED if own.has_diverged else state_of(own)
        twin.adapted = self.adapted
        twin.notice = COPIED
        return twin

    def pause(self) -> None:
        """Hold still between two updates."""
        self.state = move(Command.PAUSE, self.state)
        self._end_recovery()
        self._clear_goal()
        self.version += 1

    def assign(self, weights: Mapping[str, float]) -> dict[str, float]:
        """Write weights and biases by name before the next update; return the old ones.

        Raises:
            SettingsError: there is no such parameter, or a value is bad.
            MoveError: the run has ended, or was changed too often.
        """
        move(Command.ASSIGN, self.state)
        self._keep_still_now(Command.ASSIGN)
        self._check_room()
        typed = sum(len(change.weights) for change in self.course.changes)
        if typed + len(weights) > MOST_WEIGHTS:
            raise MoveError(
                f"At most {MOST_WEIGHTS} typed weights per run. Reset to continue."
            )
        checked_weights(self.course.problem.layout, weights)
        if self.is_recovering:
            self.pause()
        before = self.course.assign(weights)
        self.version += 1
        return before

    def pick(self, example: int | None) -> None:
        """Have the next update use this training example alone; None: as usual.

        The walk through that update begins, so that its batch is looked at.

        Raises:
            SettingsError: there is no such example.
            MoveError: the run is not ready or paused, or was changed too often.
        """
        move(Command.PICK, self.state)
        self._keep_still_now(Command.PICK)
        self._check_room()
        self.course.pick(example)
        self.position = 1
        self.version += 1

    def edit(self, given: Mapping[str, Any] | None) -> None:
        """Change points before the next update; None: back to the original ones.

        The batch is made smaller where there are fewer training points than it takes,
        and grows again with them.

        Raises:
            SettingsError: see `checked_edit` and `Course.edit`.
            MoveError: the run has ended badly, was changed too often, or its past is
                looked at.
        """
        move(Command.EDIT, self.state)
        self._keep_still_now(Command.EDIT)
        edit = self._edit_of(given)
        if not edit:
            return
        self._check_room()
        edited = sum(change.edit.size for change in self.course.changes)
        # The way back is always open: it is no longer than the way here.
        if given is not None and edited + edit.size > MOST_EDITED:
            raise MoveError(
                f"At most {MOST_EDITED} changes of points per run. Choose new data "
                "to continue."
            )
        counts = self.course.problem.edited(edit).counts
        fitted = refitted(self.settings, {}, self.adapted, counts)
        if self.is_recovering:
            self.pause()
        self.course.edit_with(edit, fitted.settings)
        self.adapted = fitted.adapted
        self.version += 1

    def _edit_of(self, given: Mapping[str, Any] | None) -> Edit:
        problem = self.course.problem
        if given is None:
            return problem.way_to(NO_EDIT)
        return checked_edit(problem, given)

    def open_test(self) -> None:
        """Open the test set: its errors are measured, and shown, from now on.

        Raises:
            SettingsError: the test set is empty.
            MoveError: the run has failed, or was changed too often.
        """
        if self.state is State.FAILED:
            raise MoveError("A run that failed has nothing to open. Reset to continue.")
        if not self.course.is_open:
            self._check_room()
            visit = self.visit
            self.course.open_test()
            if visit is not None:  # nothing of what is looked at has changed
                self._visit = replace(visit, key=self.course.key)
            self.version += 1

    def _check_room(self) -> None:
        if len(self.course.changes) >= MOST_CHANGES:
            raise MoveError(
                f"At most {MOST_CHANGES} changes per run. Reset to continue."
            )

    def change(self, given: dict[str, Any]) -> None:
        """Change live settings before the next update.

        Raises:
            SettingsError: a value is bad, values clash, or a setting is not live.
            MoveError: the run has failed, or was changed too often.
        """
        check_live(given)
        if self.state is State.FAILED:
            raise MoveError("A run that failed takes no changes. Reset to continue.")
        self._check_room()
        # Refused before anything is given up.
        check_settings(self.course.problem, changed(self.settings, given))
        self.leave()
        if self.is_recovering:
            self.pause()
        self.course.change(given)
        self.version += 1

    def recover(self, update: int, notice: str = RESTARTED) -> None:
        """Compute the run anew up to `update`, or to its stop before that; then pause.

        Steps at full speed like any other step; Pause, or a change, ends it early.
        `notice`: what is told of it then.
        """
        self.is_recovering = True
        self._notice_then = notice
        if update > 0:
            self._goal_update = update
            self.state = State.RUNNING
        else:
            self._end_recovery()
            self.notice = "" if notice == OPENED else notice  # nothing was computed
        self.version += 1

    def advance(self, most: int, go_on: Callable[[], bool] = always) -> int:
        """Make at most `most` updates of a running run; return how many were made."""
        if self.state is not State.RUNNING:
            return 0
        course = self.course
        if self._goal_update is not None:
            most = min(most, self._goal_update - course.update)
        done = course.advance(most, self._until_epoch(go_on))
        goal = self._goal_update if self.is_recovering else None
        self.version += 1
        if course.stop is not None and not self._passes_stop():
            diverged = course.stop.reason is Reason.DIVERGED
            self.state = State.DIVERGED if diverged else State.STOPPED
            self._end_recovery()
            if self.was_opened and goal is not None and course.update < goal:
                self.notice = ends_early(course.update, goal)
            self._clear_goal()
        elif self._is_at_goal():
            self.state = State.PAUSED
            self._end_recovery()
            self._clear_goal()
        return done

    def fail(self, fault: str) -> None:
        """Hold still for good after a fault of the program."""
        self.state = State.FAILED
        self.fault = fault
        self.position = 0
        self._clear_goal()
        self.version += 1

    def _passes_stop(self) -> bool:
        """Tell whether a recovering course goes on past the stop it has reached."""
        goal = self._goal_update
        return (
            self.is_recovering
            and goal is not None
            and self.course.update < goal
            and self.course.pass_stop()
        )

    def _end_recovery(self) -> None:
        """Give up what was still to come of a run that is computed anew."""
        if self.is_recovering:
            self.course.settle()
            self.is_recovering = False
            self.notice = self._notice_then

    def _keep_training(self) -> None:
        """Go past a stop: see `Course.keep_training`."""
        stop = self.course.stop
        if stop is None:
            return
        if stop.epoch >= MOST_EPOCHS:
            raise MoveError(
                f"A run ends after {MOST_EPOCHS} epochs at the latest. "
                "Reset to continue."
            )
        if not self.course.is_released:
            self._check_room()
        self.course.keep_training()

    def _go_back(self) -> None:
        """Return to the last finite epoch with a third of the learning rate."""
        now, points = self.settings, self.course.problem.edit
        self.course.rewind(self.course.epoch - 1)
        self.course.take_edit(self.course.problem.way_to(points))
        kept = difference(self.settings, now)  # what was changed since stays changed
        self.course.change(kept | {"learning_rate": gentler_rate(now)})
        self.rewinds += 1


def gentler_rate(settings: Settings) -> float:
    """Return the learning rate to go on with after divergence: a third."""
    return max(settings.learning_rate / 3, LEAST_LEARNING_RATE)
