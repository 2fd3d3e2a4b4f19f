"""Tabs that are duplicated or opened by the page: each has a run of its own."""

from playwright.sync_api import Page, expect

from app.training.notices import COPIED
from tests.browser.actions import (
    expect_status,
    full_speed,
    number,
    play,
    wait_for_update,
)
from tests.browser.conftest import OpenPage

LONG = "/?early_stopping=off&max_epochs=20000"


def duplicated(page: Page) -> Page:
    """A window opened by the page: it begins with a copy of what the tab stores."""
    with page.expect_popup() as opened:
        page.evaluate("() => { window.open(location.href); }")
    second = opened.value
    second.wait_for_load_state()
    return second


def tab_name(page: Page) -> str:
    name = page.evaluate("() => sessionStorage.getItem('tab')")
    assert isinstance(name, str)
    return name


def test_a_reset_in_a_duplicated_tab_leaves_the_first_one_training(
    open_page: OpenPage,
) -> None:
    first = open_page(LONG)
    full_speed(first)
    play(first)
    wait_for_update(first, 200)
    second = duplicated(first)
    expect_status(second, COPIED)
    copied = number(second, "update")
    assert copied >= 200
    assert tab_name(second) != tab_name(first)
    second.get_by_role("button", name="Reset", exact=True).click()
    expect_status(second, "Ready.")
    assert number(second, "update") == 0
    expect_status(first, "Training.")
    wait_for_update(first, int(number(first, "update")) + 500)
    assert number(second, "update") == 0


def test_a_reload_of_each_finds_its_own_run(open_page: OpenPage) -> None:
    first = open_page(LONG)
    play(first)
    wait_for_update(first, 12)
    play(first)
    expect_status(first, "Paused")
    own = number(first, "update")
    second = duplicated(first)
    expect_status(second, COPIED)
    second.get_by_role("button", name="Reset", exact=True).click()
    expect_status(second, "Ready.")
    names = tab_name(first), tab_name(second)
    for page, update in ((first, own), (second, 0)):
        page.reload()
        expect(page.locator("#transport")).to_be_enabled()
        expect_status(page, "Paused" if update else "Ready.")
        assert number(page, "update") == update
    assert (tab_name(first), tab_name(second)) == names
