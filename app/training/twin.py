"""A second training beside a run: it differs from it in one setting and nothing else.

It has the run's first settings but for that one, and its changes, before the same
updates, but for those of that one. What it then has in common is found by comparing.
"""

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from app.training.changes import Change, checked_changes
from app.training.course import Course
from app.training.errors import SettingsError
from app.training.fields import received
from app.training.points import without_added
from app.training.run import Run
from app.training.settings import Settings
from app.training.states import State
from app.training.validation import check_value, resolve, setting_name
from app.training.work import work_of_update

PIECE = 1_000_000  # work at once: about a millisecond
ENDED = (State.STOPPED, State.DIVERGED, State.FAILED)


@dataclass(frozen=True)
class Shared:
    """What two trainings have in common where they begin, each compared as arrays.

    `labels` are those of all points, `split` which point is in which set, `order` that
    of the training examples in every epoch, `batches` how that order is cut. `epochs`:
    what was changed on the way acts at the same epochs, not just at the same updates.
    """

    points: bool
    labels: bool
    split: bool
    weights: bool
    order: bool
    batches: bool
    epochs: bool


class Twin:
    """What a run would be with another value of one setting, kept in step with it.

    It goes as far as the run's last finished epoch, and once that has ended on to its
    own end. Whatever the run changes, it changes too; if it has come too far for that,
    it begins anew.

    Attributes:
        id: tells it from every other twin. name, value: the one setting.
        run: its own run. shared: see `Shared`.
        values: the values that the learner's run has had of it, in order.
        fault: why it has ended, or "".
        starts: how often it has begun. is_going: whether somebody has it go on now.
        place: its place in the queue, from 1 on; None: it does not wait.

    Raises:
        SettingsError: the name or value is bad, it does not differ, or with it the
            run's other settings or changes cannot be.
    """

    def __init__(self, run: Run, name: object, value: object) -> None:
        self.value = check_value(name, value)
        self.name = setting_name(name) or str(name)
        self.id = secrets.token_urlsafe(9)
        self.fault = ""
        self.starts = 0
        self.is_going = False
        self.place: int | None = None
        self.values: list[Any] = []
        self._known: tuple[Course, int] | None = None
        self._begin(run)

    @property
    def is_over(self) -> bool:
        """Whether it goes no further, unless its run is changed."""
        return bool(self.fault) or self.run.state in ENDED

    def goal(self, run: Run) -> int | None:
        """Return the epoch to go to; None where only its own end is one."""
        has_ended = run.state in (State.STOPPED, State.DIVERGED)
        return None if has_ended else run.course.epoch

    def has_work(self, run: Run) -> bool:
        """Tell whether it has to go on, or to begin anew, to be in step with `run`."""
        if self.run.state is State.FAILED:
            return False
        if self._is_stale(run):
            return True
        return not self.fault and (self._is_ahead(run) or self._is_behind(run))

    def pieces(self, learner: Callable[[], Run]) -> Iterator[None]:
        """Come into step with the run that `learner()` returns, a short piece a time.

        Where its settings or changes do not go with the other value any more, it ends,
        and goes on, or begins anew, where later changes mend that.
        """
        while self.has_work(run := learner()):
            try:
                self._go_on(run)
            except SettingsError as error:
                self._hold(run, str(error))
                return
            yield

    def fail(self, fault: str) -> None:
        """End for good after a fault of the program."""
        self.fault = fault
        self.run.fail(fault)

    def _hold(self, run: Run, fault: str) -> None:
        """End for as long as the run is not changed again."""
        self.fault = fault
        self.run.pause()
        self._known = (run.course, run.course.edits)

    @property
    def changes(self) -> list[Change]:
        """What was changed so far; the run may have changed more that is still due."""
        due = self.run.course.update + 1
        return [change for change in self.run.course.changes if change.update <= due]

    def _is_stale(self, run: Run) -> bool:
        return self._known != (run.course, run.course.edits)

    def _is_ahead(self, run: Run) -> bool:
        goal = self.goal(run)
        return goal is not None and self.run.course.epoch > goal

    def _is_behind(self, run: Run) -> bool:
        goal = self.goal(run)
        has_room = goal is None or self.run.course.epoch < goal
        return has_room and self.run.state not in ENDED

    def _go_on(self, run: Run) -> None:
        if self._is_stale(run):
            self._take(run)
        elif self._is_ahead(run):
            self._begin(run)
        else:
            self._advance(self.goal(run))

    def _advance(self, goal: int | None) -> None:
        course = self.run.course
        problem = course.problem
        at_once = max(1, PIECE // work_of_update(problem, course.settings))

        def go_on() -> bool:
            # Other points take a while to make: after an update with them it is time.
            return course.problem is problem and (goal is None or course.epoch < goal)

        self.run.advance(at_once, go_on)
        self._pass_stop()

    def _pass_stop(self) -> None:
        """Go past a stop that one of the changes takes the cause of away."""
        if self.run.state is State.STOPPED and self.run.course.pass_stop():
            self.run.state = State.RUNNING
        if self.is_over:
            self.run.course.rest()

    def _take(self, run: Run) -> None:
        """Take over what was changed; begin anew where that is past."""
        settings, changes = self._wanted(run.course)
        course = self.run.course
        is_same = course.first_settings == settings and self._is_of(run)
        if is_same and course.foresee(changes):
            self._know(run)
            self._pass_stop()
        else:
            self._begin(run)

    def _begin(self, run: Run) -> None:
        settings, changes = self._wanted(run.course)
        self.run = Run(settings, changes)
        self.run.play()
        self.run.course.prepare()
        self.starts += 1
        self._know(run)

    def _is_of(self, run: Run) -> bool:
        return self._known is not None and self._known[0] is run.course

    def _know(self, run: Run) -> None:
        self._known = (run.course, run.course.edits)
        self.fault = ""
        if self.run.state is State.PAUSED:
            self.run.play()
        self.values = values_of(run.course, self.name)
        self.shared = compare(run.course, self.run.course)

    def _wanted(self, course: Course) -> tuple[Settings, list[Change]]:
        """Return the recipe to follow, checked like any other."""
        first, name = course.first_settings, self.name
        given = first.as_dict()
        value = list(self.value) if isinstance(self.value, tuple) else self.value
        if all(each == value for each in values_of(course, name)):
            raise SettingsError(
                "combination",
                name,
                f"{name} of a twin must differ from the run's own; "
                f"received {received(value)}",
            )
        try:
            # Every value is given: no default of another data set comes in.
            with without_added(first, course.problem):
                settings = resolve(given | {name: value})
            changes = checked_changes(settings, _without(course.changes, name))
        except SettingsError as error:
            error.field = name  # the run's own settings fitted together
            raise
        return settings, changes


def _without(changes: list[Change], name: str) -> list[dict[str, Any]]:
    """Return the changes as JSON values, without what they set `name` to."""
    plain = [replace(change, set=dict(change.set)) for change in changes]
    for change in plain:
        change.set.pop(name, None)
    return [change.as_dict() for change in plain if not change.is_empty]


def values_of(course: Course, name: str) -> list[Any]:
    """Return the values of a setting from the start on, one for each change of it."""
    later = [change.set[name] for change in course.changes if name in change.set]
    return [course.first_settings.as_dict()[name], *later]


def compare(one: Course, two: Course) -> Shared:
    """Compare where two trainings begin."""
    a, b = one.first_problem, two.first_problem
    sets = [(a.split.train, b.split.train), (a.split.validation, b.split.validation)]
    sets.append((a.split.test, b.split.test))
    batches = values_of(one, "batch_size") == values_of(two, "batch_size")
    order = one.first_order == two.first_order and np.array_equal(*sets[0])
    # Changed points come into the order of another epoch where batches are others.
    order = order and (batches or not any(change.edit for change in one.changes))
    return Shared(
        points=np.array_equal(a.points.x, b.points.x),
        labels=np.array_equal(a.points.target, b.points.target),
        split=all(np.array_equal(*pair) for pair in sets),
        weights=np.array_equal(one.initial_theta, two.initial_theta),
        order=order,
        batches=order and batches,
        epochs=not _is_changed(one) or _updates_an_epoch(one) == _updates_an_epoch(two),
    )


def _is_changed(course: Course) -> bool:
    """Tell whether anything that training depends on was changed on the way."""
    later = [change for change in course.changes if change.update > 1]
    plain = [replace(each, opens_test=False, passes_stop=False) for each in later]
    return any(not change.is_empty for change in plain)


def _updates_an_epoch(course: Course) -> set[int]:
    """Return how many updates an epoch has, at first and with later batch sizes."""
    examples = course.first_problem.train.examples
    sizes = values_of(course, "batch_size")
    return {-(-examples // (size or examples)) for size in sizes}
