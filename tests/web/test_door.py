from collections.abc import Iterator
from typing import Any

import pytest

from app.web.deadlines import Deadlines
from app.web.door import Door, ticket_of
from app.web.identity import Browsers
from app.web.lobby import Lobby, Stage, Ticket

SOCKET = {"PATH_INFO": "/socket.io/", "REMOTE_ADDR": "192.0.2.7"}
KEY = "0123456789abcdef"


class Inner:
    """The application behind the door."""

    def __init__(self) -> None:
        self.tickets: list[Ticket] = []
        self.fails: Exception | None = None

    def __call__(self, environ: Any, _start: Any) -> list[bytes]:
        self.tickets.append(ticket_of(environ))
        self.tickets[-1].seat()
        if self.fails is not None:
            raise self.fails
        return [b"inner"]


@pytest.fixture
def lobby() -> Iterator[Lobby]:
    deadlines = Deadlines()
    yield Lobby(deadlines, 1, 2, 1, 1)
    deadlines.close()


def started() -> tuple[list[tuple[str, dict[str, str]]], Any]:
    answers: list[tuple[str, dict[str, str]]] = []
    return answers, lambda status, headers: answers.append((status, dict(headers)))


def test_pages_pass_as_they_are(lobby: Lobby) -> None:
    door = Door(
        lambda environ, _: [str(sorted(environ)).encode()], lobby, Browsers(KEY)
    )
    assert door({"PATH_INFO": "/"}, lambda *_: None) == [b"['PATH_INFO']"]


@pytest.mark.parametrize("error", [None, ConnectionError(), RuntimeError()])
def test_a_ticket_is_given_back_however_the_call_ends(
    lobby: Lobby, error: Exception | None
) -> None:
    inner = Inner()
    inner.fails = error
    door = Door(inner, lobby, Browsers(KEY))
    for _ in range(5):
        if error is None:
            assert door(dict(SOCKET), lambda *_: None) == [b"inner"]
        else:
            with pytest.raises(type(error)):
                door(dict(SOCKET), lambda *_: None)
    assert {ticket.stage for ticket in inner.tickets} == {Stage.LEAVING}
    assert len(lobby) == len(lobby._tickets) == 0


def test_the_ticket_knows_the_browser_and_the_address(lobby: Lobby) -> None:
    inner, browsers = Inner(), Browsers(KEY)
    door = Door(inner, lobby, browsers)
    value = browsers.new()
    cookie = {"HTTP_COOKIE": f"other=1; {browsers.cookie}={value}"}
    door(SOCKET | cookie, lambda *_: None)
    door(SOCKET | {"HTTP_COOKIE": f"{browsers.cookie}=forged"}, lambda *_: None)
    owners = [ticket.owner for ticket in inner.tickets]
    assert owners == [browsers.read(value), None]
    assert {ticket.address for ticket in inner.tickets} == {"192.0.2.7"}


def test_a_refusal_has_the_seconds_until_the_next_try(lobby: Lobby) -> None:
    door = Door(Inner(), lobby, Browsers(KEY))
    for number in range(2):
        lobby.enter(f"browser {number}", "192.0.2.1")
    answers, start = started()
    body = door(dict(SOCKET), start)
    (status, headers) = answers[0]
    assert status == "503 Service Unavailable"
    assert 1 <= int(headers["Retry-After"]) <= 60
    assert headers["Cache-Control"] == "no-store"
    assert b"".join(body) == b"the playground is full right now\n"
