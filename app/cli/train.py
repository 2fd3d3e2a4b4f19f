"""`train`: a run without a server, and its record."""

import argparse
import sys

from tqdm import tqdm

from app.cli.errors import CommandError
from app.cli.files import JsonOutput, read_json
from app.training.errors import SettingsError
from app.training.result import read_document, train


def run(options: argparse.Namespace) -> None:
    """Train as the settings file says and write RUN.json.

    Raises:
        CommandError: a file cannot be read or written, or a setting is bad.
    """
    try:
        settings, changes = read_document(read_json(options.settings))
        with JsonOutput(options.out) as output, EpochBar() as bar:
            output.write(train(settings, changes, bar.show, options.open_test))
    except SettingsError as error:
        raise CommandError(error.message) from error


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
