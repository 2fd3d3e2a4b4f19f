from importlib.metadata import version

import numpy as np
import pytest

from app.cli.errors import CommandError
from app.cli.parser import COMMANDS, OPTIONS, read, with_default


def test_every_command_has_its_options() -> None:
    assert COMMANDS.keys() == OPTIONS.keys()


@pytest.mark.parametrize(
    ("typed", "read_as"),
    [
        ([], ["serve"]),
        (["--port", "0"], ["serve", "--port", "0"]),
        (["--help"], ["--help"]),
        (["--version"], ["--version"]),
        (["train", "-"], ["train", "-"]),
    ],
)
def test_serve_is_what_happens_without_a_command(
    typed: list[str], read_as: list[str]
) -> None:
    assert with_default(typed) == read_as


def test_train_writes_to_standard_output_unless_told_otherwise() -> None:
    assert read(["train", "settings.json"]).out is None
    assert read(["train", "-", "--out", "run.json"]).out == "run.json"


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        (["train", "--set"], "argument --set: expected one argument"),
        (["settings", "--frob"], "unrecognized arguments: --frob"),
        (["--por", "1"], "unrecognized arguments: --por 1"),
        (["swim"], "invalid choice: 'swim'"),
    ],
)
def test_what_cannot_be_understood_is_told(typed: list[str], message: str) -> None:
    with pytest.raises(CommandError) as error:
        read(typed)
    assert message in str(error.value)


def test_values_can_be_set_again_and_again() -> None:
    options = read(["train", "--set", "l1=0.1", "--preset", "xor", "--set", "l2=0"])
    assert options.assignments == ["l1=0.1", "l2=0"]
    assert (options.settings, options.preset) == (None, "xor")


def test_the_version_is_one_line_with_what_decides_the_numbers(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit) as end:
        read(["--version"])
    line = capsys.readouterr().out
    assert end.value.code == 0
    assert line.count("\n") == 1
    own = version("backprop-playground")
    assert line.startswith(f"backprop-playground {own} (numpy {np.__version__}, python")
