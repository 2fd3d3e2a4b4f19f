import io
import sys
from pathlib import Path

import pytest

from app.bench import classroom
from app.bench.product import Server
from app.bench.report import Report


@pytest.mark.skipif(sys.platform == "win32", reason="it has no such limits")
def test_a_small_class_reaches_its_bars(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(classroom, "RELOAD_SECONDS", 0.2)
    stream = io.StringIO()
    report = Report(stream)
    classroom.run(report, scale=0.02, patient=False)
    assert report.unmeasured == []
    missed = [name for name in report.missed if "refused" in name]  # the rest is speed
    assert missed == [], stream.getvalue()
    assert report.reached + len(report.missed) == 4


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="not on Linux")
def test_the_servers_threads_are_counted(tmp_path: Path) -> None:
    with Server(tmp_path) as server:
        assert classroom.threads(server) >= 3
