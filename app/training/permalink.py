"""Settings in a link: `learning_rate=0.1&hidden_layers=8,8`."""

from typing import Any
from urllib.parse import parse_qsl, urlencode

from app.training import defaults
from app.training.errors import SettingsError
from app.training.fields import received
from app.training.fitting import Fitted
from app.training.link_names import DEFAULTS, LINK_NAMES
from app.training.settings import CATALOGUE, Settings, defaults_for
from app.training.validation import (
    check_value,
    given_twice,
    near_miss,
    resolved,
    setting_name,
    unknown_name,
)

MOST_FIELDS = 100


def from_query(query: str) -> tuple[Settings, list[SettingsError]]:
    """Return the settings that a link's query names, and what is wrong with it."""
    fitted, errors = fitted_query(query)
    return fitted.settings, errors


def fitted_query(query: str) -> tuple[Fitted, list[SettingsError]]:
    """Return the settings that a link's query names, and what is wrong with it.

    A value that is bad on its own, or clashes with others of the link, is left out and
    told; the rest counts, and defaults give way to it. A name that stands twice is
    told, too. Names that are not ours, as trackers add them, are passed over, unless
    one nearly is. The errors are those of every other road.
    """
    errors: list[SettingsError] = []
    pairs, version = _settings_in(query, errors)
    values = _values(pairs, errors)
    is_old = True
    while True:  # each time with less
        former = defaults.former_defaults(version, values) if is_old else {}
        try:
            return resolved(values, former), errors
        except SettingsError as error:
            if error.field in values:
                del values[error.field]
            elif former:
                is_old = False  # what the link does not name is to blame
                continue
            elif values:
                values.clear()  # nothing is left to blame
            else:
                raise
            errors.append(error)


def _values(
    pairs: list[tuple[str, str]], errors: list[SettingsError]
) -> dict[str, Any]:
    """Return the checked values by name; what is bad goes to `errors`."""
    values: dict[str, Any] = {}
    for text, value in pairs:
        name = setting_name(text)
        try:
            if name is None:
                if near_miss(text):
                    raise unknown_name(text, value)
                continue
            if name in values:
                raise given_twice(name)
            values[name] = check_value(name, value)
        except SettingsError as error:
            errors.append(error)
    return values


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
        message = f"a link must name at most {MOST_FIELDS} settings"
        words = f"This link names more than {MOST_FIELDS} settings: none was read."
        errors.append(SettingsError("syntax", None, message, words))
        return []


def _version(pairs: list[tuple[str, str]], errors: list[SettingsError]) -> int:
    """Return the version of the defaults that a link was made with.

    One that names settings but no version is from before there were versions: 1.
    """
    newest = defaults.DEFAULTS_VERSION
    given = [text for name, text in pairs if name == DEFAULTS]
    oldest = 1 if any(setting_name(name) for name, _ in pairs) else newest
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


def to_query(settings: Settings) -> str:
    """Return the query of the settings that differ from their defaults."""
    defaults = defaults_for(settings.dataset)
    pairs = {
        name: entry.field.format(getattr(settings, name))
        for name, entry in CATALOGUE.items()
        if getattr(settings, name) != defaults[name]
    }
    return urlencode(pairs, safe=",")
