"""The presets that promise to overfit, measured over many seeds."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.bench.report import Report, at_least
from app.training.course import Course
from app.training.presets import PRESETS
from app.training.stopping import Reason
from app.training.validation import resolve

SEEDS = 50
LONG = 600  # epochs
WORSE = 1.2  # times the smallest validation error
ENOUGH = 0.96  # of the seeds: 48 of 50
WITHOUT_END = 10**9


@dataclass(frozen=True)
class Outcome:
    """What happened with one seed: did it stop early, and how far did it overfit."""

    triggered: bool
    stop_epoch: int
    ratio: float


def outcome(settings: Mapping[str, Any], seed: int) -> Outcome:
    """Train once with early stopping, and once without it to epoch 600."""
    seeds = dict.fromkeys(("data_seed", "split_seed", "weight_seed"), seed)
    given = {**settings, **seeds, "max_epochs": LONG}
    stopping = Course(resolve(given))
    stopping.advance(WITHOUT_END)
    stop = stopping.stop
    assert stop is not None  # max_epochs ends it at the latest
    going_on = Course(resolve(given | {"early_stopping": False}))
    going_on.advance(WITHOUT_END)
    errors = [e for e in going_on.history.column("validation")[1:] if e is not None]
    triggered = stop.reason is Reason.EARLY_STOPPING
    return Outcome(triggered, stop.epoch, errors[-1] / min(errors))


def run(report: Report, seeds: int = SEEDS) -> None:
    """Measure every preset that promises to overfit, the default settings included."""
    report.title(f"Presets that overfit: of {seeds} seeds, how many")
    bar = at_least(ENOUGH * seeds)
    for preset in PRESETS:
        if not preset.overfits:
            continue
        outcomes = [outcome(preset.settings, seed) for seed in range(seeds)]
        stopped = sum(each.triggered for each in outcomes)
        worse = sum(each.ratio >= WORSE for each in outcomes)
        report.line(f"{preset.label}: stop early", stopped, "", bar)
        report.line(f"{preset.label}: end {WORSE} times their best", worse, "", bar)
