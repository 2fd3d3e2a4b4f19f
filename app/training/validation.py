"""From any mapping to checked settings, and from checked settings to changed ones."""

from collections.abc import Mapping
from typing import Any

from app.training.errors import SettingsError
from app.training.fields import received
from app.training.fitting import Adaptations, Fitted, fit, wishes
from app.training.names import named, nearest
from app.training.rules import Counts
from app.training.settings import CATALOGUE, LIVE, Settings, defaults_for

LABELS = {name: entry.label for name, entry in CATALOGUE.items()}


def check_values(given: object) -> dict[str, Any]:
    """Return `given` with each value read and checked on its own.

    Raises:
        SettingsError: `given` is no object, a name is unknown or stands there twice, or
            a value is bad.
    """
    if not isinstance(given, Mapping):
        raise SettingsError(
            "type", None, f"settings must be an object; received {received(given)}"
        )
    values: dict[str, Any] = {}
    for text, value in given.items():
        name = setting_name(text) or text
        if name in values:
            raise given_twice(name)
        values[name] = check_value(name, value)
    return values


def check_value(name: object, value: object) -> Any:
    """Return the value to store for the setting `name`, or raise SettingsError.

    Text is read as a person types it.
    """
    known = setting_name(name)
    if known is None:
        raise unknown_name(name, value)
    return CATALOGUE[known].read(value)


def setting_name(text: object) -> str | None:
    """Return the setting that is meant: in any case, with hyphens, by its label."""
    return named(text, LABELS) if isinstance(text, str) else None


def near_miss(text: str) -> str | None:
    """Return the setting that `text` nearly names; None for what is not ours."""
    return nearest(text, LABELS)


def unknown_name(name: object, value: object) -> SettingsError:
    """Return the error for a name that is no setting's."""
    text = (name if isinstance(name, str) else received(name))[:60]
    meant = near_miss(text)
    hint = f" (did you mean {meant}?)" if meant else ""
    question = f" Did you mean {LABELS[meant]}?" if meant else ""
    return SettingsError(
        "unknown",
        text,
        f"{text} is not a setting{hint}; received {received(value)}",
        f"There is no setting \u201c{text}\u201d.{question}",
    )


def given_twice(name: str) -> SettingsError:
    """Return the error for a setting that stands in a link or file twice."""
    return SettingsError(
        "syntax",
        name,
        f"{name} must be given once; received it twice",
        f"{LABELS[name]}: it is given twice; the first value counts",
    )


def resolve(given: object) -> Settings:
    """Return complete settings: what is `given`, and what goes with it for the rest.

    Raises:
        SettingsError: a name is unknown, a value is bad, or values clash.
    """
    return resolved(given).settings


def resolved(given: object, former: Mapping[str, Any] | None = None) -> Fitted:
    """Return complete settings, and which defaults gave way to what is `given`.

    `former` are defaults that stand in for today's; they give way like those.

    Raises:
        SettingsError: as `resolve`.
    """
    values = check_values(given)
    wanted = check_values(former or {}) | values
    dataset = wanted.get("dataset", CATALOGUE["dataset"].default)
    return fit(defaults_for(dataset) | wanted, values)


def changed(settings: Settings, given: object) -> Settings:
    """Return `settings` with `given` laid over them: see `refitted`."""
    return refitted(settings, given).settings


def refitted(
    settings: Settings,
    given: object,
    adapted: Adaptations | None = None,
    counts: Counts | None = None,
) -> Fitted:
    """Return `settings` with `given` laid over them, the rest as near as it can be.

    What was `adapted` before returns to what was wanted, if there is room again. Where
    the data set changes, what was the old one's default becomes the new one's. `counts`
    are the sizes of the sets where points were changed.

    Raises:
        SettingsError: a name is unknown, a value is bad, or values clash.
    """
    values = check_values(given)
    before = wishes(settings, adapted or {})
    wanted = {name: getattr(settings, name) for name in CATALOGUE} | before
    dataset = values.get("dataset", settings.dataset)
    if dataset != settings.dataset:
        wanted |= _own_defaults(wanted, settings.dataset, dataset)
    return fit(wanted | values, values, before, counts)


def _own_defaults(wanted: dict[str, Any], old: str, new: str) -> dict[str, Any]:
    """Return the defaults of `new` for values that were those of `old`."""
    before, after = defaults_for(old), defaults_for(new)
    return {
        name: after[name]
        for name, entry in CATALOGUE.items()
        if callable(entry.default) and wanted[name] == before[name]
    }


def difference(old: Settings, new: Settings) -> dict[str, Any]:
    """Return the settings of `new` that differ from `old`, as JSON values."""
    before, after = old.as_dict(), new.as_dict()
    return {name: value for name, value in after.items() if value != before[name]}


def is_live(names: Mapping[str, Any]) -> bool:
    """Tell whether all of these settings act on the running training."""
    return all(CATALOGUE[name].acts == LIVE for name in names)
