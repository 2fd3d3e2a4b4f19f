"""A second training that differs in one setting and nothing else."""

import pytest
from hypothesis import given
from hypothesis import settings as checking
from hypothesis import strategies as st

from app.training.changes import checked_changes
from app.training.course import Course
from app.training.errors import SettingsError
from app.training.problem import Problem
from app.training.run import Run
from app.training.states import State
from app.training.twin import Twin, values_of
from app.training.validation import difference, resolve

LONG = {"early_stopping": False, "max_epochs": 50}
SMALL = {"examples": 40, "hidden_layers": [3], "batch_size": 5}


def running(epochs=3, **settings):
    run = Run(resolve(LONG | settings))
    go(run, epochs)
    return run


def go(run, epochs):
    run.play()
    run.advance(10**6, lambda: run.course.epoch < epochs)


def in_step(twin, run):
    for _ in twin.pieces(lambda: run):
        pass
    assert not twin.has_work(run)
    return twin


def begun(run, name, value):
    return in_step(Twin(run, name, value), run)


def straight(run, name, value, epochs):
    """The run with the other value from the start, trained without a pause."""
    settings = resolve(run.course.first_settings.as_dict() | {name: value})
    plain = [change.as_dict() for change in run.course.changes]
    for change in plain:
        change["set"].pop(name, None)
    plain = [change for change in plain if len(change) > 2 or change["set"]]
    course = Course(settings, checked_changes(settings, plain))
    course.advance(10**6, lambda: course.epoch < epochs)
    return course


def assert_same(course, other):
    assert course.theta.tobytes() == other.theta.tobytes()
    assert course.update == other.update
    for name in ("train", "validation", "test"):
        assert course.history.column(name) == other.history.column(name)


OTHERS = [
    ("learning_rate", 0.03),
    ("hidden_layers", [6, 2]),
    ("activation", "relu"),
    ("optimizer", "adam"),
    ("batch_size", 3),
    ("l2", 0.01),
    ("dropout", 0.3),
    ("weight_seed", 5),
    ("split_seed", 5),
    ("wrong_labels", 0),
    ("inputs", ["x1", "x2", "x1_x2"]),
    ("validation_share", 10),
]


@pytest.mark.parametrize(("name", "value"), OTHERS)
def test_it_is_the_run_with_that_setting_from_the_start(name, value):
    run = running(3, **SMALL)
    run.change({"momentum": 0.5, "min_delta": 0.1})
    run.assign({"b[1][0]": 0.25})
    go(run, 6)
    twin = begun(run, name, value)
    assert twin.run.course.epoch == 6
    assert_same(twin.run.course, straight(run, name, value, 6))


@pytest.mark.parametrize(("name", "value"), OTHERS)
def test_no_second_setting_differs(name, value):
    run = running(2, **SMALL)
    twin = Twin(run, name, value)
    first = twin.run.course.first_settings
    assert set(difference(run.course.first_settings, first)) == {name}


def test_another_data_set_brings_no_defaults_of_its_own():
    run = running(2)
    twin = Twin(run, "dataset", "spiral")
    assert twin.run.settings.noise == run.settings.noise == 0.1
    with pytest.raises(SettingsError, match="examples must be 150") as caught:
        Twin(run, "dataset", "iris")
    assert caught.value.field == "dataset"


def test_a_value_that_the_run_has_had_all_along_is_refused():
    run = running(2)
    for name, value in [("learning_rate", 0.3), ("hidden_layers", [8, 8])]:
        with pytest.raises(SettingsError, match=r"must differ .*; received"):
            Twin(run, name, value)


def test_what_was_changed_on_the_way_differs_from_what_was_not():
    run = running(2)
    run.change({"learning_rate": 0.01})
    go(run, 5)
    twin = begun(run, "learning_rate", 0.3)
    assert twin.values == [0.3, 0.01]
    plain = Course(resolve(LONG))
    plain.advance(10**6, lambda: plain.epoch < 5)
    assert_same(twin.run.course, plain)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("speed", 3),
        (None, 3),
        (["learning_rate"], 3),
        ("learning_rate", 11),
        ("learning_rate", None),
        ("batch_size", 61),
        ("validation_share", 70),
        ("hidden_layers", [32] * 6),
    ],
)
def test_a_bad_one_is_one_clear_error(name, value):
    run = running(1)
    with pytest.raises(SettingsError, match="received"):
        Twin(run, name, value)


def test_a_change_that_does_not_go_with_it_is_one_clear_error():
    run = running(1)
    run.assign({"w[2][7][7]": 0.5})
    go(run, 2)
    with pytest.raises(SettingsError, match="w") as caught:
        Twin(run, "hidden_layers", [4, 4])
    assert caught.value.field == "hidden_layers"


NOT_THE_SAME = {
    ("learning_rate", 0.1): (),
    ("batch_size", 7): ("batches",),
    ("hidden_layers", (4,)): ("weights",),
    ("weight_seed", 1): ("weights", "order", "batches"),
    ("split_seed", 1): ("split", "order", "batches"),
    # Other labels are other classes to keep in proportion.
    ("data_seed", 1): ("points", "labels", "split", "order", "batches"),
    ("noise", 0.2): ("points",),
    ("wrong_labels", 30): ("labels", "split", "order", "batches"),
    ("initializer", "he_normal"): ("weights",),
}


@pytest.mark.parametrize(("other", "differs"), NOT_THE_SAME.items())
def test_what_is_the_same_is_found_by_comparing(other, differs):
    twin = Twin(running(2), other[0], list(other[1]) if "lay" in other[0] else other[1])
    told = {name for name, same in vars(twin.shared).items() if not same}
    assert told == set(differs)


def used(run):
    """The rows of the data in the order in which training uses them."""
    course = run.course
    found = []
    x = course.problem.points.x
    course.trainer.records = True
    while course.epoch < 3:
        course.advance(1)
        batch = course.trainer._last.x[:2].T
        found += [int((abs(x - row).sum(axis=1)).argmin()) for row in batch]
    return found


@pytest.mark.parametrize(
    ("name", "value"), [("batch_size", 7), ("weight_seed", 1), ("l2", 0.1)]
)
def test_the_order_is_the_same_where_it_says_so(name, value):
    run = Run(resolve(LONG | {"examples": 60}))
    twin = Twin(run, name, value)
    assert (used(run) == used(twin.run)) == twin.shared.order


def test_it_keeps_in_step_and_goes_on_to_its_own_end():
    run = Run(resolve({"patience": 5}))
    twin = begun(run, "learning_rate", 0.1)
    assert twin.run.course.epoch == 0
    for epochs in (4, 9):
        go(run, epochs)
        assert in_step(twin, run).run.course.epoch == epochs
    run.advance(10**6)
    assert run.state is State.STOPPED
    in_step(twin, run)
    assert twin.is_over
    straight_on = Course(resolve({"patience": 5, "learning_rate": 0.1}))
    straight_on.advance(10**6)
    assert twin.run.course.stop == straight_on.stop
    assert_same(twin.run.course, straight_on)


def test_what_the_run_changes_is_changed_in_the_twin_before_the_same_update():
    run = running(3)
    twin = begun(run, "l2", 0.01)
    run.change({"learning_rate": 0.05})
    go(run, 7)
    in_step(twin, run)
    assert twin.starts == 1
    assert_same(twin.run.course, straight(run, "l2", 0.01, 7))


def test_what_comes_too_late_for_it_makes_it_begin_anew():
    run = running(4)
    twin = begun(run, "batch_size", 2)  # five times the updates
    run.change({"learning_rate": 0.05})
    go(run, 6)
    in_step(twin, run)
    assert twin.starts == 2
    assert_same(twin.run.course, straight(run, "batch_size", 2, 6))


def test_a_run_that_went_back_takes_its_twin_with_it():
    run = running(6)
    run.change({"l1": 0.01})
    go(run, 8)
    twin = begun(run, "learning_rate", 0.1)
    run.pause()
    for _ in range(4):
        run.back("epoch")
    in_step(twin, run)
    assert twin.run.course.epoch == 4
    assert_same(twin.run.course, straight(run, "learning_rate", 0.1, 4))


def test_it_goes_past_a_stop_as_its_run_does():
    given = {"patience": 3, "restore_best": True}
    run = Run(resolve(given))
    run.play()
    run.advance(10**6)
    twin = begun(run, "restore_best", False)
    stopped = twin.run.course.epoch
    assert stopped == run.course.epoch
    run.play()
    go(run, stopped + 5)
    in_step(twin, run)
    assert twin.run.state is State.RUNNING
    assert_same(twin.run.course, straight(run, "restore_best", False, stopped + 5))


def test_it_opens_the_test_set_with_its_run():
    run = running(3)
    twin = begun(run, "l2", 0.1)
    run.open_test()
    in_step(twin, run)
    assert_same(twin.run.course, straight(run, "l2", 0.1, 3))
    assert twin.run.course.history.row(1)["test"] is not None


def test_another_run_has_the_twin_begin_anew_or_end():
    run = running(3)
    twin = begun(run, "l2", 0.1)
    other = running(2, learning_rate=0.05)
    in_step(twin, other)
    assert_same(twin.run.course, straight(other, "l2", 0.1, 2))
    in_step(twin, running(2, l2=0.1))
    assert "l2 of a twin must differ" in twin.fault
    assert twin.is_over


def test_the_values_of_a_setting_are_told_in_order():
    run = running(2)
    run.change({"l2": 0.1})
    go(run, 3)
    run.change({"l2": 0.2, "l1": 0.1})
    assert values_of(run.course, "l2") == [0.0, 0.1, 0.2]
    assert values_of(run.course, "dropout") == [0.0]


@pytest.mark.parametrize(("name", "value"), [("l2", 0.1), ("batch_size", 3)])
def test_points_that_are_changed_are_changed_in_the_twin_too(name, value):
    run = running(2, **SMALL)
    twin = begun(run, name, value)
    rows = run.course.problem.split.train.tolist()
    label = 1 - int(run.course.problem.points.target[rows[0]])
    edit = {"labels": {str(rows[0]): label}}
    run.edit(edit)
    go(run, 4)
    run.edit({"removed": rows[1:3]})
    go(run, 6)
    in_step(twin, run)
    assert_same(twin.run.course, straight(run, name, value, 6))
    assert twin.run.course.problem.counts == run.course.problem.counts
    assert twin.shared.points
    assert twin.shared.labels
    assert twin.shared.order == (name == "l2")


def test_points_changed_before_the_first_update_are_so_in_the_twin_at_once():
    run = Run(resolve(LONG | SMALL))
    row = run.course.problem.split.train.tolist()[0]
    run.edit({"removed": [row]})
    twin = Twin(run, "l2", 0.1)
    assert twin.run.course.history.row(0) == run.course.history.row(0)


VALUES = {
    "learning_rate": st.floats(1e-3, 1),
    "l1": st.floats(0, 0.1),
    "l2": st.floats(0, 0.1),
    "dropout": st.floats(0, 0.5),
    "batch_size": st.integers(0, 12),
    "momentum": st.floats(0, 0.9),
}
MIXED = st.fixed_dictionaries(VALUES | {"optimizer": st.sampled_from(["sgd", "adam"])})


@checking(deadline=None)
@given(
    settings=MIXED,
    name=st.sampled_from(sorted(VALUES)),
    data=st.data(),
    epochs=st.integers(1, 4),
)
def test_whatever_the_settings_the_bytes_are_those_of_that_run(
    settings, name, data, epochs
):
    value = data.draw(VALUES[name])
    other = data.draw(st.sampled_from(sorted(set(VALUES) - {name})))
    run = Run(resolve(LONG | SMALL | settings))
    if run.settings.as_dict()[name] == value:
        return
    twin = Twin(run, name, value)
    go(run, epochs)
    in_step(twin, run)
    run.change({other: data.draw(VALUES[other])})
    go(run, epochs + 2)
    in_step(twin, run)
    assert_same(twin.run.course, straight(run, name, value, epochs + 2))


def test_a_piece_ends_after_an_update_with_other_points(monkeypatch):
    made = []
    turned = Problem.turned_to
    monkeypatch.setattr(
        Problem, "turned_to", lambda *args: made.append(1) or turned(*args)
    )
    run = running(1, **SMALL)
    for n in range(10):
        run.edit({"added": [{"x": [0, n / 10], "target": 1}]})
        run.advance(1)
    go(run, 2)
    run.pause()
    twin = Twin(run, "learning_rate", 0.01)
    pieces = twin.pieces(lambda: run)
    while twin.has_work(run):
        made.clear()
        next(pieces, None)
        assert len(made) <= 1
    assert twin.run.course.problem.counts == run.course.problem.counts


def test_a_name_counts_however_it_is_spelled():
    run = Run(resolve({}))
    assert Twin(run, "Learning-Rate", "0,1").name == "learning_rate"
