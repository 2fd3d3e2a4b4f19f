import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from app.__main__ import main
from app.training.settings import CATALOGUE

SHORT = {"max_epochs": 3, "examples": 40}
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def train(tmp_path: Path) -> Any:
    """`train(settings)`: the record of a run, through files."""

    def train(document: object) -> Any:
        source, out = tmp_path / "settings.json", tmp_path / "run.json"
        source.write_text(json.dumps(document))
        assert main(["train", str(source), "--out", str(out)]) == 0
        return json.loads(out.read_text())

    return train


def refused(document: str, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> str:
    """Train on `document` from standard input; return the one line that refuses it."""
    stdin = io.TextIOWrapper(io.BytesIO(document.encode()))
    monkeypatch.setattr(sys, "stdin", stdin)
    assert main(["train", "-"]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    return captured.err.removeprefix("backprop-playground: ").strip()


def test_the_record_has_all_that_was_promised(train: Any) -> None:
    run = train(SHORT)
    assert set(run) == {
        *("settings", "changes", "data", "initial", "best", "final", "history"),
        "stop",
    }
    assert run["settings"].keys() == CATALOGUE.keys()
    assert run["history"]["epoch"] == [0, 1, 2, 3]
    assert run["stop"]["reason"] == "max_epochs"


def test_the_same_settings_give_the_same_record(train: Any) -> None:
    assert train(SHORT) == train({"settings": SHORT, "changes": []})


def test_a_run_with_its_changes_is_made_again(train: Any) -> None:
    changes = [{"update": 4, "set": {"learning_rate": 0.01}}]
    run = train({"settings": SHORT, "changes": changes})
    assert run["changes"] == changes
    assert run["final"] != train(SHORT)["final"]


def test_outside_the_engine_weights_are_inputs_by_outputs(train: Any) -> None:
    first = train(SHORT | {"hidden_layers": [5]})["initial"][0]
    assert len(first["weights"]) == 2
    assert len(first["weights"][0]) == len(first["biases"]) == 5


def test_standard_output_holds_nothing_but_the_record(
    monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    stdin = io.TextIOWrapper(io.BytesIO(json.dumps(SHORT).encode()))
    monkeypatch.setattr(sys, "stdin", stdin)
    assert main(["train", "-", "--out", "-"]) == 0
    captured = capsys.readouterr()
    assert json.loads(captured.out)["stop"]["epoch"] == 3
    assert captured.err == ""


def test_a_terminal_shows_the_progress(
    train: Any, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    train(SHORT)
    assert "training" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ("[]", "settings must be an object; received []"),
        ("{", "standard input is not JSON"),
        ('{"learning_rate": NaN}', "NaN is not a number"),
        ('{"learning_rate": 1e999}', "learning_rate must be a number from"),
        ('{"learning_rate": true}', "received true"),
        ('{"learning_rate": "1,000"}', 'received "1,000"'),
        ('{"max_epochs": -1}', "max_epochs must be a whole number from 1 to"),
        ('{"frobs": 1}', "frobs is not a setting"),
        ('{"validation_share": 80, "test_share": 80}', "test_share"),
        ('{"settings": {}, "changes": 5}', "changes must be a list; received 5"),
        ('{"settings": null}', "settings must be an object; received null"),
    ],
)
def test_bad_settings_are_told_in_one_line(
    document: str, words: str, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    assert words in refused(document, monkeypatch, capsys)
