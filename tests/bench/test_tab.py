import sys

import pytest

from app.bench.tab import NotMeasurableError, browser


def test_without_playwright_nothing_is_measured(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "playwright.sync_api", None)
    with pytest.raises(NotMeasurableError, match="Playwright"), browser():
        pass
