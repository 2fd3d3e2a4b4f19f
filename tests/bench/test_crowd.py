import io

from app.bench import crowd
from app.bench.report import Report


def test_a_small_crowd_is_measured() -> None:
    report = Report(io.StringIO())
    crowd.run(report, browsers=2, greedy_pages=1, seconds=0.3)
    assert report.unmeasured == []
    assert report.reached + len(report.missed) == 2
