"""The sealed test set: nothing of its error is on the page until it is opened."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.actions import (
    STOPPED,
    curve,
    expect_status,
    full_speed,
    play,
    wait_for_points,
)

HAS_CURVE = """() => document.querySelector("#curves .js-plotly-plot")?.data
    .some(({ name }) => name === "test")"""


def test_the_seal_is_kept_and_opened(page: Page) -> None:
    full_speed(page)
    play(page)
    expect_status(page, STOPPED)
    error = page.locator("#readouts [data-part=test-error]")
    toggle = page.locator("#curves").get_by_role("button", name="Test")
    expect(toggle).to_be_disabled()
    expect(error).to_have_text("–")
    assert not page.evaluate(HAS_CURVE)
    page.get_by_role("button", name="Open the sealed test set").click()
    page.wait_for_function(HAS_CURVE)
    wait_for_points(page, "test", 37)
    expect(error).not_to_have_text("–")
    epochs = [epoch for epoch, _ in curve(page, "test")]
    assert epochs == list(range(37))
    at_best = dict(curve(page, "test"))[16]
    assert float(error.inner_text()) == pytest.approx(at_best, abs=5e-5)
    marked = page.evaluate(
        """() => document.querySelector("#curves .js-plotly-plot")?.data
            .find(({ name }) => name === "changed setting").customdata"""
    )
    assert any("test set opened" in text for text in marked)
    expect(page.get_by_role("button", name="Open the sealed test set")).to_be_hidden()
    page.mouse.move(2, 2)  # off the place of the button that was pressed, and its help
    toggle.click()
    page.wait_for_function(f"() => !({HAS_CURVE})()")


def test_what_was_opened_stays_open_after_a_reload(page: Page) -> None:
    page.get_by_role("button", name="Open the sealed test set").click()
    error = page.locator("#readouts [data-part=test-error]")
    expect(error).not_to_have_text("–")
    before = error.inner_text()
    page.reload()
    expect_status(page, "Ready.")
    expect(error).to_have_text(before)
    expect(page.get_by_role("button", name="Open the sealed test set")).to_be_hidden()
