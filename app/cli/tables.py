"""Tables of the sheet, cut to the width of a page.

What every unit has is shown for all of them, in blocks of eight. What every edge has is
shown for eight units on both sides: a layer of 32 on 32 would fill pages.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from app.cli.mathml import indexed, math, tag, text_number
from app.engine import Array

WIDTH = 8  # columns that fit a page


@dataclass(frozen=True)
class Table:
    """Cells under heads.

    Attributes:
        caption: what the numbers are. heads: above the columns. rows: each a head and
            its cells. is_given: whether the numbers are shown without answers, too.
        note: what was left out, or nothing.
    """

    caption: Markup
    heads: Sequence[Markup]
    rows: Sequence[tuple[Markup, Sequence[Markup]]]
    is_given: bool = False
    note: str = ""

    @property
    def size(self) -> str:
        """The class of its type: the more there is in a row, the smaller."""
        if len(self.heads) <= 6:
            return ""
        has_powers = any("<sup>" in cell for _, cells in self.rows for cell in cells)
        return "wide powers" if has_powers else "wide"


def unit_tables(caption: str, layer: int, rows: dict[Markup, Array]) -> list[Table]:
    """Return tables with a column a unit (blocks of eight) of `rows`, each (n,)."""
    count = len(next(iter(rows.values())))
    return [
        Table(
            Markup("{}").format(
                _range(caption, first, min(first + WIDTH, count), count)
            ),
            [
                math(tag("mn", str(u + 1)))
                for u in range(first, min(first + WIDTH, count))
            ],
            [
                (head, [text_number(v) for v in values[first : first + WIDTH]])
                for head, values in rows.items()
            ],
        )
        for first in range(0, count, WIDTH)
    ]


def weight_table(
    caption: Markup, layer: int, block: Array, is_given: bool = False
) -> Table:
    """Return a table of one layer's parameters, (n_l, n_{l-1} + 1), bias last.

    Rows are the units that an edge comes from, columns those it leads to.
    """
    n_out, n_in = block.shape[0], block.shape[1] - 1
    columns, lines = min(n_out, WIDTH), min(n_in, WIDTH)
    rows = [
        (
            math(indexed("a", layer - 1, i + 1)),
            [text_number(v) for v in block[:columns, i]],
        )
        for i in range(lines)
    ]
    rows.append((Markup("bias"), [text_number(v) for v in block[:columns, -1]]))
    return Table(
        caption,
        [math(indexed("z", layer, j + 1)) for j in range(columns)],
        rows,
        is_given,
        _left_out(n_in, n_out),
    )


def layer_table(words: str, symbol: Markup, layer: int, block: Array) -> Table:
    """Return a table of one layer's parameters, named by what they are."""
    caption = Markup("{} {}, layer {}").format(words, math(symbol), layer)
    return weight_table(caption, layer, block)


def _range(caption: str, first: int, last: int, count: int) -> str:
    if count <= WIDTH:
        return caption
    return f"{caption}, units {first + 1} to {last} of {count}"


def _left_out(n_in: int, n_out: int) -> str:
    """Return the sentence about the edges that are not shown."""
    if n_in <= WIDTH and n_out <= WIDTH:
        return ""
    return (
        f"Shown are the first {min(n_in, WIDTH)} × {min(n_out, WIDTH)} of "
        f"{n_in} × {n_out} weights; the numbers as JSON hold all."
    )
