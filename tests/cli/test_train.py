import io
import json
import os
import re
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from app.__main__ import main
from app.cli.summary import summary, unmet
from app.training.curve_table import curve_table
from app.training.history import COLUMNS
from app.training.result import train as train_document
from app.training.settings import CATALOGUE
from app.training.validation import resolve
from app.training.versions import versions

ROOT = Path(__file__).resolve().parents[2]
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
        *("updates", "stop", "versions"),
    }
    assert run["settings"].keys() == CATALOGUE.keys()
    assert run["history"]["epoch"] == [0, 1, 2, 3]
    assert list(run["history"]) == ["epoch", "updates", *COLUMNS]
    assert run["versions"] == versions()
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
    assert "training: " in capsys.readouterr().err


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


def test_the_history_is_written_as_a_table_too(tmp_path: Path) -> None:
    out, table = tmp_path / "run.json", tmp_path / "run.csv"
    sets = [f"--set={name}={value}" for name, value in SHORT.items()]
    assert main(["train", *sets, "--out", str(out), "--csv", str(table)]) == 0
    history = json.loads(out.read_text())["history"]
    with table.open(newline="") as stream:
        assert stream.read() == curve_table(history)


def test_the_same_file_twice_is_refused_before_the_work(
    tmp_path: Path, capsys: Capture
) -> None:
    file = tmp_path / "settings.json"
    file.write_text(json.dumps(SHORT))
    assert main(["train", str(file), "--out", str(file)]) == 2
    assert "--out must be another file than SETTINGS.json" in capsys.readouterr().err
    assert json.loads(file.read_text()) == SHORT
    assert main(["train", str(file), "--csv", "-"]) == 2
    assert "--csv - needs an --out that is a file" in capsys.readouterr().err


def test_a_terminal_gets_a_summary_instead_of_the_record(
    monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert main(["train", "--set", "max_epochs=2"]) == 0
    record = train_document(resolve({"max_epochs": 2}))
    assert capsys.readouterr().out == summary(record)
    assert main(["train", "--set", "max_epochs=2", "--out", "-"]) == 0
    assert json.loads(capsys.readouterr().out) == record


def test_a_run_that_diverged_says_so(tmp_path: Path, capsys: Capture) -> None:
    out = tmp_path / "run.json"
    typed = [
        f"--set={each}"
        for each in ("dataset=plane", "activation=relu", "learning_rate=10")
    ]
    assert main(["train", *typed, "--out", str(out)]) == 0
    epoch = json.loads(out.read_text())["stop"]["epoch"]
    error = capsys.readouterr().err
    assert error.startswith(f"backprop-playground: training diverged in epoch {epoch}:")
    assert error.count("\n") == 1


def test_what_never_happened_is_told_on_standard_error(
    tmp_path: Path, capsys: Capture
) -> None:
    out = tmp_path / "run.json"
    typed = ["--set=max_epochs=2", "--set=start_epoch=700", "--out", str(out)]
    assert main(["train", *typed]) == 0
    (said,) = unmet(json.loads(out.read_text()), [])
    assert capsys.readouterr().err == f"backprop-playground: {said}\n"


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no SIGINT for one process")
def test_ctrl_c_writes_what_there_is(tmp_path: Path) -> None:
    """A real process is interrupted once it trains: its bar says so on a terminal."""
    import pty
    import termios

    out = tmp_path / "run.json"
    typed = ["max_epochs=20000", "early_stopping=off", "hidden_layers=32,32"]
    reader, terminal = pty.openpty()
    termios.tcsetwinsize(terminal, (24, 100))  # a bar is drawn to a width
    command = [sys.executable, "-m", "app", "train", *[f"--set={t}" for t in typed]]
    with subprocess.Popen(
        [*command, "--out", str(out)], cwd=ROOT, stderr=terminal
    ) as process:
        os.close(terminal)
        shown = b""
        while not re.search(rb"[1-9][0-9]*/20000", shown):
            shown += os.read(reader, 4096)
        process.send_signal(signal.SIGINT)
        with suppress(OSError):  # the terminal is gone with the process
            while piece := os.read(reader, 4096):
                shown += piece
        assert process.wait() == 130
    os.close(reader)
    record = json.loads(out.read_text())
    stop, history = record["stop"], record["history"]
    assert stop["reason"] == "interrupted"
    assert stop["epoch"] == history["epoch"][-1] < 20_000
    assert history["updates"][-1] == 6 * stop["epoch"]
    assert f"interrupted after epoch {stop['epoch']};" in shown.decode()
    whole = train_document(resolve(record["settings"] | {"max_epochs": stop["epoch"]}))
    assert record["final"] == whole["final"]
    assert history["validation"] == whole["history"]["validation"]


def test_an_interrupted_run_ends_with_a_whole_epoch() -> None:
    asked = iter([False] * 9)
    record = train_document(resolve({}), is_over=lambda: next(asked, True))
    assert record["stop"]["reason"] == "interrupted"
    assert record["stop"]["epoch"] >= 1
    assert record["history"]["updates"][-1] == 6 * record["stop"]["epoch"]
