"""The course of one training: all that follows from settings, seeds and changes.

A course is deterministic: the same settings and the same changes before the same
updates give the same bytes, however it is cut into pieces, paused or rewound.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from app.engine import Array, Trace
from app.training.changes import Change, checked_example, checked_weights, is_same
from app.training.history import History
from app.training.moments import LEAST_MOMENTS, Moment, Vectors, new_recorder
from app.training.parameters import read, write
from app.training.problem import Problem, build
from app.training.script import Script
from app.training.settings import Settings
from app.training.stopping import (
    Patience,
    Reason,
    Stop,
    has_diverged,
    improves,
    is_released,
    verdict,
)
from app.training.trainer import Trainer
from app.training.validation import changed, difference


def always() -> bool:
    """Go on without end: the default of `Course.advance`."""
    return True


class Course:
    """One network's training from its first weights on.

    Attributes:
        first_settings: the settings at update 0. settings: those in force now.
        history: the errors of every epoch. patience: the stopping rule's state.
        stop: why training ended, or None.
        passed: the updates at which training stopped and was made to go on.
        initial_theta: the first weights (P,). best: those of the best epoch, or None.
        edits: grows with every change and every step back: with whatever else than an
            update makes the next one, or the weights, another.
    """

    def __init__(
        self,
        settings: Settings,
        changes: Sequence[Change] = (),
        problem: Problem | None = None,
    ) -> None:
        self.first_settings = self.settings = settings
        self.problem = build(settings) if problem is None else problem
        self.trainer = Trainer(self.problem, settings)
        self.history = History()
        self.patience = Patience()
        self.stop: Stop | None = None
        self._passed_stop: Stop | None = None
        self.initial_theta = self.trainer.network.theta.copy()
        self.best: Vectors | None = None
        self.passed: list[int] = []
        self.edits = 0
        self._script = Script(changes)
        self._last_finite = self.vectors.copy()
        self._updates: Iterator[bool] = self.trainer.updates()
        self._moments = new_recorder(self.theta)
        self._past: tuple[tuple[int, int], Trace] | None = None
        self._next: tuple[tuple[int, int], Trace] | None = None
        with np.errstate(all="ignore"):
            self.history.append(self.trainer.measure(), 0)
        self._moments.add(self._moment())

    @property
    def changes(self) -> list[Change]:
        """What was changed so far, and is still to come of a course computed anew."""
        return self._script.changes

    @property
    def epoch(self) -> int:
        """How many epochs were finished."""
        return self.trainer.epoch

    @property
    def update(self) -> int:
        """How many updates were made."""
        return self.trainer.update

    @property
    def theta(self) -> Array:
        """The last weights (P,), before any restoring; all finite."""
        return self.trainer.network.theta

    @property
    def vectors(self) -> Vectors:
        """The last weights with the last gradient and update; views."""
        return Vectors(self.theta, self.trainer.gradient, self.trainer.change)

    def advance(self, most: int, go_on: Callable[[], bool] = always) -> int:
        """Make at most `most` updates, until a stop or until `go_on()` is False.

        Returns the number made. Where a weight leaves the finite numbers, the epoch is
        finished at once, so that nobody sees what lies between; more than `most`
        updates can then be made.
        """
        done = 0
        with np.errstate(all="ignore"):
            while done < most and self.pass_stop():
                self._update()
                done += 1
                if not go_on():
                    break
            if self.stop is None and not np.isfinite(self.theta.sum()):
                done += self._finish_epoch()
        return done

    def _finish_epoch(self) -> int:
        """Make the updates up to the end of an epoch; return how many."""
        first = self.update
        self._update()
        while self.trainer.cursor:
            self._update()
        return self.update - first

    def _update(self) -> None:
        if self._script.is_open:
            self._apply_due()
        if next(self._updates):
            self._end_epoch()
        if self.trainer.update >= self._moments.due and not self.has_diverged:
            self._moments.add_recent(self._moment())

    @property
    def has_diverged(self) -> bool:
        """Whether the numbers were left, and the last finite weights kept."""
        return self.stop is not None and self.stop.reason is Reason.DIVERGED

    def pass_stop(self) -> bool:
        """Go past a stop, if there is one; tell whether a next update is to be made.

        A stop holds until a change before the next update takes its cause away.
        """
        stop = self.stop
        if stop is None:
            return True
        self._apply_due()
        if not is_released(stop, self.settings, self.history.row(stop.epoch)["train"]):
            return False
        self._pass()
        return True

    def _pass(self) -> None:
        self._passed_stop, self.stop = self.stop, None
        self.passed.append(self.update)

    def _hold_again(self) -> None:
        """Stop again if what let training go on was taken back before it did."""
        stop = self._passed_stop
        if stop is not None and self.passed[-1:] == [self.update]:
            train = self.history.row(stop.epoch)["train"]
            if not is_released(stop, self.settings, train):
                self.stop = stop
                self.passed.pop()

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
        after = changed(self.settings, given)
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
            change.example = checked_example(self.settings, example)
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

    def _insert(self, change: Change) -> None:
        self._script.insert(change)
        self.edits += 1

    def _take(self, settings: Settings) -> None:
        self.settings = settings
        self.trainer.apply(settings)

    def _apply_due(self) -> None:
        """Apply the changes that stand before the next update."""
        for change in self._script.due(self.update + 1):
            old = self.settings.as_dict()
            change.before = {name: old[name] for name in change.set}
            change.weights_before = read(
                self.problem.layout, self.theta, change.weights
            )
            change.epoch = self.epoch
            self._take(changed(self.settings, change.set))
            write(self.problem.layout, self.theta, change.weights)
            self.trainer.pick(change.example)

    def _end_epoch(self) -> None:
        """Measure, remember the best, and see whether training ends here."""
        errors = self.trainer.measure()
        epoch = self.epoch
        self.history.append(errors, self.update)
        self.history.signals.look(epoch, self.problem.layout, self.trainer.gradient)
        if has_diverged(errors, bool(np.isfinite(self.theta.sum()))):
            for vector, kept in zip(self.vectors, self._last_finite, strict=True):
                vector[:] = kept
            self.stop = Stop(Reason.DIVERGED, epoch, self.patience.best_epoch)
            return
        for kept, vector in zip(self._last_finite, self.vectors, strict=True):
            kept[:] = vector
        if improves(self.patience, epoch, errors.validation, self.settings):
            self.best = self.vectors.copy()
        reason = verdict(errors, self.history, self.settings, self.patience)
        if reason is not None:
            self.stop = Stop(reason, epoch, self.patience.best_epoch)
        if self._moments.wants(epoch):
            self._moments.add(self._moment())

    def rest(self) -> None:
        """Give back memory that is only needed while training goes on."""
        self._moments.rest(LEAST_MOMENTS)
        self.trainer.network.forget_workspaces()
        self._past = self._next = None

    def _moment(self) -> Moment:
        return Moment(
            self.trainer.state(),
            replace(self.patience),
            self.best,
            self._last_finite.copy(),
            self.settings,
            self.stop,
        )

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
        if keeps_next:
            self._apply_due()
            self.pass_stop()
        self._script.settle()
        self.edits += 1

    def _recompute(self, update: int) -> None:
        """Return to the nearest snapshot and go on from there to `update`."""
        moment = self._moments.before(update)
        self._moments.forget_after(update)
        self._load(moment)
        with np.errstate(all="ignore"):
            while self.update < update:
                if self.stop is not None:
                    self._pass()  # as it was the first time
                self._update()
            if not np.isfinite(self.theta.sum()):
                self._finish_epoch()

    def _load(self, moment: Moment) -> None:
        self.history.truncate(moment.epoch + 1)
        self.trainer.load(moment.trainer)
        self._updates = self.trainer.updates()
        self.patience = replace(moment.patience)
        self.best = moment.best
        self._last_finite = moment.last_finite.copy()
        self.stop = moment.stop
        self._take(moment.settings)
        self._script.rewind(moment.update)
        self.passed = [update for update in self.passed if update < moment.update]

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

    def _made_again(self, update: int) -> Trace:
        changes = [replace(change) for change in self.changes]
        twin = Course(self.first_settings, changes, self.problem)
        twin.history, twin._moments = self.history.copy(), self._moments.copy()
        twin.passed = list(self.passed)
        twin._recompute(update - 1)
        return twin.peek()
