"""How much memory the runs of a process may take."""

from typing import Any

import pytest

from app.engine.room import Room, sharing
from app.training.budget import (
    PAGE_BYTES,
    PROGRAM_BYTES,
    TIGHT,
    WITH_GAPS,
    Budget,
    expected,
)
from app.training.manager import BusyError, Manager, Quotas, Recovery
from app.training.scheduler import Scheduler
from app.training.session import Session
from app.training.states import State
from app.training.validation import resolve
from app.training.weight import in_room, weigh

LONG = {"early_stopping": False, "max_epochs": 20_000}
LARGE = LONG | {"hidden_layers": [32] * 5, "examples": 2000, "batch_size": 10}
MEGA = 1_000_000
UPDATES = 6


def test_what_is_used_is_the_program_the_pages_the_room_and_the_sessions() -> None:
    room = Room()
    budget = Budget(100 * MEGA, room)
    assert budget.used == PROGRAM_BYTES
    budget.pages = 3
    budget.expect("a", 5 * MEGA)
    with sharing(room):
        block = room.block(1000)
    known, shared = PROGRAM_BYTES + 3 * PAGE_BYTES, block.memory.nbytes
    assert budget.used == known + int(WITH_GAPS * (shared + 5 * MEGA))
    budget.weigh("a", b"x" * 1000)
    assert budget.used == known + int(WITH_GAPS * (shared + 1000))
    budget.forget("a")
    assert budget.used == known + int(WITH_GAPS * shared)
    assert budget.lacks(100 * MEGA)
    assert not budget.lacks(MEGA)


def test_memory_is_tight_before_it_is_lacking() -> None:
    budget = Budget(1000 * MEGA, Room())
    budget.expect("a", 100 * MEGA)
    assert not budget.is_tight
    budget.expect("b", 400 * MEGA)
    assert budget.used > TIGHT * budget.limit
    assert budget.is_tight
    assert not budget.lacks()


@pytest.mark.parametrize(
    "given",
    [
        LONG,
        LARGE,
        LONG | {"examples": 2000, "batch_size": 1},
        LONG | {"hidden_layers": [32] * 5, "optimizer": "adam"},
    ],
    ids=["default", "large", "many points", "adam"],
)
def test_what_is_expected_of_a_run_is_what_it_comes_to(given: dict[str, Any]) -> None:
    room = Room()
    with sharing(room):
        session = Session("owner", "tab", resolve(given))
        session.play()
        session.run.advance(400)
    taken = weigh(*session.parts, seen=in_room(room))
    assert 0.3 < expected(resolve(given)) / taken < 3


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def small(clock: Clock, megabytes: int) -> Manager:
    """A manager with room for so many MB of runs; the test is the trainer thread."""
    memory = PROGRAM_BYTES + megabytes * MEGA
    quotas = Quotas(sessions=500, sessions_per_owner=500, memory=memory)
    return Manager(Scheduler(), quotas, clock)


def trained(manager: Manager, name: str, **given: Any) -> Session:
    session, _ = manager.join(name, "tab", resolve(LARGE | given))
    manager.watch(session, name)
    session.play()
    session.run.advance(UPDATES)
    return session


def test_runs_that_nobody_watches_make_room_and_come_back_to_the_same_bytes(
    clock: Clock,
) -> None:
    manager = small(clock, 12)
    sessions = []
    for number in range(12):
        clock.now += 1
        session = trained(manager, f"owner {number}")
        sessions.append(session)
        manager.leave(session, f"owner {number}")
        manager.sweep()
        assert manager.budget.used <= manager.budget.limit
    assert len(manager) < 12
    first = sessions[0]
    theta, changes = first.run.course.theta.tobytes(), first.run.course.changes
    memory = Recovery(first.run.course.first_settings, changes, UPDATES)
    again, resumed = manager.join(
        "owner 0", "tab", first.run.settings, first.id, memory
    )
    assert resumed
    assert again is not first
    again.run.advance(10**6)
    assert again.run.course.theta.tobytes() == theta
    assert "needed the memory of your run" in again.run.notice


def test_a_watched_run_is_never_given_up_and_newcomers_are_told(clock: Clock) -> None:
    manager = small(clock, 25)
    watched = []
    refusal = ""
    while not refusal:
        try:
            watched.append(trained(manager, f"owner {len(watched)}"))
        except BusyError as error:
            refusal = str(error)
        manager.sweep()
    assert "its memory is in use" in refusal
    assert 3 < len(watched) < 50
    assert len(manager) == len(watched)
    assert all(session.run.state is State.RUNNING for session in watched)
    # A run is let in by what it is expected to take, and weighed once it trains.
    assert manager.budget.used <= 1.01 * manager.budget.limit
    manager.leave(watched[0], "owner 0")
    trained(manager, "newcomer")  # somebody left
    assert manager.budget.used <= 1.01 * manager.budget.limit


def test_a_larger_network_is_refused_where_there_is_no_room(clock: Clock) -> None:
    manager = small(clock, 5)
    session = trained(manager, "owner", hidden_layers=[4], examples=100)
    run = session.run
    with pytest.raises(BusyError, match="fewer examples or a smaller network"):
        manager.admit(session, resolve(LARGE))
    assert session.run is run
    manager.admit(session, resolve(LONG))


def test_undo_and_snapshots_of_watched_runs_go_before_anybody_is_refused(
    clock: Clock,
) -> None:
    manager = small(clock, 30)
    session = trained(manager, "owner")
    for seed in range(4):
        session.set({"weight_seed": seed + 50})
        session.play()
        session.run.advance(UPDATES)
    assert session.can_undo
    others = [trained(manager, f"other {number}") for number in range(4)]
    for _ in range(3):
        manager.sweep()
    assert manager.budget.used <= manager.budget.limit
    assert session.run.state is State.RUNNING
    assert all(other.run.state is State.RUNNING for other in others)
    at = session.run.course.update
    theta = session.run.course.theta.tobytes()
    session.run.advance(10)
    session.pause()
    session.run.course.rewind_to(at)
    assert session.run.course.theta.tobytes() == theta


def test_compacting_changes_no_byte_of_what_comes(clock: Clock) -> None:
    given = LARGE | {"dropout": 0.2, "optimizer": "adam", "batch_size": 10}
    with sharing(Room()):
        plain = Session("one", "tab", resolve(given))
        small = Session("two", "tab", resolve(given))
        for session in (plain, small):
            session.play()
            session.run.advance(333)
        before = weigh(*small.parts)
        small.compact()
        assert weigh(*small.parts) < before
        for session in (plain, small):
            session.run.change({"learning_rate": 0.01})
            session.run.advance(250)
            session.run.course.rewind_to(120)
            session.run.advance(77)
    assert plain.run.course.theta.tobytes() == small.run.course.theta.tobytes()


def test_whoever_drags_a_slider_takes_no_more_than_one_run_and_drives_nobody_out(
    clock: Clock,
) -> None:
    manager = small(clock, 60)
    others = []
    for number in range(10):
        session, _ = manager.join(f"owner {number}", "tab", resolve(LONG))
        others.append(session)
    session = trained(manager, "owner", examples=2000)
    one = expected(session.run.settings)
    for number in range(120):
        settings = session.rebuilds_with({"weight_seed": number + 50})
        assert settings is not None
        manager.admit(session, settings)
        session.set({"weight_seed": number + 50})
        assert manager.budget.size(session.id) < 5 * one
    assert all(manager.get(other.id) for other in others)
    assert manager.budget.used < manager.budget.limit


def test_names_of_sessions_that_are_gone_take_no_turn_to_be_weighed(
    clock: Clock,
) -> None:
    manager = small(clock, 200)
    sessions = [
        manager.join(f"owner {number}", "tab", resolve(LONG))[0] for number in range(40)
    ]
    manager.sweep()  # all are in line now
    clock.now += 1000
    last = sessions[-1]
    manager.watch(last, "page")
    clock.now += 1000
    manager.budget.expect(last.id, 50 * MEGA)
    manager.sweep()  # the others are forgotten
    assert len(manager) == 1
    assert manager.budget.size(last.id) < 5 * MEGA


@pytest.mark.parametrize(("times", "known"), [(1.1, 4), (0.9, 12)])
def test_runs_that_grow_are_known_sooner_where_memory_is_tight(
    clock: Clock, times: float, known: int
) -> None:
    manager = small(clock, 500)
    sessions = [trained(manager, f"owner {number}") for number in range(12)]
    budget = manager.budget
    before = [budget.size(session.id) for session in sessions]
    budget.limit = int(times * budget.used / TIGHT)
    for session in sessions:
        session.run.advance(40)
    manager.sweep()
    pairs = zip(before, sessions, strict=True)
    assert sum(budget.size(session.id) != size for size, session in pairs) == known
