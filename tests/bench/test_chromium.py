import sys
from pathlib import Path

import pytest

from app.bench import chromium


@pytest.fixture
def nothing_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr(chromium, "candidates", lambda: iter(()))


def test_the_variable_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMIUM", sys.executable)  # it knows --version, too
    assert chromium.find() == sys.executable


def test_a_variable_that_names_no_browser_is_an_error(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CHROMIUM", str(tmp_path / "none"))
    with pytest.raises(chromium.NoBrowserError, match="is not a browser that starts"):
        chromium.find()


def test_an_empty_shell_is_passed_over(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    shell = tmp_path / "chromium-browser"
    shell.write_text("#!/bin/sh\nexit 1\n")
    shell.chmod(0o755)
    monkeypatch.delenv("CHROMIUM", raising=False)
    both = [str(shell), sys.executable]
    monkeypatch.setattr(chromium, "candidates", lambda: iter(both))
    assert chromium.find() == sys.executable


@pytest.mark.usefixtures("nothing_there")
def test_a_browser_that_cannot_be_had_is_a_failure(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(chromium, "installers", lambda: iter([[["false"]]]))
    assert chromium.main() == 1
    assert "need Chromium or Chrome" in capsys.readouterr().err


@pytest.mark.usefixtures("nothing_there")
def test_the_next_way_is_tried_where_one_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    def install_second() -> object:
        yield [["false"]]
        monkeypatch.setattr(chromium, "candidates", lambda: iter([sys.executable]))
        yield [["true"]]

    monkeypatch.setattr(chromium, "installers", install_second)
    assert chromium.find_or_install() == sys.executable


def test_the_sandbox_is_left_out_for_root_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000, raising=False)
    assert "--no-sandbox" not in chromium.flags()
    monkeypatch.setattr("os.geteuid", lambda: 0, raising=False)
    assert "--no-sandbox" in chromium.flags()
