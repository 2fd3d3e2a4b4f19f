"""`explain`: one example's four phases as numbers, or as a sheet to print."""

import argparse
import sys
from pathlib import PurePath

from tqdm import tqdm

from app.cli.errors import CommandError
from app.cli.files import STANDARD, JsonOutput, read_json
from app.training.errors import SettingsError
from app.training.explain import Explanation, explain
from app.training.result import read_document

SHEET_ENDINGS = {".html", ".htm"}


def run(options: argparse.Namespace) -> None:
    """Work the update that follows `--update` others and write it down.

    Raises:
        CommandError: a file cannot be read or written, a setting is bad, or training
            does not reach that update.
    """
    is_sheet = _is_sheet(options.out)
    if options.without_answers and not is_sheet:
        raise CommandError("--without-answers needs an --out that ends in .html")
    try:
        settings, changes = read_document(read_json(options.settings))
        with JsonOutput(options.out) as output:
            with UpdateBar() as bar:
                explanation = explain(settings, changes, options.update, bar.show)
            if is_sheet:
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
