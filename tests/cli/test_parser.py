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
        (["train", "-"], ["train", "-"]),
    ],
)
def test_serve_is_what_happens_without_a_command(
    typed: list[str], read_as: list[str]
) -> None:
    assert with_default(typed) == read_as


def test_train_writes_to_standard_output_unless_told_otherwise() -> None:
    assert read(["train", "settings.json"]).out == "-"
    assert read(["train", "-", "--out", "run.json"]).out == "run.json"


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        (["train"], "the following arguments are required: SETTINGS.json"),
        (["settings", "--frob"], "unrecognized arguments: --frob"),
        (["--por", "1"], "unrecognized arguments: --por 1"),
        (["swim"], "invalid choice: 'swim'"),
    ],
)
def test_what_cannot_be_understood_is_told(typed: list[str], message: str) -> None:
    with pytest.raises(CommandError) as error:
        read(typed)
    assert message in str(error.value)
