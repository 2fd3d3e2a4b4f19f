"""What would have been after an early stop, on the page."""

import re

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
    wait_for_points,
)

FAINT = "validation (without stopping)"


def stop(page: Page) -> None:
    full_speed(page)
    play(page)
    expect_status(page, STOPPED)


def test_a_ghost_tells_what_stopping_saved(page: Page) -> None:
    stop(page)
    words = page.locator(".ghost [role=status]")
    expect(words).to_contain_text("Early stopping saved")
    page.wait_for_function(
        """name => document.querySelector("#curves .js-plotly-plot")?.data
            .some((each) => each.name === name)""",
        arg=FAINT,
    )
    wait_for_points(page, FAINT, 601 - DEFAULT.epoch)
    epoch, last = curve(page, FAINT)[-1]
    found = re.fullmatch(
        r"Early stopping saved (\d+) epochs; the error would have risen from (\S+) to "
        r"(\S+)\.",
        words.inner_text(),
    )
    assert found
    saved, shown, would = (float(text) for text in found.groups())
    assert epoch == 600
    assert saved == 600 - DEFAULT.epoch
    assert would == pytest.approx(last, rel=5e-3)
    assert shown == pytest.approx(number(page, "validation-error"), rel=5e-3)


def test_it_is_told_anew_once_the_test_set_is_opened(page: Page) -> None:
    stop(page)
    words = page.locator(".ghost [role=status]")
    expect(words).to_contain_text("Early stopping saved")
    page.get_by_role("button", name="Open the sealed test set").click()
    expect(words).to_contain_text("On the test set: ")


def test_another_horizon_is_looked_at_and_a_bad_one_refused(page: Page) -> None:
    stop(page)
    until = page.get_by_label("Horizon: the epoch")
    until.fill("90")
    until.press("Enter")
    words = page.locator(".ghost [role=status]")
    expect(words).to_contain_text(f"Early stopping saved {90 - DEFAULT.epoch} epochs")
    until.fill("5")
    until.press("Enter")
    expect(page.locator("#errors .error")).to_contain_text(
        "Epoch: after the stop at epoch 36"
    )
    expect(until).to_have_value("90")


def test_who_does_not_want_it_switches_it_off(page: Page) -> None:
    stop(page)
    words = page.locator(".ghost [role=status]")
    expect(words).to_contain_text("Early stopping saved")
    page.get_by_label("Show what would have happened").uncheck()
    expect(words).to_have_text("")
    page.wait_for_function(
        """name => !document.querySelector("#curves .js-plotly-plot").data
            .some((each) => each.name === name)""",
        arg=FAINT,
    )
