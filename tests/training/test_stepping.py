"""Going a step on and back, and walking through an update."""

import pytest

from app.training.changes import checked_changes
from app.training.errors import MoveError, SettingsError
from app.training.run import Run
from app.training.states import State
from app.training.validation import resolve
from app.training.walk import Phase


def run(**given):
    return Run(resolve(given))


def paused(updates, **given):
    made = run(**given)
    made.play()
    made.advance(updates)
    made.pause()
    return made


def walked(made, by, times=1):
    for _ in range(times):
        made.walk(by)
        made.advance(10)
    return made


def test_a_walk_goes_through_all_phases_and_makes_the_update():
    made = run(hidden_layers=[3])
    seen = [made.place]
    for _ in range(6):
        walked(made, 1)
        seen.append(made.place)
    assert [(p.phase.value, p.layer) for p in seen] == [
        ("rest", None),
        ("forward", 1),
        ("forward", 2),
        ("error", 2),
        ("backward", 2),
        ("backward", 1),
        ("update", None),
    ]
    assert made.course.update == 1
    assert made.state is State.PAUSED


def test_a_walk_back_leads_through_the_same_phases():
    made = paused(5, hidden_layers=[3])
    before = made.trace()
    walked(made, -1)
    assert (made.course.update, made.place.phase) == (4, Phase.BACKWARD)
    assert made.trace().after.tobytes() == before.after.tobytes()
    walked(made, -1, 5)
    assert (made.position, made.course.update) == (0, 4)
    walked(made, 1, 6)
    assert made.trace().after.tobytes() == before.after.tobytes()
    assert made.course.theta.tobytes() == before.after.tobytes()


def test_a_walk_back_keeps_what_was_changed_before_the_update():
    made = paused(5)
    made.assign({"b[1][0]": 0.5})
    made.pick(9)
    made.step("update")
    made.advance(1)
    before = made.trace()
    walked(made, -1)
    assert made.trace().after.tobytes() == before.after.tobytes()
    assert made.traced_pick == 9


def test_there_is_no_way_back_from_the_beginning():
    made = run()
    with pytest.raises(MoveError, match="made no update"):
        made.walk(-1)
    for unit in ("update", "epoch"):
        with pytest.raises(MoveError, match="made no update"):
            made.back(unit)
    walked(made, 1, 2)
    walked(made, -1, 2)
    assert made.position == 0


def test_a_running_run_is_paused_first():
    made = run()
    made.play()
    for command in (
        lambda: made.walk(1),
        lambda: made.back("update"),
        lambda: made.pick(1),
    ):
        with pytest.raises(MoveError, match="pause it first"):
            command()


def test_a_stop_is_forgotten_by_a_step_back():
    made = run(patience=3)
    made.play()
    made.advance(10**9)
    update = made.course.update
    with pytest.raises(MoveError, match="Keep training"):
        made.walk(1)
    made.walk(-1)
    assert made.state is State.PAUSED
    assert made.course.update == update - 1
    walked(made, 1)
    assert made.state is State.STOPPED
    made.back("epoch")
    assert made.state is State.PAUSED
    assert made.course.update == update - 6


def test_after_training_on_a_step_back_to_the_stop_stays_past_it():
    made = run(patience=3)
    made.play()
    made.advance(10**9)
    made.play()
    made.advance(1)
    made.pause()
    made.back("update")
    assert made.state is State.PAUSED
    made.play()
    assert made.advance(20) == 20
    again = checked_changes(resolve({}), [c.as_dict() for c in made.course.changes])
    twin = Run(made.course.first_settings, again)
    twin.recover(made.course.update)
    twin.advance(10**6)
    twin.advance(10**6)
    assert twin.course.theta.tobytes() == made.course.theta.tobytes()


def test_steps_back_lead_to_the_update_and_the_epoch_before():
    made = paused(15)
    made.back("update")
    assert made.course.update == 14
    made.back("epoch")
    assert made.course.update == 12
    assert made.rewinds == 0
    made.back("epoch")
    assert made.course.update == 6
    assert made.rewinds == 1
    made.back("epoch")
    assert (made.course.update, made.state) == (0, State.READY)


def test_a_step_back_by_one_example_needs_batch_size_one():
    with pytest.raises(SettingsError, match="batch_size must be 1"):
        paused(5).back("example")
    made = paused(5, batch_size=1)
    made.back("example")
    assert made.course.update == 4


@pytest.mark.parametrize("unit", ["day", None, 1])
def test_an_unknown_step_back_is_told(unit):
    with pytest.raises(SettingsError, match="unit must be one of"):
        paused(5).back(unit)


@pytest.mark.parametrize("by", [0, 2, True, "1", None, 0.5])
def test_a_walk_goes_one_phase(by):
    with pytest.raises(SettingsError, match="by must be one of 1, -1"):
        run().walk(by)


def test_other_commands_end_a_walk_but_changes_do_not():
    made = walked(paused(3), 1, 2)
    made.change({"learning_rate": 0.1})
    made.assign({"b[1][0]": 1})
    assert made.position == 2
    assert made.trace().before[2] == 1
    for command in (made.play, lambda: made.step("update"), lambda: made.back("epoch")):
        walked(made, 1)
        command()
        assert made.position == 0
        made.pause()


def test_what_a_step_back_needs_is_known_before_it_is_made():
    made = paused(40, hidden_layers=[32] * 5, examples=2000, batch_size=0)
    assert made.nearing("update") is None
    made.course._moments.forget_after(0)
    for _ in made.nearing("update"):
        pass
    assert made.course.update == 40
    assert made.nearing("epoch") is None
    made.back("epoch")
    assert made.course.update == 39


def test_nothing_is_needed_where_there_is_no_way_back():
    made = run()
    assert made.nearing("update") is None
    with pytest.raises(SettingsError, match="unit must be one of"):
        made.nearing("mile")
    made.play()
    with pytest.raises(MoveError, match="pause it first"):
        made.nearing("update")
