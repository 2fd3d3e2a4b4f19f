import io
import json
import sys
from pathlib import Path

import pytest

from app.__main__ import main
from app.training.notation import number

SHORT = '{"examples": 40, "hidden_layers": [3]}'
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings on standard input."""
    stdin = io.TextIOWrapper(io.BytesIO(SHORT.encode()))
    monkeypatch.setattr(sys, "stdin", stdin)


@pytest.mark.usefixtures("typed")
def test_the_document_has_all_that_was_promised(capsys: Capture) -> None:
    assert main(["explain", "-", "--update", "7", "--out", "-"]) == 0
    captured = capsys.readouterr()
    document = json.loads(captured.out)
    assert captured.err == ""
    assert set(document) == {"example", "error_before", "error_after", "layers"}
    assert set(document["example"]) == {"x", "y"}
    names = ("weights", "biases", "z", "a", "delta", "weight_gradient")
    more = ("bias_gradient", "weight_update", "bias_update")
    assert all(set(layer) == {*names, *more} for layer in document["layers"])
    first = document["layers"][0]
    assert (len(first["weights"]), len(first["weights"][0])) == (2, 3)


@pytest.mark.usefixtures("typed")
def test_a_name_that_ends_in_html_makes_a_sheet(tmp_path: Path) -> None:
    out = tmp_path / "example.html"
    assert main(["explain", "-", "--out", str(out)]) == 0
    assert out.read_text("ascii").startswith("<!doctype html>")
    assert 'class="blank"' not in out.read_text("ascii")


@pytest.mark.usefixtures("typed")
def test_a_sheet_can_leave_room_for_the_answers(tmp_path: Path) -> None:
    out = tmp_path / "example.html"
    command = ["explain", "-", "--update", "3", "--out", str(out)]
    assert main([*command, "--without-answers"]) == 0
    assert 'class="blank"' in out.read_text("ascii")


@pytest.mark.usefixtures("typed")
def test_a_terminal_shows_the_progress(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    out = str(tmp_path / "example.json")
    assert main(["explain", "-", "--update", "5", "--out", out]) == 0
    assert "training" in capsys.readouterr().err


@pytest.mark.usefixtures("typed")
@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--update", "-1"], "update must be a whole number from 0 to 1000000"),
        (
            ["--update", "x"],
            'update must be a whole number from 0 to 1000000; received "x"',
        ),
        (["--out", "sheet.pdf"], "--out must end in .json or .html"),
        (["--without-answers"], "--without-answers needs an --out that ends in .html"),
        (["--out", "/none/such/a.json"], "cannot write /none/such/a.json"),
    ],
)
def test_bad_input_is_told_in_one_line(
    options: list[str], words: str, capsys: Capture
) -> None:
    assert main(["explain", "-", *options]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    assert words in captured.err


def test_bad_settings_leave_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    stdin = io.TextIOWrapper(io.BytesIO(b'{"frobs": 1}'))
    monkeypatch.setattr(sys, "stdin", stdin)
    out = tmp_path / "example.html"
    assert main(["explain", "-", "--out", str(out)]) == 2
    assert "frobs is not a setting" in capsys.readouterr().err
    assert not out.exists()


def test_a_terminal_gets_the_main_numbers_in_lines(
    monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    source = ["explain", "--preset", "overfit_xor", "--set", "hidden_layers=3,9"]
    assert main([*source, "--update", "4", "--out", "-"]) == 0
    document = json.loads(capsys.readouterr().out)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert main([*source, "--update", "4"]) == 0
    lines = capsys.readouterr().out.splitlines()
    x, y = document["example"]["x"], document["example"]["y"]
    assert lines[0] == f"input {number(x[0])} {number(x[1])}, target {number(y[0])}"
    first, second, _ = document["layers"]
    assert lines[1:5] == [
        "layer 1",
        *(
            f"  {name:6}" + " ".join(number(value) for value in first[name])
            for name in ("z", "a", "delta")
        ),
    ]
    assert lines[6].endswith(f"{number(second['z'][7])} ...")
    before, after = document["error_before"], document["error_after"]
    assert lines[-2] == f"error {number(before)}, and {number(after)} after the update"


def test_the_same_file_twice_is_refused(tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "settings.json"
    file.write_text(SHORT)
    assert main(["explain", str(file), "--out", str(file)]) == 2
    assert "--out must be another file than SETTINGS.json" in capsys.readouterr().err
    assert file.read_text() == SHORT
