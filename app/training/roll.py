"""Which points there are and in which set each is, without the arrays of a network.

To check a long list of changes of points: it follows each at little cost.
"""

import numpy as np

from app.engine import Points
from app.training.edits import Edit, Rows
from app.training.problem import TRAIN, Problem


class Roll:
    """The sets of a problem's points, and what becomes of them as points change.

    Attributes:
        points: those of the problem to begin with. counts: the numbers of training,
            validation and test examples by now.
    """

    def __init__(self, problem: Problem) -> None:
        self.points: Points = problem.points
        self.counts = problem.counts
        self._homes = problem.sets.tolist()  # the set that each point comes from
        self._order = problem.split.train.tolist()  # training points, removed ones, too
        self._removed: set[int] = set()

    @property
    def rows(self) -> int:
        """How many points there are, removed ones included."""
        return len(self._homes)

    def apply(self, edit: Edit) -> None:
        """Follow a change of points, as `Problem.edited` does."""
        new = range(self.rows, self.rows + len(edit.added))
        self._order += new
        self._homes += [TRAIN] * len(new)
        self._count(new, 1)
        self._count(edit.restored & self._removed, 1)
        self._removed -= edit.restored
        self._count(edit.removed - self._removed, -1)
        self._removed |= edit.removed

    def row_of(self, example: int) -> int:
        """Return the row of a training example, counted from 0."""
        return int(self._training()[example])

    def place_of(self, row: int) -> int | None:
        """Return which training example a row is; None if it is none."""
        found = np.flatnonzero(self._training() == row)
        return int(found[0]) if len(found) else None

    def _training(self) -> np.ndarray:
        return np.array([row for row in self._order if row not in self._removed])

    def _count(self, rows: range | Rows, by: int) -> None:
        counts = [*self.counts]
        for row in rows:
            counts[self._homes[row]] += by
        self.counts = (counts[0], counts[1], counts[2])
