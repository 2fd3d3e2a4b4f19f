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


class Version(argparse.Action):
    """Prints the versions only when they are asked for: NumPy is slow to import."""

    def __init__(self, **words: Any) -> None:
        super().__init__(nargs=0, default=argparse.SUPPRESS, **words)

    def __call__(self, parser: argparse.ArgumentParser, *_rest: Any) -> NoReturn:
        """Print one line and end with status 0."""
        from app.training.versions import versions

        own, *others = versions().items()
        beside = ", ".join(f"{name} {version}" for name, version in others)
        print(f"{parser.prog} {own[1]} ({beside})")
        parser.exit()


def read(arguments: Sequence[str]) -> argparse.Namespace:
    """Return the options; `run` is the function that carries the command out.

    Raises:
        CommandError: an unknown command or option.
    """
    return build().parse_args(with_default(arguments))


def with_default(arguments: Sequence[str]) -> list[str]:
    """Put `serve` first where the arguments name no command."""
    first = arguments[0] if arguments else ""
    is_option = first.startswith("-") and first not in {"-h", "--help", "--version"}
    return [SERVE, *arguments] if not first or is_option else list(arguments)


def build() -> OneLineParser:
    """Return the parser of all commands."""
    parser = OneLineParser(
        prog="backprop-playground",
        description="See backpropagation and early stopping happen.",
        allow_abbrev=False,
    )
    parser.add_argument(
        "--version",
        action=Version,
        help="print the versions that decide the numbers, and leave",
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


def _which_settings(parser: argparse.ArgumentParser) -> None:
    """Add what says which settings a command works with."""
    parser.add_argument(
        "settings",
        metavar="SETTINGS.json",
        nargs="?",
        help="settings, or {settings, changes}; - for standard input",
    )
    parser.add_argument(
        "--preset",
        metavar="NAME",
        help="begin with a preset's settings; those of the file are laid over them",
    )
    parser.add_argument(
        "--set",
        metavar="NAME=VALUE",
        dest="assignments",
        action="append",
        default=[],
        help="set one value, written as in a link; wins over file and preset "
        "(repeatable)",
    )


def _train(parser: argparse.ArgumentParser) -> None:
    _which_settings(parser)
    parser.add_argument(
        "--out",
        metavar="RUN.json",
        help="where the record goes; - for standard output. Without it the record goes "
        "to standard output, or a summary where that is a terminal",
    )
    parser.add_argument(
        "--csv",
        metavar="FILE.csv",
        help="write the errors and accuracies of every epoch as a table, too",
    )
    parser.add_argument(
        "--open-test",
        action="store_true",
        help="measure the test set, too; without it history.test stays empty",
    )


def _explain(parser: argparse.ArgumentParser) -> None:
    _which_settings(parser)
    parser.add_argument(
        "--update",
        default=0,
        metavar="N",
        help="how many updates, of one example each, are made before (default: 0)",
    )
    parser.add_argument(
        "--out",
        metavar="EXAMPLE.json|EXAMPLE.html",
        help="numbers, or a sheet to print; - for numbers on standard output. Without "
        "it they go there, or the main ones in a few lines where that is a terminal",
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
