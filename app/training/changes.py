"""The list of what was changed while a run trained."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from app.training.errors import SettingsError
from app.training.fields import Integer, received
from app.training.settings import CATALOGUE, LIVE, Settings
from app.training.validation import changed, difference

# A page sends the list when it has its run recomputed: it must fit a message.
MOST_CHANGES = 1_000
_UPDATE = Integer(1, 10**9)


@dataclass
class Change:
    """Settings changed before update `update` (counted from 1).

    Attributes:
        epoch: how many epochs were finished when the change was made.
        set: the settings' new values by name, as JSON values.
        before: the values that they replaced.
    """

    update: int
    set: dict[str, Any]
    before: dict[str, Any] = field(default_factory=dict)
    epoch: int = 0

    def merge(self, other: "Change") -> None:
        """Take in a later change made before the same update."""
        self.set |= other.set
        self.before = other.before | self.before
        for name in [n for n, value in self.set.items() if value == self.before[n]]:
            del self.set[name], self.before[name]

    def as_dict(self) -> dict[str, Any]:
        """Return `{update, set}`, the form of RUN.json."""
        return {"update": self.update, "set": dict(self.set)}


def checked_changes(settings: Settings, given: object) -> list[Change]:
    """Return the changes of a file or message, checked in order from `settings` on.

    Raises:
        SettingsError: the list is malformed, out of order, names a setting that
            cannot change while training, or leads to settings that clash.
    """
    if not isinstance(given, Sequence) or isinstance(given, str | bytes):
        raise SettingsError(
            "type", "changes", f"changes must be a list; received {received(given)}"
        )
    if len(given) > MOST_CHANGES:
        raise too_many(len(given))
    changes: list[Change] = []
    for item in given:
        change = _checked(item)
        if changes and change.update < changes[-1].update:
            raise SettingsError(
                "range",
                "changes",
                "changes must be in ascending order of their updates; received "
                f"{change.update} after {changes[-1].update}",
            )
        after = changed(settings, change.set)
        change.set = difference(settings, after)
        if changes and change.update == changes[-1].update:
            changes[-1].set |= change.set
        elif change.set:
            changes.append(change)
        settings = after
    return changes


def after_changes(settings: Settings, changes: Sequence[Change]) -> Settings:
    """Return the settings in force after all of `changes`."""
    for change in changes:
        settings = changed(settings, change.set)
    return settings


def _checked(item: object) -> Change:
    if not isinstance(item, dict) or set(item) != {"update", "set"}:
        raise SettingsError(
            "type",
            "changes",
            f"each change must be {{update, set}}; received {received(item)}",
        )
    update = _UPDATE.check("update", item["update"])
    check_live(item["set"])
    return Change(update, item["set"])


def check_live(given: object) -> None:
    """Raise SettingsError if `given` names a setting that needs a new network."""
    for name, value in given.items() if isinstance(given, dict) else ():
        entry = CATALOGUE.get(name)
        if entry is not None and entry.acts != LIVE:
            raise SettingsError(
                "combination",
                name,
                f"{name} must stay as it is while a network trains; "
                f"received {received(value)}",
            )


def too_many(count: int) -> SettingsError:
    """Return the error for a run that was changed too often."""
    return SettingsError(
        "range",
        "changes",
        f"changes must be at most {MOST_CHANGES}; received {count}",
    )
