import pytest

from app.cli.summary import divergence, ending, summary, unmet
from app.training.changes import checked_changes
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


def test_what_never_happened_is_told():
    settings = resolve({"max_epochs": 2, "start_epoch": 700, "examples": 40})
    listed = [
        {"update": update, "set": {"learning_rate": rate}}
        for update, rate in ((2, 0.1), (500, 0.2), (900, 0.3))
    ]
    changes = checked_changes(settings, listed)
    record = train(settings, changes)
    last = record["updates"]
    assert unmet(record, changes) == [
        "Early stopping never looked: it starts checking at epoch 700.",
        f"2 changes were never made: training ended after update {last}, "
        "before update 500.",
    ]
    assert unmet(record, changes[:1]) == unmet(record, changes)[:1]
    (only,) = unmet(train(settings, changes[:2]), changes[:2])[1:]
    assert only.startswith("One change was never made")


@pytest.mark.parametrize(
    "given", [{}, {"early_stopping": False}, {"validation_share": 0}]
)
def test_nothing_is_told_where_all_was_done(given):
    assert unmet(train(resolve({"max_epochs": 3, "start_epoch": 2} | given)), []) == []


def test_a_run_that_was_cut_off_is_not_said_to_have_missed_anything():
    settings = resolve({"max_epochs": 9, "start_epoch": 700})
    cut = train(settings, is_over=lambda: True)
    assert cut["stop"]["reason"] == "interrupted"
    assert unmet(cut, []) == []
