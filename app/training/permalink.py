"""Settings in a link: `learning_rate=0.1&hidden_layers=8,8`."""

from typing import Any
from urllib.parse import parse_qsl, urlencode

from app.training import defaults
from app.training.errors import SettingsError
from app.training.fields import received
from app.training.link_names import DEFAULTS, LINK_NAMES
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
    pairs, version = _settings_in(query, errors)
    for name, text in pairs:
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
            return resolve(defaults.former_defaults(version, values) | values), errors
        except SettingsError as error:
            if values.pop(error.field or "", None) is None:
                # A default clashes with what was given: then none of it can stay.
                values.clear()
            if error.field not in blamed:  # once, with the link's own value
                errors.append(error)
            blamed.add(error.field)


def _settings_in(
    query: str, errors: list[SettingsError]
) -> tuple[list[tuple[str, str]], int]:
    """Return the settings that a link names, and the version of its defaults.

    What else it may hold is read by `link.py` and by the page.
    """
    pairs = _pairs(query, errors)
    version = _version(pairs, errors)
    return [pair for pair in pairs if pair[0] not in LINK_NAMES], version


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


def _version(pairs: list[tuple[str, str]], errors: list[SettingsError]) -> int:
    """Return the version of the defaults that a link was made with.

    One that names settings but no version is from before there were versions: 1.
    """
    newest = defaults.DEFAULTS_VERSION
    given = [text for name, text in pairs if name == DEFAULTS]
    oldest = 1 if any(name in CATALOGUE for name, _ in pairs) else newest
    if not given:
        return oldest
    if given == [given[0]] and given[0] in map(str, range(1, newest + 1)):
        return int(given[0])
    errors.append(
        SettingsError(
            "range",
            DEFAULTS,
            f"The link's version of the defaults must be once a number from 1 to "
            f"{newest}, so it was left out; received {received(', '.join(given))}",
        )
    )
    return oldest


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
