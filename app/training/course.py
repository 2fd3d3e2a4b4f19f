"""The course of one training: all that follows from settings, seeds and changes.

A course is deterministic: the same settings and the same changes before the same
updates give the same bytes, however it is cut into pieces, paused or rewound.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np

from app.engine import Array
from app.training.changes import Change
from app.training.history import History
from app.training.problem import build
from app.training.recorder import Recorder
from app.training.settings import Settings
from app.training.stopping import Patience, Reason, Stop, has_diverged, verdict
from app.training.trainer import Trainer, TrainerState
from app.training.validation import changed, difference

MOMENTS_BYTES = 4_000_000
LEAST_MOMENTS, MOST_MOMENTS = 4, 64


class Vectors(NamedTuple):
    """Weights theta, the gradient and the update that led to them; each (P,)."""

    theta: Array
    gradient: Array
    change: Array


@dataclass(frozen=True)
class Moment:
    """A snapshot of a course at the end of an epoch."""

    trainer: TrainerState
    patience: Patience
    best: Vectors | None
    settings: Settings

    @property
    def epoch(self) -> int:
        """The number of finished epochs."""
        return self.trainer.epoch

    @property
    def update(self) -> int:
        """The number of updates made."""
        return self.trainer.update


def always() -> bool:
    """Go on without end: the default of `Course.advance`."""
    return True


class Course:
    """One network's training from its first weights on.

    Attributes:
        first_settings: the settings at update 0. settings: those in force now.
        changes: what was changed so far, and is still to come of a course that is
            computed anew.
        history: the errors of every epoch. patience: the stopping rule's state.
        stop: why training ended, or None.
        passed: the updates at which training stopped and was made to go on.
        initial_theta: the first weights (P,). best: those of the best epoch, or None.
    """

    def __init__(self, settings: Settings, changes: Sequence[Change] = ()) -> None:
        self.first_settings = self.settings = settings
        self.problem = build(settings)
        self.trainer = Trainer(self.problem, settings)
        self.changes = list(changes)
        self.history = History()
        self.patience = Patience()
        self.stop: Stop | None = None
        self.initial_theta = self.trainer.network.theta.copy()
        self.best: Vectors | None = None
        self.passed: list[int] = []
        self._applied = 0
        self._last_finite = np.zeros((3, len(self.initial_theta)))
        self._keep_finite()
        self._updates: Iterator[bool] = self.trainer.updates()
        self._moments = self._new_recorder()
        with np.errstate(all="ignore"):
            self.history.append(self.trainer.measure())
        self._moments.add(self._moment())

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
            while done < most and self._may_go_on():
                self._update()
                done += 1
                if not go_on():
                    break
            if self.stop is None and not np.isfinite(self.theta.sum()):
                done += self._finish_epoch()
        return done

    def _finish_epoch(self) -> int:
        """Make the updates left in the running epoch; return how many."""
        first = self.update
        while self.trainer.cursor:
            self._update()
        return self.update - first

    def _update(self) -> None:
        self._apply_due()
        if next(self._updates):
            self._end_epoch()

    def _may_go_on(self) -> bool:
        """Tell whether a next update is to be made.

        A stop holds as long as the settings that caused it: where a change before the
        next update takes its cause away, training goes on.
        """
        if self.stop is None:
            return True
        self._apply_due()
        if not self._is_released():
            return False
        self.stop = None
        self.passed.append(self.update)
        return True

    def _is_released(self) -> bool:
        """Tell whether the settings in force now would not have stopped here."""
        stop = self.stop
        if stop is None or stop.reason is Reason.DIVERGED:
            return stop is None
        if stop.reason is Reason.EARLY_STOPPING:
            return not self.settings.early_stopping
        if stop.reason is Reason.MAX_EPOCHS:
            return self.settings.max_epochs > stop.epoch
        target = self.settings.target_error
        train = self.history.row(stop.epoch)["train"]
        return target is None or train is None or train > target

    def pass_stop(self) -> bool:
        """Go past the stop, if a change before the next update takes its cause away."""
        return self._may_go_on()

    def settle(self) -> None:
        """Apply the changes before the next update, and drop all later ones.

        What is left to be done when a course was computed anew up to where it was.
        """
        self._apply_due()
        del self.changes[self._applied :]

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
        change = Change(self.update + 1, values, before, self.epoch)
        self._insert(change)
        self._take(after)
        return after

    def _begin_with(self, settings: Settings) -> None:
        self.first_settings = settings
        self.changes.clear()
        self._applied = 0
        self._take(settings)
        self._moments = self._new_recorder()
        self._moments.add(self._moment())

    def _insert(self, change: Change) -> None:
        last = self.changes[self._applied - 1] if self._applied else None
        if last is None or last.update != change.update:
            self.changes.insert(self._applied, change)
            self._applied += 1
            return
        last.merge(change)
        if not last.set:
            self._applied -= 1
            del self.changes[self._applied]

    def _take(self, settings: Settings) -> None:
        self.settings = settings
        self.trainer.apply(settings)

    def _apply_due(self) -> None:
        """Apply the changes that stand before the next update."""
        while self._applied < len(self.changes):
            change = self.changes[self._applied]
            if change.update > self.update + 1:
                return
            old = self.settings.as_dict()
            change.before = {name: old[name] for name in change.set}
            change.epoch = self.epoch
            self._applied += 1
            self._take(changed(self.settings, change.set))

    def _end_epoch(self) -> None:
        """Measure, remember the best, and see whether training ends here."""
        errors = self.trainer.measure()
        self.history.append(errors)
        theta, epoch = self.theta, self.epoch
        if has_diverged(errors, bool(np.isfinite(theta.sum()))):
            for vector, kept in zip(self.vectors, self._last_finite, strict=True):
                vector[:] = kept
            self._end(Reason.DIVERGED)
            return
        self._keep_finite()
        self._look(errors.validation)
        if self._moments.wants(epoch, self.update):
            self._moments.add(self._moment())
        reason = verdict(epoch, errors, self.settings, self.patience)
        if reason is not None:
            self._end(reason)

    def _keep_finite(self) -> None:
        """Keep weights, gradient and update of an epoch whose numbers are finite."""
        for kept, vector in zip(self._last_finite, self.vectors, strict=True):
            kept[:] = vector

    def _look(self, validation: float | None) -> None:
        """Show the stopping rule the epoch; with stopping off, the plain minimum."""
        if validation is None:
            return
        settings, rule = self.settings, self.patience
        if settings.early_stopping:
            args = (settings.min_delta, settings.start_epoch)
        else:
            args = (0.0, 1)
        if rule.look(self.epoch, validation, *args):
            self.best = Vectors(*(vector.copy() for vector in self.vectors))

    def _end(self, reason: Reason) -> None:
        self.stop = Stop(reason, self.epoch, self.patience.best_epoch)

    def rest(self) -> None:
        """Give back memory that is only needed while training goes on."""
        self._moments.thin(LEAST_MOMENTS)
        self.trainer.network.forget_workspaces()

    def _new_recorder(self) -> Recorder[Moment]:
        vectors = 8  # theta, gradient, update, the best three, an optimizer's two
        size = vectors * self.theta.nbytes
        most = min(max(MOMENTS_BYTES // size, LEAST_MOMENTS), MOST_MOMENTS)
        return Recorder(most)

    def _moment(self) -> Moment:
        """Return a snapshot; `best` is never written in place, so it is shared."""
        return Moment(
            self.trainer.state(),
            replace(self.patience),
            self.best,
            self.settings,
        )

    def rewind(self, epoch: int) -> None:
        """Go back to the end of `epoch`; later changes and errors are forgotten.

        Recomputed from the nearest snapshot: the same bytes as when it was first
        reached. A change made right after that epoch is forgotten, too.

        Raises:
            IndexError: `epoch` was not reached.
        """
        if not 0 <= epoch < len(self.history):
            raise IndexError(f"epoch {epoch} was not reached")
        moment = self._moments.before(epoch)
        self._moments.forget_after(epoch)
        self.history.truncate(moment.epoch + 1)
        self.trainer.load(moment.trainer)
        self._updates = self.trainer.updates()
        self.patience = replace(moment.patience)
        self.best = moment.best
        self._keep_finite()
        self.stop = None
        self._take(moment.settings)
        self._applied = sum(c.update <= moment.update for c in self.changes)
        self.passed = [update for update in self.passed if update <= moment.update]
        with np.errstate(all="ignore"):
            while self.epoch < epoch:
                if self.stop is not None:
                    self.stop = None  # it was passed the first time, too
                    self.passed.append(self.update)
                self._update()
        self.stop = None
        del self.changes[self._applied :]
