"""A run of old, opened again over the wire."""

from typing import Any

import pytest

from app.training.background import Background
from app.training.errors import SettingsError
from app.training.manager import Manager
from app.training.notices import OPENED
from app.training.scheduler import Scheduler
from app.web.clients import Client as Connection
from app.web.commands import Commands
from app.web.messages import parse
from app.web.protocol import ClientEvent
from app.web.publisher import Publisher
from app.web.twins import Twins
from tests.web.client import Client
from tests.web.sessions import session

FAST = {"updates_per_second": None}
PLAIN: dict[str, Any] = {"settings": {}, "changes": [], "update": 6}


def stopped(page: Client) -> dict[str, Any]:
    return page.frame(lambda f: f["state"] == "stopped")


def test_it_has_the_same_weights_and_errors_to_the_last_bit(page: Client) -> None:
    page.do("speed", **FAST)
    page.do("step", unit="epoch")
    page.frame(lambda f: f["state"] == "paused")
    page.do("set", settings={"learning_rate": 0.1, "dropout": 0.1})
    page.do("assign", focus={"kind": "bias", "layer": 1, "unit": 2}, value=0.75)
    page.do("play")
    before = stopped(page)
    recipe = page.do("export")
    page.do("set", settings={"hidden_layers": [3]})
    since = len(page.messages)
    page.do(
        "open", **{name: recipe[name] for name in ("settings", "changes", "update")}
    )
    again = page.frame(lambda f: f["state"] == "stopped", since)
    assert again["generation"] > before["generation"]
    for name in ("weights", "gradient", "change", "errors", "stopping", "update"):
        assert again[name] == before[name]
    runs = page.of("run")
    assert runs[-1]["name"] not in {run["name"] for run in runs[:-1]}
    since = len(page.messages)
    page.do("undo")
    page.wait(lambda m: m[0] == "run", since)
    assert page.of("run")[-1]["settings"]["hidden_layers"] == [3]


def test_one_that_was_paused_is_paused_there_again(page: Client) -> None:
    page.do("open", **PLAIN | {"update": 9})
    frame = page.frame(lambda f: f["state"] == "paused")
    assert frame["update"] == 9
    assert frame["status"]["text"].endswith(OPENED)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"settings": []}, "settings"),
        ({"settings": {"speed": 1}}, "speed"),
        ({"settings": {"l2": -1}}, "l2"),
        ({"changes": 7}, "changes"),
        ({"changes": [{"update": 1}]}, "changes"),
        ({"changes": [{"update": 1, "set": {"examples": 30}}]}, "examples"),
        ({"update": -1}, "update"),
        ({"update": 1.5}, "update"),
        ({"update": None}, "update"),
        ({"name": "mine"}, "name"),
    ],
)
def test_a_bad_recipe_is_one_clear_error_and_nothing_is_lost(
    page: Client, change: dict[str, Any], field: str
) -> None:
    generation = page.of("run")[-1]["generation"]
    assert page.refused("open", PLAIN | change)["field"] == field
    page.do("step", unit="update")
    frame = page.frame(lambda f: f["update"] == 1)
    assert frame["generation"] == generation


def test_a_recipe_in_parts_is_refused_by_name(page: Client) -> None:
    assert page.refused("open", {"settings": {}})["field"] in {"changes", "update"}


def test_a_recipe_is_checked_before_the_trainer_thread_is_called() -> None:
    called = []

    class Deaf(Scheduler):
        def call(self, *_: Any, **__: Any) -> Any:
            called.append(1)

    scheduler = Deaf()
    manager = Manager(scheduler)
    publisher = Publisher(lambda *_: None)
    background = Background(scheduler)
    twins = Twins(scheduler, background, manager.admit)
    commands = Commands(scheduler, manager, publisher, twins, background)
    connection = Connection("sid", "owner", session())
    bad = PLAIN | {"changes": [{"update": 1, "set": {"l1": -1}}]}
    with pytest.raises(SettingsError, match="l1 must be"):
        commands.run(connection, ClientEvent.OPEN, parse("open", (bad,)))
    assert called == []
    commands.run(connection, ClientEvent.OPEN, parse("open", (PLAIN,)))
    assert called == [1]


def test_a_link_leads_to_the_run_as_it_was_shared(connect: Any) -> None:
    first = connect()
    first.hello("?learning_rate=0.1")
    first.do("speed", **FAST)
    first.do("step", unit="epoch")
    first.frame(lambda f: f["state"] == "paused")
    first.do("set", settings={"learning_rate": 0.05})
    first.do("step", unit="epoch")
    before = first.frame(lambda f: f["update"] == 12 and f["state"] == "paused")
    link = first.do("export")["link"]
    assert link.startswith("learning_rate=0.1&defaults=1&changes=1")
    second = connect()
    answer = second.hello(f"?{link}&pane=layers")
    assert (answer["resumed"], answer["errors"]) == (False, [])
    again = second.frame(lambda f: f["update"] == 12 and f["state"] == "paused")
    for name in ("weights", "gradient", "change", "errors", "epoch"):
        assert again[name] == before[name]
    assert again["run"] != before["run"]


def test_a_bad_part_of_a_link_is_said_and_the_rest_counts(connect: Any) -> None:
    page = connect()
    answer = page.hello("?learning_rate=0.1&changes=1x&update=7")
    assert [error["field"] for error in answer["errors"]] == ["changes"]
    frame = page.frame(lambda f: f["state"] == "paused")
    assert frame["update"] == 7
    assert page.of("run")[0]["settings"]["learning_rate"] == 0.1


def test_a_lost_connection_does_not_open_its_link_again(connect: Any) -> None:
    page = connect()
    answer = page.hello("?update=7", tab="mine", page="loaded")
    page.frame(lambda f: f["state"] == "paused")
    page.do("step", unit="update")
    page.frame(lambda f: f["update"] == 8)
    again = connect()
    reply = again.hello("?update=7", tab="mine", page="loaded", run=answer["run"])
    assert reply == answer | {"resumed": True}
    assert again.frame()["update"] == 8
