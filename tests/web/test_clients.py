from contextlib import suppress

import pytest

from app.web.clients import (
    BUILDS_AT_ONCE,
    COMMANDS_AT_ONCE,
    HELLOS_AT_ONCE,
    Client,
    Clients,
)
from app.web.protocol import ProtocolError


def test_a_connection_is_found_by_both_its_names() -> None:
    clients = Clients()
    client = Client("sid", "owner")
    clients.add(client, "engine")
    assert clients.get("sid") is clients.of_engine("engine") is client
    assert clients.remove("sid") is client
    assert clients.of_engine("engine") is None
    assert len(clients) == 0
    with pytest.raises(ProtocolError, match="closed"):
        clients.get("sid")


def test_removing_twice_takes_away_once() -> None:
    clients = Clients()
    clients.add(Client("sid", "owner"), "engine")
    clients.remove("sid")
    assert clients.remove("sid") is None
    assert len(clients) == 0


def let_through(client: Client, event: str, times: int) -> int:
    """Return how many of so many events in a row are not refused."""
    passed = 0
    for _ in range(times):
        with suppress(ProtocolError):
            client.limit(event)
            passed += 1
    return passed


def test_commands_and_confirmations_are_limited_each_on_its_own() -> None:
    client = Client("sid", "owner")
    assert (
        let_through(client, "probe", int(COMMANDS_AT_ONCE) + 20) < COMMANDS_AT_ONCE + 9
    )
    assert let_through(client, "drawn", 200) == 200
    assert let_through(client, "drawn", 1000) < 300


def test_hello_is_limited_most() -> None:
    client = Client("sid", "owner")
    assert let_through(client, "hello", int(HELLOS_AT_ONCE) + 5) <= HELLOS_AT_ONCE
    client.limit("play")


@pytest.mark.parametrize("event", ["twin", "open", "branch"])
def test_whole_runs_are_built_only_a_few_at_once(event: str) -> None:
    client = Client("sid", "owner")
    passed = let_through(client, event, int(BUILDS_AT_ONCE) + 20)
    assert BUILDS_AT_ONCE <= passed <= BUILDS_AT_ONCE + 2
    assert let_through(client, "set", 10) == 10


def test_what_a_page_asks_by_itself_is_no_build() -> None:
    client = Client("sid", "owner")
    assert let_through(client, "ghost", 40) == 40
    client.limit("twin")
