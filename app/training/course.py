"""The course of one training: all that follows from settings, seeds and changes.

A course is deterministic: the same settings and the same changes before the same
updates give the same bytes, however it is cut into pieces, paused or rewound.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from app.engine import Trace
from app.training.changes import Change, checked_example, checked_weights, is_same
from app.training.editing import Editing
from app.training.edits import Edit
from app.training.errors import SettingsError
from app.training.moments import LEAST_MOMENTS, new_recorder
from app.training.parameters import read, write
from app.training.points import check_settings
from app.training.problem import Problem
from app.training.rewinding import WORK_BETWEEN_LAST
from app.training.settings import Settings
from app.training.validation import changed, difference


class Course(Editing):
    """One network's training from its first weights on, changed on the way, or back."""

    def __init__(
        self,
        settings: Settings,
        changes: Sequence[Change] = (),
        problem: Problem | None = None,
        opens_test: bool = False,
    ) -> None:
        super().__init__(settings, changes, problem, opens_test)
        self._past: tuple[tuple[int, int], Trace] | None = None
        self._next: tuple[tuple[int, int], Trace] | None = None

    @property
    def key(self) -> tuple[int, int]:
        """What names where it stands: another after each update, change or rewind."""
        return self.update, self.edits

    def advance_briefly(self) -> int:
        """Make updates for about a millisecond; return how many were made.

        Other points take a while to make: after an update with them it is time.
        """
        problem, most = self.problem, self._clock.updates(WORK_BETWEEN_LAST)
        return self.advance(most, lambda: self.problem is problem)

    def _hold_again(self) -> None:
        """Stop again if what let training go on was taken back before it did."""
        stop = self._passed_stop
        if stop is not None and not self._lets_go(stop):
            self.stop, self._passed_stop = stop, None
            self.passed.pop()

    def keep_training(self) -> None:
        """Go on past a stop, with the settings in force.

        Where these would still end the training here, that it is passed over becomes a
        change before the next update: see `pass_stop`.
        """
        if not self.pass_stop():
            self._insert(Change(self.update + 1, epoch=self.epoch, passes_stop=True))
            self.pass_stop()

    def open_test(self) -> None:
        """Measure the test set from now on; nothing seals it again.

        The epochs before have no test error until `unsealing` has found them.

        Raises:
            SettingsError: the test set is empty.
        """
        if not self.problem.test.examples:
            share = self.settings.test_share
            raise SettingsError(
                "combination",
                "test_share",
                f"test_share must leave a test set to open; received {share} %",
            )
        if not self.is_open:
            self.is_open = True
            self.history.seal()
        self._remember_open()

    def _remember_open(self) -> None:
        """Have the list of changes tell that the test set was opened."""
        if self.is_open and not any(change.opens_test for change in self.changes):
            change = Change(self.update + 1, epoch=self.epoch, opens_test=True)
            self._insert(change)

    def unsealing(self) -> Iterator[None]:
        """Find the test errors of the epochs before the test set was opened.

        They are computed anew in a course of its own, a piece of about a millisecond at
        a time. What is trained or changed meanwhile comes after them; of epochs that
        are forgotten meanwhile nothing is kept.
        """
        changes = [replace(change) for change in self.changes]
        twin = Course(self.first_settings, changes, self.first_problem, opens_test=True)
        yield
        twin.prepare()
        while len(twin.history) < self.history.sealed:
            if not twin.advance_briefly():
                break
            yield
        self.history.take_test(twin.history)

    def settle(self) -> None:
        """Apply the changes before the next update, and drop all later ones.

        What is left to be done when a course was computed anew up to where it was.
        """
        self._apply_due()
        self._script.settle()

    def change(self, given: dict[str, Any]) -> Settings:
        """Change live settings before the next update; return those now in force.

        Before the first update these simply are the settings to begin with.

        Raises:
            SettingsError: the values clash.
        """
        after = check_settings(self.problem, changed(self.settings, given))
        values = difference(self.settings, after)
        if not values:
            return self.settings
        if self.update == 0:
            self._begin_with(after)
            return after
        old = self.settings.as_dict()
        before = {name: old[name] for name in values}
        self._insert(Change(self.update + 1, values, before, self.epoch))
        self._take(after)
        self._hold_again()
        return after

    def _begin_with(self, settings: Settings) -> None:
        """Have begun with other settings; what else was changed stays a change."""
        self.first_settings = settings
        first = self._script.before(1)
        if first is not None:
            first.set, first.before = {}, {}
            self._script.drop_if_empty(first)
        self._script.settle()
        self._take(settings)
        self.edits += 1
        moment = replace(self._moments.before(0), settings=settings)
        self._moments = new_recorder(self.theta)
        self._moments.add(moment)
        self._expect_moment()

    def edit_with(self, edit: Edit, settings: Settings) -> None:
        """Change points, and with them live settings, before the next update.

        Raises:
            SettingsError: as `edit`, with these settings.
        """
        self.check_edit(edit, settings)
        given = difference(self.settings, settings)
        fits_before = settings.batch_size <= self.problem.train.examples
        if given and fits_before:
            self.change(given)
        self.take_edit(edit)
        if given and not fits_before:
            self.change(given)

    def assign(self, given: Mapping[str, float]) -> dict[str, float]:
        """Write new values into parameters before the next update; return the old ones.

        Raises:
            SettingsError: there is no such parameter, or a value is bad.
        """
        weights = checked_weights(self.problem.layout, given)
        before = read(self.problem.layout, self.theta, weights)
        weights = {n: v for n, v in weights.items() if not is_same(v, before[n])}
        if weights:
            old = {name: before[name] for name in weights}
            change = Change(self.update + 1, epoch=self.epoch)
            change.weights, change.weights_before = weights, old
            self._insert(change)
            write(self.problem.layout, self.theta, weights)
        return before

    def pick(self, example: int | None) -> None:
        """Have the next update use this training example alone; None: as usual.

        Examples are counted from 0 in the order of `problem.train`.

        Raises:
            SettingsError: there is no such example.
        """
        change = Change(self.update + 1, epoch=self.epoch)
        pending = self._script.before(change.update)
        if example is not None:
            examples = self.problem.train.examples
            change.example = checked_example(examples, example)
            self._insert(change)
        elif pending is not None:
            pending.example = None
            self._script.drop_if_empty(pending)
            self.edits += 1
        self.trainer.pick(change.example)

    def picked(self, update: int) -> int | None:
        """Return the example that was, or will be, picked for this update."""
        change = self._script.at(update)
        return None if change is None else change.example

    def settings_at(self, update: int) -> Settings:
        """Return the settings that were in force for this update."""
        return self._script.settings_at(update, self.settings)

    def rest(self, moments: int = LEAST_MOMENTS) -> None:
        """Give back memory that is only needed while training goes on.

        Of the snapshots so many stay at the most, and the newest.
        """
        self._moments.rest(moments)
        self._other_problems.clear()
        self.trainer.rest()
        self._past = self._next = None

    def rewind(self, epoch: int) -> None:
        """Go back to the end of `epoch`, or raise IndexError: see `rewind_to`."""
        self.rewind_to(self.history.update(epoch))

    def rewind_to(self, update: int, keeps_next: bool = False) -> None:
        """Go back to where `update` updates were made; what came later is forgotten.

        Recomputed from the nearest snapshot: the same bytes as when it was first
        reached, in the middle of an epoch, too. What was changed right after that
        update stays in force where `keeps_next`. If the numbers of this update were
        not finite, its epoch is finished as it was then.

        Raises:
            IndexError: `update` was not reached.
        """
        if not 0 <= update <= self.update:
            raise IndexError(f"update {update} was not reached")
        self._recompute(update)
        self._forget_later(keeps_next)

    def _forget_later(self, keeps_next: bool) -> None:
        if keeps_next:
            self._apply_due()
            self.pass_stop()
        self._script.settle()
        self._remember_open()
        self.edits += 1

    def peek(self) -> Trace:
        """Return the next update, taken apart, without making it."""
        self._apply_due()
        key = (self.update, self.edits)
        if self._next is None or self._next[0] != key:
            self._next = (key, self.trainer.peek())
        return self._next[1]

    def last_trace(self) -> Trace | None:
        """Return the last update, taken apart; None at update 0."""
        return self.trace_of(self.update)

    def trace_of(self, update: int) -> Trace | None:
        """Return any update that was made, taken apart; None for update 0.

        At once for the last one of a trainer that records; else it is made again in a
        course that begins with the snapshots of this one. IndexError: not made yet.
        """
        if not 0 <= update <= self.update:
            raise IndexError(f"update {update} was not reached")
        if update == 0:
            return None
        key = (update, self.edits)
        if self._past is None or self._past[0] != key:
            trace = self.trainer.last_trace() if update == self.update else None
            self._past = (key, self._made_again(update) if trace is None else trace)
        return self._past[1]

    def continued(self) -> "Course":
        """Return a course of its own that stands where this one does."""
        twin = self._twin()
        twin._recompute(self.update)
        twin.settle()
        return twin

    def branched(self, update: int) -> "Course":
        """Return a course of its own with the same past up to `update`.

        Like this one after `rewind_to(update, keeps_next=True)`; this one stays as it
        is. IndexError: `update` was not reached.
        """
        if not 0 <= update <= self.update:
            raise IndexError(f"update {update} was not reached")
        twin = self._twin()
        twin.history = self.history.whole_copy()
        twin._recompute(update)
        twin._forget_later(keeps_next=True)
        return twin

    def _made_again(self, update: int) -> Trace:
        twin = self._twin()
        twin._recompute(update - 1)
        return twin.peek()
