"""The error curves as a table: CSV, a line an epoch."""

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

# Names of a record's series, and what a spreadsheet's reader calls them.
HEADS = {
    "epoch": "epoch",
    "updates": "updates",
    "train": "training error",
    "validation": "validation error",
    "test": "test error",
    "train_accuracy": "training accuracy",
    "validation_accuracy": "validation accuracy",
    "test_accuracy": "test accuracy",
}


def curve_table(history: Mapping[str, Sequence[Any]]) -> str:
    """Return the `history` of a RUN.json as CSV text, numbers in full precision.

    Series of which nothing is known are left out; single unknown values are empty.
    """
    names = [
        name
        for name in HEADS
        if name in history and any(value is not None for value in history[name])
    ]
    text = io.StringIO()
    writer = csv.writer(text)  # its lines end in CR LF, as the standard has it
    writer.writerow([HEADS[name] for name in names])
    writer.writerows(zip(*(history[name] for name in names), strict=True))
    return text.getvalue()
