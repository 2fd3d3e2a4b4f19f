"""What a run is doing, in words."""

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
        "Paused in epoch 2. It was computed from its settings and changes."
    )


def test_it_says_what_early_stopping_does():
    assert text_of(7, early_stopping=False).endswith("Early stopping is off.")
    assert text_of(7).endswith("Early stopping watches the validation error.")
    late = text_of(7, start_epoch=100)
    assert late.endswith("Early stopping starts checking at epoch 100.")


def test_before_it_trains_it_says_what_to_know():
    text = text_of(play=False, start_epoch=700)
    assert text == (
        "Ready. Press Play to train. Training ends at epoch 600, before checking "
        "starts at epoch 700: early stopping never looks."
    )


def test_a_stop_is_told_with_what_would_follow():
    made = Run(resolve({}))
    made.play()
    made.advance(10**9)
    stop = made.course.stop
    assert describe(made).text == (
        f"Stopped early at epoch {stop.epoch} · best epoch {stop.best_epoch} restored. "
        "Keep training goes past the stop, to epoch 600."
    )
    made.change({"min_delta": 0.2, "max_epochs": 50})
    assert describe(made).text.endswith(
        "Keep training goes past the stop, to epoch 50."
    )


def test_it_says_which_stop_it_trains_past():
    made = Run(resolve({"max_epochs": 60}))
    made.play()
    made.advance(10**9)
    stop = made.course.stop.epoch
    made.play()
    assert describe(made).text == (
        f"Training past the stop at epoch {stop}. It counts again after a new best "
        "epoch."
    )
    made.advance(10**9)
    made.play()
    assert describe(made).text.startswith("Training past the stop at epoch 60.")
    made.change({"early_stopping": False})
    assert describe(made).text == (
        "Training past the max epochs, up to epoch 20000. Early stopping is off."
    )


def test_it_says_that_it_trains_past_the_target():
    made = Run(resolve({"target_error": 10}))
    made.play()
    made.advance(10**9)
    made.play()
    assert describe(made).text.startswith("Training past the target error. ")


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
    stop = made.course.stop.epoch
    assert describe(made).text == f"Looking at epoch 12 of {stop}."
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
    assert describe(made).text.endswith(": 4 settings were different then.")
