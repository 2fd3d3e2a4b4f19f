import io
import sys

import pytest

from app.bench import verifying
from app.bench.report import Report


def test_both_bars_of_the_check_are_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verifying, "BEFORE_SECONDS", 0.3)
    stream = io.StringIO()
    report = Report(stream)
    verifying.run(report, 1)
    assert report.reached + len(report.missed) == 2
    parameters = int(
        stream.getvalue().split(" parameters")[0].split()[-1].replace(",", "")
    )
    assert 4_000 < parameters <= 5_000


def test_without_a_client_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "websocket", None)
    report = Report(io.StringIO())
    verifying.run(report, 1)
    assert report.unmeasured == ["the gradient check"]
