"""Work beside the runs: queued, in turn, never refused."""

from concurrent.futures import CancelledError

import pytest

from app.training.background import AT_ONCE, PIECES_A_TURN, Background
from app.training.owners import stranger
from app.training.scheduler import Scheduler
from app.training.session import Session
from app.training.states import State
from app.training.validation import resolve

PATIENT = 60.0


@pytest.fixture
def scheduler():
    """One whose rounds the test does itself."""
    return Scheduler()


def work(done, name, pieces):
    for _ in range(pieces):
        done.append(name)
        yield
    return name


def finish(scheduler, background):
    for _ in range(100_000):
        if not len(background):
            return
        scheduler.round()
    raise AssertionError("it does not end")


def test_what_does_not_fit_waits_and_is_done(scheduler):
    background, done, places = Background(scheduler, 2), [], {}
    tasks = [
        background.add(
            f"owner {n}",
            work(done, n, 5),
            lambda place, n=n: places.setdefault(n, []).append(place),
        )
        for n in range(4)
    ]
    assert (background.going, len(background)) == (2, 4)
    assert [task.place for task in tasks] == [None, None, 1, 2]
    finish(scheduler, background)
    assert [task.future.result(0) for task in tasks] == [0, 1, 2, 3]
    assert places[2][-1] is None
    assert set(done[-10:]) == {2, 3}


def test_one_browser_takes_a_quarter_of_the_places_and_two_at_least(scheduler):
    background, done = Background(scheduler, 12), []
    greedy = [background.add("greedy", work(done, n, 9)) for n in range(8)]
    assert background.going == 3
    modest = background.add("modest", work(done, "modest", 9))
    assert modest.place is None
    assert [task.place for task in greedy] == [None] * 3 + [1, 2, 3, 4, 5]
    few = Background(scheduler, 4)
    for n in range(3):
        few.add("one", work(done, n, 9))
    assert few.going == 2


def test_the_browser_with_the_fewest_goes_first(scheduler):
    background, done = Background(scheduler, 4), []
    for n in range(2):
        background.add("greedy", work(done, n, 3))
    rest = [background.add("other", work(done, f"o{n}", 30)) for n in range(2)]
    late = background.add("greedy", work(done, "late", 3))
    modest = background.add("modest", work(done, "modest", 3))
    finish(scheduler, background)
    assert done.index("modest") < done.index("late")
    assert late.future.result(0) == "late"
    assert modest.future.result(0) == "modest"
    assert [task.future.result(0) for task in rest] == ["o0", "o1"]


def test_long_ones_let_others_go_first_and_end_none_the_less(scheduler):
    background, done = Background(scheduler, 2), []
    long = [background.add(f"a{n}", work(done, n, 3 * PIECES_A_TURN)) for n in "xy"]
    short = background.add("b", work(done, "short", 2))
    finish(scheduler, background)
    assert done.index("short") <= 2 * PIECES_A_TURN + 2
    assert [task.future.result(0) for task in long] == ["x", "y"]
    assert done.count("x") == 3 * PIECES_A_TURN
    assert short.future.result(0) == "short"


def test_who_is_given_up_frees_the_place(scheduler):
    background, done = Background(scheduler, 1), []
    going = background.add("a", work(done, "going", 10**9))
    waiting = background.add("b", work(done, "waiting", 10**9))
    last = background.add("c", work(done, "last", 1))
    background.cancel(waiting)
    assert last.place == 1
    background.cancel(going)
    finish(scheduler, background)
    assert last.future.result(0) == "last"
    assert "waiting" not in done
    for task in (going, waiting):
        with pytest.raises(CancelledError):
            task.future.result(0)


def test_what_goes_wrong_is_its_own(scheduler):
    def broken():
        yield
        raise ZeroDivisionError

    background, done = Background(scheduler, 1), []
    bad, good = background.add("a", broken()), background.add("b", work(done, 1, 1))
    finish(scheduler, background)
    assert good.future.result(0) == 1
    with pytest.raises(ZeroDivisionError):
        bad.future.result(0)


def test_thirty_browsers_that_stop_at_once_all_have_what_would_have_followed(
    scheduler,
):
    """Each to its horizon, whatever the number of places."""
    background = Background(scheduler)
    sessions = [Session(f"browser {n}", "tab", resolve({})) for n in range(30)]
    tasks = []
    for number, session in enumerate(sessions):
        scheduler.add(session)
        session.play()
        session.run.advance(10**6)
        assert session.run.state is State.STOPPED
        ghost = session.run.look_on(60 + number)
        tasks.append(background.add(session.owner, ghost.pieces()))
    assert len(background) == 30
    assert background.going == AT_ONCE
    finish(scheduler, background)
    assert all(task.future.done() for task in tasks)
    assert [s.run.ghost.epoch for s in sessions] == [60 + n for n in range(30)]
    assert all(s.run.ghost.is_over for s in sessions)


def test_all_without_a_cookie_are_one_browser(scheduler):
    background, done = Background(scheduler, 4), []
    for n in range(3):
        background.add(stranger(), work(done, n, 9))
    assert background.going == 2
    assert background.add("modest", work(done, "modest", 9)).place is None
