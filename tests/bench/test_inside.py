import io
import sys

import pytest

from app.bench import inside
from app.bench.report import Report


def test_every_bar_of_looking_inside_is_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inside.verifying, "run", lambda *_: None)
    report = Report(io.StringIO())
    inside.run(report, inside.Effort(seconds=0.5, steps=2))
    assert report.unmeasured == []
    assert report.reached + len(report.missed) == 4 + 6


def test_without_playwright_the_check_is_still_measured(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "playwright.sync_api", None)
    checked: list[int] = []
    monkeypatch.setattr(inside.verifying, "run", lambda _, times: checked.append(times))
    report = Report(io.StringIO())
    inside.run(report, inside.Effort(checks=3))
    assert report.unmeasured == ["looking inside a page"]
    assert checked == [3]
