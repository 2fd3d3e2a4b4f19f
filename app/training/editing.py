"""Changing the points while a network trains on them."""

import numpy as np

from app.training.changes import Change
from app.training.edits import Edit
from app.training.errors import SettingsError
from app.training.points import check_points
from app.training.problem import TEST, Problem
from app.training.rewinding import Rewinding
from app.training.settings import Settings


class Editing(Rewinding):
    """A training whose points can be changed between two updates."""

    def edit(self, edit: Edit) -> None:
        """Change points before the next update.

        An example that was picked for it stays picked, if it is still there.

        Raises:
            SettingsError: training could not go on, or the test set is sealed and one
                of its points would be changed. Nothing has changed then.
        """
        self.check_edit(edit, self.settings)
        self.take_edit(edit)

    def check_edit(self, edit: Edit, settings: Settings) -> None:
        """Raise SettingsError if `edit` cannot be, or not with these settings."""
        check_points(self.problem.edited(edit), settings)
        self._check_seal(edit)

    def take_edit(self, edit: Edit) -> None:
        """As `edit`, of something that is known to fit with what comes next."""
        if not edit:
            return
        change = Change(self.update + 1, epoch=self.epoch, edit=edit)
        change.labels_before = self.problem.labels_before(edit)
        picked = self._picked_in(self.problem.edited(edit))
        self._insert(change)
        self._edit(edit)
        self._pick_again(picked)

    def _check_seal(self, edit: Edit) -> None:
        touched = {*edit.labels, *edit.removed, *edit.restored}
        tested = sorted(row for row in touched if self.problem.home(row) == TEST)
        if tested and not self.is_open:
            raise SettingsError(
                "combination",
                "point",
                "point must be in another set than the test set while that is sealed; "
                f"received {tested[0]}",
            )

    def _picked_in(self, problem: Problem) -> int | None:
        """Return the place of the example that is picked in another training set."""
        picked = self.trainer.picked
        if picked is None:
            return None
        row = self.problem.split.train[picked]
        found = np.flatnonzero(problem.split.train == row)
        return int(found[0]) if len(found) else None

    def _pick_again(self, picked: int | None) -> None:
        pending = self._script.before(self.update + 1)
        if pending is not None and pending.example is not None:
            pending.example = picked
            self._script.drop_if_empty(pending)
        self.trainer.pick(picked)

    def _insert(self, change: Change) -> None:
        self._script.insert(change)
        self.edits += 1
