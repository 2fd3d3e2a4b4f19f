"""`explain`: one example's four phases as numbers, or as a sheet to print."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import PurePath
from typing import Any

from tqdm import tqdm

from app.cli.errors import CommandError
from app.cli.files import STANDARD, Output, check_apart
from app.cli.source import read_source
from app.training.errors import SettingsError
from app.training.explain import Explanation, explain
from app.training.notation import number

SHEET_ENDINGS = {".html", ".htm"}
MOST_SHOWN = 8  # units of a layer, on a terminal


def run(options: argparse.Namespace) -> None:
    """Work the update that follows `--update` others and write it down.

    Raises:
        CommandError: a file cannot be read or written, a setting is bad, or training
            does not reach that update.
    """
    is_told = options.out is None and sys.stdout.isatty()
    out = options.out or STANDARD
    is_sheet = _is_sheet(out)
    if options.without_answers and not is_sheet:
        raise CommandError("--without-answers needs an --out that ends in .html")
    try:
        check_apart({"SETTINGS.json": options.settings, "--out": options.out})
        settings, changes = read_source(options)
        with Output(out) as output:
            with UpdateBar() as bar:
                explanation = explain(settings, changes, options.update, bar.show)
            if is_told:
                output.write_text(_summary(explanation.document()))
            elif is_sheet:
                output.write_text(_sheet(explanation, not options.without_answers))
            else:
                output.write(explanation.document())
    except SettingsError as error:
        raise CommandError(error.message) from error


def _is_sheet(out: str) -> bool:
    """Tell whether `out` names a sheet; raises CommandError for other endings."""
    ending = PurePath(out).suffix.lower()
    if ending in SHEET_ENDINGS:
        return True
    if out == STANDARD or ending == ".json" or out.startswith("/dev/"):
        return False
    raise CommandError(f"--out must end in .json or .html, or be -; received {out}")


def _summary(document: dict[str, Any]) -> str:
    """Return the example's way through the network in a few lines, for a terminal."""
    example = document["example"]
    lines = [f"input {_numbers(example['x'])}, target {_numbers(example['y'])}"]
    for level, layer in enumerate(document["layers"], start=1):
        lines += [f"layer {level}"]
        lines += [f"  {name:6}{_numbers(layer[name])}" for name in ("z", "a", "delta")]
    before, after = document["error_before"], document["error_after"]
    lines += [
        f"error {number(before)}, and {number(after)} after the update",
        "All numbers: --out EXAMPLE.json; a sheet to print: --out EXAMPLE.html",
    ]
    return "".join(f"{line}\n" for line in lines)


def _numbers(values: Sequence[float]) -> str:
    shown = [number(value) for value in values[:MOST_SHOWN]]
    return " ".join([*shown, "..."] if len(values) > MOST_SHOWN else shown)


def _sheet(explanation: Explanation, with_answers: bool) -> str:
    from app.cli.sheet import render

    return render(explanation, with_answers)


class UpdateBar(tqdm):  # type: ignore[type-arg]  # it takes none at run time
    """A progress bar on standard error, on a terminal only."""

    monitor_interval = 0  # no thread of tqdm's own, which would outlive the bar

    def __init__(self) -> None:
        super().__init__(
            desc="training",
            unit=" updates",
            file=sys.stderr,
            disable=not sys.stderr.isatty(),
            leave=False,
        )

    def show(self, update: int, most: int) -> None:
        """Show `update` of `most`."""
        self.total = most
        self.update(update - self.n)
