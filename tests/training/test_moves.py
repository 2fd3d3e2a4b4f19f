"""Typing weights into a run, and picking its examples."""

import numpy as np
import pytest

from app.training.changes import MOST_EDITED, checked_changes
from app.training.errors import MoveError, SettingsError
from app.training.run import Run
from app.training.states import State
from app.training.validation import resolve


def run(**given):
    return Run(resolve(given))


def paused(updates, **given):
    made = run(**given)
    made.play()
    made.advance(updates)
    made.pause()
    return made


def test_whoever_picks_an_example_looks_at_it_from_the_first_phase_on():
    made = paused(3)
    made.walk(1)
    made.walk(1)
    for example in (1, 2, None):
        made.pick(example)
        assert (made.position, made.traced_update) == (1, 4)
        batch = made.trace().x.shape[1]
        assert batch == (1 if example is not None else made.settings.batch_size)
        assert made.traced_pick == example


def test_weights_can_be_typed_into_a_running_run():
    made = run()
    made.play()
    made.advance(3)
    before = made.course.theta[2]
    assert made.assign({"b[1][0]": 2}) == {"b[1][0]": before}
    assert made.advance(3) == 3
    assert [c.as_dict() for c in made.course.changes] == [
        {"update": 4, "set": {}, "weights": {"b[1][0]": 2.0}}
    ]


def test_a_typed_weight_ends_a_recovery():
    made = run()
    made.recover(1000)
    made.advance(10)
    made.assign({"b[1][0]": 2})
    assert made.state is State.PAUSED
    assert made.course.theta[2] == 2


def test_a_bad_weight_does_not_end_a_recovery():
    made = run()
    made.recover(1000)
    made.advance(10)
    with pytest.raises(SettingsError):
        made.assign({"b[1][0]": float("nan")})
    assert made.is_recovering


def test_an_ended_run_takes_no_weights():
    made = run()
    made.play()
    made.advance(10**9)
    with pytest.raises(MoveError, match="Keep training"):
        made.assign({"b[1][0]": 2})


def test_too_many_weights_and_picks_are_refused():
    made = paused(1, hidden_layers=[20, 20])
    names = {f"w[2][{i}][{j}]": 1 for i in range(20) for j in range(20)}
    for _ in range(2):
        made.assign(names)
        made.step("update")
        made.advance(1)
    with pytest.raises(MoveError, match="At most 1000 typed weights"):
        made.assign(names)


def test_points_are_changed_while_it_trains_and_after_a_stop():
    made = run()
    made.play()
    made.advance(10)
    row = int(made.course.problem.split.train[0])
    label = int(made.course.problem.points.target[row])
    version = made.version
    made.edit({"labels": {str(row): 1 - label}})
    assert made.state is State.RUNNING
    assert made.version > version
    made.advance(100_000)
    assert made.state is State.STOPPED
    made.edit({"labels": {str(row): label}})
    made.play()
    made.advance(3)
    assert [change.update for change in made.course.changes if change.edit] == [
        11,
        made.course.update - 2,
    ]
    made.edit({"removed": [row], "added": [{"x": [0, 0], "target": 1}]})
    assert made.course.problem.counts == (60, 60, 80)
    made.edit(None)
    assert made.course.problem.counts == (60, 60, 80)
    assert made.course.problem.edit.removed == {200}
    changes = len(made.course.changes)
    made.edit(None)
    assert len(made.course.changes) == changes


def test_points_changed_in_the_epoch_that_diverges_stay_changed():
    made = run()
    rows = made.course.problem.split.train.tolist()
    made.play()
    made.advance(2)
    made.edit({"removed": rows[:2], "added": [{"x": [0, 0], "target": 1}]})
    made.course.theta[:] = np.inf
    made.advance(10)
    assert made.state is State.DIVERGED
    with pytest.raises(MoveError, match="edit needs a run that is"):
        made.edit(None)
    edit = made.course.problem.edit
    made.play()
    assert made.course.problem.edit == edit
    assert made.course.update == 0


def test_too_many_changes_of_points_are_refused():
    made = run()
    rows = made.course.problem.split.train.tolist()
    for row in rows[:50] * (MOST_EDITED // 50):
        made.course.advance(1)
        removed = row in made.course.problem.edit.removed
        made.edit({"restored" if removed else "removed": [row]})
    with pytest.raises(MoveError, match="At most 300 changes of points"):
        made.edit({"restored": rows[:1]})


def test_the_way_back_to_the_original_points_is_always_open():
    made = run()
    first = made.course.problem
    for n in range(MOST_EDITED):
        made.course.advance(1)
        made.edit({"added": [{"x": [0, n / MOST_EDITED], "target": 1}]})
    made.edit(None)
    assert made.course.problem.counts == first.counts
    with pytest.raises(MoveError, match="At most 300 changes of points"):
        made.edit({"added": [{"x": [0, 0], "target": 1}]})
    recipe = [change.as_dict() for change in made.course.changes]
    assert sum(len(c.edit.removed) for c in made.course.changes) == MOST_EDITED
    assert len(checked_changes(made.course.first_settings, recipe)) == MOST_EDITED


def test_a_change_of_points_ends_a_recovery():
    first = resolve({})
    made = Run(first, checked_changes(first, [{"update": 50, "set": {"l1": 0.1}}]))
    made.recover(100)
    made.advance(10)
    rows = made.course.problem.split.train.tolist()
    made.edit({"removed": rows[:1]})
    assert (made.is_recovering, made.state) == (False, State.PAUSED)
    assert [change.update for change in made.course.changes] == [11]


def test_points_are_those_of_the_epoch_looked_at_and_stay_as_they_are():
    made = paused(6)
    rows = made.course.problem.split.train.tolist()
    made.edit({"removed": rows[:3]})
    now = made.course.problem
    made.play()
    made.advance(20)
    made.pause()
    assert made.shown_problem is now
    for _ in made.visiting(1):
        pass
    assert made.shown_problem is made.course.first_problem
    with pytest.raises(MoveError, match="edit needs the network as it is now"):
        made.edit(None)
    for _ in made.visiting(2):
        pass
    assert made.shown_problem is now
    made.leave()
    made.edit(None)
    assert made.course.problem is made.course.first_problem


def test_a_branch_has_the_points_of_where_it_began():
    made = paused(6)
    rows = made.course.problem.split.train.tolist()
    made.edit({"removed": rows[:3]})
    made.play()
    made.advance(20)
    made.pause()
    other = made.branched(2)
    assert other.course.problem.edit == made.course.problem.edit
    assert other.course.problem.counts == (57, 60, 80)
    other.play()
    other.advance(made.course.update - other.course.update)
    assert other.course.theta.tobytes() == made.course.theta.tobytes()
