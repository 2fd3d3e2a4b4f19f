"""All sessions of the process."""

import pytest

from app.training.changes import checked_changes
from app.training.manager import BusyError, Manager, Quotas, Recovery
from app.training.notices import COPIED, GIVEN_AWAY
from app.training.owners import stranger
from app.training.scheduler import Scheduler
from app.training.states import State
from app.training.status import describe
from app.training.twin import Twin
from app.training.validation import resolve

PLAIN = resolve({})


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def manager(clock):
    """A manager whose scheduler is never started: the test is the trainer thread."""
    quotas = Quotas(sessions=3, sessions_per_owner=2, pause_after=60, forget_after=600)
    return Manager(Scheduler(), quotas, clock)


def test_a_reload_finds_the_same_run(manager):
    session, resumed = manager.join("ann", "t1", PLAIN)
    assert not resumed
    session.play()
    assert manager.join("ann", "t1", PLAIN) == (session, True)


def test_where_the_link_differs_the_link_wins_and_undo_brings_the_run_back(manager):
    session, _ = manager.join("ann", "t1", PLAIN)
    old = session.run
    again, resumed = manager.join("ann", "t1", resolve({"dataset": "circle"}))
    assert again is session
    assert not resumed
    assert session.run.settings.dataset == "circle"
    session.undo()
    assert session.run is old


def test_a_lost_connection_finds_its_run_whatever_the_link_says(manager):
    session, _ = manager.join("ann", "t1", PLAIN)
    other = resolve({"dataset": "circle"})
    assert manager.join("ann", "t1", other, session.id) == (session, True)


def test_nobody_gets_anothers_run(manager):
    session, _ = manager.join("ann", "t1", PLAIN)
    other, resumed = manager.join("bob", "t1", PLAIN, session.id)
    assert other is not session
    assert not resumed


def test_another_tab_has_another_run(manager):
    one, _ = manager.join("ann", "t1", PLAIN)
    two, _ = manager.join("ann", "t2", PLAIN)
    assert one is not two


def test_a_forgotten_run_is_computed_anew_from_what_the_page_remembers(manager):
    changes = checked_changes(PLAIN, [{"update": 5, "set": {"learning_rate": 0.1}}])
    memory = Recovery(PLAIN, changes, 20)
    session, resumed = manager.join("ann", "t1", PLAIN, "an id long gone", memory)
    assert resumed
    session.run.advance(10**6)
    assert session.run.course.update == 20
    assert session.run.settings.learning_rate == 0.1


def test_after_a_reload_a_memory_counts_only_where_it_fits_the_link(manager):
    memory = Recovery(PLAIN, [], 20)
    session, resumed = manager.join(
        "ann", "t1", resolve({"dataset": "circle"}), None, memory
    )
    assert not resumed
    assert session.run.settings.dataset == "circle"
    _, resumed = manager.join("ann", "t2", PLAIN, None, memory)
    assert resumed


RATE = [{"update": 7, "set": {"learning_rate": 0.1}}]
LINKED = Recovery(PLAIN, checked_changes(PLAIN, RATE), 13, is_linked=True)


def finished(session):
    while session.run.is_recovering:
        session.run.advance(5)
    return session.run


def test_a_link_to_a_run_makes_a_new_one_that_stands_there(manager):
    session, resumed = manager.join("ann", "t1", PLAIN, recovery=LINKED)
    assert not resumed
    run = finished(session)
    assert (run.course.update, run.state) == (13, State.PAUSED)
    assert run.settings.learning_rate == 0.1
    assert run.was_opened
    assert not session.can_undo


def test_a_link_to_a_run_wins_in_a_tab_that_has_one_and_undo_leads_back(manager):
    session, _ = manager.join("ann", "t1", PLAIN)
    session.play()
    old = session.run
    assert manager.join("ann", "t1", PLAIN, recovery=LINKED) == (session, False)
    assert finished(session).course.update == 13
    session.undo()
    assert session.run is old


def test_a_reload_does_not_open_the_same_link_twice(manager):
    session, _ = manager.join("ann", "t1", PLAIN, recovery=LINKED)
    run = session.run
    assert manager.join("ann", "t1", PLAIN, recovery=LINKED) == (session, True)
    finished(session)
    assert manager.join("ann", "t1", PLAIN, recovery=LINKED) == (session, True)
    assert session.run is run
    run.step("update")
    run.advance(1)
    assert manager.join("ann", "t1", PLAIN, recovery=LINKED) == (session, False)
    session.undo()
    assert session.run is run


def test_a_reload_on_the_way_of_a_recovery_lets_it_finish_whatever_was_shown(manager):
    session, _ = manager.join("ann", "t1", PLAIN, recovery=LINKED)
    run = session.run
    run.advance(3)
    last = resolve({"learning_rate": 0.1})
    for shown in (PLAIN, last):
        assert manager.join("ann", "t1", shown) == (session, True)
    assert finished(session) is run
    other = resolve({"learning_rate": 0.2})
    assert manager.join("ann", "t1", other) == (session, False)
    assert session.run is not run


def test_a_session_is_found_by_its_name(manager):
    session, _ = manager.join("ann", "t1", PLAIN)
    assert manager.get(session.id) is session
    assert manager.get("") is None


def test_a_run_without_a_viewer_is_paused_and_later_forgotten(manager, clock):
    session, _ = manager.join("ann", "t1", PLAIN)
    manager.watch(session, "socket")
    session.play()
    clock.now = 100
    manager.sweep()
    assert session.run.state is State.RUNNING
    manager.leave(session, "socket")
    clock.now = 150
    manager.sweep()
    assert session.run.state is State.RUNNING
    clock.now = 170
    manager.sweep()
    assert session.run.state is State.PAUSED
    clock.now = 800
    manager.sweep()
    assert len(manager) == 0


def test_a_run_says_what_was_done_to_it_until_somebody_goes_on(manager, clock):
    session, _ = manager.join("ann", "t1", PLAIN)
    manager.watch(session, "socket")
    session.play()
    session.run.advance(3)
    manager.leave(session, "socket")
    clock.now = 100
    manager.sweep()
    assert describe(session.run).text == (
        "Paused in epoch 1. Nobody had watched it for 60 s, so the server paused it."
    )
    manager.sweep()
    manager.watch(session, "another")
    session.play()
    session.pause()
    assert describe(session.run).text == "Paused in epoch 1."


def recovered(manager, owner, tab, session_id=None):
    session, resumed = manager.join(owner, tab, PLAIN, session_id, MEMORY)
    assert resumed
    session.run.advance(10**6)
    return describe(session.run).text


MEMORY = Recovery(PLAIN, [], 20)


def test_why_a_run_is_computed_again_is_told_as_it_was(manager, clock):
    assert "The server was restarted" in recovered(manager, "ann", "t0", "unknown")
    first, _ = manager.join("ann", "t1", PLAIN)
    clock.now = 1
    manager.join("ann", "t2", PLAIN)
    manager.join("ann", "t3", PLAIN)  # takes the place of the first, then
    assert GIVEN_AWAY in recovered(manager, "ann", "t1")
    clock.now = 1000
    manager.sweep()
    assert len(manager) == 0
    text = recovered(manager, "ann", "t3")
    assert "Nobody had watched your run for 10 min" in text
    assert first.run.notice == ""


@pytest.mark.parametrize("updates", [0, 7, 10**6])
def test_a_copy_stands_where_the_first_does_and_goes_its_own_way(manager, updates):
    first, _ = manager.join("ann", "t1", PLAIN)
    manager.watch(first, "socket", "one")
    if updates:
        first.play()
        first.run.advance(updates)
        first.run.change({"learning_rate": 0.1})
    assert not manager.is_taken("ann", "t1", None, "one")
    assert not manager.is_taken("bob", "t1", None, "two")
    assert manager.is_taken("ann", "t1", None, "two")
    link = first.run.settings
    copy, is_copy = manager.join_copy("ann", "t1", link)
    assert is_copy
    assert copy.tab != first.tab
    assert COPIED in describe(copy.run).text
    one, two = first.run.course, copy.run.course
    assert one.theta.tobytes() == two.theta.tobytes()
    assert (one.update, one.epoch) == (two.update, two.epoch)
    assert [c.as_dict() for c in one.changes] == [c.as_dict() for c in two.changes]
    assert one.history.column("train") == two.history.column("train")
    before = one.theta.tobytes()
    copy.reset()
    assert (one.theta.tobytes(), first.run.course) == (before, one)
    manager.leave(first, "socket")
    assert not manager.is_taken("ann", "t1", None, "two")


def test_a_run_that_is_being_computed_again_is_copied_to_where_it_will_be(manager):
    first, _ = manager.join("ann", "t1", PLAIN, "lost", MEMORY)
    first.run.advance(5)
    copy, _ = manager.join_copy("ann", "t1", PLAIN)
    for session in (first, copy):
        session.run.advance(10**6)
        assert session.run.course.update == 20
    assert first.run.course.theta.tobytes() == copy.run.course.theta.tobytes()


def test_a_run_that_has_diverged_is_copied_as_it_is(manager):
    wild = resolve({"dataset": "plane", "activation": "relu", "learning_rate": 10})
    first, _ = manager.join("ann", "t1", wild)
    first.play()
    first.run.advance(10**6)
    assert first.run.state is State.DIVERGED
    copy, _ = manager.join_copy("ann", "t1", wild)
    assert copy.run.state is State.DIVERGED
    assert describe(copy.run).text.startswith(describe(first.run).text)
    copy.play()


def test_the_oldest_run_that_nobody_watches_makes_room(manager, clock):
    first, _ = manager.join("ann", "t1", PLAIN)
    clock.now = 1
    second, _ = manager.join("ann", "t2", PLAIN)
    manager.join("ann", "t3", PLAIN)
    assert manager.join("ann", "t2", PLAIN) == (second, True)
    assert manager.join("ann", "t1", PLAIN)[0] is not first


def test_a_full_server_says_so(manager):
    for owner in ("ann", "bob", "cid"):
        session, _ = manager.join(owner, "t", PLAIN)
        manager.watch(session, owner)
    with pytest.raises(BusyError, match="the server is full"):
        manager.join("dan", "t", PLAIN)
    assert len(manager) == 3


def test_one_browser_cannot_take_every_place(manager):
    for tab in ("t1", "t2"):
        session, _ = manager.join("ann", tab, PLAIN)
        manager.watch(session, tab)
    with pytest.raises(BusyError, match="too many open tabs"):
        manager.join("ann", "t3", PLAIN)
    manager.join("bob", "t1", PLAIN)


def test_running_runs_are_counted(manager):
    session, _ = manager.join("ann", "t1", PLAIN)
    assert manager.running == 0
    session.play()
    assert manager.running == 1


def test_a_reload_during_a_recovery_lets_it_finish(manager, clock):
    changes = checked_changes(PLAIN, [{"update": 5, "set": {"learning_rate": 0.1}}])
    link = resolve({"learning_rate": 0.1})
    memory = Recovery(PLAIN, changes, 20)
    session, _ = manager.join("ann", "t1", link, None, memory)
    session.run.advance(1)
    assert manager.join("ann", "t1", link) == (session, True)
    clock.now = 100
    manager.sweep()
    session.run.advance(10**6)
    assert session.run.course.update == 20


def busy(session):
    """Give a session a twin that is being computed."""
    session.twin = Twin(session.run, "l2", 0.1)
    session.twin.is_going = True


def test_what_goes_on_beside_a_run_that_nobody_watches_waits_or_ends(manager, clock):
    session, _ = manager.join("ann", "t1", PLAIN)
    manager.watch(session, "socket")
    session.play()
    session.run.advance(10**6)
    session.run.look_on(20_000)
    busy(session)
    manager.leave(session, "socket")
    clock.now = 50
    manager.sweep()
    assert session.run.ghost
    clock.now = 70
    manager.sweep()
    assert session.run.ghost is None
    assert session.is_away
    assert session.twin
    manager.watch(session, "another")
    assert not session.is_away


def test_a_forgotten_session_has_no_twin(manager, clock):
    session, _ = manager.join("ann", "t1", PLAIN)
    session.twin = Twin(session.run, "l2", 0.1)
    clock.now = 601
    manager.sweep()
    assert session.twin is None


def test_visitors_without_a_cookie_push_out_each_other_and_nobody_else(clock):
    quotas = Quotas(sessions=20, sessions_of_strangers=3)
    manager = Manager(Scheduler(), quotas, clock)
    learners = [manager.join(f"learner {n}", "t", PLAIN)[0] for n in range(10)]
    strangers = []
    for _ in range(30):
        clock.now += 1
        strangers.append(manager.join(stranger(), "t", PLAIN)[0])
    assert all(manager.get(session.id) for session in learners)
    left = [session for session in strangers if manager.get(session.id)]
    assert left == strangers[-3:]
    for session in left:
        manager.watch(session, session.id)
    with pytest.raises(BusyError, match="allow cookies"):
        manager.join(stranger(), "t", PLAIN)
    manager.join("one more learner", "t", PLAIN)


def test_a_run_that_was_computed_anew_is_held_once_that_is_done(manager, clock):
    session, _ = manager.join("ann", "t1", PLAIN)
    session.open(PLAIN, [], 60)
    clock.now = 61
    manager.sweep()
    assert session.is_away
    assert session.run.is_recovering
    finished(session)
    before = manager._weigh(session)
    session.play()
    manager.sweep()
    assert session.run.state is State.PAUSED
    assert manager.budget.size(session.id) < before
