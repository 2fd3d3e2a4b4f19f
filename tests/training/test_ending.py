"""What is said of a training that has stopped."""

import re
from dataclasses import replace

import pytest

from app.training.ending import ending, outlook, prospect
from app.training.evidence import weakness
from app.training.run import Run
from app.training.validation import resolve

ALL = 10**9


def stopped(**given):
    made = Run(resolve(given))
    made.play()
    made.advance(ALL)
    return made


def text_of(made):
    return ending(made, made.course.stop)


def validation(made):
    return made.course.history.column("validation")


def lowest(made):
    """Return the epoch of the lowest validation error, epoch 0 left out."""
    errors = validation(made)
    return min(range(1, len(errors)), key=errors.__getitem__)


def test_an_early_stop_names_its_epoch_and_the_one_restored():
    made = stopped()
    stop = made.course.stop
    assert stop.best_epoch == lowest(made)
    assert text_of(made) == (
        f"Stopped early at epoch {stop.epoch} · best epoch {stop.best_epoch} restored"
    )
    made.change({"restore_best": False})
    assert text_of(made).endswith(
        f" · best epoch was {stop.best_epoch}; the last weights stay"
    )


@pytest.mark.parametrize(
    ("criterion", "more", "words"),
    [
        (
            "generalization_loss",
            {},
            r"the validation error is [\d.]+ % above its small",
        ),
        ("progress_quotient", {}, r"generalization loss is [\d.]+ times the progress"),
        ("progress_quotient", {"strip_length": 1}, "the training error stands still"),
        ("successive_rises", {"rises": 3}, "rose 3 times in succession from strip to"),
        ("successive_rises", {"rises": 1}, "rose once from strip to strip of 5 epochs"),
    ],
)
def test_a_stop_by_another_criterion_says_which_and_how_far(criterion, more, words):
    text = text_of(stopped(criteria=[criterion], hidden_layers=[16, 16], **more))
    assert text.startswith("Stopped early at epoch ")
    assert re.search(words, text), text


def test_the_other_stops_are_told():
    assert text_of(stopped(max_epochs=2)).startswith("Stopped at epoch 2, the max ep")
    assert "has reached the target" in text_of(stopped(target_error=10.0))
    made = Run(resolve({"early_stopping": False}))
    made.play()
    made.advance(6 * 9 + 1)
    made.change({"max_epochs": 5})
    made.advance(ALL)
    assert text_of(made).startswith("Stopped at epoch 10: max epochs is 5 · best ep")


def test_a_lower_epoch_that_did_not_count_is_named_with_the_reason():
    made = stopped(min_delta=0.04)
    epoch, best = lowest(made), made.course.stop.best_epoch
    assert made.shown_epoch == best != epoch
    assert text_of(made).endswith(
        f"best epoch {best} restored. Epoch {epoch} was lower "
        f"({validation(made)[epoch]:.4g}), but by less than the minimum improvement of "
        "0.04."
    )


def test_a_lower_epoch_before_checking_started_is_named():
    first = lowest(stopped())
    made = stopped(start_epoch=first + 1)
    assert lowest(made) == first
    assert text_of(made).endswith(
        f"Epoch {first} was lower ({validation(made)[first]:.4g}), but checking "
        f"started at epoch {first + 1}."
    )


def test_where_nothing_was_watched_it_says_so():
    made = stopped(start_epoch=700)
    epoch = lowest(made)
    assert made.course.patience.best is None
    assert not made.is_restored
    assert text_of(made) == (
        "Stopped at epoch 600, the max epochs. Early stopping never looked: it "
        "starts checking at epoch 700. The lowest validation error was "
        f"{validation(made)[epoch]:.4g}, at epoch {epoch}."
    )


def test_an_empty_validation_set_lets_early_stopping_rest():
    settings = resolve({"validation_share": 0, "early_stopping": False})
    every = ["patience", "generalization_loss", "progress_quotient", "successive_rises"]
    settings = replace(settings, criteria=tuple(every), max_epochs=40)
    made = Run(replace(settings, early_stopping=True))
    made.play()
    made.advance(ALL)
    assert text_of(made) == (
        "Stopped at epoch 40, the max epochs. Early stopping rested: the validation "
        "set is empty."
    )
    assert not made.is_restored


def test_a_set_that_is_too_small_is_named_at_the_stop():
    made = stopped(examples=20, validation_share=10, batch_size=5)
    weak = weakness(made.course.problem)
    assert weak.startswith("Only 2 validation examples")
    assert text_of(made).endswith(f" {weak}")


def test_keep_training_says_what_will_follow():
    made = stopped()
    stop = made.course.stop.epoch
    assert outlook(made) == (
        f"Goes on from the last weights, those of epoch {stop}, past this early stop, "
        "to epoch 600 at the latest. Early stopping counts again after a new best "
        "epoch. No setting changes."
    )
    made.change({"patience": 40})
    assert outlook(made) == (
        f"Goes on from the last weights, those of epoch {stop}, to epoch 600 at the "
        "latest, with the settings as they are."
    )
    short = stopped(max_epochs=5)
    assert "past the max epochs, to epoch 20000 at the latest" in outlook(short)
    short.change({"max_epochs": 600})
    assert text_of(short).startswith("Stopped at epoch 5, the max epochs then · best")
    assert "epoch 5, to epoch 600 at the latest, with the sett" in outlook(short)
    assert "past the target error, to epoch 600" in outlook(stopped(target_error=10.0))
    assert outlook(Run(resolve({}))) == prospect(Run(resolve({}))) == ""
    wild = stopped(dataset="plane", activation="relu", learning_rate=10)
    assert outlook(wild) == prospect(wild) == ""


def test_the_status_says_it_in_a_few_words():
    made = stopped()
    assert prospect(made) == "Keep training goes past the stop, to epoch 600."
    made.change({"patience": 40})
    assert prospect(made) == "Keep training goes on to epoch 600."
    short = stopped(max_epochs=5)
    assert prospect(short) == "Keep training goes past the max epochs, to epoch 20000."
    early = prospect(stopped(target_error=10.0))
    assert early == "Keep training goes past the target error, to epoch 600."


def test_what_it_says_is_what_happens():
    """A property: where it is said to end at the latest, it ends at the latest."""
    for given in ({}, {"max_epochs": 20}, {"target_error": 0.6}, {"patience": 2}):
        made = stopped(**given, examples=40)
        most = int(re.search(r"to epoch (\d+) at the latest", outlook(made))[1])
        made.play()
        made.advance(ALL)
        assert made.course.epoch <= most


def test_at_the_limit_of_epochs_there_is_no_way_on():
    made = stopped(early_stopping=False, max_epochs=20_000, examples=20, batch_size=0)
    assert outlook(made) == "A run ends after 20000 epochs at the latest."
    assert prospect(made) == ""
