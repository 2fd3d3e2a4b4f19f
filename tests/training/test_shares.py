"""Whose turn it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.training.owners import stranger
from app.training.scheduler import Scheduler
from app.training.session import Session
from app.training.shares import LEAD_SECONDS, Shares
from app.training.validation import resolve

LONG = {"early_stopping": False, "max_epochs": 20_000}
TICK = 50e-6  # what an update takes here


class Clock:
    """Every look at it takes a little, as an update does."""

    now = 0.0

    def __call__(self):
        self.now += TICK
        return self.now


def joined(scheduler, owner, tab="tab", **given):
    session = Session(owner, tab, resolve(LONG | given))
    session.speed = None
    scheduler.add(session)
    return session


def spent(scheduler, owner):
    return scheduler._shares.of(owner).used


def everything(_account):
    return True


def test_who_has_used_least_is_next():
    shares = Shares()
    for owner, seconds in (("ann", 3.0), ("bob", 1.0), ("cid", 2.0)):
        shares.charge(owner, seconds)
    assert shares.next(everything).owner == "bob"
    shares.charge("bob", 5.0)
    assert shares.next(everything).owner == "cid"
    assert shares.next(lambda account: account.owner == "ann").owner == "ann"
    assert shares.next(lambda account: False) is None


def test_who_was_idle_has_saved_nothing_up():
    shares = Shares()
    shares.of("ann")
    shares.charge("bob", 100.0)
    assert shares.next(lambda account: account.owner == "bob").owner == "bob"
    shares.charge("ann", 1.0)
    assert shares.of("ann").used == 101.0


def test_debts_are_remembered_and_idle_accounts_forgotten():
    shares = Shares()
    shares.charge("ann", 9.0)
    shares.of("bob")
    shares.forget_idle()
    assert [account.owner for account in shares] == ["ann"]
    shares.next(everything)
    shares.forget_idle()
    assert not list(shares)


@given(
    st.lists(st.floats(0.001, 0.02), min_size=2, max_size=6),
    st.integers(50, 300),
)
def test_all_that_wait_have_the_same_time(costs, rounds):
    shares = Shares()
    for owner in range(len(costs)):
        shares.of(str(owner))
    for _ in range(rounds):
        account = shares.next(everything)
        shares.charge(account.owner, costs[int(account.owner)])
    used = [account.used for account in shares]
    assert max(used) - min(used) <= max(costs) + 1e-9


def test_a_browser_with_many_runs_has_no_more_than_one_with_one():
    scheduler = Scheduler(Clock())
    owners = [f"learner {number}" for number in range(30)]
    learners = [joined(scheduler, owner) for owner in owners]
    many = [joined(scheduler, "greedy", str(tab)) for tab in range(16)]
    for session in [*learners, *many]:
        session.play()
    for _ in range(31 * 40):
        scheduler.round()
    made = [session.run.course.update for session in learners]
    assert max(made) < 1.2 * min(made)
    greedy = sum(session.run.course.update for session in many)
    assert greedy < 1.2 * max(made)
    # Its own runs have equal shares of that.
    each = [session.run.course.update for session in many]
    assert max(each) < 2 * min(each)


REBUILD_SECONDS = 0.004


@pytest.mark.parametrize("costly", [True, False], ids=["rebuilds", "quick changes"])
def test_commands_without_end_take_nobodys_share(costly):
    """16 pages of one browser each ask for more as soon as they were answered."""
    clock = Clock()
    scheduler = Scheduler(clock)
    owners = [f"learner {number}" for number in range(30)]
    learners = [joined(scheduler, owner) for owner in owners]
    many = [joined(scheduler, "greedy", str(tab)) for tab in range(16)]
    for session in [*learners, *many]:
        session.play()
    waiting = {}
    done = 0

    def change(session, number):
        if costly:
            session.set({"hidden_layers": [1 + number % 3]})
            session.play()
            clock.now += REBUILD_SECONDS
        else:
            session.set({"learning_rate": 0.1 + 0.001 * (number % 2)})

    while clock.now < 3.0:
        for session in many:
            future = waiting.get(session.id)
            if future is None or future.done():
                done += 1
                waiting[session.id] = scheduler.submit(
                    session, lambda s=session, n=done: change(s, n)
                )
        scheduler.round()
    assert done > 16  # it is served, too
    used = [spent(scheduler, owner) for owner in owners]
    assert max(used) - min(used) < 0.01
    assert spent(scheduler, "greedy") - max(used) < LEAD_SECONDS + 2 * REBUILD_SECONDS
    made = [session.run.course.update for session in learners]
    fair = clock.now / 31 / (2 * TICK)  # updates, if all were equal
    assert min(made) > 0.6 * fair


def test_a_slider_acts_at_once_while_others_train():
    """One update with the new value is made before anybody else's turn."""
    scheduler = Scheduler(Clock())
    learners = [joined(scheduler, f"learner {number}") for number in range(20)]
    for session in learners:
        session.play()
    for _ in range(200):
        scheduler.round()
    for number, session in enumerate(learners):
        before = session.run.course.update
        others = [each.run.course.update for each in learners if each is not session]
        rate = 0.1 + 0.01 * number
        future = scheduler.submit(
            session, lambda s=session, r=rate: s.set({"learning_rate": r})
        )
        scheduler.round()
        assert future.done()
        assert session.run.course.update == before + 1
        assert others == [
            each.run.course.update for each in learners if each is not session
        ]


def test_a_job_takes_of_its_browsers_time():
    clock = Clock()
    scheduler = Scheduler(clock)
    one, two = joined(scheduler, "ann"), joined(scheduler, "bob")

    def pieces():
        while True:
            clock.now += 0.001
            yield

    scheduler.spawn(pieces(), "ann")
    for session in (one, two):
        session.play()
    for _ in range(400):
        scheduler.round()
    assert spent(scheduler, "ann") == pytest.approx(spent(scheduler, "bob"), abs=0.01)
    assert one.run.course.update < 0.7 * two.run.course.update


def test_all_without_a_cookie_have_one_share():
    scheduler = Scheduler(Clock())
    sessions = [joined(scheduler, stranger()) for _ in range(6)]
    learner = joined(scheduler, "learner")
    for session in (*sessions, learner):
        session.play()
    for _ in range(300):
        scheduler.round()
    theirs = sum(session.run.course.update for session in sessions)
    assert all(session.run.course.update for session in sessions)
    assert 0.8 < theirs / learner.run.course.update < 1.25
    for session in sessions:
        scheduler.remove(session)
