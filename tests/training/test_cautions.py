"""What is to be known of settings of early stopping as they are."""

import pytest

from app.training.cautions import Caution, cautions
from app.training.course import Course
from app.training.evidence import weakness
from app.training.run import Run
from app.training.status import describe
from app.training.validation import resolve


def of(**given):
    return cautions(Course(resolve(given)))


def test_by_default_there_is_nothing_to_know():
    assert of() == []


def test_checking_that_starts_after_the_end_never_looks():
    assert of(start_epoch=600) == []
    assert of(start_epoch=601) == [
        Caution(
            "start_epoch",
            "Training ends at epoch 600, before checking starts at epoch 601: early "
            "stopping never looks.",
        )
    ]
    assert of(start_epoch=601, early_stopping=False) == []


def test_past_the_max_epochs_checking_may_still_start():
    made = Run(resolve({"max_epochs": 5, "start_epoch": 9}))
    made.play()
    made.advance(10**9)
    assert [each.field for each in cautions(made.course)] == ["start_epoch"]
    made.play()
    assert cautions(made.course) == []


def test_a_set_that_is_too_small_is_told_by_the_switch_of_early_stopping():
    small = {"examples": 20, "validation_share": 10, "batch_size": 5}
    made = Course(resolve(small))
    assert cautions(made) == [Caution("early_stopping", weakness(made.problem))]
    assert of(**small, early_stopping=False) == []


def test_points_that_were_taken_out_count():
    made = Run(resolve({}))
    assert cautions(made.course) == []
    rows = [int(row) for row in made.course.problem.split.validation]
    made.edit({"removed": rows[3:]})
    assert cautions(made.course)[0].text.startswith("Only 3 validation examples")


@pytest.mark.parametrize("share", [0, 30])
def test_that_early_stopping_rests_is_the_notes_to_say_alone(share):
    made = Run(resolve({"validation_share": share}))
    made.edit({"removed": [int(row) for row in made.course.problem.split.validation]})
    assert cautions(made.course) == []
    why = "the set is empty" if share else "the share is 0 %"
    assert made.notes["early_stopping"] == (
        f"Early stopping needs a validation set, so it rests while {why}."
    )
    assert describe(made).text.count("rests") == 1
