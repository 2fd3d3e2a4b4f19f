import io

import pytest

from app.bench import served
from app.bench.report import Report


def test_rates_and_latency_are_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(served, "WINDOW_SECONDS", 0.3)
    stream = io.StringIO()
    report = Report(stream)
    served.run(report, rounds=1, changes=2)
    assert report.reached + len(report.missed) == 2
    assert "computed with it, p95" in stream.getvalue()
