"""`train`: a run without a server, and its record."""

import argparse
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from typing import Any

from tqdm import tqdm

from app.cli.errors import CommandError
from app.cli.files import STANDARD, Output, check_apart
from app.cli.interrupt import Interrupt
from app.cli.source import read_source
from app.cli.summary import divergence, summary, unmet
from app.training.changes import Change
from app.training.curve_table import curve_table
from app.training.errors import SettingsError
from app.training.result import INTERRUPTED, train

ENDED_BY_CTRL_C = 130


def run(options: argparse.Namespace) -> int:
    """Train as the settings say and write RUN.json; return the exit status.

    Ctrl-C ends training with the epoch that is under way, and what there is by then is
    written.

    Raises:
        CommandError: a file cannot be read or written, or a setting is bad.
    """
    out, table = options.out, options.csv
    check_apart({"SETTINGS.json": options.settings, "--out": out, "--csv": table})
    if table == STANDARD and out in {None, STANDARD}:
        raise CommandError("--csv - needs an --out that is a file")
    is_told = out is None and sys.stdout.isatty()
    try:
        settings, changes = read_source(options)
        with ExitStack() as outputs:
            record_to = None if is_told else outputs.enter_context(Output(out or "-"))
            table_to = outputs.enter_context(Output(table)) if table else None
            with Interrupt() as interrupt, EpochBar() as bar:
                record = train(
                    settings, changes, bar.show, options.open_test, interrupt.came
                )
            if record_to is not None:
                record_to.write(record)
            if table_to is not None:
                table_to.write_text(curve_table(record["history"]))
    except SettingsError as error:
        raise CommandError(error.message) from error
    return _tell(record, changes, is_told)


def _tell(record: dict[str, Any], changes: Sequence[Change], is_told: bool) -> int:
    """Say how the run ended; return the exit status."""
    if is_told:
        print(summary(record), end="")
    elif sys.stderr.isatty():
        print(summary(record), end="", file=sys.stderr)
    if (fault := divergence(record)) is not None:
        print(f"backprop-playground: {fault}", file=sys.stderr)
    for lack in unmet(record, changes):
        print(f"backprop-playground: {lack}", file=sys.stderr)
    if record["stop"]["reason"] != INTERRUPTED:
        return 0
    print(
        f"backprop-playground: interrupted after epoch {record['stop']['epoch']}; "
        "what there was by then is written",
        file=sys.stderr,
    )
    return ENDED_BY_CTRL_C


class EpochBar(tqdm):  # type: ignore[type-arg]  # it takes none at run time
    """A progress bar on standard error, on a terminal only."""

    monitor_interval = 0  # no thread of tqdm's own, which would outlive the bar

    def __init__(self) -> None:
        super().__init__(
            desc="training",
            unit=" epochs",
            file=sys.stderr,
            disable=not sys.stderr.isatty(),
            leave=False,
        )

    def show(self, epoch: int, most: int) -> None:
        """Show `epoch` of at most `most`; changes can move both."""
        self.total = most
        self.update(epoch - self.n)
