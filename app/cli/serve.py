"""`serve`: the playground's server, until Ctrl-C or SIGTERM."""

import argparse
import os

from app.cli.display import open_browser
from app.cli.errors import CommandError
from app.config import ConfigError, from_environment


def run(options: argparse.Namespace) -> None:
    """Serve; the address is printed once it answers.

    Raises:
        CommandError: a server setting is bad, or the port is taken.
    """
    from app.web.server import run_server

    try:
        config = from_environment(os.environ, options.host, options.port, options.data)
        run_server(config, open_browser if options.open else _stay)
    except ConfigError as error:
        raise CommandError(error) from error


def _stay(_url: str) -> None:
    """Open nothing."""
