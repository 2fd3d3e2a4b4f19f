"""Files leave the page complete, and come back."""

import csv
import json
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.actions import STOPPED, expect_status, full_speed, play, readout
from tests.browser.conftest import OpenPage
from tests.server import ROOT

DROP = """async ([name, text, count]) => {
    const given = new DataTransfer();
    for (let i = 0; i < count; i += 1) {
        given.items.add(new File([text], name, { type: "application/json" }));
    }
    for (const kind of ["dragover", "drop"]) {
        const event = new DragEvent(kind, {
            dataTransfer: given, bubbles: true, cancelable: true,
        });
        document.querySelector("#network").dispatchEvent(event);
        if (!event.defaultPrevented) throw new Error("the browser leaves the page");
    }
}"""


def ended(page: Page) -> None:
    full_speed(page)
    play(page)
    expect_status(page, STOPPED)


def export(page: Page, name: str, folder: Path) -> Path:
    page.get_by_role("button", name="Export").click()
    with page.expect_download() as caught:
        page.get_by_role("menuitem", name=name).click()
    path = folder / caught.value.suggested_filename
    caught.value.save_as(path)
    return path


def open_file(page: Page, path: Path) -> None:
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Open a file").press("Enter")
    chooser.value.set_files(path)


def by_command(settings: dict[str, object], folder: Path) -> Path:
    given, made = folder / "given.json", folder / "RUN.json"
    given.write_text(json.dumps(settings), encoding="utf-8")
    command = [sys.executable, "-m", "app", "train", given, "--out", made]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return made


def test_curves_and_record_are_complete(page: Page, tmp_path: Path) -> None:
    ended(page)
    table = export(page, "Curves as a table", tmp_path)
    rows = list(csv.DictReader(table.read_text(encoding="utf-8").splitlines()))
    assert [int(row["epoch"]) for row in rows] == list(range(37))
    assert "test error" not in rows[0]
    made = json.loads(by_command({}, tmp_path).read_text(encoding="utf-8"))
    record = export(page, "Complete record", tmp_path)
    assert json.loads(record.read_text(encoding="utf-8")) == made
    for column, name in (
        ("training error", "train"),
        ("validation accuracy", "validation_accuracy"),
    ):
        assert [float(row[column]) for row in rows] == made["history"][name]


def test_a_record_of_the_command_line_is_computed_again_to_its_end(
    page: Page, tmp_path: Path
) -> None:
    made = by_command({"learning_rate": 0.1, "max_epochs": 40}, tmp_path)
    open_file(page, made)
    expect_status(page, "Stopped")
    record = json.loads(made.read_text(encoding="utf-8"))
    assert readout(page, "update") == str(record["updates"])
    expect(page).to_have_url("/?learning_rate=0.1&max_epochs=40")
    expect(page.locator("#errors .error")).to_have_count(0)
    record["history"]["train"][-1] += 1e-9
    record["versions"]["numpy"] = "1.0"
    made.write_text(json.dumps(record), encoding="utf-8")
    open_file(page, made)
    error = page.locator("#errors .error")
    expect(error).to_contain_text("not the ones computed again here. At epoch 40")
    expect(error).to_contain_text("NumPy 1.0")


def test_settings_are_dropped_anywhere_and_undo_leads_back(page: Page) -> None:
    ended(page)
    update = readout(page, "update")
    page.evaluate(DROP, ["settings.json", '{"hidden_layers": [3]}', 1])
    expect(page.locator("#network")).to_contain_text("2 → 3 → 1")
    expect_status(page, "Ready.")
    page.get_by_role("button", name="Undo: back to the network before").click()
    expect_status(page, STOPPED)
    assert readout(page, "update") == update


def test_any_other_file_is_refused_in_a_sentence_and_nothing_is_lost(
    page: Page,
) -> None:
    ended(page)
    update = readout(page, "update")
    errors = page.locator("#errors .error")
    for name, text, count, why in (
        ("cat.png", "\x89PNG", 1, "holds no run and no settings"),
        ("none.json", "", 1, "This file is empty."),
        ("cut.json", '{"settings": {"l2"', 1, "damaged or cut off"),
        ("a.json", "{}", 2, "Open one file at a time."),
    ):
        page.evaluate(DROP, [name, text, count])
        expect(errors).to_have_count(1)
        expect(errors).to_contain_text(why)
    page.evaluate(
        """async () => {
            const large = new File([new Uint8Array(50_000_000)], "large.json");
            const given = new DataTransfer();
            given.items.add(large);
            document.body.dispatchEvent(
                new DragEvent("drop", { dataTransfer: given, bubbles: true })
            );
        }"""
    )
    expect(errors).to_contain_text("larger than 6 MB")
    assert readout(page, "update") == update
    expect_status(page, STOPPED)


def test_an_opened_test_set_is_named_as_what_it_is(open_page: OpenPage) -> None:
    page = open_page()
    ended(page)
    page.get_by_role("button", name="Runs", exact=True).click()
    table = page.locator(".runs table")
    heads = table.locator("th.differs")
    page.get_by_role("button", name="Keep this run").click()
    expect(table.locator("tbody tr")).to_have_count(2)
    page.get_by_role("button", name="Open the sealed test set").click()
    legend = page.locator("#curves .legend")
    expect(legend).to_contain_text("test set opened")
    page.get_by_role("slider", name="Timeline").fill("9")
    expect_status(page, "Looking at epoch 9")
    page.locator("#replay [data-part=branch]").click()
    expect_status(page, "Paused in epoch 9.")
    expect(legend).to_contain_text("test set opened")
    expect(legend).not_to_contain_text("changed setting")
    expect(heads).to_have_count(0)
    expect(page.locator(".runs")).not_to_contain_text("Changes by hand")
