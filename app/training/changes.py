"""The list of what was changed while a run trained."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import copysign
from typing import Any

from app.engine import Layout
from app.training.edits import EDIT_KEYS, NO_EDIT, Edit
from app.training.errors import SettingsError
from app.training.fields import Flag, Integer, received
from app.training.parameters import checked_value, parameter_index
from app.training.points import (
    check_points,
    check_settings,
    checked_edit,
    parts_of,
    without_added,
)
from app.training.problem import build
from app.training.roll import Roll
from app.training.rules import network_sizes, set_counts
from app.training.settings import CATALOGUE, LIVE, Settings
from app.training.validation import changed, difference, setting_name

# A page sends the list when it has its run recomputed: it must fit a message.
MOST_CHANGES = 1_000
MOST_WEIGHTS = 1_000
MOST_EDITED = 300  # entries about points that a learner can make
# What leads back to the original points is possible after all of these, too.
MOST_EDITED_AND_BACK = 2 * MOST_EDITED
_UPDATE = Integer(1, 10**9)
_KEYS = (
    {"update", "set"},
    {"update", "set", "weights", "example", "open_test", "pass_stop", *EDIT_KEYS},
)


@dataclass
class Change:
    """What was changed before update `update` (counted from 1).

    Attributes:
        epoch: how many epochs were finished when the change was made.
        set: the settings' new values by name, as JSON values.
        before: the values that they replaced.
        weights: new values of single parameters, by their names.
        weights_before: the values that they replaced.
        example: the training example that this update alone uses, or None.
        opens_test: whether the test set was opened; nothing seals it again.
        passes_stop: whether the stop right before that update, if there is one, is
            passed over: see `Progress.pass_stop`.
        edit: what was done to the points.
        labels_before: the labels that those of `edit` replaced.
    """

    update: int
    set: dict[str, Any] = field(default_factory=dict)
    before: dict[str, Any] = field(default_factory=dict)
    epoch: int = 0
    weights: dict[str, float] = field(default_factory=dict)
    weights_before: dict[str, float] = field(default_factory=dict)
    example: int | None = None
    opens_test: bool = False
    passes_stop: bool = False
    edit: Edit = NO_EDIT
    labels_before: dict[int, int] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Tell whether it changes nothing."""
        acts = self.opens_test or self.passes_stop or self.example is not None
        return not (acts or self.set or self.weights or self.edit)

    @property
    def is_edit_only(self) -> bool:
        """Tell whether it changes nothing but points."""
        return replace(self, edit=NO_EDIT).is_empty

    def merge(self, other: "Change") -> None:
        """Take in a later change made before the same update.

        Nothing is changed in place: copies of a list of changes share their contents.
        """
        before, values = other.before | self.before, self.set | other.set
        self.set = {n: value for n, value in values.items() if value != before[n]}
        self.before = {name: before[name] for name in self.set}
        old = other.weights_before | self.weights_before
        weights = self.weights | other.weights
        self.weights = {n: v for n, v in weights.items() if not is_same(v, old[n])}
        self.weights_before = {name: old[name] for name in self.weights}
        if other.example is not None:
            self.example = other.example
        self.opens_test |= other.opens_test
        self.passes_stop |= other.passes_stop
        self._merge_edit(other)

    def _merge_edit(self, other: "Change") -> None:
        before = {**other.labels_before, **self.labels_before}
        edit = self.edit.then(other.edit)
        labels = {row: v for row, v in edit.labels.items() if before.get(row) != v}
        self.labels_before = {row: before[row] for row in labels if row in before}
        self.edit = replace(edit, labels=labels)

    def as_dict(self) -> dict[str, Any]:
        """Return `{update, set}`, the form of RUN.json; the rest where there is any."""
        document: dict[str, Any] = {"update": self.update, "set": dict(self.set)}
        if self.weights:
            document["weights"] = dict(self.weights)
        if self.example is not None:
            document["example"] = self.example
        if self.opens_test:
            document["open_test"] = True
        if self.passes_stop:
            document["pass_stop"] = True
        return document | self.edit.as_dict()


def is_same(a: float, b: float) -> bool:
    """Tell whether two weights are the same to the byte: 0.0 and -0.0 are not."""
    return a == b and copysign(1.0, a) == copysign(1.0, b)


def checked_changes(settings: Settings, given: object) -> list[Change]:
    """Return the changes of a file or message, checked in order from `settings` on.

    Raises:
        SettingsError: the list is malformed, out of order, names a setting that
            cannot change while training, a parameter or an example that does not
            exist, or leads to settings that clash.
    """
    if not isinstance(given, Sequence) or isinstance(given, str | bytes):
        raise SettingsError(
            "type", "changes", f"changes must be a list; received {received(given)}"
        )
    if len(given) > MOST_CHANGES:
        raise too_many(len(given))
    changes: list[Change] = []
    reader = _Reader(settings)
    for item in given:
        change = reader.read(item, changes[-1] if changes else None)
        if changes and change.update < changes[-1].update:
            raise SettingsError(
                "range",
                "changes",
                "changes must be in ascending order of their updates; received "
                f"{change.update} after {changes[-1].update}",
            )
        if changes and change.update == changes[-1].update:
            _join(changes[-1], change)
        elif not change.is_empty:
            changes.append(change)
    _check_size(changes)
    return changes


def _check_size(changes: Sequence[Change]) -> None:
    typed = sum(len(change.weights) for change in changes)
    if typed > MOST_WEIGHTS:
        raise too_many_weights(typed)
    edited = sum(change.edit.size for change in changes)
    if edited > MOST_EDITED_AND_BACK:
        raise too_many_edits(edited)


class _Reader:
    """Reads entry by entry, and knows what is in force by then."""

    def __init__(self, settings: Settings) -> None:
        self._settings = self._first = settings
        self._layout = Layout(network_sizes(settings))
        self._roll: Roll | None = None  # once points are changed

    def read(self, item: object, last: Change | None) -> Change:
        """Return the change that one entry holds, or raise SettingsError.

        `last` is the change before it: an example picked there for the same update
        stays picked if its point is still there, as by `Editing.edit`.
        """
        required, allowed = _KEYS
        if not isinstance(item, dict) or not required <= set(item) <= allowed:
            raise SettingsError(
                "type",
                "changes",
                "each change must hold update and set, and may hold "
                f"{', '.join(sorted(allowed - required))}; received {received(item)}",
            )
        change = Change(_UPDATE.check("update", item["update"]))
        is_same = last is not None and last.update == change.update
        self._read_settings(change, item, last if is_same else None)
        if "weights" in item:
            change.weights = checked_weights(self._layout, item["weights"])
        if "example" in item:
            change.example = checked_example(self._training, item["example"])
        if "open_test" in item:
            change.opens_test = Flag().check("open_test", item["open_test"])
        if "pass_stop" in item:
            change.passes_stop = Flag().check("pass_stop", item["pass_stop"])
        return change

    def _read_settings(
        self, change: Change, item: dict[str, Any], last: Change | None
    ) -> None:
        """Take in the settings and what was done to the points: they must fit."""
        check_live(item["set"])
        given = item["set"]
        with without_added(self._settings, self._roll):
            after = self._settings if given == {} else changed(self._settings, given)
        parts = parts_of(item)
        if parts:
            self._roll = self._roll or Roll(build(self._first))
            change.edit = checked_edit(self._roll, parts)
            self._follow(self._roll, change.edit, last)
            check_points(self._roll, after)
        if self._roll is not None:
            check_settings(self._roll, after)
        change.set = difference(self._settings, after)
        self._settings = after

    @staticmethod
    def _follow(roll: Roll, edit: Edit, last: Change | None) -> None:
        """Take in an edit; the example that was picked by then may move, or go."""
        if last is None or last.example is None:
            roll.apply(edit)
            return
        row = roll.row_of(last.example)
        roll.apply(edit)
        last.example = roll.place_of(row)

    @property
    def _training(self) -> int:
        return self._roll.counts[0] if self._roll else set_counts(self._settings)[0]


def after_changes(settings: Settings, changes: Sequence[Change]) -> Settings:
    """Return the settings in force after all of `changes`."""
    for change in changes:
        settings = changed(settings, change.set)
    return settings


def _join(first: Change, second: Change) -> None:
    """Take in a second entry for the same update; nothing was replaced yet."""
    first.set |= second.set
    first.weights |= second.weights
    if second.example is not None:
        first.example = second.example
    first.opens_test |= second.opens_test
    first.passes_stop |= second.passes_stop
    first.edit = first.edit.then(second.edit)


def check_live(given: object) -> None:
    """Raise SettingsError if `given` names a setting that needs a new network."""
    for text, value in given.items() if isinstance(given, dict) else ():
        name = setting_name(text) or str(text)
        entry = CATALOGUE.get(name)
        if entry is not None and entry.acts != LIVE:
            raise SettingsError(
                "combination",
                name,
                f"{name} must stay as it is while a network trains; "
                f"received {received(value)}",
            )


def checked_weights(layout: Layout, given: object) -> dict[str, float]:
    """Return new values of parameters by name, each checked, or raise SettingsError."""
    if not isinstance(given, Mapping):
        raise SettingsError(
            "type", "weights", f"weights must be an object; received {received(given)}"
        )
    checked = {}
    for name, value in given.items():
        parameter_index(layout, name)
        checked[name] = checked_value(name, value)
    return checked


def checked_example(examples: int, given: object) -> int:
    """Return the number of one of so many training examples, counted from 0.

    Raises:
        SettingsError: there is no such example.
    """
    return Integer(0, examples - 1).check("example", given)


def too_many(count: int) -> SettingsError:
    """Return the error for a run that was changed too often."""
    return SettingsError(
        "range",
        "changes",
        f"changes must be at most {MOST_CHANGES}; received {count}",
    )


def too_many_weights(count: int) -> SettingsError:
    """Return the error for a run with too many weights that were typed in."""
    return SettingsError(
        "range",
        "weights",
        f"changes must set at most {MOST_WEIGHTS} weights; received {count}",
    )


def too_many_edits(count: int) -> SettingsError:
    """Return the error for a run whose points were changed too often."""
    return SettingsError(
        "range",
        "changes",
        f"changes must have at most {MOST_EDITED_AND_BACK} entries about points; "
        f"received {count}",
    )
