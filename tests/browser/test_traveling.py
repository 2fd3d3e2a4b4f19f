"""Travel in time on the page: any epoch looked at, gone on and branched from."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.actions import (
    DEFAULT,
    STOPPED,
    curve,
    expect_status,
    full_speed,
    number,
    play,
    readout,
    wait_for_points,
    wait_for_update,
)

NUMBERS = ("epoch", "update", "train-error", "validation-error", "train-accuracy")

END = DEFAULT.epoch


def numbers(page: Page) -> list[str]:
    return [readout(page, part) for part in NUMBERS]


def stop(page: Page) -> None:
    full_speed(page)
    play(page)
    expect_status(page, STOPPED)


def first_weight(page: Page) -> str:
    """The weight that the table of the network shows first."""
    table = page.get_by_role("region", name="Network").get_by_role("table")
    row = table.get_by_role("row").nth(3)
    expect(row).not_to_contain_text("–")  # the update's numbers come a little later
    return row.inner_text()


def test_the_keyboard_scrubs_through_the_training(page: Page) -> None:
    stop(page)
    wait_for_points(page, "train", END + 1)
    page.locator(".below-tabs").get_by_role("button", name="Table").click()
    line = page.get_by_role("slider", name="Timeline")
    expect(line).to_have_attribute(
        "aria-valuetext", f"epoch {END} of {END}, where training stopped"
    )
    restored = first_weight(page)
    line.press("Home")
    expect_status(page, f"Looking at epoch 0 of {END}.")
    for _ in range(7):
        line.press("ArrowRight")
    expect_status(page, f"Looking at epoch 7 of {END}.")
    expect(line).to_have_attribute("aria-valuetext", f"epoch 7 of {END}")
    assert numbers(page)[:2] == ["7", "42"]
    for part, name in (("train-error", "train"), ("validation-error", "validation")):
        drawn = dict(map(tuple, curve(page, name)))
        assert number(page, part) == pytest.approx(drawn[7], abs=5e-5)
    expect(page.locator("#learned")).to_contain_text("epoch 7")
    assert first_weight(page) != restored
    page.get_by_role("button", name="Return to latest").click()
    expect_status(page, STOPPED)
    expect(line).to_have_value(str(END))
    row = page.get_by_role("region", name="Network").get_by_role("table")
    expect(row.get_by_role("row").nth(3)).to_contain_text(restored.split("\t")[1])
    assert first_weight(page) == restored


def test_going_on_from_there_ends_as_the_straight_run_did(page: Page) -> None:
    stop(page)
    before = numbers(page)
    actions = page.locator(".replay-actions").get_by_role("button")
    for button in actions.all():
        expect(button).to_have_attribute("aria-disabled", "true")
    page.get_by_role("slider", name="Timeline").fill("12")
    expect_status(page, f"Looking at epoch 12 of {END}.")
    page.get_by_role("button", name="Continue from here").click()
    expect_status(page, STOPPED)
    update = page.locator("#readouts [data-part=update]")
    expect(update).to_have_text(str(DEFAULT.history.update(DEFAULT.stop.best_epoch)))
    assert numbers(page) == before


def test_a_branch_goes_its_own_way_and_undo_leads_back(page: Page) -> None:
    stop(page)
    before = numbers(page)
    page.get_by_role("slider", name="Timeline").fill("12")
    expect_status(page, f"Looking at epoch 12 of {END}.")
    there = numbers(page)
    page.get_by_role("button", name="Try another path").click()
    expect_status(page, "Paused in epoch 12.")
    assert numbers(page) == there
    expect(page.get_by_role("slider", name="Timeline")).to_have_attribute("max", "12")
    page.locator("#transport [data-part=step]").click()
    wait_for_update(page, 73)
    page.locator("#transport [data-part=undo]").click()
    expect_status(page, STOPPED)
    assert numbers(page) == before


def test_grabbing_the_line_holds_a_running_training_still(page: Page) -> None:
    play(page)
    wait_for_update(page, 40)
    line = page.get_by_role("slider", name="Timeline")
    line.press("Home")
    expect_status(page, "Looking at epoch 0 of")
    expect(page.locator("#readouts [data-part=update]")).to_have_text("0")
    expect(page.locator("#transport [data-part=primary]")).to_have_text("Play")
    play(page)  # from the end of the run, as ever
    wait_for_update(page, 41)
