"""The settings that a command works with: from a preset, a file and `--set`."""

import argparse
import sys
from collections.abc import Sequence
from typing import Any

from app.cli.errors import CommandError
from app.cli.files import read_json
from app.training.changes import Change
from app.training.fitting import Fitted
from app.training.presets import PRESETS
from app.training.result import read_document
from app.training.settings import Settings
from app.training.validation import (
    check_value,
    refitted,
    resolved,
    setting_name,
)


def read_source(options: argparse.Namespace) -> tuple[Settings, list[Change]]:
    """Return the settings and changes that `options` name.

    The file's values are laid over those of `--preset`, and those of `--set` over both:
    what stands below gives way, see `fitting`. The changes are the file's.

    Raises:
        CommandError: none of the three was given, there is no such preset, or the file
            cannot be read.
        SettingsError: a setting or a change is bad.
    """
    if options.settings is None and not options.preset and not options.assignments:
        raise CommandError(
            "name the settings: a SETTINGS.json (- for standard input), --preset NAME "
            "or --set NAME=VALUE"
        )
    document = {} if options.settings is None else read_json(options.settings)
    preset, typed = _preset(options.preset), _assigned(options.assignments)
    is_whole = isinstance(document, dict) and "settings" in document
    given = document["settings"] if is_whole else document
    fitted = resolved(preset if options.preset else given)
    for values in ([given] if options.preset else []) + ([typed] if typed else []):
        fitted = refitted(fitted.settings, values, fitted.adapted)
    _tell(fitted)
    settings = {"settings": fitted.settings.as_dict()}
    return read_document(document | settings if is_whole else settings)


def _tell(fitted: Fitted) -> None:
    """Say on a terminal which settings gave way to what was asked for."""
    for each in fitted.adapted.values() if sys.stderr.isatty() else ():
        print(f"backprop-playground: {each.note}", file=sys.stderr)


def _preset(name: str | None) -> dict[str, Any]:
    if name is None:
        return {}
    wanted = _plain(name)
    for preset in PRESETS:
        if wanted in {preset.name, _plain(preset.label)}:
            return preset.settings
    names = ", ".join(preset.name for preset in PRESETS)
    raise CommandError(f"--preset must be one of {names}; received {name}")


def _assigned(assignments: Sequence[str]) -> dict[str, Any]:
    """Return the values of `NAME=VALUE`; of one name the last."""
    values = {}
    for assignment in assignments:
        name, sign, text = assignment.partition("=")
        if not sign:
            raise CommandError(
                "--set must be NAME=VALUE, for example learning_rate=0.1; received "
                f"{assignment}"
            )
        value = check_value(name.strip(), text)
        values[setting_name(name.strip()) or name] = value
    return values


def _plain(name: str) -> str:
    return name.strip().lower().replace("-", "_").replace(" ", "_")
