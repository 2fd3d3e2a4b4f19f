"""Files that are opened on the page."""

import json
from pathlib import Path

import pytest

from app.training.budget import MEGA
from app.training.result import train
from app.training.run_file import MOST_BYTES
from app.training.validation import resolve
from tests.server import Server
from tests.web.client import Client, canonical, visit
from tests.web.http import fetch, open_file, run_of
from tests.web.inside import inside

RATE = {"update": 79, "set": {"learning_rate": 0.05}}


def test_a_record_is_computed_again_to_its_end_and_undo_leads_back(
    server: Server, page: Client
) -> None:
    page.do("set", settings={"hidden_layers": [3]})
    made = json.loads(json.dumps(train(resolve({"learning_rate": 0.1}))))
    since = len(page.messages)
    status, answer = open_file(server.url, page, made)
    assert (status, answer["ok"]) == (200, True)
    last = made["stop"]["epoch"]
    assert answer["recorded"]["epoch"] == last
    assert answer["recorded"]["versions"] == made["versions"]
    frame = page.frame(lambda f: f["state"] == "stopped", since)
    assert (frame["update"], frame["last_epoch"]) == (made["updates"], last)
    assert answer["recorded"]["train"] == made["history"]["train"][-1]
    row = page.of("frame")[-1]["series"]
    assert row["train"][row["epoch"].index(last)] == answer["recorded"]["train"]
    since = len(page.messages)
    page.do("undo")
    page.wait(lambda m: m[0] == "run", since)
    assert page.of("run")[-1]["settings"]["hidden_layers"] == [3]


def test_a_shared_file_stands_where_it_stood(server: Server, page: Client) -> None:
    shared = {"settings": {}, "changes": [RATE], "update": 90, "view": {"pane": "runs"}}
    since = len(page.messages)
    status, answer = open_file(server.url, page, shared)
    assert (status, answer["view"]) == (200, {"pane": "runs"})
    assert answer["recorded"] is None
    frame = page.frame(lambda f: f["state"] == "paused", since)
    assert frame["update"] == 90
    settings = [p["settings"] for name, p in page.messages if name == "settings"]
    assert settings[-1]["learning_rate"] == 0.05


def test_what_a_windows_shell_writes_is_read(server: Server, page: Client) -> None:
    data = json.dumps({"hidden_layers": [5]}).encode("utf-16")
    since = len(page.messages)
    assert open_file(server.url, page, data)[0] == 200
    page.wait(lambda m: m[0] == "run", since)
    assert page.of("run")[-1]["settings"]["hidden_layers"] == [5]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "This file is empty."),
        (b"\x89PNG\r\n", "no run and no settings"),
        (b'{"settings": {}, "cha', "damaged or cut off"),
        (b'{"settings": {"l2": -1}}', "L2: a number from 0 to 1"),
        (b" " * (MOST_BYTES + 1), "larger than 6 MB"),
    ],
)
def test_any_other_file_is_one_clear_error_and_nothing_is_lost(
    server: Server, page: Client, data: bytes, why: str
) -> None:
    generation = page.of("run")[-1]["generation"]
    status, answer = open_file(server.url, page, data)
    assert (status, answer["ok"]) == (200, False)
    error = canonical(answer["error"])
    assert error["field"] == "file"
    assert why in error["message"]
    page.do("step", unit="update")
    frame = page.frame(lambda f: f["update"] == 1)
    assert frame["generation"] == generation


def test_other_sites_and_other_browsers_open_nothing(
    server: Server, page: Client
) -> None:
    status, answer = open_file(server.url, page, {}, Sec_Fetch_Site="cross-site")
    assert (status, answer["error"]["code"]) == (403, "refused")
    path = f"/open?run={run_of(page)}"
    status, body, _ = fetch(server.url, path, "", b"{}")
    assert (status, json.loads(body)["error"]["code"]) == (404, "no_run")
    status, _, _ = fetch(server.url, path, page.cookie)
    assert status == 405


def test_a_file_for_which_there_is_no_memory_is_refused_and_nothing_is_lost(
    tmp_path: Path,
) -> None:
    with inside(tmp_path) as server, Client(server.url, visit(server.url)) as page:
        page.hello()
        page.wait(lambda m: m[0] == "run")
        generation = page.of("run")[-1]["generation"]
        budget = server.playground.manager.budget
        budget.limit = budget.used + MEGA
        large = {"hidden_layers": [32] * 5, "examples": 2000}
        status, answer = open_file(server.url, page, large)
        assert (status, answer["error"]["code"]) == (503, "busy")
        assert "fewer examples" in answer["error"]["message"]
        page.do("step", unit="update")
        frame = page.frame(lambda f: f["update"] == 1)
        assert frame["generation"] == generation
