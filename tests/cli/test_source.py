import argparse
import json
import sys
from pathlib import Path

import pytest

from app.cli.errors import CommandError
from app.cli.source import read_source
from app.training.errors import SettingsError
from app.training.presets import PRESETS
from app.training.validation import resolve


def options(
    settings: str | None = None, preset: str | None = None, *assignments: str
) -> argparse.Namespace:
    return argparse.Namespace(
        settings=settings, preset=preset, assignments=list(assignments)
    )


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "settings.json"


def test_what_is_typed_wins_over_the_file_and_the_file_over_the_preset(
    file: Path,
) -> None:
    file.write_text(json.dumps({"patience": 7, "learning_rate": 0.2}))
    settings, changes = read_source(
        options(str(file), "overfit_xor", "learning_rate=0.1")
    )
    given = {"patience": 7, "learning_rate": 0.1}
    (xor,) = [preset for preset in PRESETS if preset.name == "overfit_xor"]
    assert settings == resolve(xor.settings | given)
    assert changes == []


def test_a_preset_or_a_value_needs_no_file() -> None:
    assert read_source(options(None, "spiral"))[0].optimizer == "adam"
    assert read_source(options(None, "Start here"))[0] == resolve({})
    assert read_source(options(None, None, "hidden-layers=4,4"))[0].hidden_layers == (
        4,
        4,
    )


def test_of_one_name_the_last_value_counts() -> None:
    settings, _ = read_source(options(None, None, "l2=0.1", "l2=0.2"))
    assert settings.l2 == 0.2


def test_changes_of_the_file_stay(file: Path) -> None:
    change = {"update": 4, "set": {"learning_rate": 0.01}}
    file.write_text(json.dumps({"settings": {"patience": 7}, "changes": [change]}))
    settings, changes = read_source(options(str(file), None, "patience=8"))
    assert settings.patience == 8
    assert [each.as_dict() for each in changes] == [change]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (options(), "name the settings: a SETTINGS.json"),
        (options(None, "fame"), "--preset must be one of default, overfit_xor"),
        (options(None, None, "patience"), "--set must be NAME=VALUE, for example"),
    ],
)
def test_what_names_no_settings_is_told(given: argparse.Namespace, words: str) -> None:
    with pytest.raises(CommandError, match=words):
        read_source(given)


def test_a_bad_value_is_told_like_one_of_a_file(file: Path) -> None:
    with pytest.raises(SettingsError, match="learning_rate must be a number from"):
        read_source(options(None, None, "learning_rate=99"))
    with pytest.raises(SettingsError, match="frobs is not a setting"):
        read_source(options(None, None, "frobs=1"))
    file.write_text("[1]")
    with pytest.raises(SettingsError, match=r"settings must be an object; received"):
        read_source(options(str(file), "spiral"))


def test_what_stands_below_gives_way_to_what_is_asked_for(file: Path) -> None:
    settings, _ = read_source(options(None, "overfit_xor", "examples=20"))
    assert (settings.examples, settings.batch_size) == (20, 6)
    file.write_text(json.dumps(resolve({}).as_dict()))
    settings, _ = read_source(options(str(file), None, "examples=30"))
    assert settings.batch_size == 9
    file.write_text(json.dumps({"examples": 30, "batch_size": 10}))
    with pytest.raises(SettingsError, match="batch_size must be at most the 9"):
        read_source(options(str(file)))  # given together: nothing gives way


def test_a_terminal_is_told_what_gave_way(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    read_source(options(None, None, "examples=30"))
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    read_source(options(None, None, "examples=30"))
    told = capsys.readouterr().err
    assert "9" in told
    assert told.count("\n") == 1
