"""What gives way in a tab's run to what a person asks for, and comes back."""

import pytest

from app.training.changes import checked_changes
from app.training.criteria import CRITERIA
from app.training.states import State
from app.training.status import describe
from app.training.validation import resolve
from tests.training.test_session import session, trained


def test_a_batch_gives_way_to_few_examples_and_comes_back():
    made = session()
    assert made.set({"examples": 30})
    assert made.run.settings.batch_size == 9
    note = "9 instead of 10: the training set has only 9 examples."
    assert made.run.notes == {"batch_size": note}
    made.set({"learning_rate": 0.1})
    assert made.run.notes == {"batch_size": note}
    made.reset()
    assert made.run.notes == {"batch_size": note}
    made.play()
    made.run.advance(3)
    made.set({"examples": 200})
    assert made.run.settings.batch_size == 10
    assert made.run.notes == {}
    made.undo()
    assert made.run.notes == {"batch_size": note}


def test_a_dragged_slider_is_one_step_of_undo_whatever_gives_way_on_the_way():
    made = session()
    for examples in (150, 60, 30, 25, 400):
        made.set({"examples": examples})
    made.undo()
    assert made.run.settings == resolve({})
    assert not made.can_undo


def test_a_batch_that_was_set_is_the_persons_own():
    made = session()
    made.set({"examples": 30})
    made.set({"batch_size": 9})
    assert made.run.notes == {}
    made.set({"examples": 200})
    assert made.run.settings.batch_size == 9


def test_without_a_validation_set_stopping_rests_and_training_goes_on():
    made = trained(updates=0, max_epochs=40)
    made.set({"validation_share": 0})
    assert made.run.settings.early_stopping
    assert "rests while the share is 0 %" in made.run.notes["early_stopping"]
    made.play()
    assert "rests" in describe(made.run).text
    made.run.advance(10**6)
    stop = made.run.course.stop
    assert (stop.reason, stop.epoch, stop.best_epoch) == ("max_epochs", 40, None)
    made.set({"validation_share": 30})
    assert made.run.notes == {}


def test_a_batch_shrinks_with_the_points_that_are_taken_out_and_grows_again():
    made = trained(updates=13, examples=40, batch_size=10)
    rows = made.run.course.problem.split.train.tolist()
    made.edit({"removed": rows[:5]})
    assert made.run.settings.batch_size == 7
    assert made.run.notes == {
        "batch_size": "7 instead of 10: the training set has only 7 examples."
    }
    made.run.advance(5)
    made.edit({"restored": rows[:5]})
    assert made.run.settings.batch_size == 10
    assert made.run.notes == {}
    made.run.advance(9)
    course = made.run.course
    documents = [change.as_dict() for change in course.changes]
    other = session()
    changes = checked_changes(course.first_settings, documents)
    other.recover(course.first_settings, changes, course.update)
    while other.run.state is State.RUNNING:
        other.run.advance(7)
    assert other.run.course.theta.tobytes() == course.theta.tobytes()


def test_before_the_first_update_points_and_batch_go_together_too():
    made = session(examples=40)
    rows = made.run.course.problem.split.train.tolist()
    made.edit({"removed": rows[:5]})
    assert made.run.course.first_settings.batch_size == 7
    made.set({"hidden_layers": [3]})  # the points stay, and so does the batch
    assert made.run.settings.batch_size == 7
    assert "batch_size" in made.run.notes
    made.edit(None)
    assert made.run.course.first_settings.batch_size == 10
    assert made.run.notes == {}


def test_new_data_bring_the_batch_back():
    made = session(examples=40)
    rows = made.run.course.problem.split.train.tolist()
    made.edit({"removed": rows[:5]})
    made.set({"data_seed": 5})
    assert made.run.settings.batch_size == 10


def test_a_step_back_before_the_change_forgets_its_note():
    made = trained(updates=13, examples=40, batch_size=10)
    rows = made.run.course.problem.split.train.tolist()
    made.edit({"removed": rows[:5]})
    made.run.advance(2)
    made.pause()
    for _ in range(3):
        made.back("update")
    assert made.run.settings.batch_size == 10
    assert made.run.notes == {}


def test_the_last_validation_point_can_go_and_stopping_rests_from_then_on():
    made = trained(
        updates=20, examples=40, validation_share=10, batch_size=5, max_epochs=30
    )
    rows = made.run.course.problem.split.validation.tolist()
    made.edit({"removed": rows})
    assert "the set is empty" in made.run.notes["early_stopping"]
    made.run.advance(10**6)
    assert made.run.course.stop.reason == "max_epochs"
    assert made.run.course.stop.epoch == 30


@pytest.mark.parametrize("criterion", CRITERIA)
def test_no_criterion_stops_a_run_that_is_not_watched(criterion):
    made = trained(
        updates=20,
        examples=40,
        validation_share=10,
        batch_size=5,
        max_epochs=30,
        criteria=[criterion],
        gl_threshold=0,
        pq_threshold=0,
        rises=1,
        strip_length=1,
        patience=1000,
        start_epoch=8,
    )
    made.edit({"removed": made.run.course.problem.split.validation.tolist()})
    made.run.advance(10**6)
    assert made.run.course.stop.reason == "max_epochs"
