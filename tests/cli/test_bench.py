import pytest

from app.__main__ import main
from app.bench import promises
from app.bench.report import Report

Capture = pytest.CaptureFixture[str]


def test_one_part_can_be_chosen(
    monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setattr(promises, "run", lambda report: Report.title(report, "ours"))
    assert main(["bench", "presets"]) == 0
    assert capsys.readouterr().out.endswith("\nours\n\n0 of 0 bars reached\n")


def test_an_unknown_part_is_one_line(capsys: Capture) -> None:
    assert main(["bench", "swim"]) == 2
    assert "received swim" in capsys.readouterr().err
