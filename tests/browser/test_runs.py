"""Runs beside each other: kept, in a table, as a file, and opened again."""

import csv
import io

from playwright.sync_api import Locator, Page, expect

from tests.browser.actions import (
    STOPPED,
    expect_status,
    full_speed,
    play,
    readout,
    set_value,
)
from tests.browser.conftest import OpenPage
from tests.browser.test_looks import violations
from tests.browser.test_twin import open_tab


def panel(page: Page) -> Locator:
    return page.locator(".inspector", has=page.locator(".runs"))


def train(page: Page) -> None:
    full_speed(page)
    play(page)
    expect_status(page, "Stopped early")


def keep_two(page: Page) -> tuple[Locator, str]:
    """Keep the default run and one with another learning rate; return the table.

    Also return the training error of the first, at its best epoch.
    """
    open_tab(page, "Runs")
    train(page)
    panel(page).get_by_role("button", name="Keep this run").click()
    expect(panel(page)).to_contain_text("1 of 8 kept")
    train_error = readout(page, "train-error")
    page.get_by_role("button", name="Reset", exact=True).click()
    expect_status(page, "Ready.")
    set_value(page, "Learning rate", "0.1")
    train(page)
    panel(page).get_by_role("button", name="Keep this run").click()
    expect(panel(page)).to_contain_text("2 of 8 kept")
    return panel(page).locator("table"), train_error


def names(table: Locator) -> list[str]:
    return table.locator(".run-name").evaluate_all("all => all.map((e) => e.value)")


def drawn(page: Page) -> list[str]:
    return page.evaluate(
        """() => document.querySelector("#curves .js-plotly-plot")?.data
            .map((each) => each.name).filter((name) => name.endsWith(", validation"))"""
    )


def hide_and_keep_name(page: Page, table: Locator) -> None:
    """Hide the curves of "=fast", and begin to rename it in vain."""
    table.get_by_label("Show =fast among the curves").uncheck()
    page.wait_for_function(
        """() => !document.querySelector("#curves .js-plotly-plot").data
            .some((each) => each.name === "=fast, validation")"""
    )
    other = table.get_by_label("Name of Learning rate 0.1")
    other.fill("=fast")
    other.press("Enter")
    other = table.get_by_label("Name of =fast (2)")
    expect(other).to_have_value("=fast (2)")
    other.fill("Learning rate 0.1")
    other.press("Enter")
    expect(table.get_by_label("Name of Learning")).to_have_value("Learning rate 0.1")
    field = table.get_by_label("Name of =fast")
    field.fill(" ")
    field.press("Enter")
    expect(field).to_have_value("=fast")
    field.fill("Learning rate 0.1")
    field.press("Escape")
    expect(field).to_have_value("=fast")


def check_file(page: Page, train_error: str) -> None:
    """Save the table, and find the run "=fast" and the other two in it."""
    with page.expect_download() as caught:
        panel(page).get_by_role("button", name="Save table as CSV").click()
    text = caught.value.path().read_text(encoding="utf-8")
    head, *lines = csv.reader(io.StringIO(text))
    told = [dict(zip(head, line, strict=True)) for line in lines]
    assert {line["Run"] for line in told} == {"Your run", "Learning rate 0.1", "'=fast"}
    fast = next(line for line in told if line["Run"] == "'=fast")
    assert (fast["Epochs"], fast["Best epoch"]) == ("36", "16")
    assert f"{float(fast['Best validation E']):.4f}" == "0.5023"
    # The best network is restored: what it says now is of its epoch.
    assert f"{float(fast['Train E at best epoch']):.4f}" == train_error
    assert fast["Last test E, if opened"] == ""


def test_two_runs_are_kept_named_compared_saved_and_removed(page: Page) -> None:
    table, train_error = keep_two(page)
    assert names(table) == ["Default settings", "Learning rate 0.1"]
    heads = table.locator("thead th")
    expect(heads.nth(1)).to_have_text("Learning rate")  # what differs comes first
    field = table.locator(".run-name").first
    field.fill("=fast")
    field.press("Enter")
    page.wait_for_function(
        """() => document.querySelector("#curves .js-plotly-plot")?.data
            .some((each) => each.name === "=fast, validation")"""
    )
    assert drawn(page) == ["=fast, validation", "Learning rate 0.1, validation"]
    table.get_by_role("button", name="Learning rate").first.click()
    expect(heads.nth(1)).to_have_attribute("aria-sort", "ascending")
    rows = table.locator("tbody tr")
    expect(rows.last.locator("td").first).to_have_text("0.3")
    check_file(page, train_error)
    hide_and_keep_name(page, table)
    color = table.get_by_role("button", name="Colour of =fast")
    expect(color).to_have_accessible_name("Colour of =fast: violet; take the next")
    color.click()
    expect(color).to_have_accessible_name("Colour of =fast: green; take the next")
    table.get_by_role("button", name="Remove =fast").click()
    expect(panel(page)).to_contain_text("1 of 8 kept")
    away = table.get_by_role("button", name="Remove Learning rate 0.1")
    expect(away).to_be_focused()
    assert names(table) == ["Learning rate 0.1"]


def weights(page: Page) -> list[str]:
    """Every edge of the network as its table shows it."""
    open_tab(page, "Table")
    table = page.locator(".network-table tbody")
    return table.locator("tr td:nth-child(2)").all_inner_texts()


PARTS = ("epoch", "update", "belongs", "train-error", "validation-error")


def test_a_run_of_the_list_opens_again_with_its_weights(page: Page) -> None:
    train(page)
    expect_status(page, STOPPED)
    open_tab(page, "Runs")
    card = page.locator(".run-card")
    expect(card).to_contain_text("This is your run")
    expect(card.get_by_role("button", name="Open again")).to_be_hidden()
    seen, edges = [readout(page, part) for part in PARTS], weights(page)
    set_value(page, "L2", "0.1")
    page.get_by_role("button", name="New weights").click()
    expect_status(page, "Ready.")
    page.reload()
    expect_status(page, "Ready.")
    open_tab(page, "Runs")
    cards = page.locator(".run-card")
    expect(cards).to_have_count(1)
    expect(cards.locator(".spark-validation")).to_have_count(1)
    cards.get_by_role("button", name="Open again").click()
    expect_status(page, STOPPED)
    assert [readout(page, part) for part in PARTS] == seen
    assert weights(page) == edges
    page.get_by_role("button", name="Undo: back to the network before").click()
    expect_status(page, "Ready.")


def test_a_twin_is_kept_and_a_ninth_run_refused(page: Page) -> None:
    open_tab(page, "Runs")
    train(page)
    keep = panel(page).get_by_role("button", name="Keep this run")
    for count in range(8):
        expect(panel(page)).to_contain_text(f"{count} of 8 kept")
        keep.click()
    keep.click()
    expect(page.locator("#errors .error")).to_contain_text("At most 8 runs can be kept")
    panel(page).get_by_role("button", name="Remove Default settings (8)").click()
    open_tab(page, "Twin")
    twin = page.locator(".inspector", has=page.locator(".twin"))
    twin.get_by_label("Learning rate, exact value").fill("0.1")
    twin.get_by_label("Learning rate, exact value").press("Enter")
    twin.get_by_role("button", name="Start twin").click()
    expect(twin.locator(".twin-words")).to_contain_text("Stopped early")
    open_tab(page, "Runs")
    panel(page).get_by_role("button", name="Keep the twin").click()
    table = panel(page).locator("table")
    expect(table.locator(".run-name").last).to_have_value(
        "Twin: Learning rate 0.3 → 0.1"
    )
    expect(table.locator("tbody tr").last.locator("td").first).to_have_text("0.1")


def test_the_runs_keep_nobody_out(open_page: OpenPage, axe: str) -> None:
    page = open_page(color_scheme="dark", viewport={"width": 390, "height": 844})
    open_tab(page, "Runs")
    train(page)
    panel(page).get_by_role("button", name="Keep this run").click()
    expect(panel(page)).to_contain_text("1 of 8 kept")
    assert violations(page, axe) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 390
