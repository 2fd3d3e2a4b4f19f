"""The one background thread."""

import re
import threading

import pytest

from app.training import scheduler as module
from app.training.scheduler import Scheduler, SchedulerClosedError
from app.training.session import Session
from app.training.states import State
from app.training.validation import resolve

PATIENT = 10.0  # seconds a test waits for an event that should come at once


@pytest.fixture
def scheduler():
    made = Scheduler()
    made.start()
    yield made
    made.close()


def joined(scheduler, speed=None, **given):
    session = Session("owner", "tab", resolve(given))
    session.speed = speed
    scheduler.call(None, scheduler.add, session)
    return session


class Until:
    """An `after_slice` that sets an event once a condition holds."""

    def __init__(self, scheduler, condition):
        self.event = threading.Event()
        self.condition = condition
        scheduler.after_slice = self

    def __call__(self, session):
        if self.condition(session):
            self.event.set()

    def wait(self):
        assert self.event.wait(PATIENT)


def test_a_call_returns_its_result_or_raises_its_error(scheduler):
    assert scheduler.call(None, lambda a, b: a + b, 1, b=2) == 3
    with pytest.raises(ZeroDivisionError):
        scheduler.call(None, lambda: 1 / 0)


def test_calls_run_on_the_trainer_thread_and_may_nest(scheduler):
    def inner():
        return threading.current_thread().name

    assert scheduler.call(None, lambda: scheduler.call(None, inner)) == "trainer"


def test_a_run_trains_to_its_stop(scheduler):
    session = joined(scheduler)
    stopped = Until(scheduler, lambda s: s.run.state is State.STOPPED)
    scheduler.call(session, session.play)
    stopped.wait()
    assert session.run.course.stop is not None


def test_many_runs_share_the_thread_fairly(scheduler):
    sessions = [
        joined(scheduler, early_stopping=False, max_epochs=20_000) for _ in range(4)
    ]
    enough = Until(scheduler, lambda s: s.run.course.update > 2000)
    for session in sessions:
        scheduler.call(session, session.play)
    enough.wait()
    updates = [scheduler.call(None, lambda s=s: s.run.course.update) for s in sessions]
    assert min(updates) > max(updates) / 4


def test_the_numbers_do_not_depend_on_company_or_speed(scheduler):
    alone = Session("owner", "other", resolve({}))
    alone.play()
    alone.run.advance(10**9)
    stopped = Until(
        scheduler,
        lambda s: all(each.run.state is State.STOPPED for each in sessions),
    )
    sessions = [joined(scheduler, speed) for speed in (None, None, 1000)]
    for session in sessions:
        scheduler.call(session, session.play)
    stopped.wait()
    for session in sessions:
        assert session.run.course.theta.tobytes() == alone.run.course.theta.tobytes()


def test_a_step_takes_no_breaks_even_at_one_update_a_second(scheduler):
    session = joined(scheduler, 1)
    paused = Until(scheduler, lambda s: s.run.state is State.PAUSED)
    scheduler.call(session, session.step, "epoch")
    paused.wait()
    assert session.run.course.update == 6


def test_a_fault_fails_its_own_run_only(scheduler, caplog):
    broken, sound = joined(scheduler), joined(scheduler)
    broken.run.course.trainer._step = lambda *_: 1 / 0
    done = Until(
        scheduler,
        lambda _s: (broken.run.state, sound.run.state) == (State.FAILED, State.STOPPED),
    )
    scheduler.call(broken, broken.play)
    scheduler.call(sound, sound.play)
    done.wait()
    number = re.search("error ([0-9a-f]{8})", broken.run.fault)[1]
    assert f"error {number}: a training failed" in caplog.text
    assert broken.id not in caplog.text


def test_a_fault_of_a_callback_ends_nobodys_training(scheduler, caplog):
    session = joined(scheduler)
    stopped = threading.Event()

    def after(each):
        if each.run.state is State.STOPPED:
            stopped.set()
        raise ValueError("a viewer's trouble")

    scheduler.after_slice = after
    scheduler.call(session, session.play)
    assert stopped.wait(PATIENT)
    assert "a viewer's trouble" in caplog.text


def test_whoever_wants_to_be_called_again_is(scheduler):
    session = joined(scheduler)
    calls, again = [], threading.Event()

    def after(each):
        calls.append(each)
        if len(calls) == 3:
            again.set()
        return 0.001 if len(calls) < 3 else None

    scheduler.after_slice = after
    scheduler.call(session, session.pause)
    assert again.wait(PATIENT)


def test_a_running_session_is_shown_with_what_was_asked_for(scheduler):
    session = joined(scheduler, early_stopping=False, max_epochs=20_000)
    scheduler.call(session, session.play)
    shown = []

    def change():
        shown.clear()
        session.set({"learning_rate": 0.11})
        return session.run.course.update

    some = Until(scheduler, lambda s: not shown.append(s.run.course.update))
    before = scheduler.call(session, change)
    some.wait()
    scheduler.call(None, scheduler.remove, session)
    assert shown[0] > before


def test_a_removed_session_trains_no_more(scheduler):
    session = joined(scheduler, early_stopping=False, max_epochs=20_000)
    scheduler.call(session, session.play)
    scheduler.call(None, scheduler.remove, session)
    before = scheduler.call(None, lambda: session.run.course.update)
    other = joined(scheduler)
    stopped = Until(scheduler, lambda s: s is other and s.run.state is State.STOPPED)
    scheduler.call(other, other.play)
    stopped.wait()
    assert session.run.course.update == before


def test_housekeeping_is_called(scheduler):
    cleaned = threading.Event()
    scheduler.housekeeping = cleaned.set
    assert cleaned.wait(PATIENT)


def test_a_closed_scheduler_takes_no_calls(scheduler):
    session = joined(scheduler, early_stopping=False, max_epochs=20_000)
    scheduler.call(session, session.play)
    scheduler.close()
    with pytest.raises(SchedulerClosedError):
        scheduler.call(None, int)


def test_who_asks_without_end_does_not_starve_the_others(scheduler):
    given = {"early_stopping": False, "max_epochs": 20_000}
    greedy, modest = joined(scheduler, **given), joined(scheduler, **given)
    enough = Until(scheduler, lambda s: s.run.course.update > 4000)
    scheduler.call(greedy, greedy.play)
    scheduler.call(modest, modest.play)
    while not enough.event.is_set():
        scheduler.call(greedy, int)
    updates = [
        scheduler.call(None, lambda s=s: s.run.course.update) for s in (greedy, modest)
    ]
    assert updates[1] > updates[0] / 6


def counting(most, hold=None):
    """Work in `most` pieces that returns how many it made; holds still at the first."""
    for _ in range(most):
        if hold is not None:
            hold.wait(PATIENT)
        yield
    return most


def test_a_job_is_done_piece_by_piece_on_the_trainer_thread(scheduler):
    names = []

    def pieces():
        for _ in range(3):
            names.append(threading.current_thread().name)
            yield
        return "done"

    assert scheduler.spawn(pieces()).result(PATIENT) == "done"
    assert names == ["trainer"] * 3


def test_what_a_job_raises_is_its_futures_and_the_thread_lives(scheduler):
    def broken():
        yield
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        scheduler.spawn(broken()).result(PATIENT)
    assert scheduler.call(None, int) == 0


def test_jobs_wake_a_thread_that_rests(scheduler):
    scheduler.call(None, int)
    for _ in range(20):
        assert scheduler.spawn(counting(2)).result(PATIENT) == 2


@pytest.fixture
def short(monkeypatch):
    """Slices of one update or one piece."""
    monkeypatch.setattr(module, "SLICE_SECONDS", 0.0)


@pytest.mark.usefixtures("short")
def test_runs_and_jobs_have_their_turns_one_after_the_other(scheduler):
    turns = []

    def pieces():
        while not done.is_set():
            turns.append("job")
            yield

    done = Until(scheduler, lambda s: turns.append(s.id) or len(turns) > 100).event
    sessions = [
        joined(scheduler, early_stopping=False, max_epochs=20_000) for _ in range(2)
    ]
    for session in sessions:
        scheduler.call(session, session.play)
    started = scheduler.call(
        None, lambda: [turns.clear(), scheduler.spawn(pieces(), "owner")]
    )
    assert started[1].result(PATIENT) is None
    order = ["job", sessions[0].id, sessions[1].id]
    seen = turns[:100]  # the runs go on once the job is done
    start = order.index(seen[0])
    assert seen == [order[(start + i) % 3] for i in range(100)]


@pytest.mark.usefixtures("short")
def test_many_jobs_hold_up_a_run_no_longer_than_one(scheduler):
    turns = []

    def pieces():
        while not done.is_set():
            turns.append("job")
            yield

    done = Until(scheduler, lambda _s: turns.append("run") or len(turns) > 100).event
    session = joined(scheduler, early_stopping=False, max_epochs=20_000)
    jobs = [scheduler.spawn(pieces(), "owner") for _ in range(9)]
    scheduler.call(session, session.play)
    for job in jobs:
        assert job.result(PATIENT) is None
    first = turns.index("run")
    assert "job job" not in " ".join(turns[first : first + 80])


def test_a_job_leaves_no_trace_in_a_run(scheduler):
    alone = Session("owner", "other", resolve({}))
    alone.play()
    alone.run.advance(10**9)
    session = joined(scheduler)
    stopped = Until(scheduler, lambda s: s.run.state is State.STOPPED)
    job = scheduler.spawn(counting(10**9))
    scheduler.call(session, session.play)
    stopped.wait()
    assert job.cancel()
    assert session.run.course.theta.tobytes() == alone.run.course.theta.tobytes()


def test_closing_cancels_jobs_and_takes_no_more(scheduler):
    hold = threading.Event()
    jobs = [scheduler.spawn(counting(10**9, hold)) for _ in range(2)]
    hold.set()
    scheduler.close()
    for job in jobs:
        assert job.cancelled()
    with pytest.raises(SchedulerClosedError):
        scheduler.spawn(counting(1))
