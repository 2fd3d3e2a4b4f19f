"""What was changed in a course so far, and what is still to come."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.training.changes import Change
from app.training.edits import Edit, together
from app.training.settings import Settings


class Script:
    """The changes of a course in the order of their updates.

    Those before `applied` are in force; later ones belong to a course that is
    computed anew.
    """

    def __init__(self, changes: Sequence[Change] = ()) -> None:
        self.changes = list(changes)
        self.applied = 0

    @property
    def is_open(self) -> bool:
        """Tell whether anything is still to come."""
        return self.applied < len(self.changes)

    def due(self, update: int) -> Iterator[Change]:
        """Yield, and count as applied, what stands before `update`."""
        while self.is_open:
            change = self.changes[self.applied]
            if change.update > update:
                return
            self.applied += 1
            yield change

    def before(self, update: int) -> Change | None:
        """Return the applied change that stands before exactly this update, if any."""
        last = self.changes[self.applied - 1] if self.applied else None
        return last if last is not None and last.update == update else None

    def at(self, update: int) -> Change | None:
        """Return the change before exactly this update, applied or not."""
        found = [change for change in self.changes if change.update == update]
        return found[0] if found else None

    def settings_at(self, update: int, now: Settings) -> Settings:
        """Return the settings that were in force for `update`, from those of `now`."""
        for change in reversed(self.changes[: self.applied]):
            if change.update <= update:
                break
            now = replace(now, **change.before)
        return now

    def edit_at(self, update: int) -> Edit | None:
        """Return all that was done to the points up to `update`; None if nothing."""
        edits = [c.edit for c in self.changes if c.edit and c.update <= update]
        return together(edits) if edits else None

    def insert(self, change: Change) -> None:
        """Add a change that was made just now, or merge it with the last one."""
        last = self.before(change.update)
        if last is None:
            self.changes.insert(self.applied, change)
            self.applied += 1
            return
        last.merge(change)
        self.drop_if_empty(last)

    def foresee(self, changes: Sequence[Change], made: int) -> bool:
        """Take `changes` for the whole list after `made` updates, where they can be.

        That is where they begin with what was applied, and the others are to come.
        """
        applied, later = self.changes[: self.applied], changes[self.applied :]
        past = [change.as_dict() for change in changes[: self.applied]]
        is_same = past == [change.as_dict() for change in applied]
        if not is_same or any(change.update <= made for change in later):
            return False
        self.changes[self.applied :] = later
        return True

    def drop_if_empty(self, last: Change) -> None:
        """Forget the last applied change, if nothing is left of it."""
        if last.is_empty:
            self.applied -= 1
            del self.changes[self.applied]

    def rewind(self, update: int) -> None:
        """Count what was changed after `update` as still to come."""
        self.applied = sum(change.update <= update for change in self.changes)

    def settle(self) -> None:
        """Forget what is still to come."""
        del self.changes[self.applied :]
