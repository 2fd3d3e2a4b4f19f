"""What a run is doing, in words."""

import re

import pytest

from app.training.notices import OPENED
from app.training.run import Run
from app.training.status import describe
from app.training.validation import resolve


def text_of(updates=10**9, play=True, **given):
    made = Run(resolve(given))
    if play:
        made.play()
        made.advance(updates)
    return describe(made).text


def test_a_new_run_says_what_to_press():
    assert text_of(play=False) == "Ready. Press Play to train."


def test_a_run_that_was_opened_again_was_computed_anew():
    made = Run(resolve({}))
    made.recover(9, OPENED)
    made.advance(10**9)
    assert describe(made).text == (
        "Paused in epoch 2. It was computed again, to the same bytes."
    )


def test_an_early_stop_says_what_happened_and_why():
    made = Run(resolve({}))
    made.play()
    made.advance(10**9)
    stop = made.course.stop
    assert describe(made).text == (
        f"Stopped early at epoch {stop.epoch}: no improvement for 20 epochs. "
        f"Best epoch {stop.best_epoch} restored."
    )
    made.change({"restore_best": False})
    assert describe(made).text.endswith(
        f"Best epoch was {stop.best_epoch}; the last weights stay."
    )


def test_a_patience_of_one_is_spoken_of_in_the_singular():
    assert "no improvement for 1 epoch." in text_of(patience=1)


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
    text = text_of(criteria=[criterion], hidden_layers=[16, 16], **more)
    assert text.startswith("Stopped early at epoch ")
    assert re.search(words, text), text


def test_the_other_stops_are_told():
    assert "the most epochs allowed" in text_of(max_epochs=2)
    assert "has reached the target" in text_of(target_error=10.0)


def test_divergence_says_what_to_do():
    text = text_of(dataset="plane", activation="relu", learning_rate=10)
    assert text.startswith("Diverged in epoch 1: ")
    assert "go back there with learning rate 3.33?" in text


def test_running_and_paused_say_so():
    made = Run(resolve({}))
    made.play()
    made.advance(7)
    assert describe(made).text.startswith("Training.")
    made.pause()
    assert describe(made).text == "Paused in epoch 2."


def test_a_fault_is_told():
    made = Run(resolve({}))
    made.fail("the log has the details.")
    assert describe(made).tone == "bad"
    assert "the log has the details." in describe(made).text


def test_a_look_back_says_at_which_epoch_of_how_many():
    made = Run(resolve({}))
    made.play()
    made.advance(10**9)
    for _ in made.visiting(12):
        pass
    assert describe(made).text == "Looking at epoch 12 of 36."
    assert describe(made).tone == "info"


def test_a_look_back_says_what_was_set_otherwise_then():
    made = Run(resolve({"early_stopping": False}))
    made.play()
    made.advance(60)
    made.pause()
    given = {"learning_rate": 0.1, "target_error": 0.01, "early_stopping": True}
    told = "Looking at epoch 4 of 10, then with "
    changes = [({"learning_rate": 0.1}, "Learning rate 0.3")]
    changes += [(given, "Learning rate 0.3, Early stopping off, Target error off")]
    for change, words in changes:
        made.change(change)
        for _ in made.visiting(4):
            pass
        assert describe(made).text == f"{told}{words}."
    made.change({"l2": 0.1})
    for _ in made.visiting(4):
        pass
    assert describe(made).text.endswith(": 4 settings were others then.")
