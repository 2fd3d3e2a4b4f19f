"""Links: the address holds what differs from the default, and opening restores it."""

from playwright.sync_api import Page, expect

from app.web.protocol import QUERY_LENGTH
from tests.browser.actions import expect_status, play, set_value, wait_for_update
from tests.browser.conftest import OpenPage

LINK = (
    "/?dataset=moons&noise=0.35&inputs=x1,x2,x1_x2&hidden_layers=4,3"
    "&learning_rate=0.05&early_stopping=off&target_error=0.1"
)


def test_the_address_holds_what_differs_from_the_default(page: Page) -> None:
    set_value(page, "Learning rate", "0.05")
    expect(page).to_have_url("/?learning_rate=0.05")
    set_value(page, "Learning rate", "0.3")
    expect(page).to_have_url("/")


def test_a_link_restores_its_settings_and_keeps_its_form(open_page: OpenPage) -> None:
    page = open_page(LINK)
    expect(page.get_by_role("radio", name="Moons")).to_be_checked()
    expect(page.get_by_role("textbox", name="Hidden layers")).to_have_value("4, 3")
    expect(page.get_by_label("Noise, exact value")).to_have_value("0.35")
    expect(page.get_by_label("Target error, exact value")).to_have_value("0.1")
    expect(page.get_by_role("switch", name="Early stopping")).not_to_be_checked()
    expect(page.locator("#network")).to_contain_text("3 → 4 → 3 → 1")
    expect(page).to_have_url(LINK)


def test_a_link_that_was_tampered_with_is_told_and_the_page_works(
    open_page: OpenPage,
) -> None:
    page = open_page("/?learning_rate=NaN&noize=%3Cb%3E&hidden_layers=8,8,999")
    errors = page.locator("#errors")
    expect(errors).to_contain_text("Learning rate: a number from 0.00001 to 10")
    expect(errors).to_contain_text("Did you mean Noise?")
    expect(errors).to_contain_text("Hidden layers: up to 6 numbers from 1 to 32")
    expect(errors.locator(".error")).to_have_count(3)
    play(page)
    wait_for_update(page, 3)


def test_what_others_add_to_a_link_is_passed_over(open_page: OpenPage) -> None:
    page = open_page("/?utm_source=x&fbclid=y&learning_rate=0,05&dataset=Spiral")
    expect(page.get_by_role("radio", name="Spiral")).to_be_checked()
    expect(page.get_by_label("Learning rate, exact value")).to_have_value("0.05")
    expect(page.locator("#errors .error")).to_have_count(0)
    expect(page).to_have_url("/?dataset=spiral&learning_rate=0.05")


def test_the_rest_of_a_link_goes_with_few_examples(open_page: OpenPage) -> None:
    page = open_page("/?examples=30&dataset=spiral&learning_rate=0.1")
    expect(page.get_by_label("Learning rate, exact value")).to_have_value("0.1")
    expect(page.get_by_label("Batch size, exact value")).to_have_value("9")
    expect(page.locator("[data-setting=batch_size] .field-note")).to_be_visible()
    expect(page.locator("#errors .error")).to_have_count(0)


def test_a_link_that_is_too_long_is_told_once_and_the_page_works(
    open_page: OpenPage,
) -> None:
    page = open_page(f"/?learning_rate=0.05&nonsense={'x' * QUERY_LENGTH}")
    errors = page.locator("#errors .error")
    expect(errors).to_have_count(1)
    expect(errors).to_contain_text(f"longer than {QUERY_LENGTH} characters")
    expect(page.get_by_label("Learning rate, exact value")).to_have_value("0.3")
    expect(page).to_have_url("/")


def test_share_copies_the_link(open_page: OpenPage) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    set_value(page, "Learning rate", "0.05")
    page.get_by_role("button", name="Share").click()
    expect(page.locator("[data-part=said]")).to_have_text("The link was copied")
    link = page.evaluate("navigator.clipboard.readText()")
    assert link.endswith("/?learning_rate=0.05&defaults=1")


def test_a_link_of_another_run_wins_over_the_tabs_own(page: Page) -> None:
    play(page)
    wait_for_update(page, 3)
    page.goto("/?dataset=circle")
    expect_status(page, "Ready.")
    expect(page.get_by_role("radio", name="Circle")).to_be_checked()
