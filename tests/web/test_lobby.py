"""Places: who gets one, who has to go, and that none is lost."""

import threading
from collections.abc import Callable, Iterator

import pytest

from app.web import lobby as rules
from app.web.deadlines import Deadlines
from app.web.lobby import Lobby, Stage, Ticket
from app.web.protocol import ProtocolError
from app.web.retries import SOONEST_SECONDS, SPREAD_SECONDS

HERE, FAR = "127.0.0.1", "192.0.2.7"
WAIT_SECONDS = 10.0
Make = Callable[..., Lobby]


@pytest.fixture
def make() -> Iterator[Make]:
    """Return a lobby of so many places; sockets open 5 more, if not told otherwise."""
    deadlines = Deadlines()

    def make(
        places: int = 3, sockets: int = 8, browser: int = 3, bare: int = 2
    ) -> Lobby:
        return Lobby(deadlines, places, sockets, browser, bare)

    yield make
    deadlines.close()


def seat(lobby: Lobby, owner: str | None, address: str = HERE) -> Ticket:
    ticket = lobby.enter(owner, address)
    ticket.seat()
    return ticket


def refused(act: Callable[[], object]) -> str:
    """Return the reason of a refusal, which must say when to try again."""
    with pytest.raises(ProtocolError) as caught:
        act()
    error = caught.value.as_dict()
    assert error["code"] == "busy"
    assert isinstance(error["retry_after"], int)
    assert error["retry_after"] >= 1
    return str(error["message"])


def test_a_place_is_held_by_who_has_said_hello(make: Make) -> None:
    lobby = make(places=2)
    waiting = lobby.enter("a", HERE)
    assert len(lobby) == 0
    seat(lobby, "b")
    seat(lobby, "c")
    assert len(lobby) == 2
    assert refused(waiting.seat) == "the playground is full right now"
    assert waiting.stage is Stage.ARRIVED


@pytest.mark.parametrize("way", ["leave", "end", "stand_up"])
def test_a_place_is_free_at_once_however_it_ends(make: Make, way: str) -> None:
    lobby = make(places=1)
    first = seat(lobby, "a")
    second = lobby.enter("b", HERE)
    refused(second.seat)
    {"leave": first.leave, "stand_up": first.stand_up}.get(
        way, lambda: lobby.end(first)
    )()
    second.seat()
    assert len(lobby) == 1


def test_a_socket_that_has_left_cannot_sit_down(make: Make) -> None:
    lobby = make()
    ticket = lobby.enter("a", HERE)
    ticket.leave()
    with pytest.raises(ProtocolError, match="closed"):
        ticket.seat()
    ticket.stand_up()
    assert ticket.stage is Stage.LEAVING


def test_one_browser_cannot_take_all_places(make: Make) -> None:
    lobby = make(places=9, sockets=20, browser=2)
    mine = [seat(lobby, "mine") for _ in range(2)]
    third = lobby.enter("mine", HERE)
    assert "too many tabs open (2 at most)" in refused(third.seat)
    assert seat(lobby, "other").stage is Stage.SEATED
    mine[0].leave()
    third.seat()


def test_all_without_a_cookie_share_a_few_places(make: Make) -> None:
    lobby = make(places=9, sockets=20, bare=2)
    for _ in range(2):
        seat(lobby, None)
    assert "without a cookie" in refused(lobby.enter(None, FAR).seat)
    assert lobby.refusal("a", HERE) is None
    assert "without a cookie" in str(lobby.refusal(None, HERE))


def test_one_address_leaves_a_tenth_of_the_places(make: Make) -> None:
    lobby = make(places=10, sockets=40)
    for number in range(9):
        seat(lobby, f"fresh {number}", FAR)
    assert "full" in refused(lobby.enter("another", FAR).seat)
    assert seat(lobby, "a learner", "192.0.2.8").stage is Stage.SEATED


def test_behind_a_proxy_on_this_machine_there_is_no_such_rule(make: Make) -> None:
    lobby = make(places=10, sockets=40)
    for number in range(10):
        seat(lobby, f"learner {number}", HERE)
    assert len(lobby) == 10


def test_who_says_no_hello_is_dropped(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "HELLO_SECONDS", 0.01)
    dropped = threading.Event()
    make().enter("a", HERE).opened(dropped.set)
    assert dropped.wait(WAIT_SECONDS)


def test_who_has_said_it_is_not(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "HELLO_SECONDS", 0.05)
    lobby, dropped, other = make(), threading.Event(), threading.Event()
    ticket = seat(lobby, "a")
    ticket.opened(dropped.set)
    lobby.enter("b", HERE).opened(other.set)
    assert other.wait(WAIT_SECONDS)
    assert not dropped.is_set()
    ticket.stand_up()  # its hello was refused: the time runs again
    assert dropped.wait(WAIT_SECONDS)


def test_who_is_dropped_before_it_is_open_ends_when_it_is(make: Make) -> None:
    ticket, dropped = make().enter("a", HERE), threading.Event()
    ticket.drop()
    ticket.opened(dropped.set)
    assert dropped.is_set()


def test_the_silent_make_room_for_those_who_come(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    lobby = make(places=3, sockets=4)
    dropped: list[int] = []
    for number in range(4):
        ticket = lobby.enter(f"silent {number}", HERE)
        ticket.opened(lambda number=number: dropped.append(number))
    assert "full" in refused(lambda: lobby.enter("early", HERE))
    monkeypatch.setattr(rules, "GRACE_SECONDS", -1.0)  # a moment later
    assert seat(lobby, "learner").stage is Stage.SEATED
    assert dropped == [0]


def test_who_answers_no_ping_makes_room_as_well(make: Make) -> None:
    lobby = make(places=2)
    dropped: list[str] = []
    for name in ("gone", "here"):
        seat(lobby, name).opened(lambda name=name: dropped.append(name))
    gone, here = lobby._tickets
    gone.pinged = here.pinged = gone.since  # a moment ago: both may still answer
    refused(lobby.enter("early", HERE).seat)
    gone.pinged = gone.since - rules.SILENT_SECONDS - 1
    assert lobby.refusal("learner", HERE) is None
    assert dropped == []  # to ask drops nobody
    assert seat(lobby, "learner").stage is Stage.SEATED
    assert dropped == ["gone"]


def test_one_browsers_silent_sockets_are_bounded(make: Make) -> None:
    lobby = make(places=9, sockets=90, browser=2)
    for _ in range(rules.OPEN_PER_PLACE * 2):
        lobby.enter("mine", HERE)
    refused(lambda: lobby.enter("mine", HERE))
    assert lobby.enter("other", HERE).stage is Stage.ARRIVED


def test_those_who_leave_are_bounded_until_their_threads_end(make: Make) -> None:
    lobby = make(places=2, sockets=3)
    leaving = [lobby.enter(f"browser {number}", HERE) for number in range(3)]
    for ticket in leaving:
        ticket.leave()
    leaving.append(lobby.enter("one more", HERE))
    leaving[-1].leave()
    refused(lambda: lobby.enter("another", HERE))
    lobby.end(leaving[0])
    assert lobby.enter("learner", HERE).stage is Stage.ARRIVED


def test_what_was_expected_is_cancelled_with_the_socket(make: Make) -> None:
    lobby = make()
    deadlines = lobby._deadlines
    done = threading.Event()
    ticket = lobby.enter("a", HERE)
    first = deadlines.after(0.01, lambda: 1 / 0)
    ticket.expect(first)
    second = deadlines.after(0.01, lambda: 1 / 0)
    ticket.expect(second)
    ticket.leave()
    late = deadlines.after(0.01, lambda: 1 / 0)
    ticket.expect(late)
    deadlines.after(0.02, done.set)
    assert done.wait(WAIT_SECONDS)
    assert [d._act for d in (first, second, late)] == [None] * 3


def test_no_place_is_lost_or_given_twice_among_threads(make: Make) -> None:
    lobby = make(places=4, sockets=50, browser=4)
    most: list[int] = []

    def come_and_go(name: str) -> None:
        for _ in range(200):
            ticket = lobby.enter(name, HERE)
            try:
                ticket.seat()
                most.append(len(lobby))
            except ProtocolError:
                pass
            finally:
                ticket.leave()
                lobby.end(ticket)

    names = [f"browser {number}" for number in range(8)]
    threads = [threading.Thread(target=come_and_go, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert max(most) <= 4
    assert len(lobby) == len(lobby._tickets) == 0


def test_whoever_only_asks_how_full_it_is_makes_nobody_wait_longer(make: Make) -> None:
    lobby = make(places=1, sockets=20)
    seat(lobby, "learner")
    for _ in range(2000):
        assert lobby.refusal("page", HERE, is_counted=False)
    refusals = [lobby.refusal("page", HERE) for _ in range(20)]
    latest = SOONEST_SECONDS + SPREAD_SECONDS
    assert all(told and (told.retry_after or 0) <= latest for told in refusals)
