"""Time several functions in turn, so that a machine whose speed wanders is fair."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

ROUND_SECONDS = 0.004


@dataclass(frozen=True)
class Contender:
    """Something to time: `run()` makes `updates` weight updates."""

    run: Callable[[], object]
    updates: int


@dataclass(frozen=True)
class Times:
    """Seconds an update, (rounds, contenders), measured in turn."""

    names: tuple[str, ...]
    seconds: NDArray[np.float64]

    def microseconds(self, name: str) -> float:
        """Return the median time of one update."""
        return float(np.median(self._column(name)) * 1e6)

    def times_faster(self, name: str, than: str) -> float:
        """Return how many times as fast `name` is: the median over the rounds."""
        return float(np.median(self._column(than) / self._column(name)))

    def _column(self, name: str) -> NDArray[np.float64]:
        column: NDArray[np.float64] = self.seconds[:, self.names.index(name)]
        return column


def interleaved(contenders: Mapping[str, Contender], rounds: int) -> Times:
    """Time all contenders in each round, each for about `ROUND_SECONDS`."""
    repeats = {name: _repeats(each) for name, each in contenders.items()}
    rows = np.empty((rounds, len(contenders)))
    for row in rows:
        for column, (name, each) in enumerate(contenders.items()):
            seconds = _time(each, repeats[name])
            row[column] = seconds / repeats[name] / each.updates
    return Times(tuple(contenders), rows)


def _repeats(each: Contender) -> int:
    each.run()  # warms caches up
    return max(1, round(ROUND_SECONDS / _time(each, 1)))


def _time(each: Contender, repeats: int) -> float:
    start = perf_counter()
    for _ in range(repeats):
        each.run()
    return perf_counter() - start


def percentile(values: list[float], share: float) -> float:
    """Return the value below which `share` percent of `values` lie."""
    return float(np.percentile(values, share))
