import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from app.training.history_table import history_csv
from app.training.result import train
from app.training.validation import resolve

NUMBERS = st.none() | st.floats(allow_nan=False, allow_infinity=False)


@given(st.lists(st.tuples(NUMBERS, NUMBERS), max_size=6))
def test_every_number_comes_back_to_the_last_bit(rows):
    table = {
        "epoch": list(range(len(rows))),
        "train": [row[0] for row in rows],
        "validation": [row[1] for row in rows],
    }
    names, *lines = csv.reader(io.StringIO(history_csv(table)))
    assert names == ["epoch", "train", "validation"]
    read = [
        tuple(None if cell == "" else float(cell) for cell in line) for line in lines
    ]
    assert read == [(float(i), *row) for i, row in enumerate(rows)]


def test_a_run_has_a_row_for_each_epoch():
    history = train(resolve({"max_epochs": 3}))["history"]
    lines = list(csv.DictReader(io.StringIO(history_csv(history))))
    assert [line["epoch"] for line in lines] == ["0", "1", "2", "3"]
    assert [line["update"] for line in lines] == ["0", "6", "12", "18"]
    assert [float(line["train"]) for line in lines] == history["train"]
    assert {line["test"] for line in lines} == {""}
