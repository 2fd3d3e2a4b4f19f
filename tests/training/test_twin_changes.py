"""What becomes of a twin whose run is changed in ways that it cannot follow at once."""

import pytest

from app.training.states import State
from tests.training.test_twin import (
    SMALL,
    assert_same,
    begun,
    go,
    in_step,
    running,
    straight,
)


def test_one_whose_recipe_cannot_be_any_more_goes_on_once_it_can_again():
    run = running(2, validation_share=30)
    twin = begun(run, "batch_size", 50)
    starts = twin.starts
    rows = [int(row) for row in run.course.problem.split.train[:15]]
    run.edit({"removed": rows})
    in_step(twin, run)
    assert "batch_size" in twin.fault
    assert twin.is_over
    assert twin.run.state is State.PAUSED
    run.edit({"restored": rows})
    assert twin.has_work(run)
    go(run, 6)
    in_step(twin, run)
    assert (twin.fault, twin.run.state) == ("", State.RUNNING)
    assert twin.starts == starts
    assert_same(twin.run.course, straight(run, "batch_size", 50, 6))


def test_one_that_has_ended_begins_anew_where_its_run_goes_back_before_the_cause():
    run = running(2, validation_share=30)
    run.pause()
    twin = begun(run, "batch_size", 50)
    run.edit({"removed": [int(row) for row in run.course.problem.split.train[:15]]})
    go(run, 4)
    in_step(twin, run)
    assert twin.is_over
    run.pause()
    run.course.rewind(1)
    in_step(twin, run)
    assert not twin.is_over
    assert_same(twin.run.course, straight(run, "batch_size", 50, 1))


@pytest.mark.parametrize(
    ("name", "value", "same"),
    [("batch_size", 3, False), ("examples", 80, False), ("l2", 0.1, True)],
)
def test_changes_on_the_way_act_at_other_epochs_where_epochs_are_others(
    name, value, same
):
    run = running(2, **SMALL)
    twin = begun(run, name, value)
    assert twin.shared.epochs
    run.open_test()
    assert in_step(twin, run).shared.epochs
    run.change({"learning_rate": 0.1})
    assert in_step(twin, run).shared.epochs is same
