"""The network in numbers: a table for reading, sorting and screen readers."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.actions import expect_status, play, step_update
from tests.browser.conftest import OpenPage


def cells(page: Page, column: int) -> list[float]:
    texts = page.locator(f"#network tbody td:nth-child({column})").all_inner_texts()
    return [float(text.replace("−", "-")) for text in texts]


def open_table(page: Page) -> None:
    page.get_by_role("button", name="Table", exact=True).click()
    page.mouse.move(2, 2)  # off the rows


def column_head(page: Page, name: str) -> Locator:
    return page.locator("#network thead th[data-key]").filter(has_text=name)


def test_the_table_holds_every_edge_and_unit_and_sorts_them(page: Page) -> None:
    step_update(page)
    open_table(page)
    rows = page.locator("#network tbody tr")
    expect(rows).to_have_count(2 * 8 + 8 * 8 + 8)
    for order, reverse in (("descending", True), ("ascending", False)):
        column_head(page, "gradient").get_by_role("button").click()
        expect(column_head(page, "gradient")).to_have_attribute("aria-sort", order)
        gradients = cells(page, 3)
        assert gradients == sorted(gradients, reverse=reverse)
        assert len(set(gradients)) > 20
    expect(page.locator(".network-table [role=status]")).to_have_text(
        "Sorted by gradient ∂E/∂w, ascending"
    )
    page.get_by_role("button", name="Units", exact=True).click()
    expect(rows).to_have_count(8 + 8 + 1)


def test_the_table_says_what_the_picture_says(page: Page) -> None:
    step_update(page)
    open_table(page)
    row = page.locator("#network tbody tr").nth(20)
    row.get_by_role("button").focus()
    card = page.locator("#network .exact")
    expect(card).to_be_visible()
    name = row.locator(".long").text_content() or ""
    expect(card.locator(".exact-title")).to_have_text(name[0].upper() + name[1:])
    exact = [float(t.replace("−", "-")) for t in card.locator("dd").all_inner_texts()]
    shown = [float(t.replace("−", "-")) for t in row.locator("td").all_inner_texts()]
    for full, brief in zip(exact[:3], shown, strict=False):
        assert abs(full - brief) <= 1e-5 * max(abs(full), 1e-3)


def test_the_keyboard_walks_through_the_rows_and_pins_one(page: Page) -> None:
    open_table(page)
    first = page.locator("#network tbody button").first
    first.focus()
    page.keyboard.press("ArrowDown")
    second = page.locator("#network tbody button").nth(1)
    expect(second).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#network tbody tr").nth(1)).to_have_attribute(
        "data-looked-at", "true"
    )
    expect(page.locator("#network .exact.pinned")).to_be_hidden()  # the row tells more
    name = page.locator("#network tbody tr").nth(1).locator(".long").text_content()
    page.get_by_role("button", name="Chain rule", exact=True).click()
    same = re.compile(f"^{re.escape(name or '')}$", re.IGNORECASE)
    expect(page.locator(".inspector h3").first).to_have_text(same)


def test_the_table_follows_the_training_and_keeps_its_order(page: Page) -> None:
    open_table(page)
    names = page.locator("#network tbody button")
    before, weights = names.all_inner_texts(), cells(page, 2)
    play(page)
    expect_status(page, "Training")
    page.wait_for_function(
        "old => document.querySelector('#network tbody td').textContent !== old",
        arg=page.locator("#network tbody td").first.inner_text(),
    )
    assert names.all_inner_texts() == before
    assert cells(page, 2) != weights


def test_a_large_network_comes_a_page_at_a_time(page: Page) -> None:
    page.goto("/?hidden_layers=16,16")
    expect_status(page, "Ready.")
    open_table(page)
    expect(page.locator(".network-table .table-bar")).to_contain_text("1–100 of 304")
    more = page.get_by_role("button", name="More rows")
    for _ in range(3):
        more.click()
    expect(page.locator(".network-table .table-bar")).to_contain_text("301–304 of 304")
    expect(more).to_be_disabled()
    expect(page.locator("#network tbody tr")).to_have_count(4)


def test_the_table_names_the_update_and_the_example(page: Page) -> None:
    step_update(page)
    open_table(page)
    told = page.locator(".belongs-to")
    expect(told).to_have_text(
        "δ and a: update 1: example 1 of 10 in the batch. "
        "Gradients are means over the batch."
    )
    expect(page.get_by_role("table", name="The network in numbers")).to_be_visible()
    page.get_by_role("button", name="Units", exact=True).click()
    expect(told).to_contain_text("δ, z and a: update 1")


def test_a_phone_scrolls_the_numbers_beside_the_names(open_page: OpenPage) -> None:
    page = open_page(viewport={"width": 390, "height": 844})
    page.get_by_role("button", name="Table", exact=True).click()
    scroller = page.locator(".table-scroller")
    place = "e => e.querySelector('tbody th').getBoundingClientRect().left"
    before = scroller.evaluate(place)
    scroller.evaluate("e => { e.scrollLeft = 100 }")
    assert scroller.evaluate("e => e.scrollLeft") > 0
    assert scroller.evaluate(place) == before
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= 390
