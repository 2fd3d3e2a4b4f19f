"""Backpropagation step by step, from a real client to a real server."""

import math
import struct
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

from tests.server import Server
from tests.web.client import WAIT_SECONDS, Client, numbers
from tests.web.conftest import Connect

EDGE = {"kind": "edge", "layer": 1, "from": 1, "to": 2}
BIAS = {"kind": "bias", "layer": 2, "unit": 0}
UNIT = {"kind": "unit", "layer": 2, "unit": 0}
NUMBERS = (
    None,
    True,
    "one",
    "1,000",
    [1],
    {},
    math.nan,
    math.inf,
    -math.inf,
    1.1e6,
    -1e308,
    2**63,
)

BAD: list[tuple[str, dict[str, Any], str, str]] = [
    ("back", {}, "missing", "unit"),
    ("back", {"unit": "mile"}, "choice", "unit"),
    ("back", {"unit": "update", "by": 1}, "unknown_field", "by"),
    ("step", {}, "missing", "unit"),
    ("step", {"unit": 1}, "choice", "unit"),
    ("step", {"unit": "example"}, "combination", "batch_size"),
    ("back", {"unit": "example"}, "combination", "batch_size"),
    ("walk", {}, "missing", "by"),
    *[("walk", {"by": by}, "choice", "by") for by in (0, 2, True, "1", None, math.nan)],
    ("pick", {}, "missing", "point"),
    ("pick", {"point": -1}, "range", "point"),
    ("pick", {"point": 1999}, "range", "point"),
    ("pick", {"point": 2000}, "range", "point"),
    ("pick", {"point": 1.5}, "type", "point"),
    ("pick", {"point": True}, "type", "point"),
    ("pick", {"point": math.nan}, "type", "point"),
    ("pick", {"example": 1}, "unknown_field", "example"),
    ("assign", {}, "missing", "focus"),
    ("assign", {"focus": EDGE}, "missing", "value"),
    ("assign", {"focus": UNIT, "value": 0}, "choice", "focus.kind"),
    ("assign", {"focus": None, "value": 0}, "type", "focus"),
    ("assign", {"focus": EDGE | {"layer": 4}, "value": 0}, "range", "focus.layer"),
    ("assign", {"focus": EDGE | {"layer": 0}, "value": 0}, "range", "focus.layer"),
    ("assign", {"focus": EDGE | {"from": 2}, "value": 0}, "range", "focus.from"),
    ("assign", {"focus": EDGE | {"to": 8}, "value": 0}, "range", "focus.to"),
    ("assign", {"focus": EDGE | {"to": True}, "value": 0}, "type", "focus.to"),
    ("assign", {"focus": BIAS | {"unit": 8}, "value": 0}, "range", "focus.unit"),
    ("assign", {"focus": BIAS | {"to": 0}, "value": 0}, "unknown_field", "focus.to"),
    ("nudge", {"focus": EDGE}, "missing", "by"),
    ("nudge", {"focus": UNIT, "by": 0}, "choice", "focus.kind"),
    ("nudge", {"focus": EDGE | {"to": 8}, "by": 0}, "range", "focus.to"),
    ("nudge", {"focus": EDGE | {"layer": 4}, "by": 0}, "range", "focus.layer"),
    ("nudge", {"focus": BIAS | {"unit": -1}, "by": 0}, "range", "focus.unit"),
    ("nudge", {"focus": EDGE | {"from": 0.5}, "by": 0}, "type", "focus.from"),
    ("view", {"focus": UNIT | {"unit": None}}, "type", "focus.unit"),
    ("check", {"all": True}, "unknown_field", "all"),
    ("view", {"inspect": 1}, "type", "inspect"),
    ("view", {"layers": "yes"}, "type", "layers"),
    ("view", {"example": -1}, "range", "example"),
    ("view", {"example": True}, "type", "example"),
]


def floats(blob: bytes) -> tuple[float, ...]:
    return struct.unpack(f"<{len(blob) // 4}f", blob)


def still(page: Client, update: int) -> dict[str, Any]:
    """Step by updates to `update`; return its frame."""
    for number in range(1, update + 1):
        page.do("step", unit="update")
        page.frame(lambda f, n=number: f["update"] == n and f["state"] == "paused")
    return page.of("frame")[-1]


def after(page: Client, event: str, **fields: Any) -> dict[str, Any]:
    """Do a command and return the first frame after it."""
    since = len(page.messages)
    page.do(event, **fields)
    return page.frame(since=since)


@pytest.fixture(scope="module")
def held(server: Any) -> Any:
    """One page for all bad payloads: none of them may change its run."""
    with Client(server.url) as client:
        client.hello()
        still(client, 3)
        kept = client.do("export")
        before = client.of("frame")[-1]
        yield client
        assert client.do("export") == kept
        frame = after(client, "view", maps=False)
        for name in ("weights", "gradient", "change", "walk", "generation", "state"):
            assert frame[name] == before[name]


@pytest.mark.parametrize(("event", "payload", "code", "field"), BAD)
def test_bad_input_is_refused_by_name(
    held: Client, event: str, payload: dict[str, Any], code: str, field: str
) -> None:
    error = held.refused(event, payload)
    assert (error["code"], error["field"]) == (code, field)


@pytest.mark.parametrize("value", NUMBERS)
def test_a_weight_is_a_finite_number(held: Client, value: Any) -> None:
    error = held.refused("assign", {"focus": EDGE, "value": value})
    assert error["field"] == "value"
    assert error["message"].startswith("value must be a number from -1000000 to 1")
    assert held.refused("nudge", {"focus": EDGE, "by": value})["field"] == "by"


def test_a_running_run_is_neither_walked_nor_stepped_back(page: Client) -> None:
    page.do("set", settings={"early_stopping": False, "max_epochs": 20000})
    page.do("play")
    kept = page.do("export")
    for event, fields in (
        ("step", {"unit": "update"}),
        ("step", {"unit": "epoch"}),
        ("back", {"unit": "epoch"}),
        ("walk", {"by": 1}),
        ("walk", {"by": -1}),
        ("back", {"unit": "update"}),
        ("pick", {"point": page.of("run")[-1]["data"]["set"].index(0)}),
    ):
        error = page.refused(event, fields)
        assert error["code"] == "state", event
        assert "pause it first" in error["message"]
    assert page.do("export")["changes"] == kept["changes"]
    assert page.of("frame")[-1]["state"] == "running"
    assert page.do("pause")


def test_all_phases_of_an_update_forward_and_back(page: Client) -> None:
    page.do("set", settings={"hidden_layers": [3], "batch_size": 1})
    first = page.frame(lambda f: f["generation"] > 1)
    walked = [after(page, "walk", by=1) for _ in range(6)]
    phases = [(f["walk"]["phase"], f["walk"]["layer"]) for f in walked]
    assert phases == [
        ("forward", 1), ("forward", 2), ("error", 2), ("backward", 2),
        ("backward", 1), ("update", None),
    ]  # fmt: skip
    assert {f["walk"]["positions"] for f in walked} == {6}
    assert all(f["weights"] == first["weights"] for f in walked[:-1])
    last = page.frame(lambda f: f["update"] == 1 and f["state"] == "paused")
    assert last["weights"] != first["weights"]
    back = [after(page, "walk", by=-1) for _ in range(6)]
    assert [f["walk"]["position"] for f in back] == [5, 4, 3, 2, 1, 0]
    assert all(f["weights"] == first["weights"] for f in back)
    assert page.refused("walk", {"by": -1})["code"] == "state"


def test_what_is_walked_through_is_the_update_that_is_then_made(page: Client) -> None:
    still(page, 2)
    trace = after(page, "walk", by=1)["trace"]
    assert trace["update"] == 3
    page.do("step", unit="update")
    page.frame(lambda f: f["update"] == 3 and f["state"] == "paused")
    made = after(page, "view", inspect=True)
    assert made["trace"] == trace
    deltas = [floats(made["trace"]["deltas"])]
    for example in range(1, trace["examples"]):
        frame = after(page, "view", example=example)
        assert frame["trace"]["example"] == example
        deltas.append(floats(frame["trace"]["deltas"]))
    means = [sum(column) / len(deltas) for column in zip(*deltas, strict=True)]
    assert means == pytest.approx(floats(made["deltas"]), abs=1e-7)


def test_back_restores_the_same_bytes(page: Client) -> None:
    page.do("set", settings={"optimizer": "adam", "dropout": 0.2})
    frames = {0: after(page, "view", maps=False)}
    for number in range(1, 10):
        page.do("step", unit="update")
        frames[number] = page.frame(
            lambda f, n=number: f["update"] == n and f["state"] == "paused"
        )
    for number in range(8, 5, -1):
        frame = after(page, "back", unit="update")
        assert (frame["update"], frame["state"]) == (number, "paused")
        for name in ("weights", "gradient", "change"):
            assert frame[name] == frames[number][name]
    assert after(page, "back", unit="epoch")["update"] == 0
    assert page.refused("back", {"unit": "update"})["code"] == "state"


def test_going_back_over_an_epoch_shortens_the_curve(page: Client) -> None:
    page.do("step", unit="epoch")
    frame = page.frame(lambda f: f["epoch"] == 1 and f["state"] == "paused")
    since = len(page.messages)
    page.do("back", unit="update")
    _, run = page.wait(lambda m: m[0] == "run", since)
    assert run["series"]["epoch"] == [0]
    later = page.frame(lambda f: f["generation"] == run["generation"], since)
    assert later["update"] == frame["update"] - 1


def test_a_weight_is_typed_in_and_told(page: Client) -> None:
    still(page, 2)
    since = len(page.messages)
    answer = page.do("assign", focus=EDGE, value=2.5)
    assert answer["after"] == 2.5
    frame = page.frame(since=since)
    assert floats(frame["weights"])[1 * 8 + 2] == 2.5
    _, told = page.wait(lambda m: m[0] == "settings", since)
    [change] = told["changes"]
    assert change["weights"] == {"w[1][1][2]": 2.5}
    assert change["weights_before"] == {"w[1][1][2]": answer["before"]}
    again = page.do("assign", focus=EDGE, value=answer["before"])
    assert again["before"] == 2.5
    assert page.do("export")["changes"] == []


def test_a_point_is_picked_and_then_let_go(page: Client) -> None:
    point = page.of("run")[0]["data"]["set"].index(0)
    after(page, "view", inspect=True)
    trace = after(page, "pick", point=point)["trace"]
    assert (trace["picked"], trace["point"], trace["examples"]) == (point, point, 1)
    assert page.do("export")["changes"][0]["update"] == 1
    usual = after(page, "pick", point=None)["trace"]
    assert (usual["picked"], usual["examples"]) == (None, 10)
    other = page.of("run")[0]["data"]["set"].index(1)
    error = page.refused("pick", {"point": other})
    assert error["message"] == (
        f"point must be the row of a training example in the data; received {other}"
    )


def test_what_was_typed_and_picked_is_recomputed_to_the_same_bytes(
    connect: Connect,
) -> None:
    first, again = connect(), connect()
    first.hello()
    still(first, 2)
    first.do("assign", focus=BIAS, value=-0.75)
    first.do("pick", point=first.of("run")[0]["data"]["set"].index(0))
    first.do("step", unit="epoch")
    last = first.frame(lambda f: f["epoch"] == 1 and f["state"] == "paused")
    kept = first.do("export")
    recover = {key: kept[key] for key in ("settings", "changes", "update")}
    again.hello(run="lost-run", recover=recover)
    frame = again.frame(lambda f: f["update"] == kept["update"])
    assert frame["weights"] == last["weights"]
    assert again.do("export") == kept


def test_the_gradient_is_right(page: Client) -> None:
    page.do("set", settings={"dropout": 0.3, "l2": 0.01})
    still(page, 3)
    answer = page.do("check")
    assert answer["max_error"] < 1e-6
    assert answer["checked"] == answer["parameters"] == 105
    assert answer["kinks"] == 0
    assert set(answer["worst"]) in ({"kind", "layer", "from", "to"},
                                    {"kind", "layer", "unit"})  # fmt: skip


def test_a_check_keeps_neither_its_page_nor_another_waiting(connect: Connect) -> None:
    checked, other = connect(), connect()
    checked.hello("?hidden_layers=32,32,32,32,32&batch_size=100&early_stopping=off")
    other.hello("?early_stopping=off&max_epochs=20000")
    answer: Future[dict[str, Any]] = Future()
    checked.sio.emit("check", {}, callback=answer.set_result)
    assert checked.refused("check", {})["code"] == "busy"
    other.do("play")
    other.frame(lambda f: f["update"] > 5)
    checked.do("step", unit="update")
    checked.frame(lambda f: f["update"] == 1)
    found = answer.result(WAIT_SECONDS)
    assert found["ok"]
    assert found["parameters"] > 4000
    assert found["max_error"] < 1e-6
    assert checked.do("check")["ok"]
    other.do("pause")


def test_a_nudge_changes_nothing_and_was_foreseen(page: Client) -> None:
    still(page, 2)
    kept = page.do("export")
    answer = page.do("nudge", focus=EDGE, by=1e-4)
    change = answer["error_after"] - answer["error_before"]
    assert change == pytest.approx(answer["predicted"], rel=1e-2)
    assert page.do("export") == kept


def test_the_focus_of_an_inspector_has_its_chain_rule(page: Client) -> None:
    still(page, 2)
    frame = after(page, "view", inspect=True, focus=EDGE, layers=True)
    chain = frame["focus"]["chain"]
    assert chain["name"] == "w[1][1][2]"
    assert chain["after"] == frame["focus"]["weight"]
    at = frame["trace"]["example"]
    assert chain["examples"][at]["activation"] == frame["trace"]["x"][1]
    assert len(frame["layers"]["gradient"]) == 3
    unit = after(page, "view", focus=UNIT)["focus"]["chain"]
    assert len(unit["forward"]) == 8


@pytest.mark.parametrize(
    "focus",
    [
        EDGE | {"layer": 4},
        EDGE | {"from": 2},
        EDGE | {"to": 8},
        BIAS | {"unit": 8},
        UNIT | {"layer": 4},
    ],
)
def test_a_focus_of_an_earlier_network_shows_nothing(
    page: Client, focus: dict[str, Any]
) -> None:
    # A page sends its whole view, and may not know yet that its network is gone.
    still(page, 2)
    kept = page.do("export")
    assert after(page, "view", inspect=True, focus=EDGE)["focus"]["chain"]
    frame = after(page, "view", inspect=True, focus=focus)
    assert frame["focus"] is None
    assert frame["trace"]["update"] == 2
    assert page.do("export") == kept


def test_numbers_beyond_the_wire_are_null(page: Client) -> None:
    page.do("set", settings={"dataset": "plane", "activation": "relu"})
    page.frame(lambda f: f["generation"] > 1)
    for layer in (1, 2, 3):
        focus = {"kind": "edge", "layer": layer, "from": 0, "to": 0}
        page.do("assign", focus=focus, value=1e6)
    since = len(page.messages)
    page.do("view", inspect=True, layers=True, focus=BIAS)
    answer = page.do("nudge", focus=BIAS, by=1e6)
    assert {"error_before", "error_after", "predicted"} < set(answer)
    assert page.do("check")["parameters"] == 105
    page.do("step", unit="epoch")
    page.frame(lambda f: f["state"] in ("diverged", "paused"), since)
    for _, message in page.messages:
        assert all(math.isfinite(number) for number in numbers(message))


def test_a_fault_put_in_on_purpose_is_found(tmp_path: Path) -> None:
    server = Server(tmp_path, PUT_FAULT_INTO_DERIVATIVES="1")
    try:
        with Client(server.url) as client:
            client.hello()
            answer = client.do("check")
    finally:
        server.stop()
    assert answer["max_error"] > 1e-3
    assert answer["worst"]["layer"] < 3
