"""How often presets keep what they promise, over many seeds."""

from app.bench.report import Report, at_least
from app.training.presets import PRESETS
from app.training.promises import ENOUGH, PROMISES, kept

SEEDS = 50


def run(report: Report, seeds: int = SEEDS) -> None:
    """Measure every promise; the bar is 95 % of the seeds."""
    share = f"{ENOUGH:.0%}".replace("%", " %")
    report.title(f"Presets that keep their promise: of {seeds} seeds (bar: {share})")
    labels = {preset.name: preset.label for preset in PRESETS}
    for promise in PROMISES:
        name = f"{labels[promise.preset]}: {promise.text}"
        count = kept(promise, range(seeds))
        report.line(name, count, f"of {seeds}", at_least(ENOUGH * seeds))
