"""What a learner changed about the points: labels, and points taken out or put in.

Points are named by their row in the data. An added point takes the next row and joins
the training set; a removed one keeps its row, so that no other is renamed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

Rows = frozenset[int]
EDIT_KEYS = ("labels", "removed", "restored", "added")


@dataclass(frozen=True)
class NewPoint:
    """A point of the plane x (d,), and its target: a class or a value."""

    x: tuple[float, ...]
    target: float

    def as_dict(self) -> dict[str, Any]:
        """Return it as JSON."""
        return {"x": list(self.x), "target": self.target}


@dataclass(frozen=True)
class Edit:
    """What is done to the points, all at once.

    Attributes:
        labels: the new class of points by their rows.
        removed: rows that are in no set any more. restored: rows that are again in the
            set they came from. Where a point already is so, nothing but that the
            running epoch's pass begins anew: see `Trainer.use`.
        added: new training points.
    """

    labels: Mapping[int, int] = field(default_factory=dict)
    removed: Rows = frozenset()
    restored: Rows = frozenset()
    added: tuple[NewPoint, ...] = ()

    def __bool__(self) -> bool:
        """Tell whether there is anything to be done."""
        return self.size > 0

    @property
    def size(self) -> int:
        """How many entries it has."""
        parts = (self.labels, self.removed, self.restored, self.added)
        return sum(map(len, parts))

    def then(self, later: "Edit") -> "Edit":
        """Return what this and a later one do together."""
        return together((self, later))

    def as_dict(self) -> dict[str, Any]:
        """Return it as JSON: only what there is, rows in ascending order."""
        document: dict[str, Any] = {}
        if self.labels:
            rows = sorted(self.labels)
            document["labels"] = {str(row): self.labels[row] for row in rows}
        if self.removed:
            document["removed"] = sorted(self.removed)
        if self.restored:
            document["restored"] = sorted(self.restored)
        if self.added:
            document["added"] = [point.as_dict() for point in self.added]
        return document


NO_EDIT = Edit()


def together(edits: Iterable[Edit]) -> Edit:
    """Return what all of these edits do, one after the other."""
    labels: dict[int, int] = {}
    removed: set[int] = set()
    restored: set[int] = set()
    added: list[NewPoint] = []
    for edit in edits:
        labels.update(edit.labels)
        removed -= edit.restored
        removed |= edit.removed
        restored -= edit.removed
        restored |= edit.restored
        added += edit.added
    return Edit(labels, frozenset(removed), frozenset(restored), tuple(added))
