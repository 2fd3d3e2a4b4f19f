import io
import sys

import pytest

from app.bench import page
from app.bench.report import Report


def test_every_bar_of_the_page_is_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "SHAPES", page.SHAPES[:1])
    stream = io.StringIO()
    report = Report(stream)
    page.run(report, page.Effort(openings=1, seconds=0.5, moves=2))
    assert report.unmeasured == []
    assert report.reached + len(report.missed) == 5


def test_without_playwright_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "playwright.sync_api", None)
    report = Report(io.StringIO())
    page.run(report)
    assert report.unmeasured == ["the page"]
