"""Finding the test errors of earlier epochs, once for each course."""

from concurrent.futures import Future
from typing import Any

import pytest

from app.training.background import Background
from app.training.manager import Manager
from app.training.scheduler import Scheduler
from app.training.session import Session
from app.web.clients import Client
from app.web.commands import Commands
from app.web.frames import Shown, frame_payload
from app.web.messages import Branch, Empty, Resume
from app.web.publisher import Publisher
from app.web.scenes import Scene
from app.web.twins import Twins
from app.web.unsealing import Unsealing
from tests.web.sessions import session, train


class Waiting(Scheduler):
    """A scheduler whose jobs the test does itself."""

    def __init__(self) -> None:
        super().__init__()
        self.jobs: list[tuple[Any, Future[Any]]] = []

    def spawn(self, pieces: Any, owner: str | None = None) -> Future[Any]:
        future: Future[Any] = Future()
        self.jobs.append((pieces, future))
        return future

    def finish(self) -> None:
        """Do all jobs to their ends."""
        while self.jobs:
            pieces, future = self.jobs.pop(0)
            for _ in pieces:
                pass
            future.set_result({})


@pytest.fixture
def scheduler() -> Waiting:
    return Waiting()


@pytest.fixture
def unsealing(scheduler: Waiting) -> Unsealing:
    return Unsealing(scheduler, Publisher(lambda *_: None))


def opened() -> Session:
    made = session()
    train(made, 60)
    made.pause()
    made.open_test()
    return made


def test_it_is_done_once_for_each_course(
    scheduler: Waiting, unsealing: Unsealing
) -> None:
    made = opened()
    future = unsealing.begin(made)
    assert unsealing.begin(made) is future
    assert len(scheduler.jobs) == 1
    scheduler.finish()
    assert None not in made.run.course.history.column("test")
    assert unsealing.begin(made) == {}
    assert scheduler.jobs == []


def test_a_run_that_takes_its_place_stays_sealed(
    scheduler: Waiting, unsealing: Unsealing
) -> None:
    made = opened()
    old = made.run.course
    unsealing.begin(made)
    made.reset()
    scheduler.finish()
    assert None not in old.history.column("test")
    assert made.run.course.history.column("test") == [None]


def test_no_frame_tells_a_test_error_while_the_set_is_sealed() -> None:
    made = opened()
    for _ in made.run.course.unsealing():
        pass
    course = made.run.course
    scene = Scene(course)
    frame = frame_payload(made, Shown(), 1, 0, scene)
    assert frame["errors"]["test"] == course.history.column("test")[-1] is not None
    course.is_open = False
    frame = frame_payload(made, Shown(), 2, 0, scene)
    assert frame["errors"]["test"] is None
    assert frame["accuracy"]
    assert frame["accuracy"]["test"] is None
    assert frame["series"]["test"] is None


@pytest.mark.parametrize("goes_on", [False, True])
def test_a_branch_made_meanwhile_gets_all_its_test_errors(
    scheduler: Waiting, goes_on: bool
) -> None:
    manager, publisher = Manager(scheduler), Publisher(lambda *_: None)
    background = Background(scheduler)
    twins = Twins(scheduler, background, manager.admit)
    commands = Commands(scheduler, manager, publisher, twins, background)
    made, client = session(), Client("sid", "owner")
    train(made, 60)
    made.pause()
    commands._open_test(client, made, Empty())
    if goes_on:
        commands._resume(client, made, Resume(epoch=8))
    else:
        commands._branch(client, made, Branch(epoch=8))
    assert made.run.course.epoch == 8
    assert None in made.run.course.history.column("test")
    scheduler.finish()
    assert None not in made.run.course.history.column("test")
