"""Every event, from a real client to a real server."""

import json
import math
import re
from pathlib import Path
from typing import Any

import pytest
from socketio.exceptions import ConnectionRefusedError

from app.web.events import Events
from tests.server import Server
from tests.web.client import Client, canonical, visit
from tests.web.conftest import Connect
from tests.web.raw import Raw, answer

COMMANDS = ("play", "pause", "reset", "undo", "export")
NO_OBJECTS = [None, 1, 1.5, math.nan, "text", True, [], [1], b"bytes"]
NO_NUMBERS = ["1", True, [], {}, math.nan, math.inf, -math.inf, b"1"]
DEEP: list[Any] = []
for _ in range(400):
    DEEP = [DEEP]

BAD: list[tuple[str, dict[str, Any], str, str | None]] = [
    ("step", {}, "missing", "unit"),
    ("step", {"unit": "mile"}, "choice", "unit"),
    ("step", {"unit": None}, "choice", "unit"),
    ("step", {"unit": ["update"]}, "choice", "unit"),
    ("step", {"unit": "update", "more": 1}, "unknown_field", "more"),
    ("set", {}, "missing", "settings"),
    ("set", {"settings": []}, "type", "settings"),
    ("set", {"settings": None}, "type", "settings"),
    ("set", {"settings": {"learning_rate": math.nan}}, "range", "learning_rate"),
    ("set", {"settings": {"learning_rate": math.inf}}, "range", "learning_rate"),
    ("set", {"settings": {"learning_rate": "fast"}}, "type", "learning_rate"),
    ("set", {"settings": {"learning_rate": True}}, "type", "learning_rate"),
    ("set", {"settings": {"learning_rate": -1}}, "range", "learning_rate"),
    ("set", {"settings": {"learning_rate": 2**63}}, "range", "learning_rate"),
    ("set", {"settings": {"learning_rate": None}}, "type", "learning_rate"),
    ("set", {"settings": {"learning_rate": DEEP}}, "type", "learning_rate"),
    ("set", {"settings": {"batch_size": 5.5}}, "type", "batch_size"),
    ("set", {"settings": {"batch_size": 2000}}, "combination", "batch_size"),
    ("set", {"settings": {"hidden_layers": [64]}}, "range", "hidden_layers"),
    ("set", {"settings": {"hidden_layers": [32] * 6}}, "combination", "hidden_layers"),
    ("set", {"settings": {"inputs": []}}, "choice", "inputs"),
    ("set", {"settings": {"inputs": [{}]}}, "choice", "inputs"),
    ("set", {"settings": {"dataset": "mnist"}}, "choice", "dataset"),
    ("set", {"settings": {"no_such": 1}}, "unknown", "no_such"),
    (
        "set",
        {"settings": {"validation_share": 60, "test_share": 60}},
        "combination",
        "validation_share",
    ),
    ("set", {"settings": {"learning_rate": "1,000"}}, "syntax", "learning_rate"),
    ("read", {"name": "patience", "text": "x"}, "type", "patience"),
    ("read", {"name": "horizon", "text": "0"}, "range", "horizon"),
    ("read", {"name": "no_such", "text": "0"}, "unknown", "no_such"),
    ("read", {"name": "patience", "text": 5}, "type", "text"),
    ("read", {"name": "patience", "text": "5" * 2000}, "range", "text"),
    ("ghost", {"horizon": "1.5"}, "type", "horizon"),
    ("speed", {}, "missing", "updates_per_second"),
    ("speed", {"updates_per_second": 0}, "range", "updates_per_second"),
    ("speed", {"updates_per_second": 1e9}, "range", "updates_per_second"),
    ("view", {"maps": 1}, "type", "maps"),
    ("view", {"focus": 1}, "type", "focus"),
    ("view", {"focus": {}}, "choice", "focus.kind"),
    ("view", {"focus": {"kind": "edge", "layer": 1, "from": 0}}, "missing", "focus.to"),
    (
        "view",
        {"focus": {"kind": "unit", "layer": 0, "unit": 0}},
        "range",
        "focus.layer",
    ),
    (
        "view",
        {"focus": {"kind": "unit", "layer": 1, "unit": 0, "to": 1}},
        "unknown_field",
        "focus.to",
    ),
    ("probe", {}, "missing", "x"),
    ("probe", {"x": []}, "range", "x"),
    ("probe", {"x": [1]}, "range", "x"),
    ("probe", {"x": [1, 2, 3]}, "range", "x"),
    ("probe", {"x": [1, 1e300]}, "range", "x"),
    ("probe", {"x": 1}, "type", "x"),
    ("hello", {}, "missing", "tab"),
    ("hello", {"tab": ""}, "range", "tab"),
    ("hello", {"tab": "a b"}, "range", "tab"),
    ("hello", {"tab": "a" * 65}, "range", "tab"),
    ("hello", {"tab": 5}, "type", "tab"),
    ("hello", {"tab": "a", "query": 5}, "type", "query"),
    ("hello", {"tab": "a", "query": "x" * 5000}, "range", "query"),
    ("hello", {"tab": "a", "run": 5}, "type", "run"),
    ("hello", {"tab": "a", "run": "../etc"}, "range", "run"),
    ("drawn", {}, "missing", "seq"),
    ("drawn", {"seq": -1}, "range", "seq"),
    ("drawn", {"seq": "1"}, "type", "seq"),
]


@pytest.mark.parametrize(("event", "payload", "code", "field"), BAD)
def test_a_bad_payload_is_refused_by_name(
    shared: Client, event: str, payload: dict[str, Any], code: str, field: str | None
) -> None:
    error = shared.refused(event, payload)
    assert (error["code"], error["field"]) == (code, field)


@pytest.fixture(scope="module")
def shared(server: Any) -> Any:
    """One page for all bad payloads: none of them may harm it."""
    with Client(server.url) as client:
        client.hello()
        yield client
        assert client.do("export")["update"] == 0


@pytest.mark.parametrize("event", [*COMMANDS, "step", "set", "speed", "view", "probe"])
def test_a_payload_that_is_no_object_is_refused(page: Client, event: str) -> None:
    for payload in NO_OBJECTS[1:]:
        assert page.refused(event, payload)["code"] == "type"


@pytest.mark.parametrize("event", COMMANDS)
def test_commands_take_no_fields_and_no_further_values(
    page: Client, event: str
) -> None:
    assert page.refused(event, {"extra": 1})["field"] == "extra"
    assert page.refused(event, {}, {})["code"] == "type"


@pytest.mark.parametrize("value", NO_NUMBERS)
def test_a_number_is_a_finite_number(page: Client, value: Any) -> None:
    assert page.refused("speed", {"updates_per_second": value})["message"]
    assert page.refused("probe", {"x": [0, value]})["field"] == "x"


def test_the_error_tells_field_rule_and_value(page: Client) -> None:
    error = page.refused("set", {"settings": {"learning_rate": 99}})
    assert error["message"] == (
        "learning_rate must be a number from 0.00001 to 10; received 99"
    )
    assert error["words"] == (
        "Learning rate: a number from 0.00001 to 10, for example 0.3"
    )


@pytest.mark.parametrize(
    "event", ["start", "Play", "", "message", "json", "__proto__", "run", "x" * 5000]
)
def test_an_unknown_event_is_refused_by_name(page: Client, event: str) -> None:
    error = page.refused(event, {})
    assert error["code"] == "unknown_event"
    assert event[:60] in error["message"]


def test_the_sockets_own_events_cannot_be_forged(page: Client) -> None:
    assert page.refused("disconnect", "x")["code"] == "unknown_event"
    assert page.refused("connect", {})["code"] == "unknown_event"
    assert page.do("play") == {"ok": True}
    page.do("pause")


def test_commands_need_a_hello(connect: Connect) -> None:
    client = connect()
    assert client.refused("play", {})["code"] == "no_run"
    assert client.refused("drawn", {"seq": 1})["code"] == "no_run"


def test_a_move_that_the_state_forbids_is_told(page: Client) -> None:
    assert page.refused("undo", {})["code"] == "state"
    assert page.refused("step", {"unit": "example"})["field"] == "batch_size"


def test_bad_values_in_the_link_are_told_and_the_run_has_defaults(
    connect: Connect,
) -> None:
    client = connect()
    answer = client.hello("?learning_rate=abc&noize=<script>&x=1")
    told = [canonical(e)["field"] for e in answer["errors"]]
    assert told == ["learning_rate", "noize"]
    run = client.of("run")[0]
    assert run["settings"]["learning_rate"] == run["defaults"]["learning_rate"]


def test_events_of_one_socket_keep_their_order(page: Client) -> None:
    page.do("speed", updates_per_second=None)
    for event in ("play", "pause") * 20:
        page.sio.emit(event, {})
    page.do("export")
    assert page.frame(lambda f: f["state"] == "paused")
    since = len(page.messages)
    page.do("view", maps=False)
    assert page.frame(since=since)["state"] == "paused"


def test_a_flood_is_refused_and_the_socket_lives(page: Client) -> None:
    answers: list[dict[str, Any]] = []
    for _ in range(300):
        page.sio.emit("export", {}, callback=answers.append)
    page.sio.call("drawn", {"seq": 1}, timeout=10)  # answered last
    refused = [a["error"]["code"] for a in answers if not a["ok"]]
    assert len(answers) == 300
    assert set(refused) == {"busy"}
    assert 100 <= 300 - len(refused) <= 200


def test_too_many_pages_of_one_browser_are_told_why(tmp_path: Path) -> None:
    server = Server(tmp_path, MAX_SOCKETS_PER_BROWSER="1")
    cookie = visit(server.url)
    try:
        with Client(server.url, cookie) as first, Raw(server.url, cookie) as second:
            first.hello()
            second.send({"type": 0, "nsp": "/", "data": {}})
            refusal = second.read()
            with Client(server.url, visit(server.url)) as other:
                assert other.hello()["ok"]
    finally:
        server.stop()
    assert refusal["type"] == 4
    data = refusal["data"]["data"]
    assert 1 <= data.pop("retry_after") <= 60
    assert canonical(data)["code"] == "busy"


def test_hello_names_the_servers_version(server: Server, page: Client) -> None:
    health = json.loads(answer(server.url, "/healthz").content)
    assert page.hello()["version"] == health["version"]


def test_a_fault_while_connecting_has_a_number_on_the_page_and_in_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    class Broken:
        """Stands for all parts of a server; each is at fault."""

        def __getattr__(self, name: str) -> Any:
            raise RuntimeError(f"{name} is broken on purpose")

    handlers: dict[str, Any] = {}

    class Listening:
        def on(self, event: str, handler: Any) -> None:
            handlers[event] = handler

        class manager:  # noqa: N801
            is_connected = staticmethod(lambda *_: False)

    broken: Any = Broken()
    Events(Listening(), broken, broken).register()
    with pytest.raises(ConnectionRefusedError) as refused:
        handlers["connect"]("sid", {})
    told = refused.value.error_args["data"]
    assert told["code"] == "internal"
    number = re.search("error ([0-9a-f]{8})", told["message"])
    assert number
    assert f"error {number[1]} while letting a connection in" in caplog.text
    assert "on purpose" not in told["message"]
