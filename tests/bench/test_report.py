import io

import pytest

from app.bench.report import Bar, Report, at_least, below


@pytest.mark.parametrize(
    ("bar", "measured", "reached"),
    [
        (at_least(4.5), 4.5, True),
        (at_least(4.5), 4.49, False),
        (below(16.7), 16.6, True),
        (below(16.7), 16.7, False),
        (below(20), float("nan"), False),
    ],
)
def test_a_bar_is_reached_or_not(bar: Bar, measured: float, reached: bool) -> None:
    assert bar.is_reached(measured) is reached


def test_the_report_says_what_is_missed_and_what_was_not_measured() -> None:
    stream = io.StringIO()
    report = Report(stream)
    report.line("fast", 5.0, "x", at_least(4.5))
    report.line("slow", 1234.5, "ms", below(50))
    report.line("plain", 0.1234, "s")
    report.missing("other", "it is not installed")
    report.end()
    lines = stream.getvalue().splitlines()
    assert [" ".join(line.split()) for line in lines[:3]] == [
        "fast 5 x bar: at least 4.5 reached",
        "slow 1,234 ms bar: below 50 MISSED",
        "plain 0.12 s",
    ]
    assert lines[3:] == [
        "  other: not measured, it is not installed",
        "",
        "1 of 2 bars reached",
        "  missed: slow",
        "  not measured: other",
    ]
