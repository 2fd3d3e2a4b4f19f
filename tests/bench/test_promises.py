import io

from app.bench import promises
from app.bench.report import Report
from app.training.presets import PRESETS


def test_the_default_settings_overfit_and_stop_early() -> None:
    outcome = promises.outcome({}, seed=1)
    assert outcome.triggered
    assert outcome.stop_epoch < promises.LONG
    assert outcome.ratio >= promises.WORSE


def test_every_preset_that_promises_is_measured() -> None:
    stream = io.StringIO()
    promises.run(Report(stream), seeds=1)
    assert stream.getvalue().count("stop early") == sum(p.overfits for p in PRESETS)


def test_vanishing_deltas_and_their_repairs_are_measured() -> None:
    stream = io.StringIO()
    promises.vanishing(Report(stream), seeds=2)
    lines = [line for line in stream.getvalue().splitlines() if "Vanishing" in line]
    assert len(lines) == 1 + len(promises.REPAIRS)
    assert all(" 2 " in line.replace("  ", " ") for line in lines), lines
