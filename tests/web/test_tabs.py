"""Duplicated tabs over the wire: each page has a run of its own."""

from collections.abc import Callable
from typing import Any

import pytest

from app.training.notices import COPIED
from tests.web.client import Client

Connect = Callable[..., Client]
LONG = "?early_stopping=off&max_epochs=20000"


def recipe(page: Client) -> dict[str, Any]:
    answer = page.do("export")
    return {key: answer[key] for key in ("settings", "changes", "update", "epoch")}


def step(page: Client, updates: int) -> None:
    for _ in range(updates):
        since = len(page.messages)
        page.do("step", unit="update")
        page.frame(lambda f: f["state"] == "paused", since)


@pytest.fixture
def pair(connect: Connect) -> tuple[Client, Client]:
    """A page that has come to update 7, and one of its tab, duplicated."""
    first, second = connect(), connect()
    first.hello(LONG, tab="tab", page="one")
    first.do("set", settings={"learning_rate": 0.2})
    step(first, 7)
    return first, second


def test_a_duplicated_tab_gets_a_copy_and_a_name_of_its_own(
    pair: tuple[Client, Client],
) -> None:
    first, second = pair
    address = f"{LONG}&learning_rate=0.2"
    answer = second.hello(address, tab="tab", page="two")
    assert answer["copied"]
    assert answer["tab"] != "tab"
    assert answer["run"] != first.of("run")[-1]["id"]
    assert recipe(second) == recipe(first)
    one, two = first.of("frame")[-1], second.of("frame")[-1]
    assert one["weights"] == two["weights"]
    assert two["status"]["text"] == f"Paused in epoch 2. {COPIED}"
    assert second.of("run")[-1]["undo"] is False


def test_the_first_is_neither_driven_nor_wiped(pair: tuple[Client, Client]) -> None:
    first, second = pair
    before = recipe(first)
    second.hello(f"{LONG}&learning_rate=0.2", tab="tab", page="two")
    second.do("reset")
    second.do("set", settings={"hidden_layers": [3]})
    second.do("play")
    assert recipe(first) == before
    since = len(first.messages)
    step(first, 1)
    assert first.frame(since=since)["run"] == first.of("run")[-1]["id"]
    assert recipe(first)["update"] == 8


def test_a_reload_of_each_finds_its_own(
    pair: tuple[Client, Client], connect: Connect
) -> None:
    first, second = pair
    query = f"{LONG}&learning_rate=0.2"
    name = second.hello(query, tab="tab", page="two")["tab"]
    step(second, 2)
    ours, theirs = recipe(first), recipe(second)
    assert (ours["update"], theirs["update"]) == (7, 9)
    for page, tab, known in ((first, "tab", ours), (second, name, theirs)):
        page.close()
        again = connect()
        answer = again.hello(query, tab=tab, page=f"again-{tab}")
        assert (answer["resumed"], answer["copied"], answer["tab"]) == (
            True,
            False,
            tab,
        )
        assert recipe(again) == known


def test_where_the_second_has_another_link_it_has_that_links_run(
    pair: tuple[Client, Client],
) -> None:
    first, second = pair
    answer = second.hello("?dataset=circle", tab="tab", page="two")
    assert (answer["copied"], answer["resumed"]) == (False, False)
    assert answer["tab"] != "tab"
    assert recipe(second)["settings"]["dataset"] == "circle"
    assert recipe(first)["update"] == 7


def test_a_page_without_a_name_is_taken_for_another_one(
    pair: tuple[Client, Client],
) -> None:
    """A page from before pages had names."""
    first, second = pair
    answer = second.hello(f"{LONG}&learning_rate=0.2", tab="tab")
    assert answer["copied"]
    assert recipe(first)["update"] == 7


def test_a_page_whose_run_was_taken_while_it_was_away_has_its_own_again(
    pair: tuple[Client, Client], connect: Connect
) -> None:
    """Duplicated while the first one's connection was lost: nobody could know."""
    first, second = pair
    run, known = first.of("run")[-1]["id"], recipe(first)
    first.close()
    query = f"{LONG}&learning_rate=0.2"
    assert not second.hello(query, tab="tab", page="two")["copied"]
    second.do("reset")
    back = connect()
    memory = {key: known[key] for key in ("settings", "changes", "update")}
    memory["changes"] = [
        {"update": each["update"], "set": each["set"]} for each in memory["changes"]
    ]
    answer = back.hello(query, tab="tab", page="one", run=run, recover=memory)
    assert answer["tab"] != "tab"
    back.frame(lambda f: f["state"] == "paused" and f["update"] == 7)
    assert recipe(back) == known
    assert recipe(second)["update"] == 0
