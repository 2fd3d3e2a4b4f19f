"""How large the weights are: the tab under the picture."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.actions import (
    STOPPED,
    expect_status,
    full_speed,
    number,
    play,
    set_value,
    wait_for_update,
)
from tests.browser.conftest import OpenPage
from tests.browser.test_looks import violations

PHONE = {"viewport": {"width": 390, "height": 844}}


def open_weights(page: Page) -> None:
    page.locator(".below-tabs").get_by_role("button", name="Weights").click()
    expect(page.locator(".weight-rows dt").first).to_have_text("Σ|w|")


def value(page: Page, name: str | re.Pattern[str]) -> str:
    row = page.locator(".weight-rows dt").filter(has_text=name)
    return row.locator("xpath=following-sibling::dd[1]").inner_text()


def test_the_weights_are_told_as_pictures_and_numbers(page: Page) -> None:
    open_weights(page)
    full_speed(page)
    play(page)
    expect_status(page, STOPPED)
    caption = page.locator(".weight-figure figcaption").first
    expect(caption).to_contain_text("update 96 filled, epoch 0 outlined")
    error = float(value(page, "training error without dropout, epoch 16"))
    assert error == pytest.approx(number(page, "train-error"), abs=6e-4)
    for name in ("now", "first", "band", "median"):
        shape = page.locator(f".weight-{name}").get_attribute("d")
        assert shape is not None
        assert len(shape) > 20


def test_a_penalty_is_the_norm_times_its_factor(open_page: OpenPage) -> None:
    page = open_page("/?l1=0.01&early_stopping=false&max_epochs=3")
    open_weights(page)
    full_speed(page)
    play(page)
    expect_status(page, "3")
    expect(page.locator(".weight-figure figcaption").first).to_contain_text("update 18")
    norm = float(value(page, re.compile(r"^Σ\|w\|$")))
    penalty = float(value(page, "penalty λ₁ Σ|w|"))
    assert penalty == pytest.approx(0.01 * norm, rel=6e-3)


def test_with_l1_many_weights_become_exactly_0(open_page: OpenPage) -> None:
    page = open_page("/?l1=0.01&early_stopping=false&max_epochs=200")
    open_weights(page)
    full_speed(page)
    play(page)
    expect_status(page, "200")
    row = page.locator(".weight-rows dt").filter(has_text="exactly 0")
    expect(row.locator("+ dd")).to_have_text(re.compile(r"^[3-8]\d of 88 weights$"))
    caption = page.locator(".pulls thead")
    expect(caption).to_contain_text("penalty's pull")


def test_error_and_penalty_pull_apart(open_page: OpenPage) -> None:
    page = open_page("/?l2=0.1&early_stopping=false&max_epochs=3")
    open_weights(page)
    play(page)
    expect_status(page, "3")
    rows = page.locator(".pulls tbody tr")
    expect(rows).to_have_count(3)
    caption = page.locator(".pulls caption")
    expect(caption).to_have_text("Two pulls on the weights: update 18")
    opposed = r"on \d+ of 88 weights, update 18"
    assert re.fullmatch(opposed, value(page, "data against penalty"))
    page.get_by_role("button", name="Gradient", exact=True).click()
    legend = page.locator("#network .legend")
    full = {}
    for name in ("Whole gradient", "Data error", "Penalty"):
        page.get_by_role("button", name=name, exact=True).click()
        word = name.split()[0].lower() if name != "Whole gradient" else "gradient ∂E/∂w"
        expect(legend).to_contain_text(f"full width: {word}")
        text = legend.inner_text()
        full[name] = float(re.findall(r"= ±([\d.]+)", text)[0])
    assert full["Penalty"] < full["Data error"]
    set_value(page, "L2", "0")
    expect(page.locator(".gradient-parts")).to_be_hidden()
    expect(legend).to_contain_text("full width: gradient ∂E/∂w")


def test_with_dropout_both_errors_are_there_while_it_trains(
    open_page: OpenPage,
) -> None:
    page = open_page("/?dropout=0.3&early_stopping=false&max_epochs=5000")
    open_weights(page)
    play(page)
    wait_for_update(page, 20)
    row = page.locator(".weight-rows dt").filter(has_text="error with dropout")
    expect(row).to_contain_text("10 examples of update")
    assert float(value(page, "error with dropout")) > 0


def test_on_a_phone_all_of_it_can_be_scrolled_to(open_page: OpenPage) -> None:
    page = open_page("/", **PHONE)
    open_weights(page)
    last = page.locator(".weight-rows dd").last
    last.scroll_into_view_if_needed()
    expect(last).to_be_in_viewport()
    wide = page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert wide


def test_it_is_accessible(page: Page, axe: str) -> None:
    open_weights(page)
    assert violations(page, axe) == []
