"""Lines of results as they come, each with its bar and whether it is reached."""

import sys
from dataclasses import dataclass
from typing import TextIO


@dataclass(frozen=True)
class Bar:
    """What a value should be: at least `value`, or below it."""

    value: float
    is_floor: bool

    def is_reached(self, measured: float) -> bool:
        """Tell whether `measured` is on the right side."""
        return measured >= self.value if self.is_floor else measured < self.value

    def __str__(self) -> str:
        return f"{'at least' if self.is_floor else 'below'} {self.value:g}"


def at_least(value: float) -> Bar:
    """Return the bar for something that should be large."""
    return Bar(value, True)


def below(value: float) -> Bar:
    """Return the bar for something that should be small."""
    return Bar(value, False)


class Report:
    """Writes what was measured, and counts the bars."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = sys.stdout if stream is None else stream
        self.reached = 0
        self.missed: list[str] = []
        self.unmeasured: list[str] = []

    def title(self, text: str) -> None:
        """Begin a group of lines."""
        self._write(f"\n{text}")

    def note(self, text: str) -> None:
        """Write a line without a number to judge."""
        self._write(f"  {text}")

    def line(self, name: str, value: float, unit: str, bar: Bar | None = None) -> None:
        """Write one result."""
        text = f"  {name:<58} {_figures(value):>8} {unit:<6}"
        if bar is not None:
            text += f" bar: {bar!s:<15} {self._judge(name, value, bar)}"
        self._write(text.rstrip())

    def missing(self, name: str, reason: str) -> None:
        """Say what was not measured, and why."""
        self.unmeasured.append(name)
        self._write(f"  {name}: not measured, {reason}")

    def end(self) -> None:
        """Write how many bars were reached, and name the rest."""
        judged = self.reached + len(self.missed)
        self._write(f"\n{self.reached} of {judged} bars reached")
        for name in self.missed:
            self._write(f"  missed: {name}")
        for name in self.unmeasured:
            self._write(f"  not measured: {name}")

    def _judge(self, name: str, value: float, bar: Bar) -> str:
        if bar.is_reached(value):
            self.reached += 1
            return "reached"
        self.missed.append(name)
        return "MISSED"

    def _write(self, text: str) -> None:
        print(text, file=self._stream, flush=True)


def _figures(value: float) -> str:
    """Return the number with about three figures, a whole one without decimals."""
    if value == int(value):
        return f"{value:,.0f}"
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"
