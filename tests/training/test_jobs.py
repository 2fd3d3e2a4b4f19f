"""Long work in pieces."""

import pytest

from app.training.jobs import Jobs


def pieces(done, name, most=2):
    try:
        for number in range(most):
            done.append((name, number))
            yield
        return name
    finally:
        done.append((name, "closed"))


def test_each_job_in_its_turn_does_one_piece():
    jobs, done = Jobs(), []
    futures = [jobs.add(pieces(done, name)) for name in "ab"]
    while jobs:
        jobs.work()
    assert done[:4] == [("a", 0), ("b", 0), ("a", 1), ("b", 1)]
    assert [future.result(0) for future in futures] == ["a", "b"]


def test_as_many_pieces_are_done_as_there_is_time_for():
    jobs, done = Jobs(), []
    first = jobs.add(pieces(done, "a"))
    jobs.add(pieces(done, "b", 100))
    jobs.work(lambda: len(done) < 6)
    assert first.result(0) == "a"
    assert done[-1] == ("b", 2)
    jobs.work(lambda: True)
    assert done[-1] == ("b", "closed")
    assert len(jobs) == 0


def test_what_goes_wrong_is_the_futures():
    def broken():
        raise ZeroDivisionError
        yield

    jobs = Jobs()
    future = jobs.add(broken())
    jobs.work()
    assert len(jobs) == 0
    with pytest.raises(ZeroDivisionError):
        future.result(0)


def test_a_cancelled_job_is_closed_at_its_next_turn():
    jobs, done = Jobs(), []
    future = jobs.add(pieces(done, "a"))
    jobs.work()
    assert future.cancel()
    jobs.work()
    assert done == [("a", 0), ("a", "closed")]
    assert len(jobs) == 0


def test_a_job_cancelled_during_its_last_piece_has_no_result():
    def last():
        future.cancel()
        return 1
        yield

    jobs = Jobs()
    future = jobs.add(last())
    jobs.work()
    assert future.cancelled()


def test_all_can_be_given_up():
    jobs, done = Jobs(), []
    futures = [jobs.add(pieces(done, name)) for name in "ab"]
    jobs.work()
    jobs.cancel_all()
    assert all(future.cancelled() for future in futures)
    assert done == [("a", 0), ("a", "closed")]
    assert len(jobs) == 0
