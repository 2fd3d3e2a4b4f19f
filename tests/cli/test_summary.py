import pytest

from app.cli.summary import divergence, ending, summary
from app.training.notation import number
from app.training.result import train
from app.training.stopping import Reason
from app.training.validation import resolve


@pytest.fixture(scope="module")
def record():
    return train(resolve({}))


def test_its_numbers_are_those_of_the_record(record):
    lines = summary(record).splitlines()
    stop, history = record["stop"], record["history"]
    assert lines[0] == f"Stopped early (patience) at epoch {stop['epoch']}."
    assert lines[1].split() == [
        *("training", "error", "validation", "error"),
        *("training", "accuracy", "validation", "accuracy"),
    ]
    best = stop["best_epoch"]
    for line, name, epoch in (
        (lines[2], "first", 0),
        (lines[3], "best", best),
        (lines[4], "last", stop["epoch"]),
    ):
        assert line.split() == [
            *(name, "epoch", str(epoch)),
            number(history["train"][epoch]),
            number(history["validation"][epoch]),
            *(f"{100 * history['train_accuracy'][epoch]:.1f}", "%"),
            *(f"{100 * history['validation_accuracy'][epoch]:.1f}", "%"),
        ]
    assert len(lines) == 5


def test_the_test_set_stands_there_once_it_is_open():
    record = train(resolve({"max_epochs": 1}), opens_test=True)
    assert "test error" in summary(record)
    assert number(record["history"]["test"][1]) in summary(record)


def test_a_regression_has_no_accuracies():
    text = summary(train(resolve({"dataset": "sine", "max_epochs": 2})))
    assert "accuracy" not in text
    assert ending(train(resolve({"dataset": "sine", "max_epochs": 2}))) == (
        "Stopped at the last epoch allowed, epoch 2."
    )


def test_every_reason_has_its_words(record):
    for reason in [each.value for each in Reason] + ["interrupted"]:
        told = record | {"stop": {"reason": reason, "epoch": 3, "best_epoch": None}}
        assert ending(told).endswith(" 3.")
        assert "best" not in summary(told)


def test_divergence_is_told_and_nothing_else(record):
    assert divergence(record) is None
    made = train(
        resolve({"dataset": "plane", "activation": "relu", "learning_rate": 10})
    )
    assert f"diverged in epoch {made['stop']['epoch']}:" in (divergence(made) or "")
    assert summary(made).startswith(f"Diverged in epoch {made['stop']['epoch']}.")
