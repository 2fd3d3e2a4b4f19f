"""The test set is sealed until it is opened, and then known for every epoch."""

import json

import pytest

from app.training.changes import checked_changes
from app.training.course import Course
from app.training.errors import SettingsError
from app.training.result import read_document, record, train
from app.training.run import Run
from app.training.validation import resolve

GIVEN = {"momentum": 0.9, "optimizer": "momentum", "dropout": 0.2, "max_epochs": 40}


def column(course, name="test"):
    return course.history.column(name)


def unseal(course):
    """Open the test set and find its errors; return how many pieces that took."""
    course.open_test()
    return sum(1 for _ in course.unsealing())


def test_no_test_error_is_computed_before():
    course = Course(resolve(GIVEN))
    course.advance(100)
    assert set(column(course)) == set(column(course, "test_accuracy")) == {None}


def test_opened_it_is_known_for_every_epoch_as_if_it_never_had_been_sealed():
    course = Course(resolve(GIVEN))
    course.advance(70)
    course.change({"learning_rate": 0.05})
    course.assign({"w[1][0][0]": 0.5})
    course.advance(20)
    unseal(course)
    course.advance(30)
    straight = Course(course.first_settings, course.changes, opens_test=True)
    straight.advance(120)
    assert column(course) == column(straight)
    assert None not in column(course)
    assert column(course, "test_accuracy") == column(straight, "test_accuracy")


@pytest.mark.parametrize("given", [GIVEN, {"dataset": "sine"}, {"batch_size": 0}])
def test_opening_changes_nothing_else_to_the_byte(given):
    sealed, opened = Course(resolve(given)), Course(resolve(given))
    opened.advance(10)
    unseal(opened)
    sealed.advance(10**9)
    opened.advance(10**9)
    assert sealed.theta.tobytes() == opened.theta.tobytes()
    assert sealed.stop == opened.stop
    for name in ("train", "validation"):
        assert column(sealed, name) == column(opened, name)


def test_what_was_trained_on_past_a_stop_is_found_too():
    run = Run(resolve({"patience": 3}))
    run.play()
    run.advance(10**9)
    run.play()  # on anyway
    run.advance(60)
    unseal(run.course)
    assert None not in column(run.course)


def test_a_step_back_before_the_opening_seals_nothing_again():
    course = Course(resolve(GIVEN))
    course.advance(30)
    unseal(course)
    course.rewind_to(12)
    assert course.is_open
    assert [(c.update, c.opens_test) for c in course.changes] == [(13, True)]
    assert None not in column(course)


def test_a_step_back_in_the_middle_of_the_search_begins_it_anew():
    course = Course(resolve(GIVEN | {"examples": 2000, "batch_size": 1}))
    course.advance(9_000)
    course.open_test()
    search = course.unsealing()
    next(search)
    course.rewind(2)
    course.change({"learning_rate": 0.01})
    course.advance(2_000)
    for _ in search:
        pass
    straight = Course(course.first_settings, course.changes, opens_test=True)
    straight.advance(course.update)
    assert column(course) == column(straight)


def straight(course):
    """Return the test errors of the same training with the test set always open."""
    changes = [change.as_dict() for change in course.changes]
    again = Course(
        course.first_settings,
        checked_changes(course.first_settings, changes),
        opens_test=True,
    )
    again.prepare()
    while again.update < course.update:
        again.advance(course.update - again.update)
    return column(again)


def test_what_is_changed_in_the_middle_of_the_search_leaves_the_errors_right():
    course = Course(resolve({"early_stopping": False, "max_epochs": 20_000}))
    course.advance(4_000)
    course.open_test()
    search = course.unsealing()
    next(search)
    course.advance(100)
    course.change({"learning_rate": 3.0})
    course.advance(1_500)
    for _ in search:
        pass
    assert column(course) == straight(course)


def test_the_points_that_were_changed_first_count_at_epoch_0():
    settings = resolve({})
    rows = [int(row) for row in Course(settings).problem.split.test[:5]]
    given = [{"update": 1, "set": {}, "removed": rows}]
    course = Course(settings, checked_changes(settings, given))
    course.settle()
    untouched = Course(settings, opens_test=True)
    unseal(course)
    assert column(course) == straight(course) != column(untouched)


def test_points_changed_at_epoch_0_in_the_middle_of_the_search_count():
    run = Run(resolve({}))
    run.open_test()
    search = run.course.unsealing()
    next(search)
    run.edit({"removed": [int(run.course.problem.split.test[0])]})
    for _ in search:
        pass
    assert column(run.course) == straight(run.course)


def test_a_branch_made_in_the_middle_of_the_search_has_one_of_its_own():
    course = Course(resolve({"early_stopping": False, "max_epochs": 20_000}))
    course.advance(4_000)
    course.open_test()
    search = course.unsealing()
    next(search)
    branch = course.branched(2_000)
    assert 0 < branch.history.sealed <= len(branch.history)
    for _ in search:
        pass
    assert course.history.sealed == 0
    assert None in column(branch)
    for _ in branch.unsealing():
        pass
    assert column(branch) == straight(branch)
    assert branch.history.sealed == 0


def test_a_long_search_is_cut_into_pieces():
    course = Course(resolve({"early_stopping": False}))
    course.advance(3_000)
    assert unseal(course) > 10


def test_a_run_computed_anew_remembers_that_it_was_opened():
    given = [{"update": 7, "set": {}, "open_test": True}]
    settings = resolve({})
    course = Course(settings, checked_changes(settings, given))
    course.advance(20)
    assert course.is_open
    assert None not in column(course)
    assert [change.as_dict() for change in course.changes] == given


@pytest.mark.parametrize("opened", [1, "true", None])
def test_a_bad_word_for_it_is_refused(opened):
    settings = resolve({})
    with pytest.raises(SettingsError, match="open_test must be true or false"):
        checked_changes(settings, [{"update": 7, "set": {}, "open_test": opened}])


def test_an_empty_test_set_cannot_be_opened():
    run = Run(resolve({"test_share": 0}))
    with pytest.raises(SettingsError, match="must leave a test set to open"):
        run.open_test()
    assert not run.course.is_open
    assert run.course.changes == []


def test_opening_twice_is_one_change():
    run = Run(resolve({}))
    run.open_test()
    version = run.version
    run.open_test()
    assert len(run.course.changes) == 1
    assert run.version == version


def test_a_record_has_test_errors_only_where_it_was_opened():
    document = {"settings": {"max_epochs": 3}}
    sealed = train(*read_document(document))
    assert sealed["history"]["test"] == [None] * 4
    opened = train(*read_document(document), opens_test=True)
    assert None not in opened["history"]["test"]
    for name in ("settings", "initial", "final", "best", "stop", "data"):
        assert sealed[name] == opened[name]


def test_the_record_of_an_opened_run_trains_again_sealed():
    course = Course(resolve({"max_epochs": 3}))
    course.advance(6)
    unseal(course)
    course.advance(10**9)
    document = json.loads(json.dumps(record(course)))
    again = train(*read_document(document))
    assert again["history"]["test"] == [None] * 4
    assert again["final"] == document["final"]
