"""Versions of the defaults, so that a link keeps its meaning when a default changes.

A link names only what differs from the defaults. Whoever changes a default adds one to
`DEFAULTS_VERSION` and writes the old value into `FORMER` under the version before.
"""

from collections.abc import Mapping
from typing import Any

from app.training.settings import CATALOGUE

DEFAULTS_VERSION = 1
# By version: the settings whose default was another one than in the next version. A
# value is a setting's value, or a function of the data set's name that returns it.
FORMER: dict[int, dict[str, Any]] = {}


def former_defaults(version: int, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a link of an older version takes for settings that it leaves out.

    Only settings with another default today are in it. `given` are the values that the
    link names, by which those that depend on the data set are chosen.
    """
    entries: dict[str, Any] = {}
    for each in range(DEFAULTS_VERSION - 1, version - 1, -1):
        entries |= FORMER.get(each, {})
    first = entries.get("dataset", CATALOGUE["dataset"].default)
    dataset = given.get("dataset", first)
    values = {
        name: entry(dataset) if callable(entry) else entry
        for name, entry in entries.items()
    }
    return {name: value for name, value in values.items() if name not in given}
