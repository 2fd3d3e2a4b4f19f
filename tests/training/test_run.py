"""One learner's run: commands, and what a viewer sees."""

import numpy as np
import pytest

from app.training.changes import checked_changes
from app.training.errors import MoveError, SettingsError
from app.training.run import Run
from app.training.states import State
from app.training.status import describe
from app.training.stopping import Reason
from app.training.validation import resolve

DIVERGING = {"dataset": "plane", "activation": "relu", "learning_rate": 10}


def run(**given):
    return Run(resolve(given))


def played(updates=10**9, **given):
    made = run(**given)
    made.play()
    made.advance(updates)
    return made


def test_play_pause_and_play_again():
    made = run()
    assert made.advance(5) == 0
    made.play()
    assert made.advance(5) == 5
    made.pause()
    assert made.state is State.PAUSED
    assert made.advance(5) == 0
    made.play()
    assert made.advance(5) == 5


@pytest.mark.parametrize(("unit", "updates"), [("update", 1), ("epoch", 6)])
def test_a_step_pauses_by_itself(unit, updates):
    made = run()
    made.step(unit)
    made.advance(1000)
    assert (made.state, made.course.update) == (State.PAUSED, updates)


def test_an_epochs_step_ends_the_running_epoch():
    made = played(4)
    made.pause()
    made.step("epoch")
    made.advance(1000)
    assert (made.course.epoch, made.course.update) == (1, 6)


def test_an_example_is_a_step_with_batch_size_one_only():
    made = run()
    with pytest.raises(SettingsError, match=r"batch_size must be 1 .* received 10"):
        made.step("example")
    made.change({"batch_size": 1})
    made.step("example")
    made.advance(1000)
    assert made.course.update == 1


def test_an_unknown_step_is_told():
    with pytest.raises(
        SettingsError, match="unit must be one of example, update, epoch"
    ):
        run().step("day")


def test_stopping_early_shows_the_best_weights():
    made = played()
    assert made.state is State.STOPPED
    assert made.is_restored
    np.testing.assert_array_equal(made.shown_theta, made.course.best.theta)
    assert made.shown_epoch == made.course.stop.best_epoch


def test_what_is_shown_after_restoring_belongs_together():
    made = played()
    replayed = run()
    replayed.play()
    replayed.advance(6 * made.shown_epoch)
    for shown, then in zip(made.shown, replayed.shown, strict=True):
        np.testing.assert_array_equal(shown, then)


def test_restoring_can_be_switched_after_the_stop():
    made = played()
    made.change({"restore_best": False})
    np.testing.assert_array_equal(made.shown_theta, made.course.theta)
    assert made.shown_epoch == made.course.stop.epoch


def test_a_run_at_the_limit_of_epochs_cannot_go_on():
    made = played(max_epochs=20_000, early_stopping=False, batch_size=0, examples=20)
    assert made.course.stop.reason is Reason.MAX_EPOCHS
    with pytest.raises(MoveError, match="20000 epochs"):
        made.play()


def test_divergence_goes_back_with_a_third_of_the_learning_rate():
    made = played(**DIVERGING)
    assert made.state is State.DIVERGED
    epoch = made.course.stop.epoch
    assert made.shown_epoch == epoch - 1
    made.play()
    assert made.course.epoch == epoch - 1
    assert made.settings.learning_rate == pytest.approx(10 / 3)
    assert made.rewinds == 1
    assert made.state is State.RUNNING


def test_a_change_that_needs_a_new_network_is_refused():
    with pytest.raises(SettingsError, match="optimizer must stay"):
        run().change({"optimizer": "adam"})


def test_a_failed_run_takes_no_commands():
    made = run()
    made.fail("out of luck.")
    for command in (made.play, lambda: made.step("update")):
        with pytest.raises(MoveError):
            command()
    with pytest.raises(MoveError):
        made.change({"l1": 0.1})


def test_a_lost_run_is_recomputed_to_its_update():
    lost = played(40)
    lost.change({"learning_rate": 0.1})
    lost.advance(60)
    changes = checked_changes(
        lost.course.first_settings, [c.as_dict() for c in lost.course.changes]
    )
    made = Run(lost.course.first_settings, changes)
    made.recover(lost.course.update)
    while made.state is State.RUNNING:
        made.advance(7)
    assert made.state is State.PAUSED
    np.testing.assert_array_equal(made.course.theta, lost.course.theta)


def test_a_lost_run_that_had_trained_on_is_recomputed_past_its_stop():
    lost = played()
    lost.play()
    lost.advance(30)
    changes = checked_changes(
        lost.course.first_settings, [c.as_dict() for c in lost.course.changes]
    )
    made = Run(lost.course.first_settings, changes)
    made.recover(lost.course.update)
    while made.state is State.RUNNING:
        made.advance(6)
    assert made.course.update == lost.course.update
    np.testing.assert_array_equal(made.course.theta, lost.course.theta)


def test_a_change_ends_a_recovery_and_what_was_still_to_come():
    first = resolve({})
    changes = checked_changes(first, [{"update": 50, "set": {"l1": 0.1}}])
    made = Run(first, changes)
    made.recover(100)
    made.advance(10)
    made.change({"l2": 0.1})
    made.advance(100)
    assert made.settings.l1 == 0.0


def test_each_visible_change_grows_the_version():
    made = run()
    versions = [made.version]
    for command in (made.play, lambda: made.advance(1), made.pause):
        command()
        versions.append(made.version)
    assert len(set(versions)) == 4


def test_going_back_keeps_what_was_changed_since():
    made = run(**(DIVERGING | {"learning_rate": 0.05}))
    made.step("epoch")
    made.advance(100)
    made.change({"learning_rate": 10, "l2": 0.01})
    made.play()
    made.advance(10**6)
    assert made.state is State.DIVERGED
    assert "learning rate 3.33" in describe(made).text
    made.change({"learning_rate": 0.3})
    assert "learning rate 0.1?" in describe(made).text
    made.play()
    assert made.settings.learning_rate == pytest.approx(0.1)
    assert made.settings.l2 == 0.01


def test_a_change_during_a_step_leaves_its_goal():
    made = run()
    made.step("epoch")
    made.advance(2)
    made.change({"l2": 0.01})
    made.advance(1000)
    assert (made.state, made.course.update) == (State.PAUSED, 6)


def recovered(lost):
    first = lost.course.first_settings
    documents = [change.as_dict() for change in lost.course.changes]
    made = Run(first, checked_changes(first, documents))
    made.recover(lost.course.update)
    while made.state is State.RUNNING:
        made.advance(7)
    return made


def test_changes_made_while_paused_survive_a_recovery():
    lost = played(10)
    lost.pause()
    lost.change({"learning_rate": 0.1})
    made = recovered(lost)
    assert made.settings == lost.settings
    made.change({"learning_rate": 0.5})
    assert [c.as_dict() for c in made.course.changes] == [
        {"update": 11, "set": {"learning_rate": 0.5}}
    ]


def test_changes_made_while_stopped_survive_a_recovery():
    lost = played()
    lost.change({"restore_best": False, "learning_rate": 0.1})
    made = recovered(lost)
    assert made.state is State.STOPPED
    assert made.settings == lost.settings
    assert not made.is_restored


def test_a_recovered_run_says_so_until_somebody_goes_on():
    lost = played(10)
    lost.pause()
    made = recovered(lost)
    assert "The server was restarted" in describe(made).text
    made.play()
    made.pause()
    assert describe(made).text == "Paused in epoch 2."


def test_a_change_while_recovering_pauses():
    made = run()
    made.recover(1000)
    made.advance(10)
    made.change({"l2": 0.1})
    assert made.state is State.PAUSED
    assert not made.is_recovering


def test_too_many_changes_are_refused_and_harm_nothing():
    made = run(early_stopping=False)
    for number in range(1001):
        made.step("update")
        made.advance(1)
        if number < 1000:
            made.change({"l2": 0.001 if number % 2 else 0.002})
    with pytest.raises(MoveError, match="At most 1000 changes"):
        made.change({"l1": 0.1})
    assert describe(made).text.startswith("Paused")
