"""What the events do to a run, seen from the page's side."""

import math
import struct
from typing import Any

from tests.server import Server
from tests.web.client import Client, canonical, numbers, visit
from tests.web.conftest import Connect

FAST = {"updates_per_second": None}
FREE = {"early_stopping": False, "max_epochs": 20000}


def floats(blob: bytes) -> tuple[float, ...]:
    return struct.unpack(f"<{len(blob) // 4}f", blob)


def test_play_trains_and_pause_holds_still(page: Client) -> None:
    page.do("set", settings=FREE)
    page.do("play")
    page.frame(lambda f: f["state"] == "running" and f["update"] > 5)
    page.do("pause")
    frame = page.frame(lambda f: f["state"] == "paused")
    assert page.do("export")["update"] == frame["update"]


def test_a_live_setting_changes_the_running_training(page: Client) -> None:
    page.do("set", settings=FREE)
    page.do("play")
    assert page.do("set", settings={"learning_rate": 0.05})["rebuilt"] is False
    _, told = page.wait(
        lambda m: m[0] == "settings" and m[1]["settings"]["learning_rate"] == 0.05
    )
    assert told["changes"][-1]["set"] == {"learning_rate": 0.05}
    assert told["changes"][-1]["before"] == {"learning_rate": 0.3}
    assert page.frame(lambda f: f["update"] > told["changes"][-1]["update"])


def test_a_setting_that_rebuilds_begins_anew_and_undo_brings_back(page: Client) -> None:
    first = page.of("run")[0]
    page.do("step", unit="epoch")
    page.frame(lambda f: f["epoch"] == 1 and f["state"] == "paused")
    assert page.do("set", settings={"hidden_layers": [4]})["rebuilt"] is True
    _, run = page.wait(
        lambda m: m[0] == "run" and m[1]["network"]["sizes"] == [2, 4, 1]
    )
    assert run["generation"] > first["generation"]
    assert run["undo"] is True
    frame = page.frame(lambda f: f["generation"] == run["generation"])
    assert (frame["epoch"], frame["update"], frame["state"]) == (0, 0, "ready")
    page.do("undo")
    _, old = page.wait(
        lambda m: m[0] == "run" and m[1]["generation"] > run["generation"]
    )
    assert old["network"]["sizes"] == first["network"]["sizes"]
    assert page.frame(lambda f: f["generation"] == old["generation"])["epoch"] == 1


def test_reset_returns_to_the_same_initial_weights(page: Client) -> None:
    before = page.of("frame")[0]["weights"]
    page.do("step", unit="update")
    moved = page.frame(lambda f: f["update"] == 1)
    assert moved["weights"] != before
    page.do("reset")
    frame = page.frame(lambda f: f["generation"] > moved["generation"])
    assert (frame["update"], frame["weights"]) == (0, before)


def test_steps_of_all_three_lengths(page: Client) -> None:
    page.do("set", settings={"batch_size": 1})
    for unit, update in (("example", 1), ("update", 2)):
        page.do("step", unit=unit)
        assert page.frame(
            lambda f, n=update: f["update"] == n and f["state"] == "paused"
        )
    page.do("step", unit="epoch")
    assert page.frame(lambda f: f["epoch"] == 1 and f["state"] == "paused")


def test_every_finished_command_leads_to_a_frame(page: Client) -> None:
    page.wait(lambda m: m[0] == "frame")
    for event, fields in (
        ("pause", {}),
        ("reset", {}),
        ("speed", {"updates_per_second": 5}),
        ("view", {"output": False}),
        ("set", {"settings": {"learning_rate": 0.2}}),
        ("set", {"settings": {"learning_rate": 0.2}}),  # changes nothing
    ):
        since = len(page.messages)
        page.do(event, **fields)
        assert page.frame(since=since)


def test_early_stopping_stops_and_keep_training_goes_past_it(page: Client) -> None:
    page.do("set", settings={"early_stopping": True, "patience": 3})
    page.do("speed", **FAST)
    page.do("play")
    frame = page.frame(lambda f: f["state"] == "stopped")
    stopping = frame["stopping"]
    assert stopping["stop_epoch"] == frame["epoch"]
    assert stopping["shown_epoch"] == stopping["best_epoch"]
    assert (stopping["restored"], stopping["armed"]) == (True, True)
    assert stopping["wait"] == stopping["patience"] == 3
    assert frame["status"]["tone"] == "good"
    assert "past this early stop" in (stopping["outlook"] or "")
    before = page.of("settings")[-1]["settings"]
    page.do("play")
    on = page.frame(lambda f: f["epoch"] > frame["epoch"])["stopping"]
    assert (on["armed"], on["passed_epoch"]) == (True, frame["epoch"])
    told = page.of("settings")[-1]
    assert told["settings"] == before
    change = told["changes"][-1]
    assert (change["set"], change["pass_stop"]) == ({}, True)


def test_divergence_never_sends_a_number_that_is_not_finite(page: Client) -> None:
    page.do("view", maps=True, output=True)
    page.do("speed", **FAST)
    page.do(
        "set",
        settings={"dataset": "plane", "activation": "relu", "learning_rate": 10},
    )
    page.do("play")
    frame = page.frame(lambda f: f["state"] == "diverged")
    assert frame["status"]["tone"] == "bad"
    page.do("play")  # back, with a third of the learning rate
    page.frame(lambda f: f["generation"] > frame["generation"])
    page.do("probe", x=[1e6, -1e6])
    page.do("pause")
    for name, payload in page.messages:
        assert all(math.isfinite(n) for n in numbers(payload)), name
    for sent in page.of("frame"):
        for key in ("weights", "gradient", "change", "deltas"):
            assert all(map(math.isfinite, floats(sent[key]))), key


def test_the_probe_agrees_with_the_output_map(page: Client) -> None:
    page.do("view", output=True)
    output = page.frame(lambda f: f["output"] is not None)["output"]
    low, high = page.of("run")[0]["data"]["domain"]
    half = (high - low) / output["size"] / 2
    [o] = page.do("probe", x=[low + half, high - half])["output"]
    cell = struct.unpack("b", output["cells"][:1])[0] / 127 * output["scale"]
    assert abs(cell - (2 * o - 1)) <= output["scale"] / 127


def test_the_focus_carries_exact_values(page: Client) -> None:
    page.do("view", focus={"kind": "edge", "layer": 1, "from": 1, "to": 2})
    frame = page.frame(lambda f: f["focus"] is not None)
    assert frame["focus"]["kind"] == "edge"
    sent = floats(frame["weights"])[1 * 8 + 2]
    assert sent == struct.unpack("<f", struct.pack("<f", frame["focus"]["weight"]))[0]
    page.do("set", settings={"hidden_layers": [1]})
    gone = page.frame(lambda f: f["generation"] > frame["generation"])
    assert gone["focus"] is None


def test_the_test_set_is_sealed_until_it_is_opened(page: Client) -> None:
    page.do("step", unit="epoch")
    frame = page.frame(lambda f: f["epoch"] == 1 and f["state"] == "paused")
    assert (frame["test_is_open"], frame["series"]["test"]) == (False, None)
    assert frame["errors"]["test"] is frame["accuracy"]["test"] is None
    since = len(page.messages)
    page.do("open_test")
    after = page.frame(lambda f: None not in (f["series"]["test"] or [None]), since)
    series = after["series"]
    assert series["epoch"] == [0, 1]
    assert None not in [*series["test"], *series["test_accuracy"]]
    assert (after["test_is_open"], after["errors"]["test"]) == (True, series["test"][1])
    [change] = page.of("settings")[-1]["changes"]
    assert change["open_test"] is True


def test_there_is_no_test_set_to_open_where_it_is_empty(page: Client) -> None:
    page.do("set", settings={"test_share": 0})
    error = page.refused("open_test")
    assert (error["code"], error["field"]) == ("combination", "test_share")


def test_a_reload_finds_the_same_run_with_its_whole_curve(connect: Connect) -> None:
    with connect() as first:
        run = first.hello("?learning_rate=0.1", tab="tab")["run"]
        first.do("speed", **FAST)
        first.do("play")
        first.frame(lambda f: f["epoch"] >= 5)
        first.do("pause")
        kept = first.do("export")
    again = connect()
    answer = again.hello("?learning_rate=0.1", tab="tab")
    assert (answer["run"], answer["resumed"]) == (run, True)
    assert again.of("run")[0]["series"]["epoch"] == list(range(kept["epoch"] + 1))
    assert again.do("export") == kept


def test_on_a_reload_the_link_wins_and_undo_brings_the_old_run_back(
    connect: Connect,
) -> None:
    with connect() as first:
        first.hello("?learning_rate=0.1", tab="tab")
        first.do("step", unit="epoch")
        first.frame(lambda f: f["epoch"] == 1)
    again = connect()
    assert again.hello("?learning_rate=0.2", tab="tab")["resumed"] is False
    run = again.of("run")[0]
    assert run["settings"]["learning_rate"] == 0.2
    assert run["undo"] is True
    again.do("undo")
    again.frame(lambda f: f["epoch"] == 1)


def test_a_connection_that_was_lost_resumes_whatever_the_link_says(
    connect: Connect,
) -> None:
    with connect() as first:
        run = first.hello(tab="tab")["run"]
    again = connect()
    answer = again.hello("?learning_rate=0.2", tab="tab", run=run)
    assert (answer["run"], answer["resumed"]) == (run, True)
    assert again.of("run")[0]["settings"]["learning_rate"] == 0.3


def test_a_new_tab_is_a_new_run(connect: Connect) -> None:
    first, second = connect(), connect()
    assert first.hello(tab="one")["run"] != second.hello(tab="two")["run"]


def test_the_answer_to_hello_comes_before_its_run(connect: Connect) -> None:
    client = connect()
    order: list[str] = []
    client.sio.on("run", lambda _: order.append("run"))
    client.sio.emit(
        "hello", {"tab": "a", "query": ""}, callback=lambda _: order.append("answer")
    )
    client.wait(lambda m: m[0] == "frame")
    assert order == ["answer", "run"]


def test_a_forgotten_run_is_computed_anew_to_the_same_bytes(connect: Connect) -> None:
    with connect() as first:
        first.hello("?weight_seed=7", tab="tab")
        first.do("step", unit="epoch")
        first.frame(lambda f: f["epoch"] == 1 and f["state"] == "paused")
        first.do("set", settings={"learning_rate": 0.05})
        first.do("step", unit="epoch")
        last = first.frame(lambda f: f["epoch"] == 2 and f["state"] == "paused")
        kept = first.do("export")
    recover = {key: kept[key] for key in ("settings", "changes", "update")}
    # Another tab of the browser stands for a server that has lost the run.
    again = connect()
    again.hello(tab="new", run="lost-run", recover=recover)
    frame = again.frame(lambda f: f["update"] == kept["update"])
    assert frame["weights"] == last["weights"]
    assert frame["state"] == "paused"
    assert again.do("export") == kept


def test_a_memory_that_is_no_good_does_not_keep_a_page_from_its_run(
    connect: Connect,
) -> None:
    for recover in (
        5,
        {},
        {"settings": {"learning_rate": math.nan}, "changes": [], "update": 1},
        {"settings": {}, "changes": [{"update": 0, "set": {}}], "update": 1},
        {"settings": {}, "changes": [{"update": 1}] * 501, "update": 1},
        {"settings": {}, "changes": [{"update": 1, "set": {"x": 1}}], "update": 1},
    ):
        client = connect()
        answer = client.hello(run="lost", recover=recover)
        assert answer["resumed"] is False
        assert [canonical(error) for error in answer["errors"]]


def test_two_browsers_neither_see_nor_touch_each_others_runs(server: Server) -> None:
    with (
        Client(server.url, visit(server.url)) as mine,
        Client(server.url, visit(server.url)) as other,
        Client(server.url, "backprop_00000000=forged") as stranger,
    ):
        run = mine.hello(tab="same")["run"]
        for intruder in (other, stranger):
            answer = intruder.hello(tab="same", run=run)
            assert answer["run"] != run
            assert answer["resumed"] is False
        other.do("play")
        other.frame(lambda f: f["update"] > 5)
        assert mine.do("export")["update"] == 0
        assert {m["run"] for m in mine.of("frame")} == {run}
        assert run not in {m["run"] for m in other.of("frame") + stranger.of("frame")}


def test_two_connections_of_one_page_show_the_same_run(connect: Connect) -> None:
    first, second = connect(), connect()
    same = {"tab": "same", "page": "same"}
    assert first.hello(**same)["run"] == second.hello(**same)["run"]
    first.do("step", unit="update")
    frames: list[dict[str, Any]] = [
        page.frame(lambda f: f["update"] == 1) for page in (first, second)
    ]
    assert frames[0]["weights"] == frames[1]["weights"]


def test_a_page_that_never_confirms_gets_two_frames_and_then_a_fresh_one(
    connect: Connect,
) -> None:
    stalled, watching = connect(confirms=False), connect()
    same = {"tab": "same", "page": "same"}
    stalled.hello("?early_stopping=off&max_epochs=20000", **same)
    watching.hello("?early_stopping=off&max_epochs=20000", **same)
    watching.do("play")
    late = watching.frame(lambda f: f["update"] >= 20)
    assert len(stalled.of("frame")) == 2
    since = len(stalled.messages)
    stalled.sio.emit("drawn", {"seq": 2})
    fresh = stalled.frame(since=since)
    assert fresh["update"] >= late["update"]
    assert fresh["series"]["epoch"][-1] == fresh["epoch"]
    watching.do("pause")


def test_what_was_typed_is_read_and_the_answer_holds_the_value(page: Client) -> None:
    typed = {"max_epochs": "1,000", "Learning-Rate": "0,05", "patience": "30 epochs"}
    answer = page.do("set", settings=typed)
    assert answer["settings"] == {
        "max_epochs": 1000,
        "learning_rate": 0.05,
        "patience": 30,
    }
    answer = page.do("set", settings={"hidden_layers": "4; 3", "activation": "ReLU"})
    assert answer["settings"] == {"hidden_layers": [4, 3], "activation": "relu"}


def test_a_text_can_be_read_without_being_set(page: Client) -> None:
    assert page.do("read", name="patience", text="1 000")["value"] == 1000
    assert page.do("read", name="hidden_layers", text="8 8")["value"] == [8, 8]
    assert page.do("read", name="target_error", text="off")["value"] is None
    assert page.do("read", name="horizon", text="1.000")["value"] == 1000
    assert page.do("export")["settings"]["patience"] == 20


def test_what_gave_way_is_told_with_the_settings(page: Client) -> None:
    page.do("set", settings={"examples": "30"})
    _, run = page.wait(lambda m: m[0] == "run" and m[1]["settings"]["examples"] == 30)
    assert run["settings"]["batch_size"] == 9
    assert run["notes"] == {
        "batch_size": "9 instead of 10: the training set has only 9 examples."
    }
    since = len(page.messages)
    page.do("set", settings={"batch_size": 9})  # the same, but now it is wanted
    _, told = page.wait(lambda m: m[0] == "settings", since)
    assert told["notes"] == {}


def test_what_a_link_made_give_way_is_told_and_comes_back(connect: Connect) -> None:
    client = connect()
    answer = client.hello("?examples=30&utm_source=x")
    assert answer["errors"] == []
    assert "batch_size" in client.of("run")[-1]["notes"]
    client.do("set", settings={"examples": 200})
    assert client.do("export")["settings"]["batch_size"] == 10


def test_without_a_validation_set_early_stopping_rests(page: Client) -> None:
    page.do("set", settings={"validation_share": 0})
    _, run = page.wait(
        lambda m: m[0] == "run" and m[1]["settings"]["validation_share"] == 0
    )
    assert run["settings"]["early_stopping"] is True
    assert "rests while the share is 0 %" in run["notes"]["early_stopping"]
    stopping = page.frame(lambda f: f["generation"] == run["generation"])["stopping"]
    assert (stopping["rests"], stopping["criteria"]) == (True, [])
