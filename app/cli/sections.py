"""What the sheet is made of: lines of working, and the sections they stand in."""

from dataclasses import dataclass

from markupsafe import Markup

from app.cli.mathml import Pieces, math
from app.cli.tables import Table


@dataclass(frozen=True)
class Line:
    """A line of working: symbols = numbers = result."""

    symbols: Pieces
    numbers: Pieces
    result: Markup

    @property
    def parts(self) -> list[Markup]:
        """The symbols, each piece a formula of its own."""
        return [math(part) for part in self.symbols]

    @property
    def worked(self) -> list[Markup]:
        """The numbers, each piece a formula of its own."""
        return [math(part) for part in self.numbers]


@dataclass(frozen=True)
class Section:
    """One layer in one phase: a rule in general, lines of working, tables."""

    title: str
    rules: list[Markup]
    text: str
    lines: list[Line]
    tables: list[Table]
