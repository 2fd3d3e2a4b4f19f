"""Typing weights into a run, and picking its examples."""

import pytest

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
    with pytest.raises(MoveError, match="Train on anyway"):
        made.assign({"b[1][0]": 2})


def test_too_many_weights_and_picks_are_refused():
    made = paused(1, hidden_layers=[20, 20])
    names = {f"w[2][{i}][{j}]": 1 for i in range(20) for j in range(20)}
    for _ in range(2):
        made.assign(names)
        made.step("update")
        made.advance(1)
    with pytest.raises(MoveError, match="at most 1000 weights"):
        made.assign(names)
