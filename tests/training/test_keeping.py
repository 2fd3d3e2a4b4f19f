"""Keep training: past a stop with the settings as they are."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.training.changes import checked_changes
from app.training.course import Course
from app.training.errors import MoveError
from app.training.result import record, train
from app.training.run import Run
from app.training.settings import MOST_EPOCHS
from app.training.states import State
from app.training.stopping import CRITERION_OF, Reason
from app.training.twin import Twin
from app.training.validation import resolve
from tests.training.test_rewinding import bytes_of

ALL = 10**9
QUICK = {"patience": 4, "examples": 40, "batch_size": 8, "max_epochs": 60}


def played(updates=ALL, **given):
    made = Run(resolve(given))
    made.play()
    made.advance(updates)
    return made


def kept(made, updates=ALL):
    """Press Keep training, and train."""
    made.play()
    made.advance(updates)
    return made


def recovered(lost):
    course = lost.course
    told = [change.as_dict() for change in course.changes]
    made = Run(course.first_settings, checked_changes(course.first_settings, told))
    made.recover(course.update)
    while made.state is State.RUNNING:
        made.advance(7)
    return made


def test_max_epochs_raised_after_the_end_are_obeyed_with_stopping_on():
    made = played(max_epochs=28)
    assert made.course.stop.reason is Reason.MAX_EPOCHS
    made.change({"max_epochs": 600})
    kept(made)
    assert made.course.stop.reason is Reason.EARLY_STOPPING
    assert made.course.stop == played().course.stop
    assert made.settings == resolve({})
    assert [change.as_dict()["set"] for change in made.course.changes] == [
        {"max_epochs": 600}
    ]


def test_a_longer_patience_set_after_the_stop_is_obeyed():
    made = played(patience=3)
    made.change({"patience": 20})
    kept(made)
    assert made.course.stop == played().course.stop
    assert not any(change.passes_stop for change in made.course.changes)


def test_past_an_early_stop_no_setting_changes():
    made = played()
    last, stop = made.course.theta.copy(), made.course.stop
    made.play()
    np.testing.assert_array_equal(made.shown_theta, last)
    made.advance(ALL)
    assert made.settings == resolve({})
    assert (made.course.stop.reason, made.course.epoch) == (Reason.MAX_EPOCHS, 600)
    assert made.course.stop.best_epoch == stop.best_epoch
    assert made.is_restored  # as the settings say
    assert [change.as_dict() for change in made.course.changes] == [
        {"update": 6 * stop.epoch + 1, "set": {}, "pass_stop": True}
    ]


def test_it_is_what_a_run_without_stopping_would_have_been():
    made = kept(played())
    longer = played(early_stopping=False)
    assert made.course.theta.tobytes() == longer.course.theta.tobytes()


def stops_by_hand(errors, patience):
    """Return all stops on a curve, from epoch 1 on, as each is passed over."""
    best, wait, is_passed, stops = None, 0, False, []
    for epoch, error in enumerate(errors, start=1):
        wait += 1
        if best is None or error < best:
            best, wait, is_passed = error, 0, False
        elif wait >= patience and not is_passed:
            stops.append(epoch)
            is_passed = True
    return stops


def test_a_passed_stop_counts_again_after_a_new_best_epoch():
    most = 0
    for seed in range(4):
        given = {"patience": 2, "weight_seed": seed, "max_epochs": 120}
        made, stops = played(**given), []
        while made.course.stop.reason is Reason.EARLY_STOPPING:
            stops.append(made.course.stop.epoch)
            kept(made)
        whole = Course(resolve(given | {"early_stopping": False}))
        whole.advance(ALL)
        assert stops == stops_by_hand(whole.history.column("validation")[1:], 2)
        assert made.course.epoch == 120
        most = max(most, len(stops))
    assert most > 1


def test_all_criteria_that_were_met_are_passed_over_at_once():
    given = {"criteria": ["patience", "generalization_loss"], "gl_threshold": 0}
    made = played(**given, patience=1)
    assert made.course.stop.reason is Reason.EARLY_STOPPING
    made.play()
    made.advance(1)
    assert made.course.passed_over == {
        Reason.EARLY_STOPPING,
        Reason.GENERALIZATION_LOSS,
    }


def test_another_criterion_still_stops():
    given = {"criteria": ["patience", "generalization_loss"], "gl_threshold": 60}
    made = played(**given)
    assert made.course.stop.reason is Reason.EARLY_STOPPING
    assert kept(made).course.stop.reason is Reason.GENERALIZATION_LOSS


def test_changing_what_a_stop_depends_on_has_it_count_again():
    made = played()
    kept(made, 60)
    wait = made.course.patience.wait
    made.change({"learning_rate": 0.2})
    made.advance(1)
    assert made.course.passed_over == {Reason.EARLY_STOPPING}
    made.change({"patience": wait + 5})
    made.advance(ALL)
    assert made.course.stop.reason is Reason.EARLY_STOPPING
    assert made.course.patience.wait == wait + 5


def test_past_max_epochs_it_goes_on_up_to_the_limit():
    given = {"early_stopping": False, "max_epochs": 3, "examples": 20, "batch_size": 0}
    made = kept(played(**given))
    assert made.course.stop.reason is Reason.MAX_EPOCHS
    assert made.course.epoch == MOST_EPOCHS
    assert made.settings == resolve(given)
    with pytest.raises(MoveError, match="20000 epochs"):
        made.play()


def test_no_recipe_goes_on_beyond_the_limit():
    given = {"early_stopping": False, "max_epochs": 1, "examples": 20, "batch_size": 0}
    first = resolve(given)
    told = [{"update": 2, "set": {}, "pass_stop": True}]
    told += [{"update": MOST_EPOCHS + 1, "set": {}, "pass_stop": True}]
    course = Course(first, checked_changes(first, told))
    course.advance(ALL)
    assert course.epoch == MOST_EPOCHS


def test_past_max_epochs_early_stopping_still_acts():
    made = kept(played(max_epochs=5))
    assert made.course.stop == played().course.stop


def test_max_epochs_set_after_they_were_passed_over_are_obeyed():
    made = played(max_epochs=5, early_stopping=False)
    kept(made, 30)
    made.change({"max_epochs": 20})
    made.advance(ALL)
    assert made.course.epoch == 20


def test_past_the_target_error_it_goes_on():
    made = played(target_error=0.6)
    assert made.course.stop.reason is Reason.TARGET_ERROR
    kept(made)
    assert made.course.stop == played().course.stop
    assert made.settings.target_error == 0.6


def test_two_stops_in_one_epoch_are_both_passed_over():
    early = played().course.stop.epoch
    made = kept(played(max_epochs=early), 6)
    assert made.course.passed_over == {Reason.EARLY_STOPPING, Reason.MAX_EPOCHS}
    assert made.state is State.RUNNING


def test_a_recipe_of_old_that_switched_stopping_off_is_still_computed():
    stop = played().course.stop
    old = {"early_stopping": False, "max_epochs": MOST_EPOCHS, "target_error": None}
    first = resolve({})
    told = [{"update": 6 * stop.epoch + 1, "set": old}]
    made = Run(first, checked_changes(first, told))
    made.recover(6 * 100)
    made.advance(ALL)
    straight = played(6 * 100, early_stopping=False)
    assert made.course.update == 6 * 100
    assert made.course.theta.tobytes() == straight.course.theta.tobytes()


def test_the_record_of_a_run_is_trained_again_to_the_same():
    made = kept(played(**QUICK))
    while made.course.stop.reason in CRITERION_OF:
        kept(made)
    found = record(made.course)
    first = resolve(found["settings"])
    assert any("pass_stop" in change for change in found["changes"])
    assert train(first, checked_changes(first, found["changes"])) == found


def test_a_branch_from_after_the_stop_has_the_same_past():
    made = kept(played(**QUICK), 100)
    made.pause()
    branch = made.branched(made.course.epoch)
    branch.play()
    branch.advance(ALL)
    made.play()
    made.advance(ALL)
    assert bytes_of(branch.course) == bytes_of(made.course)
    assert branch.course.stop == made.course.stop


def test_back_at_the_stop_it_stays_passed_over_and_before_it_does_not():
    made = kept(played(), 60)
    made.pause()
    stop = made.course.history.epoch_at(made.course.passed[-1])
    made.resume(stop)
    made.advance(ALL)
    assert made.course.epoch == 600
    made.resume(stop - 1)
    made.advance(ALL)
    assert made.course.epoch == stop
    assert made.course.changes == []


def test_a_twin_keeps_its_own_stops():
    made = kept(played(), 600)
    made.pause()
    twin = Twin(made, "learning_rate", 0.1)
    for _ in twin.pieces(lambda: made):
        pass
    alone = played(learning_rate=0.1)
    epoch = min(alone.course.epoch, made.course.epoch)
    errors = alone.course.history.column("validation")[: epoch + 1]
    assert twin.run.course.history.column("validation") == errors


def test_a_twin_that_stops_in_the_same_epoch_goes_on_too():
    made = kept(played(), 600)
    made.pause()
    twin = Twin(made, "restore_best", False)
    for _ in twin.pieces(lambda: made):
        pass
    assert twin.run.course.theta.tobytes() == made.course.theta.tobytes()


ACTS = st.one_of(
    st.tuples(st.just("advance"), st.integers(1, 60)),
    st.tuples(st.just("play"), st.none()),
    st.tuples(
        st.just("change"),
        st.sampled_from(
            [
                {"patience": 1},
                {"patience": 9},
                {"learning_rate": 0.1},
                {"max_epochs": 10},
                {"max_epochs": 60},
                {"early_stopping": False},
                {"early_stopping": True},
                {"target_error": 0.6},
                {"target_error": None},
                {"criteria": ["patience", "generalization_loss"]},
            ]
        ),
    ),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(ACTS, min_size=1, max_size=14), st.integers(0, 99))
def test_whatever_is_passed_over_a_run_is_made_again_to_the_same_bytes(acts, share):
    made = Run(resolve(QUICK))
    made.play()
    for name, value in acts:
        if name != "play" or made.state is not State.RUNNING:
            getattr(made, name)(*([] if value is None else [value]))
    course = made.course
    again = recovered(made)
    assert again.course.theta.tobytes() == course.theta.tobytes()
    assert again.settings == made.settings
    for each in (made, again):
        each.play()
        each.advance(40)
    assert bytes_of(again.course) == bytes_of(course)
    assert again.course.stop == course.stop
    assert again.course.passed_over == course.passed_over
    update = course.update * share // 100
    before = course.theta.tobytes()
    for _ in course.looking_back(update):
        pass
    branch = course.branched(update)
    branch.advance(course.update - update)
    assert course.theta.tobytes() == before
