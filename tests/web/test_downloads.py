"""A run's record and curves as files of the page."""

import csv
import io
import json

from app.training.result import read_document, train
from tests.server import Server
from tests.web.client import Client
from tests.web.http import fetch, run_of


def ended(page: Client, **settings: object) -> None:
    page.do("speed", updates_per_second=None)
    if settings:
        page.do("set", settings=settings)
    page.do("play")
    page.frame(lambda f: f["state"] == "stopped")


def test_the_record_is_that_of_the_command_line(server: Server, page: Client) -> None:
    ended(page, learning_rate=0.1, max_epochs=30)
    path = f"/record.json?run={run_of(page)}"
    status, body, headers = fetch(server.url, path, page.cookie)
    assert status == 200
    assert headers["Content-Type"] == "application/json; charset=utf-8"
    assert headers["Cache-Control"] == "no-store"
    made = json.loads(body)
    settings, changes = read_document(made)
    assert made == json.loads(json.dumps(train(settings, changes)))


def test_a_run_on_its_way_is_recorded_as_far_as_it_has_come(
    server: Server, page: Client
) -> None:
    page.do("step", unit="epoch")
    page.frame(lambda f: f["state"] == "paused")
    path = f"/record.json?run={run_of(page)}"
    made = json.loads(fetch(server.url, path, page.cookie)[1])
    assert (made["updates"], made["stop"]["reason"]) == (6, "interrupted")


def test_the_curves_have_every_epoch_though_the_page_has_fewer_points(
    server: Server, page: Client
) -> None:
    ended(page, max_epochs=2100, early_stopping=False, examples=20, hidden_layers=[])
    path = f"/curves.csv?run={run_of(page)}"
    status, body, headers = fetch(server.url, path, page.cookie)
    assert status == 200
    assert headers["Content-Type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(body.decode())))
    assert [int(row["epoch"]) for row in rows] == list(range(2101))
    assert "test error" not in rows[0]  # it is sealed
    last = page.frame(lambda f: f["state"] == "stopped")
    assert float(rows[-1]["training error"]) == last["errors"]["train"]


def test_a_test_set_that_was_opened_has_its_column(
    server: Server, page: Client
) -> None:
    page.do("step", unit="epoch")
    page.frame(lambda f: f["state"] == "paused")
    page.do("open_test")
    path = f"/curves.csv?run={run_of(page)}"
    rows = list(
        csv.DictReader(io.StringIO(fetch(server.url, path, page.cookie)[1].decode()))
    )
    assert all(float(row["test error"]) > 0 for row in rows)


def test_no_file_for_others(server: Server, page: Client) -> None:
    run = run_of(page)
    for path, cookie in (
        (f"/record.json?run={run}", ""),
        (f"/curves.csv?run={run}", "backprop_0=x"),
        ("/record.json?run=nobody", page.cookie),
        ("/record.json", page.cookie),
    ):
        status, body, _ = fetch(server.url, path, cookie)
        assert status == 404
        assert json.loads(body)["error"]["code"] == "no_run"
