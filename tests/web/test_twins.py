"""A second run beside a session's, over the wire and in its fair share of time."""

import re
from concurrent.futures import Future
from typing import Any

import pytest

from app.training.background import Background
from app.training.errors import SettingsError
from app.training.manager import BusyError, Manager
from app.training.scheduler import Scheduler
from app.training.session import Session
from app.training.states import State
from app.training.validation import resolve
from app.web.ghosts import Ghosts
from app.web.twin_frames import twin_words
from app.web.twins import FAULT, Twins
from tests.web.client import Client
from tests.web.sessions import LONG

FAST = {"updates_per_second": None}


class Waiting(Scheduler):
    """A scheduler whose jobs the test does itself."""

    def __init__(self) -> None:
        super().__init__()
        self.jobs: list[tuple[Any, Future[Any]]] = []

    def spawn(self, pieces: Any, owner: str | None = None) -> Future[Any]:
        future: Future[Any] = Future()
        self.jobs.append((pieces, future))
        return future

    def finish(self) -> int:
        """Do all jobs to their ends; return in how many pieces."""
        count = 0
        while self.jobs:
            pieces, future = self.jobs.pop(0)
            try:
                for _ in pieces:
                    count += 1
                future.set_result(None)
            except RuntimeError as error:
                future.set_exception(error)
        return count


@pytest.fixture
def scheduler() -> Waiting:
    return Waiting()


@pytest.fixture
def manager(scheduler: Waiting) -> Manager:
    return Manager(scheduler)


@pytest.fixture
def background(scheduler: Waiting) -> Background:
    return Background(scheduler, 2)


@pytest.fixture
def twins(scheduler: Waiting, manager: Manager, background: Background) -> Twins:
    return Twins(scheduler, background, manager.admit)


def trained(manager: Manager, tab: str, epochs: int = 3) -> Session:
    session, _ = manager.join("owner", tab, resolve(LONG))
    train(session, epochs)
    return session


def train(session: Session, epochs: int) -> None:
    session.play()
    session.run.advance(10**6, lambda: session.run.course.epoch < epochs)


def test_it_follows_without_a_job_while_there_is_nothing_to_do(
    scheduler: Waiting, manager: Manager, twins: Twins
) -> None:
    session = trained(manager, "a")
    twins.begin(session, "l2", 0.1)
    assert len(scheduler.jobs) == 1
    twins.follow(session)
    assert len(scheduler.jobs) == 1  # one at a time
    assert scheduler.finish() >= 1
    twins.follow(session)
    assert scheduler.jobs == []
    train(session, 5)
    twins.follow(session)
    scheduler.finish()
    assert session.twin
    assert session.twin.run.course.epoch == 5


def test_the_latest_twin_wins_and_an_ended_one_stops(
    scheduler: Waiting, manager: Manager, twins: Twins
) -> None:
    session = trained(manager, "a", 200)
    twins.begin(session, "l2", 0.1)
    first = session.twin
    twins.begin(session, "l1", 0.1)
    assert scheduler.finish() > 1
    assert session.twin
    assert first
    assert session.twin.run.course.epoch == 200
    assert first.run.course.epoch < 200
    twins.end(session)
    assert session.twin is None


def test_what_cannot_be_leaves_the_twin_that_is(manager: Manager, twins: Twins) -> None:
    session = trained(manager, "a")
    twins.begin(session, "l2", 0.1)
    first = session.twin
    with pytest.raises(ValueError, match="must differ"):
        twins.begin(session, "l1", 0)
    assert session.twin is first


def test_twins_and_ghosts_wait_in_one_queue_and_say_so(
    scheduler: Waiting, background: Background, manager: Manager, twins: Twins
) -> None:
    one, two, three = (trained(manager, tab) for tab in "abc")
    twins.begin(one, "l2", 0.1)
    two.run.course.change({"early_stopping": True, "patience": 1})
    two.run.advance(10**6)
    Ghosts(scheduler, background, manager.admit).begin(two, 50)
    twins.begin(three, "l2", 0.1)
    assert (background.going, len(background)) == (2, 3)
    assert three.twin
    assert three.twin.place == 1
    assert twin_words(three.twin, three.run) == (
        "The twin waits for its turn: number 1 in the server's queue."
    )
    scheduler.finish()
    assert three.twin.place is None
    assert three.twin.run.course.epoch == 3
    assert two.run.ghost
    assert two.run.ghost.is_over


def test_one_that_is_over_gives_its_place_away(
    scheduler: Waiting, manager: Manager, twins: Twins
) -> None:
    sessions = [trained(manager, tab) for tab in "abc"]
    for session in sessions[:2]:
        twins.begin(session, "max_epochs", 2)
    scheduler.finish()
    assert all(s.twin and s.twin.is_over for s in sessions[:2])
    twins.begin(sessions[2], "l2", 0.1)
    twins.begin(sessions[0], "l2", 0.1)
    sessions[1].set({"l1": 0.1})
    twins.follow(sessions[1])
    assert len(scheduler.jobs) == 2  # the third waits for room


def test_twins_of_runs_that_hold_still_take_no_place(
    scheduler: Waiting, background: Background, manager: Manager, twins: Twins
) -> None:
    one, two, three = (trained(manager, tab) for tab in "abc")
    for session in (one, two, three):
        twins.begin(session, "l2", 0.1)
        scheduler.finish()
        assert len(background) == 0


def test_more_twins_than_places_go_on_one_after_the_other(
    scheduler: Waiting, manager: Manager, twins: Twins
) -> None:
    sessions = [trained(manager, tab) for tab in "abc"]
    for session in sessions:
        twins.begin(session, "l2", 0.1)
        scheduler.finish()
    for session in sessions:
        train(session, 6)
        twins.follow(session)
    assert len(scheduler.jobs) == 2
    scheduler.finish()
    assert [s.twin.run.course.epoch for s in sessions if s.twin] == [6, 6, 6]


def test_it_waits_while_nobody_watches_its_run(
    scheduler: Waiting, manager: Manager, twins: Twins
) -> None:
    session = trained(manager, "a", 300)
    twins.begin(session, "l2", 0.1)
    session.abandon()
    assert scheduler.finish() <= 1
    twins.follow(session)
    assert scheduler.jobs == []
    manager.watch(session, "socket")
    twins.follow(session)
    scheduler.finish()
    assert session.twin
    assert session.twin.run.course.epoch == 300


def test_a_fault_ends_it_and_is_told(
    scheduler: Waiting,
    manager: Manager,
    twins: Twins,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    session = trained(manager, "a")
    twins.begin(session, "l2", 0.1)
    assert session.twin

    def fail(*_: object) -> int:
        raise RuntimeError("broken")

    monkeypatch.setattr(session.twin.run, "advance", fail)
    scheduler.finish()
    found = re.search("error ([0-9a-f]{8})", session.twin.fault or "")
    assert found
    assert session.twin.fault == FAULT.format(number=found[1])
    assert f"error {found[1]}: a twin failed" in caplog.text
    assert session.id not in caplog.text
    assert session.twin.run.state is State.FAILED
    session.set({"learning_rate": 0.1})  # nothing mends it
    assert "broken" in caplog.text
    twins.follow(session)
    assert scheduler.jobs == []


def test_a_forgotten_session_takes_its_twin_with_it(
    scheduler: Waiting, manager: Manager, twins: Twins
) -> None:
    session = trained(manager, "a", 300)
    twins.begin(session, "l2", 0.1)
    manager._drop(manager._entries[session.id], "")
    assert scheduler.finish() <= 1


def test_a_page_sees_it_come_with_its_map(page: Client) -> None:
    page.do("speed", **FAST)
    page.do("view", twin_output=True)
    page.do("twin", name="learning_rate", value=0.05)
    page.do("set", settings={"max_epochs": 40, "early_stopping": False})
    page.do("play")
    done = page.frame(lambda f: bool(f["twin"]) and f["twin"]["over"])
    twin = done["twin"]
    assert (twin["name"], twin["value"]) == ("learning_rate", 0.05)
    assert twin["values"] == [0.3]
    assert all(twin["shared"].values())
    assert twin["epoch"] == twin["series"]["epoch"][-1] == 40
    assert twin["text"].startswith("Stopped at epoch 40, the max epochs · best epoch")
    assert twin["errors"]["train"] == twin["series"]["train"][-1]
    assert twin["errors"]["test"] is None
    page.frame(lambda f: f["twin_output"] is not None)
    recipe = page.do("export", twin=True)
    assert recipe["settings"]["learning_rate"] == 0.05
    assert recipe["update"] == twin["update"]
    page.do("twin", name=None)
    since = len(page.messages)
    page.do("reset")
    assert page.frame(since=since)["twin_id"] is None


@pytest.mark.parametrize(
    ("payload", "field"),
    [
        ({}, "name"),
        ({"name": "l2"}, "value"),
        ({"name": 3, "value": 3}, "name"),
        ({"name": "speed", "value": 3}, "speed"),
        ({"name": "l2", "value": -1}, "l2"),
        ({"name": "l2", "value": 0}, "l2"),
        ({"name": "l2", "value": 0.1, "l1": 0.1}, "l1"),
        ({"settings": {"l1": 0.1, "l2": 0.1}}, "settings"),
        ({"name": "dataset", "value": "iris"}, "dataset"),
    ],
)
def test_a_bad_twin_is_refused_by_name(
    page: Client, payload: dict[str, Any], field: str
) -> None:
    assert page.refused("twin", payload)["field"] == field


def test_without_a_twin_there_is_none_to_export(page: Client) -> None:
    assert page.refused("export", {"twin": True})["code"] == "state"


def test_a_twin_for_which_there_is_no_memory_leaves_all_as_it_was(
    scheduler: Waiting, manager: Manager, twins: Twins
) -> None:
    session = trained(manager, "a")
    manager.watch(session, "page")
    twins.begin(session, "l2", 0.1)
    scheduler.finish()
    twin, before = session.twin, manager.budget.size(session.id)
    with pytest.raises(SettingsError):
        twins.begin(session, "l2", "many")
    assert manager.budget.size(session.id) == before
    manager.budget.limit = 0
    with pytest.raises(BusyError, match="no memory left"):
        twins.begin(session, "hidden_layers", [32] * 5)
    assert session.twin is twin


def test_what_would_have_been_is_not_computed_without_memory(
    scheduler: Waiting, background: Background, manager: Manager
) -> None:
    session, _ = manager.join("owner", "a", resolve({"max_epochs": 600}))
    manager.watch(session, "page")
    session.play()
    session.run.advance(10**6)
    ghosts = Ghosts(scheduler, background, manager.admit)
    limit, manager.budget.limit = manager.budget.limit, 0
    with pytest.raises(BusyError, match="no memory left"):
        ghosts.begin(session, 700)
    assert session.run.ghost is None
    manager.budget.limit = limit
    ghosts.begin(session, 700)
    assert session.run.ghost
