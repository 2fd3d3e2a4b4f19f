"""`bench`: measure, and say which bars are reached."""

import argparse
import os
import platform
from importlib import import_module

from app.bench.report import Report
from app.cli.errors import CommandError

# What can be measured, and the module of app.bench that does it.
PARTS = {
    "engine": "engine",
    "presets": "promises",
    "server": "served",
    "class": "classroom",
    "page": "page",
    "inside": "inside",
    "crowd": "crowd",
    "memory": "capacity",
    "soak": "soak",
}
# Measured only where they are asked for: they take minutes.
LONG = ("crowd", "memory", "soak")


def run(options: argparse.Namespace) -> None:
    """Print what was measured; a missed bar is no error.

    Raises:
        CommandError: there is no such part.
    """
    parts = list(options.parts) or [part for part in PARTS if part not in LONG]
    if options.soak:
        parts.append("soak")
    for part in parts:
        if part not in PARTS:
            names = ", ".join(PARTS)
            raise CommandError(f"bench has the parts {names}; received {part}")
    report = Report()
    report.note(_machine())
    for part in parts:
        import_module(f"app.bench.{PARTS[part]}").run(report)
    report.end()


def _machine() -> str:
    """Return what the numbers were taken on, and how busy it was."""
    import numpy as np

    text = f"Python {platform.python_version()}, NumPy {np.__version__}, "
    text += f"{os.cpu_count()} cores"
    if hasattr(os, "getloadavg"):
        text += f", load {os.getloadavg()[0]:.1f} before the start"
    return text
