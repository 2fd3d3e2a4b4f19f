"""`serve`: the playground's server, until Ctrl-C or SIGTERM."""

import argparse
import os

from app.cli.display import open_browser
from app.cli.errors import CommandError
from app.config import ConfigError, from_environment
from app.engine.faults import put_fault_into_derivatives

# Tests set it to see the gradient check fail: every derivative is then wrong.
FAULT = "BACKPROP_TEST_FAULT"


def run(options: argparse.Namespace) -> None:
    """Serve; the address is printed once it answers.

    Raises:
        CommandError: a server setting is bad, or the port is taken.
    """
    from app.web.server import run_server

    if os.environ.get(FAULT) == "derivative":
        put_fault_into_derivatives()
    try:
        config = from_environment(os.environ, options.host, options.port, options.data)
        run_server(config, open_browser if options.open else _stay)
    except ConfigError as error:
        raise CommandError(error) from error


def _stay(_url: str) -> None:
    """Open nothing."""
