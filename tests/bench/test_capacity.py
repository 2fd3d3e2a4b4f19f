import io

from app.bench import capacity
from app.bench.report import Report


def test_the_memory_of_a_small_class_is_measured() -> None:
    report = Report(io.StringIO())
    capacity.run(report, pages=2, seconds=1)
    assert report.unmeasured == []
    assert (report.reached, report.missed) == (1, [])
