"""Training forward: updates, the ends of epochs, stops, and changes when they are due.

It is deterministic: the same settings and the same changes before the same updates give
the same bytes, however it is cut into pieces.
"""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from app.engine import Array, size_quantiles, weights_of
from app.training.changes import Change
from app.training.edits import Edit
from app.training.history import History
from app.training.moments import Moment, Vectors, new_recorder
from app.training.parameters import read, write
from app.training.problem import Problem, build
from app.training.script import Script
from app.training.settings import MOST_EPOCHS, Settings
from app.training.stopping import (
    Patience,
    Reason,
    Reasons,
    Stop,
    after_best,
    armed_again,
    has_diverged,
    improves,
    reasons,
    verdict,
)
from app.training.trainer import Trainer
from app.training.validation import changed
from app.training.work import WorkClock, work_of_update

# So much work lies between two snapshots while training goes on: about 8 ms.
WORK_BETWEEN = 8_000_000
# So many earlier states of the points are kept, beside those at first and now. At once
# there are two: those of an epoch looked at, and those of the update after it.
KEPT_PROBLEMS = 4


def always() -> bool:
    """Go on without end: the default of `Progress.advance`."""
    return True


class Progress:
    """One network's training from its first weights on, as far as it goes forward.

    Attributes:
        first_settings: the settings at update 0. settings: those in force now.
        first_problem: the points at update 0. problem: those in force now.
        history: the errors of every epoch. patience: the stopping rule's state.
        stop: why training ended, or None.
        passed: the updates at which training stopped and was made to go on.
        passed_over: reasons that have no say, because a stop by them was passed over.
        first_order: the state of the stream that puts the examples in order.
        initial_theta: the first weights (P,). best: those of the best epoch, or None.
        is_open: whether the test set was opened; before, its error is never computed.
        edits: grows with every change and every step back: with whatever else than an
            update makes the next one, or the weights, another.
        is_observed: whether it is kept how strongly layers learn and how large weights
            are; nobody asks that of a ghost.
    """

    def __init__(
        self,
        settings: Settings,
        changes: Sequence[Change] = (),
        problem: Problem | None = None,
        opens_test: bool = False,
    ) -> None:
        self.first_settings = self.settings = settings
        self.first_problem = build(settings) if problem is None else problem
        self.problem = self.first_problem
        # Asked for again and again while a viewer looks back: the same object then.
        self._other_problems = deque[Problem](maxlen=KEPT_PROBLEMS)
        self.trainer = Trainer(self.problem, settings)
        self.history = History()
        self.patience = Patience()
        self.stop: Stop | None = None
        self._passed_stop: Stop | None = None
        self.first_order = self.trainer.state().order
        self.initial_theta = self.trainer.network.theta.copy()
        self.best: Vectors | None = None
        self.passed: list[int] = []
        self.passed_over: Reasons = frozenset()
        self.edits = 0
        self.is_observed = True
        # Where the list tells of it, it is known from the start what was seen later.
        self.is_open = opens_test or any(change.opens_test for change in changes)
        self._script = Script(changes)
        self._last_finite = self.vectors.copy()
        self._updates: Iterator[bool] = self.trainer.updates()
        self._clock = WorkClock(work_of_update(self.problem, settings))
        self._moments = new_recorder(self.theta)
        with np.errstate(all="ignore"):
            self.history.append(self.trainer.measure(self.is_open), 0)
        self._look_at_sizes()
        self._moments.add(self._moment())
        self._expect_moment()

    @property
    def changes(self) -> list[Change]:
        """What was changed so far, and is still to come of a course computed anew."""
        return self._script.changes

    def prepare(self) -> None:
        """Apply at once what was changed before the next update."""
        self._apply_due()

    def foresee(self, changes: Sequence[Change]) -> bool:
        """Take `changes` for the whole list; tell whether they still can be.

        They cannot where they differ in what is past, or open a test set before.
        """
        if not self.is_open and any(change.opens_test for change in changes):
            return False
        return self._script.foresee(changes, self.update)

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
        if self.passed_over or self._passed_stop is not None:
            self.passed_over = self.passed_over_next
            self._passed_stop = None
        if next(self._updates):
            self._end_epoch()
        if self.trainer.update >= self._moments.due and not self.has_diverged:
            self._moments.add_recent(self._moment())
            self._expect_moment()

    def _expect_moment(self) -> None:
        """Say when the next snapshot is due."""
        self._moments.due = self.update + self._clock.updates(WORK_BETWEEN)

    @property
    def has_diverged(self) -> bool:
        """Whether the numbers were left, and the last finite weights kept."""
        return self.stop is not None and self.stop.reason is Reason.DIVERGED

    def pass_stop(self) -> bool:
        """Go past a stop, if there is one; tell whether a next update is to be made.

        A stop holds until a change before the next update takes its cause away, or says
        that it is passed over: then all that had ended the training right there has no
        say for now. Early stopping has one again after a new best epoch; any of the
        reasons once one of the settings that it depends on was changed.
        """
        stop = self.stop
        if stop is None:
            return True
        self._apply_due()
        if not self._lets_go(stop):
            return False
        self._pass()
        return True

    @property
    def is_released(self) -> bool:
        """Tell whether it goes on past its stop: the settings in force let it."""
        return self.stop is not None and self._lets_go(self.stop)

    def _lets_go(self, stop: Stop) -> bool:
        if stop.reason is Reason.DIVERGED:
            return False
        change = self._script.before(self.update + 1)
        if change is not None and change.passes_stop:
            return stop.epoch < MOST_EPOCHS
        return stop.reason not in self._reasons_now()

    def _reasons_now(self) -> list[Reason]:
        """Return why the settings in force would end the training where it stands."""
        rounding = self.problem.rounding
        return reasons(self.history, self.settings, self.patience, rounding)

    @property
    def passed_over_next(self) -> Reasons:
        """What has no say after the next update, by what was changed before it.

        What stands before one update acts at once, in whatever order it was changed:
        settings first, then the stop is passed over.
        """
        change = self._script.before(self.update + 1)
        if change is None:
            return self.passed_over
        kept = armed_again(self.passed_over, change.set)
        if change.passes_stop and self._passed_stop is not None:
            return kept.union(self._reasons_now())
        return kept

    def _pass(self) -> None:
        self._passed_stop, self.stop = self.stop, None
        self.passed.append(self.update)

    def _take(self, settings: Settings) -> None:
        self.settings = settings
        self.trainer.apply(settings)
        done, cost = self._clock.at(self.update), work_of_update(self.problem, settings)
        self._clock.set(self.update, done, cost)
        soonest = self.update + self._clock.updates(WORK_BETWEEN)
        self._moments.due = min(self._moments.due, soonest)

    def _apply_due(self) -> None:
        """Apply the changes that stand before the next update."""
        for change in self._script.due(self.update + 1):
            old = self.settings.as_dict()
            change.before = {name: old[name] for name in change.set}
            change.weights_before = read(
                self.problem.layout, self.theta, change.weights
            )
            change.epoch = self.epoch
            if change.edit:
                change.labels_before = self.problem.labels_before(change.edit)
                self._edit(change.edit)
            self._take(changed(self.settings, change.set))
            write(self.problem.layout, self.theta, change.weights)
            self.trainer.pick(change.example)

    def _edit(self, edit: Edit) -> None:
        """Change the points before the next update."""
        begins_anew = self.problem.moves_training(edit)
        self._use(self.problem.edited(edit), begins_anew)
        self._begin_again()

    def _use(self, problem: Problem, begins_anew: bool) -> None:
        """Go on with these points."""
        self.problem = problem
        self.trainer.use(problem, begins_anew)
        self._updates = self.trainer.updates()
        self._take(self.settings)

    def _begin_again(self) -> None:
        """Measure the first weights, where nothing was trained on other points yet."""
        if self.update:
            return
        theta = self.theta.copy()
        self.theta[:] = self.initial_theta  # whatever was typed since
        with np.errstate(all="ignore"):
            self.history.begin_with(self.trainer.measure(self.is_open))
        self.theta[:] = theta

    def _end_epoch(self) -> None:
        """Measure, remember the best, and see whether training ends here."""
        errors = self.trainer.measure(self.is_open)
        epoch = self.epoch
        self.history.append(errors, self.update)
        if self.is_observed:
            layout, gradient = self.problem.layout, self.trainer.gradient
            self.history.signals.look(epoch, layout, gradient)
        if has_diverged(errors, bool(np.isfinite(self.theta.sum()))):
            for vector, kept in zip(self.vectors, self._last_finite, strict=True):
                vector[:] = kept
            self.stop = Stop(Reason.DIVERGED, epoch, self.patience.best_epoch)
            return
        self._look_at_sizes()
        self._last_finite = self.vectors.copy()
        rounding = self.problem.rounding
        rule = (self.settings, rounding)
        if improves(self.patience, epoch, errors.validation, *rule):
            self.best = self._last_finite
            self.passed_over = after_best(self.passed_over)
        rest = (self.patience, rounding, self.passed_over)
        reason = verdict(self.history, self.settings, *rest)
        if reason is not None:
            self.stop = Stop(reason, epoch, self.patience.best_epoch)
        if self._moments.wants(epoch):
            self._moments.add(self._moment())

    def _look_at_sizes(self) -> None:
        """Keep how large the weights are at the end of some of the epochs."""
        if not self.is_observed:
            return
        layout, theta = self.problem.layout, self.theta
        self.history.sizes.look(
            self.epoch, lambda: size_quantiles(weights_of(layout, theta))
        )

    def _moment(self) -> Moment:
        return Moment(
            self.trainer.state(),
            replace(self.patience),
            self.best,
            self._last_finite,
            self.settings,
            self.stop,
            self.passed_over,
            self._clock.at(self.update),
        )
