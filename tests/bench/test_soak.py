import io

import pytest

from app.bench import soak
from app.bench.report import Report


def test_the_memory_of_server_and_tab_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(soak, "WARM_SECONDS", 0.1)
    report = Report(io.StringIO())
    soak.run(report, minutes=0)
    assert report.unmeasured == []
    assert report.reached + len(report.missed) == 3
