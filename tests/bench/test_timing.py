import numpy as np
import pytest

from app.bench import timing
from app.bench.timing import Contender, Times, interleaved, percentile


def test_contenders_run_in_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timing, "ROUND_SECONDS", 0.0)  # once a round
    calls: list[str] = []
    contenders = {
        name: Contender(lambda name=name: calls.append(name), 2) for name in "ab"
    }
    times = interleaved(contenders, rounds=3)
    assert "".join(calls).endswith("ababab")
    assert times.seconds.shape == (3, 2)


def test_the_ratio_is_the_median_over_the_rounds() -> None:
    times = Times(("a", "b"), np.array([[1e-6, 2e-6], [1e-6, 3e-6], [2e-6, 80e-6]]))
    assert times.microseconds("a") == pytest.approx(1)
    assert times.times_faster("a", than="b") == pytest.approx(3)


def test_a_percentile_lies_between_the_values() -> None:
    assert percentile([1.0, 2.0, 3.0], 50) == 2.0
    assert percentile([1.0, 2.0, 3.0], 95) == pytest.approx(2.9)
