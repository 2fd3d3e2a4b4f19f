import io

import pytest

from app.bench import promises
from app.bench.report import Report
from app.training.promises import PROMISES


@pytest.fixture
def counts(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """How many seeds keep each promise, by its text; all of them unless set."""
    counts: dict[str, int] = {}
    monkeypatch.setattr(
        promises,
        "kept",
        lambda promise, seeds: counts.get(promise.text, len(seeds)),
    )
    return counts


def test_every_promise_has_its_line(counts: dict[str, int]) -> None:
    stream = io.StringIO()
    report = Report(stream)
    promises.run(report, seeds=50)
    assert all(promise.text in stream.getvalue() for promise in PROMISES)
    assert report.reached == len(PROMISES)
    assert not report.missed


def test_the_bar_lies_at_48_of_50_seeds(counts: dict[str, int]) -> None:
    kept, broken = PROMISES[-1], PROMISES[-2]
    counts[kept.text], counts[broken.text] = 48, 47
    report = Report(io.StringIO())
    promises.run(report, seeds=50)
    assert len(report.missed) == 1
    assert report.missed[0].endswith(f": {broken.text}")


def test_the_promises_are_really_measured() -> None:
    stream = io.StringIO()
    promises.run(Report(stream), seeds=1)
    assert "MISSED" not in stream.getvalue()
