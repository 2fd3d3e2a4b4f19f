"""From any mapping to checked settings, and from checked settings to changed ones."""

from collections.abc import Mapping
from typing import Any

from app.training.errors import SettingsError
from app.training.fields import received
from app.training.rules import check_together
from app.training.settings import CATALOGUE, LIVE, Settings, defaults_for


def check_values(given: object) -> dict[str, Any]:
    """Return `given` with each value checked on its own.

    Raises:
        SettingsError: `given` is no object, a name is unknown or a value is bad.
    """
    if not isinstance(given, Mapping):
        raise SettingsError(
            "type", None, f"settings must be an object; received {received(given)}"
        )
    return {name: check_value(name, value) for name, value in given.items()}


def check_value(name: object, value: object) -> Any:
    """Return the value to store for the setting `name`, or raise SettingsError."""
    entry = CATALOGUE.get(name) if isinstance(name, str) else None
    if entry is None:
        text = name if isinstance(name, str) else received(name)
        raise SettingsError(
            "unknown",
            text[:60],
            f"{text[:60]} is not a setting; received {received(value)}",
        )
    return entry.field.check(entry.name, value)


def resolve(given: object) -> Settings:
    """Return complete settings: what is `given`, and defaults for the rest.

    Raises:
        SettingsError: a name is unknown, a value is bad, or values clash.
    """
    values = check_values(given)
    dataset = values.get("dataset", CATALOGUE["dataset"].default)
    return check_together(Settings(**(defaults_for(dataset) | values)))


def changed(settings: Settings, given: object) -> Settings:
    """Return `settings` with `given` laid over them.

    Where the data set changes, values that the new one cannot take (its number of
    examples, its inputs, its loss) fall back to its own defaults unless `given` sets
    them; the noise does, too, where it was the old data set's default.

    Raises:
        SettingsError: a name is unknown, a value is bad, or values clash.
    """
    values = check_values(given)
    kept = {name: getattr(settings, name) for name in CATALOGUE}
    dataset = values.get("dataset", settings.dataset)
    if dataset != settings.dataset:
        kept |= _adapted(kept, settings.dataset, dataset)
    try:
        return check_together(Settings(**(kept | values)))
    except SettingsError as error:
        # The old values fitted together: what was changed is to blame.
        if values and error.field not in values:
            error.field = next(iter(values))
        raise


def _adapted(kept: dict[str, Any], old: str, new: str) -> dict[str, Any]:
    """Return the defaults of `new` for values that were defaults, or cannot stay."""
    before, after = defaults_for(old), defaults_for(new)
    alone: dict[str, Any] = {}
    for name, entry in CATALOGUE.items():
        if not callable(entry.default):
            continue
        if kept[name] == before[name] or not _fits(name, kept[name], new):
            alone[name] = after[name]
    return alone


def _fits(name: str, value: Any, dataset: str) -> bool:
    """Tell whether `dataset` can take this one value beside its own defaults."""
    try:
        check_together(
            Settings(**(defaults_for(dataset) | {"dataset": dataset, name: value}))
        )
    except SettingsError as error:
        return error.field != name
    return True


def difference(old: Settings, new: Settings) -> dict[str, Any]:
    """Return the settings of `new` that differ from `old`, as JSON values."""
    before, after = old.as_dict(), new.as_dict()
    return {name: value for name, value in after.items() if value != before[name]}


def is_live(names: Mapping[str, Any]) -> bool:
    """Tell whether all of these settings act on the running training."""
    return all(CATALOGUE[name].acts == LIVE for name in names)
