"""Settings in a link: `learning_rate=0.1&hidden_layers=8,8`."""

from typing import Any
from urllib.parse import parse_qsl, urlencode

from app.training.errors import SettingsError
from app.training.settings import CATALOGUE, Settings, defaults_for
from app.training.validation import check_value, resolve

MOST_FIELDS = 100


def from_query(query: str) -> tuple[Settings, list[SettingsError]]:
    """Return the settings that a link's query names, and what is wrong with it.

    A value that is bad on its own, or clashes with the others, is left at its default
    and told. A name that stands twice is told, too. The errors are those of every other
    road.
    """
    errors: list[SettingsError] = []
    values: dict[str, Any] = {}
    for name, text in _pairs(query, errors):
        try:
            if name in values:
                raise SettingsError(
                    "syntax", name, f"{name} must be given once; received it twice"
                )
            values[name] = _read(name, text)
        except SettingsError as error:
            errors.append(error)
    blamed: set[str | None] = set()
    while True:
        try:
            return resolve(values), errors
        except SettingsError as error:
            if values.pop(error.field or "", None) is None:
                # A default clashes with what was given: then none of it can stay.
                values.clear()
            if error.field not in blamed:  # once, with the link's own value
                errors.append(error)
            blamed.add(error.field)


def _pairs(query: str, errors: list[SettingsError]) -> list[tuple[str, str]]:
    try:
        return parse_qsl(
            query.removeprefix("?"), keep_blank_values=True, max_num_fields=MOST_FIELDS
        )
    except ValueError:
        errors.append(
            SettingsError(
                "syntax", None, f"a link must name at most {MOST_FIELDS} settings"
            )
        )
        return []


def _read(name: str, text: str) -> Any:
    entry = CATALOGUE.get(name)
    return check_value(name, entry.field.parse(text) if entry else text)


def to_query(settings: Settings) -> str:
    """Return the query of the settings that differ from their defaults."""
    defaults = defaults_for(settings.dataset)
    pairs = {
        name: entry.field.format(getattr(settings, name))
        for name, entry in CATALOGUE.items()
        if getattr(settings, name) != defaults[name]
    }
    return urlencode(pairs, safe=",")
