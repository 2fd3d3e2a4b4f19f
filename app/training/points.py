"""What may be done to the points of a run, and how a wrong wish is told."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Protocol

from app.engine import Points, domain
from app.training.edits import EDIT_KEYS, Edit, NewPoint, Rows
from app.training.errors import SettingsError
from app.training.fields import Integer, Number, received
from app.training.rules import Counts, check_counts, set_counts
from app.training.settings import CATALOGUE, Settings

MOST_POINTS: int = CATALOGUE["examples"].field.maximum  # type: ignore[attr-defined]
# The settings that make the points and deal them to the sets.
DATA = (
    "dataset",
    "examples",
    "noise",
    "wrong_labels",
    "data_seed",
    "validation_share",
    "test_share",
    "split_seed",
)
LARGEST_TARGET = 5.0  # of an added point that has a value
_ROW = re.compile(r"0|[1-9][0-9]{0,4}")


class Known(Protocol):
    """What has to be known of the points: a `Problem`, or a `Roll`."""

    @property
    def points(self) -> Points:
        """The original points, or those there are by now."""

    @property
    def rows(self) -> int:
        """How many points there are, removed ones included."""

    @property
    def counts(self) -> Counts:
        """The numbers of training, validation and test examples."""


def checked_edit(problem: Known, given: Mapping[str, Any]) -> Edit:
    """Return what is to be done to the points of `problem`, each value checked.

    Raises:
        SettingsError: there is no such point or class, labels of values, coordinates
            outside the plane, too many points, or a point both removed and restored.
    """
    unknown = [name for name in given if name not in EDIT_KEYS]
    if unknown:
        raise _refuse("unknown", "edit", f"among {', '.join(EDIT_KEYS)}", unknown[0])
    added = _added(problem, given.get("added", []))
    rows = problem.rows + len(added)
    edit = Edit(
        _labels(problem, rows, given.get("labels", {})),
        _rows("removed", rows, given.get("removed", [])),
        _rows("restored", rows, given.get("restored", [])),
        added,
    )
    both = edit.removed & edit.restored
    if both:
        raise _refuse(
            "combination", "restored", "other points than removed", sorted(both)
        )
    return edit


def check_points(problem: Known, settings: Settings) -> None:
    """Raise SettingsError if `settings` could not train with these points."""
    train = problem.counts[0]
    if train < 1:
        raise SettingsError(
            "combination",
            "removed",
            "removed must leave at least one training point; received the last one",
            "The last training point stays.",
        )
    if train < settings.batch_size:
        raise SettingsError(
            "combination",
            "removed",
            f"removed must leave at least batch_size, {settings.batch_size}, training "
            f"points; received a removal that leaves {train}",
        )


def check_settings(problem: Known, settings: Settings) -> Settings:
    """Return `settings` if they can train with these points, or raise SettingsError."""
    return check_counts(settings, problem.counts)


def makes_points(old: Settings, new: Settings) -> bool:
    """Tell whether `new` settings make other points, or deal them otherwise."""
    return any(getattr(old, name) != getattr(new, name) for name in DATA)


@contextmanager
def without_added(settings: Settings, known: Known | None) -> Iterator[None]:
    """Have a batch_size that is refused here tell that added points do not count.

    A recipe's settings are valid by themselves, whatever was done to the points.
    """
    try:
        yield
    except SettingsError as error:
        has_more = known is not None and known.counts[0] > set_counts(settings)[0]
        if not has_more or error.field != "batch_size":
            raise
        message = error.message.replace(
            "of the training set",
            "of the original training set, without points that were added",
        )
        words = error.words.replace(
            "of the training set", "of the training set, without points that were added"
        )
        raise SettingsError(error.code, error.field, message, words) from None


def parts_of(item: Mapping[str, Any]) -> dict[str, Any]:
    """Return what an entry of the list of changes says of the points."""
    return {key: item[key] for key in EDIT_KEYS if key in item}


def _labels(problem: Known, rows: int, given: object) -> dict[int, int]:
    if not isinstance(given, Mapping):
        raise _refuse("type", "labels", "an object of classes by points", given)
    if not given:
        return {}
    kind = problem.points.kind
    if not kind.classes:
        raise _refuse(
            "combination",
            "labels",
            f"left out for {kind.name}, whose points have values and no classes",
            dict(given),
        )
    label = Integer(0, kind.classes - 1)
    return {
        _row("labels", rows, int(name) if _is_row(name) else name): label.check(
            "labels", value
        )
        for name, value in given.items()
    }


def _is_row(name: object) -> bool:
    return isinstance(name, str) and _ROW.fullmatch(name) is not None


def _row(name: str, rows: int, value: object) -> int:
    return Integer(0, rows - 1).check(name, value)


def _rows(name: str, rows: int, given: object) -> Rows:
    items = _list(name, given)
    return frozenset(_row(name, rows, item) for item in items)


def _list(name: str, given: object) -> Sequence[object]:
    if not isinstance(given, Sequence) or isinstance(given, str | bytes):
        raise _refuse("type", name, "a list", given)
    return given


def _added(problem: Known, given: object) -> tuple[NewPoint, ...]:
    items = _list("added", given)
    if problem.rows + len(items) > MOST_POINTS and items:
        raise SettingsError(
            "range",
            "added",
            f"added must leave at most {MOST_POINTS} points, removed ones included; "
            f"received {problem.rows + len(items)}",
        )
    if not items:
        return ()
    low, high = domain(problem.points)
    target = _target_of(problem)
    return tuple(_point(item, problem, Number(low, high), target) for item in items)


def _target_of(problem: Known) -> Callable[[str, object], Any]:
    classes = problem.points.kind.classes
    if classes:
        return Integer(0, classes - 1).read
    return Number(-LARGEST_TARGET, LARGEST_TARGET).read


def _point(
    item: object,
    problem: Known,
    coordinate: Number,
    target: Callable[[str, object], Any],
) -> NewPoint:
    if not isinstance(item, Mapping) or set(item) != {"x", "target"}:
        raise _refuse("type", "added", "a list of {x, target}", item)
    x = _list("added.x", item["x"])
    dimensions = problem.points.kind.dimensions
    if len(x) != dimensions:
        raise _refuse("range", "added.x", f"a list of {dimensions} numbers", x)
    place = tuple(coordinate.read("added.x", value) or 0.0 for value in x)
    return NewPoint(place, float(target("added.target", item["target"])) or 0.0)


def _refuse(code: str, field: str, rule: str, value: object) -> SettingsError:
    return SettingsError(
        code, field, f"{field} must be {rule}; received {received(value)}"
    )
