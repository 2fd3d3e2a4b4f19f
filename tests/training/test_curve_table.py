"""The error curves as CSV."""

import csv
import io

from app.training.curve_table import curve_table
from app.training.result import train
from app.training.validation import resolve


def read(text):
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert text.count("\r\n") == len(rows)
    return rows[0], rows[1:]


def column(heads, rows, name, kind=float):
    return [kind(row[heads.index(name)]) for row in rows]


def test_every_epoch_has_its_values_in_full_precision():
    history = train(resolve({}), opens_test=True)["history"]
    heads, rows = read(curve_table(history))
    assert heads == [
        *("epoch", "updates", "training error", "validation error", "test error"),
        *("training accuracy", "validation accuracy", "test accuracy"),
    ]
    assert column(heads, rows, "epoch", int) == list(range(37))
    assert column(heads, rows, "updates", int) == list(range(0, 217, 6))
    for head, name in (
        ("training error", "train"),
        ("test error", "test"),
        ("validation accuracy", "validation_accuracy"),
    ):
        assert column(heads, rows, head) == history[name]


def test_what_is_not_known_has_no_column_and_no_number():
    given = {"dataset": "plane", "validation_share": 0, "early_stopping": False}
    history = train(resolve(given | {"max_epochs": 3}))["history"]
    heads, rows = read(curve_table(history))
    assert heads == ["epoch", "updates", "training error"]
    assert len(rows) == 4
    one = {"epoch": [0, 1], "train": [0.5, None], "test": [None, None]}
    assert read(curve_table(one)) == (
        ["epoch", "training error"],
        [["0", "0.5"], ["1", ""]],
    )
