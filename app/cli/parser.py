"""What can be typed: the commands and their options."""

import argparse
from collections.abc import Sequence
from importlib import import_module
from typing import Any, NoReturn

from app.cli.errors import CommandError

SERVE = "serve"
COMMANDS = {
    SERVE: "start the playground's server (the default)",
    "train": "train without a server and write the record of the run",
    "explain": "work one example by hand: forward, error, backward, update",
    "settings": "print all settings as a JSON Schema",
    "bench": "measure the speed against other ways to do it",
}


class OneLineParser(argparse.ArgumentParser):
    """A parser whose complaint is one line, without the usage before it."""

    def error(self, message: str) -> NoReturn:
        """Raise CommandError instead of leaving Python."""
        raise CommandError(f"{message} (see {self.prog} --help)")


def read(arguments: Sequence[str]) -> argparse.Namespace:
    """Return the options; `run` is the function that carries the command out.

    Raises:
        CommandError: an unknown command or option.
    """
    return build().parse_args(with_default(arguments))


def with_default(arguments: Sequence[str]) -> list[str]:
    """Put `serve` first where the arguments name no command."""
    first = arguments[0] if arguments else ""
    is_option = first.startswith("-") and first not in {"-h", "--help"}
    return [SERVE, *arguments] if not first or is_option else list(arguments)


def build() -> OneLineParser:
    """Return the parser of all commands."""
    parser = OneLineParser(
        prog="backprop-playground",
        description="See backpropagation and early stopping happen.",
        allow_abbrev=False,
    )
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for name, add_options in OPTIONS.items():
        command = commands.add_parser(
            name, help=COMMANDS[name], description=COMMANDS[name], allow_abbrev=False
        )
        add_options(command)
        command.set_defaults(run=_late(name))
    return parser


def _late(command: str) -> Any:
    """Return a function that imports `app.cli.<command>` only when it runs."""

    def run(options: argparse.Namespace) -> int | None:
        status: int | None = import_module(f"app.cli.{command}").run(options)
        return status

    return run


def _serve(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", help="address to listen on (else HOST, 127.0.0.1)")
    parser.add_argument("--port", help="port, 0: any free one (else PORT, 5000)")
    parser.add_argument("--data", metavar="DIR", help="folder for the secret key")
    parser.add_argument(
        "--open", action="store_true", help="open the browser where there is a display"
    )


def _train(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "settings",
        metavar="SETTINGS.json",
        help="settings, or {settings, changes}; - for standard input",
    )
    parser.add_argument(
        "--out",
        metavar="RUN.json",
        default="-",
        help="where the record goes; - for standard output (the default)",
    )
    parser.add_argument(
        "--open-test",
        action="store_true",
        help="measure the test set, too; without it history.test stays empty",
    )


def _explain(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "settings",
        metavar="SETTINGS.json",
        help="settings, or {settings, changes}; - for standard input",
    )
    parser.add_argument(
        "--update",
        default=0,
        metavar="N",
        help="how many updates, of one example each, are made before (default: 0)",
    )
    parser.add_argument(
        "--out",
        metavar="EXAMPLE.json|EXAMPLE.html",
        default="-",
        help="numbers, or a sheet to print; - for numbers on standard output "
        "(the default)",
    )
    parser.add_argument(
        "--without-answers",
        action="store_true",
        help="leave room on the sheet to work them out",
    )


def _settings(_parser: argparse.ArgumentParser) -> None:
    """It takes no options."""


def _bench(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "parts",
        nargs="*",
        metavar="PART",
        help="engine, presets, server, page or inside (all without one), or soak",
    )
    parser.add_argument(
        "--soak", action="store_true", help="measure memory over ten minutes, too"
    )


OPTIONS = {
    SERVE: _serve,
    "train": _train,
    "explain": _explain,
    "settings": _settings,
    "bench": _bench,
}
