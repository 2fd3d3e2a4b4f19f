"""The errors and accuracies of every epoch as text with commas (RFC 4180)."""

import csv
import io
from collections.abc import Mapping, Sequence


def history_csv(history: Mapping[str, Sequence[float | None]]) -> str:
    """Return one row an epoch under the names of the columns.

    `history` is that of a run's record: columns of one length. Numbers stand in full
    precision with a point, whatever the language of the machine; a cell is empty where
    there is no number.
    """
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(history)
    for row in zip(*history.values(), strict=True):
        writer.writerow(["" if value is None else repr(value) for value in row])
    return text.getvalue()
