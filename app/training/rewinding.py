"""Training backward: an earlier update recomputed, piece by piece, from a snapshot.

Snapshots on the way are taken sooner and sooner, so that the next steps back are quick.
"""

from collections.abc import Generator, Iterator
from dataclasses import replace
from typing import Self

import numpy as np

from app.training.moments import Moment
from app.training.problem import Problem
from app.training.progress import WORK_BETWEEN, Progress

# So much work lies between the last snapshots before a goal: about 1 ms. What more than
# this is recomputed for is cut into pieces: about 16 ms.
WORK_BETWEEN_LAST, WORK_AT_ONCE = 1_000_000, 2 * WORK_BETWEEN


class Rewinding(Progress):
    """A training that can return to every update that was made."""

    _goal: int | None = None  # the update that is being recomputed

    def nearing(self, update: int) -> Iterator[None] | None:
        """Return the work to be done before a return to `update` is quick.

        None where it is already; else pieces of about a millisecond. Nothing but the
        snapshots changes, and not even they if the course was changed in between.

        Raises:
            IndexError: `update` was not reached.
        """
        if not 0 <= update <= self.update:
            raise IndexError(f"update {update} was not reached")
        return self._near(update) if self._work_back(update) > WORK_AT_ONCE else None

    def looking_back(self, update: int) -> Generator[None, None, Self]:
        """Recompute `update` off to the side, a piece of about a millisecond at a time.

        What it returns stands there, before what was changed next. What was found on
        the way serves whoever looks back next.

        Raises:
            IndexError: `update` was not reached.
        """
        if not 0 <= update <= self.update:
            raise IndexError(f"update {update} was not reached")
        edits, twin = self.edits, self._twin()
        yield
        yield from twin._towards(update)
        if self.edits == edits and not twin.has_diverged:
            self._moments.find(twin._moments, twin._moment())
        return twin

    def _work_back(self, update: int) -> int:
        """Return about how much work lies between the nearest snapshot and `update`."""
        before, after = self._moments.before(update), self._moments.after(update)
        end = (self.update, self._clock.at(self.update))
        if after is not None:
            end = (after.update, after.work)
        updates, work = end[0] - before.update, end[1] - before.work
        return work * (update - before.update) // max(updates, 1)

    def _near(self, update: int) -> Iterator[None]:
        edits, twin = self.edits, self._twin()
        yield
        yield from twin._towards(update)
        if not twin.has_diverged:  # one right there: however much work comes after it
            twin._moments.add_recent(twin._moment())
        if self.edits == edits:
            self._moments.take_over(twin._moments)

    def _recompute(self, update: int) -> None:
        """Return to the nearest snapshot and go on from there to `update`.

        If the numbers of this update were not finite, finish its epoch.
        """
        for _ in self._towards(update):
            pass
        with np.errstate(all="ignore"):
            if not np.isfinite(self.theta.sum()):
                self._finish_epoch()

    def _towards(self, update: int) -> Iterator[None]:
        """Recompute `update` piece by piece, with snapshots for the next steps back."""
        moment = self._moments.before(update)
        self._moments.forget_after(update)
        self._goal = update
        self._load(moment)
        while self.update < update:
            piece = self._clock.updates(WORK_BETWEEN_LAST)
            self._make_again(min(update, self.update + piece))
            yield
        self._goal = None
        self._expect_moment()

    def _make_again(self, update: int) -> None:
        with np.errstate(all="ignore"):
            while self.update < update:
                if self.stop is not None:
                    self._apply_due()
                    self._pass()  # as it was the first time
                self._update()

    def _expect_moment(self) -> None:
        """Say when the next snapshot is due: sooner and sooner before a goal."""
        super()._expect_moment()
        if self._goal is not None:
            least = self._clock.updates(WORK_BETWEEN_LAST)
            between = max(least, (self._goal - self.update) // 2)
            self._moments.due = min(self._moments.due, self.update + between)

    def _load(self, moment: Moment) -> None:
        self.history.truncate(moment.epoch + 1)
        problem = self.problem_at(moment.update)
        is_other = problem is not self.problem
        if is_other:
            self._use(problem, begins_anew=True)
        self.trainer.load(moment.trainer)
        if is_other:
            self._begin_again()
        self._updates = self.trainer.updates()
        self.patience = replace(moment.patience)
        self.best = moment.best
        self._last_finite = moment.last_finite
        self.stop = moment.stop
        self.passed_over, self._passed_stop = moment.passed_over, None
        self._clock.set(moment.update, moment.work, self._clock.of_update)
        self._take(moment.settings)
        self._script.rewind(moment.update)
        self.passed = [update for update in self.passed if update < moment.update]
        self._expect_moment()

    @property
    def last_problem(self) -> Problem:
        """The points after all changes, those still to come included."""
        changes = self.changes
        return self.problem_at(changes[-1].update) if changes else self.first_problem

    def problem_at(self, update: int) -> Problem:
        """Return the points that were in force for an update."""
        edit = self._script.edit_at(update)
        if edit is None:
            return self.first_problem
        total = self.first_problem.total(edit)
        for known in (self.problem, *self._other_problems):
            if known.edit == total:
                return known
        made = self.problem.turned_to(total)
        self._other_problems.append(made)
        return made

    def _twin(self) -> Self:
        """Return another at update 0 with the past, and the snapshots, of this."""
        changes = [replace(change) for change in self.changes]
        twin = type(self)(self.first_settings, changes, self.first_problem)
        twin.history, twin._moments = self.history.copy(), self._moments.copy()
        twin.passed = list(self.passed)
        return twin
