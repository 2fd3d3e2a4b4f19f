import io

import pytest

from app.bench import engine
from app.bench.report import Report


def test_every_bar_of_the_engine_is_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.bench.timing.ROUND_SECONDS", 0.0)
    monkeypatch.setattr("app.bench.libraries.SKLEARN_EPOCHS", 1)
    stream = io.StringIO()
    report = Report(stream)
    engine.run(report, rounds=1)
    assert report.reached + len(report.missed) == 9
    assert "W4 against scikit-learn's own fit" in stream.getvalue()


def test_a_library_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(*_: object) -> None:
        raise ImportError

    monkeypatch.setattr("app.bench.timing.ROUND_SECONDS", 0.0)
    monkeypatch.setattr(engine, "LIBRARIES", {"Fortran": absent})
    report = Report(io.StringIO())
    engine.run(report, rounds=1)
    assert "W1 against Fortran" in report.unmeasured
