"""One tab's place."""

import pytest

from app.training.changes import checked_changes
from app.training.errors import MoveError, SettingsError
from app.training.session import MOST_UNDO, Session
from app.training.states import State
from app.training.status import describe
from app.training.validation import resolve


def session(**given):
    return Session("owner", "tab", resolve(given))


def trained(updates=10, **given):
    made = session(**given)
    made.play()
    made.run.advance(updates)
    return made


def test_a_live_setting_keeps_the_run():
    made = trained()
    run = made.run
    assert made.set({"learning_rate": 0.1}) is False
    assert made.run is run
    assert made.run.settings.learning_rate == 0.1


def test_any_other_setting_builds_a_new_network_with_the_same_seeds():
    made = trained(weight_seed=5)
    generation = made.generation
    assert made.set({"hidden_layers": [3], "learning_rate": 1}) is True
    assert made.run.state is State.READY
    assert made.run.course.update == 0
    assert made.run.settings.weight_seed == 5
    assert made.run.settings.learning_rate == 1
    assert made.generation == generation + 1


def test_a_value_that_is_set_already_changes_nothing():
    made = trained()
    run = made.run
    assert made.set({"dataset": "xor", "learning_rate": 0.3}) is False
    assert made.run is run
    assert made.run.course.changes == []


def test_a_bad_setting_changes_nothing():
    made = trained()
    run = made.run
    with pytest.raises(SettingsError):
        made.set({"hidden_layers": [99]})
    assert made.run is run


def test_undo_brings_the_old_run_back_held_still():
    made = trained()
    old = made.run
    made.set({"dataset": "circle"})
    made.undo()
    assert made.run is old
    assert made.run.state is State.PAUSED
    assert made.run.course.update == 10
    assert not made.can_undo
    with pytest.raises(MoveError, match="undo needs an earlier run"):
        made.undo()


def test_a_dragged_slider_keeps_only_the_run_before_it():
    made = trained()
    old = made.run
    for noise in (0.2, 0.3, 0.4):
        made.set({"noise": noise})
    made.undo()
    assert made.run is old


def test_a_few_earlier_runs_are_kept():
    made = session()
    for units in range(1, 10):
        made.set({"hidden_layers": [units]})
        made.run.step("update")
        made.run.advance(1)
    for _ in range(MOST_UNDO):
        made.undo()
    assert not made.can_undo


def test_reset_returns_to_the_same_initial_weights():
    made = trained(20)
    first = made.run.course.initial_theta
    made.reset()
    assert made.run.state is State.READY
    assert made.run.course.theta.tobytes() == first.tobytes()
    assert made.can_undo


def test_after_keeping_training_a_reset_stops_where_it_did_at_first():
    made = trained(10**9)
    stop = made.run.course.stop
    made.play()
    assert made.run.settings == resolve({})
    made.reset()
    made.play()
    made.run.advance(10**9)
    assert made.run.settings == resolve({})
    assert made.run.course.stop == stop


def test_a_reset_keeps_what_a_person_has_set():
    made = trained(10**9)
    given = {"early_stopping": False, "max_epochs": 20_000, "target_error": None}
    made.set(given)
    made.play()
    made.reset()
    assert made.run.settings == resolve(given)


def test_reset_of_a_new_run_leaves_nothing_to_undo():
    made = session()
    made.reset()
    assert not made.can_undo


def test_going_back_after_divergence_starts_the_picture_anew():
    made = trained(10**9, dataset="plane", activation="relu", learning_rate=10)
    generation = made.generation
    made.play()
    assert made.generation == generation + 1


@pytest.mark.parametrize("speed", [1, 1000, 2.5, None])
def test_a_speed_is_a_number_or_none(speed):
    made = session()
    made.set_speed(speed)
    assert made.speed == speed


@pytest.mark.parametrize("speed", [0, 1001, "fast", True, float("nan")])
def test_a_bad_speed_is_told(speed):
    with pytest.raises(SettingsError, match="updates_per_second must be null or a num"):
        session().set_speed(speed)


def test_a_lost_run_is_computed_anew():
    lost = trained(50)
    made = session()
    made.recover(resolve({}), checked_changes(resolve({}), []), 50)
    made.run.advance(10**6)
    assert made.run.course.theta.tobytes() == lost.run.course.theta.tobytes()
    assert made.run.state is State.PAUSED


def test_a_shorter_history_starts_the_picture_anew():
    made = trained(13)
    made.pause()
    generation = made.generation
    made.back("update")
    assert made.generation == generation
    made.walk(-1)
    assert made.generation == generation + 1
    made.back("epoch")
    assert made.run.course.update == 6
    assert made.generation == generation + 1


def test_weights_and_examples_are_the_runs():
    made = session()
    assert made.assign({"b[1][0]": 2}) == {"b[1][0]": 0.0}
    made.pick(5)
    assert made.run.traced_pick == 5
    assert made.run.course.theta[2] == 2


def test_a_run_of_old_opens_again_to_the_bytes_and_undo_brings_this_one_back():
    old = trained(20)
    old.set({"learning_rate": 0.05})
    old.assign({"b[1][0]": 0.5})
    old.run.advance(25)
    course = old.run.course
    plain = [change.as_dict() for change in course.changes]
    made = trained(7)
    before, generation = made.run, made.generation
    settings = course.first_settings
    made.open(settings, checked_changes(settings, plain), course.update)
    assert made.generation == generation + 1
    made.run.advance(10**6)
    assert made.run.course.theta.tobytes() == course.theta.tobytes()
    for name in ("train", "validation"):
        assert made.run.course.history.column(name) == course.history.column(name)
    assert made.run.state is State.PAUSED
    assert made.run.name != before.name
    made.undo()
    assert made.run is before


@pytest.mark.parametrize("is_over", [False, True])
def test_a_run_that_is_replaced_keeps_only_a_ghost_that_has_come_to_its_end(is_over):
    made = trained(30)
    made.run.advance(10**6)
    ghost = made.run.look_on(300)
    for _ in ghost.pieces() if is_over else ():
        pass
    made.reset()
    made.undo()
    assert (made.run.ghost is ghost) == is_over


def edited(**given):
    made = trained(**given)
    rows = made.run.course.problem.split.train.tolist()
    label = 1 - int(made.run.course.problem.points.target[rows[0]])
    made.edit({"labels": {str(rows[0]): label}, "removed": rows[1:3]})
    made.edit({"added": [{"x": [0, 1], "target": 1}]})
    return made


@pytest.mark.parametrize("renew", [{"hidden_layers": [3]}, {"inputs": ["x1"]}, None])
def test_changed_points_stay_for_a_new_network(renew):
    made = edited()
    edit = made.run.course.problem.edit
    made.reset() if renew is None else made.set(renew)
    assert made.run.course.update == 0
    assert made.run.course.problem.edit == edit
    assert made.run.course.problem.counts == (59, 60, 80)
    assert "stay as you have changed them" in describe(made.run).text
    assert [change.edit for change in made.run.course.changes] == [edit]
    generation = made.generation
    made.reset()  # nothing was trained since
    assert made.generation == generation


def test_once_all_is_taken_back_no_word_is_said_of_changed_points():
    made = edited()
    made.reset()
    first = made.run.course.problem.edit.as_dict()["removed"][0]
    made.edit({"restored": [first]})
    assert "stay as you have changed them" in describe(made.run).text
    made.edit(None)
    assert describe(made.run).text == "Ready. Press Play to train."


@pytest.mark.parametrize("new", [{"data_seed": 1}, {"split_seed": 1}, {"noise": 0.5}])
def test_new_data_come_without_them(new):
    made = edited()
    made.set(new)
    assert not made.run.course.problem.edit
    assert made.run.course.changes == []
    assert "The data or their split are new" in describe(made.run).text
    made.set({"hidden_layers": [3]})
    assert describe(made.run).text == "Ready. Press Play to train."


def test_settings_that_do_not_fit_the_changed_points_build_nothing():
    made = edited()
    run = made.run
    with pytest.raises(SettingsError, match="batch_size must be at most the 59"):
        made.set({"hidden_layers": [3], "batch_size": 60})
    assert made.run is run


def test_a_run_that_was_reset_with_changed_points_can_be_recovered():
    made = edited()
    made.reset()
    made.play()
    made.run.advance(30)
    course = made.run.course
    documents = [change.as_dict() for change in course.changes]
    other = session()
    changes = checked_changes(course.first_settings, documents)
    other.recover(course.first_settings, changes, course.update)
    while other.run.state is State.RUNNING:
        other.run.advance(7)
    assert other.run.course.theta.tobytes() == course.theta.tobytes()
