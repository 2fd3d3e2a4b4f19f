"""Terms and examples row by row, typed values and their undo, the keyboard's ways."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.actions import play, step_update
from tests.browser.chain import click
from tests.browser.conftest import OpenPage


def type_value(page: Page, text: str) -> None:
    value = page.locator(".trial .number")
    value.fill(text)
    value.press("Enter")
    expect(page.locator(".put-back")).to_be_visible()


def test_typed_values_are_put_back_newest_first_whatever_is_looked_at(
    page: Page,
) -> None:
    back = page.locator(".put-back")
    click(page, "edge", layer=3, **{"from": 0, "to": 0})
    old = page.locator(".trial .number").input_value()
    type_value(page, "0.75")
    click(page, "bias", layer=2, unit=1)
    type_value(page, "0.5")
    expect(back).to_have_text("Put bias of hidden 2, unit 2 back to 0 (1 more)")
    click(page, "unit", layer=1, unit=0)
    back.click()
    expect(back).to_have_text(f"Put hidden 2, unit 1 → output back to {old}")
    back.click()
    expect(back).to_be_hidden()
    click(page, "edge", layer=3, **{"from": 0, "to": 0})
    expect(page.locator(".trial .number")).to_have_value(old)


def test_a_new_network_knows_nothing_of_typed_values(page: Page) -> None:
    click(page, "edge", layer=3, **{"from": 0, "to": 0})
    type_value(page, "0.75")
    page.get_by_role("button", name="Reset", exact=True).click()
    expect(page.locator(".put-back")).to_be_hidden()


def test_a_step_back_behind_the_typing_takes_it_off_the_list(page: Page) -> None:
    back = page.locator(".put-back")
    update = page.locator("#readouts [data-part=update]")
    click(page, "edge", layer=3, **{"from": 0, "to": 0})
    type_value(page, "0.75")
    type_value(page, "0.25")  # before the same update: one change
    expect(page.locator(".trial .number")).to_have_value("0.25")
    expect(back).not_to_contain_text("more")
    step_update(page)
    step_update(page)
    click(page, "bias", layer=2, unit=1)
    type_value(page, "0.5")
    expect(back).to_contain_text("(1 more)")
    page.locator(".chain h3").click()
    page.keyboard.press("ArrowLeft")
    expect(update).to_have_text("1")
    expect(back).to_contain_text("hidden 2, unit 1 → output")
    expect(back).not_to_contain_text("more")


def test_a_step_back_over_an_epochs_end_keeps_what_is_in_force(page: Page) -> None:
    click(page, "edge", layer=3, **{"from": 0, "to": 0})
    type_value(page, "0.75")
    for _ in range(7):  # an epoch has six updates
        step_update(page)
    page.locator(".chain h3").click()
    for update in ("6", "5"):
        page.keyboard.press("ArrowLeft")
        expect(page.locator("#readouts [data-part=update]")).to_have_text(update)
    expect(page.locator(".put-back")).to_contain_text("hidden 2, unit 1 → output")


def test_the_keyboard_stays_when_nothing_is_left_to_put_back(page: Page) -> None:
    click(page, "edge", layer=3, **{"from": 0, "to": 0})
    type_value(page, "0.75")
    page.locator(".put-back").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".put-back")).to_be_hidden()
    expect(page.get_by_role("group", name="Formulas")).to_be_focused()


def test_a_nudge_is_tried_again_at_the_next_update(page: Page) -> None:
    click(page, "edge", layer=3, **{"from": 0, "to": 0})
    page.get_by_role("slider", name="Nudge").press("ArrowRight")
    told = page.locator(".trial [role=status]")
    expect(told).to_contain_text("Nudged by 0.005 before update 1:")
    first = page.locator(".bar-number").all_inner_texts()
    assert all(re.fullmatch(r"[+−][\d.e−]+", text) for text in first)
    step_update(page)
    step_update(page)
    expect(told).to_contain_text("before update 2:")
    assert page.locator(".bar-number").all_inner_texts() != first
    widths = page.locator(".bar-fill").evaluate_all(
        "all => all.map((e) => e.getBoundingClientRect().width)"
    )
    assert min(widths) > 0


def test_every_term_has_a_row_that_lights_and_pins_its_edge(
    open_page: OpenPage,
) -> None:
    page = open_page("/?hidden_layers=32,3&batch_size=1")
    click(page, "unit", layer=2, unit=1)
    rows = page.locator(".terms").first.locator("tbody tr")
    expect(rows).to_have_count(32)
    page.locator(".terms").first.locator("tbody button").first.focus()
    page.keyboard.press("ArrowDown")
    second = rows.nth(1).get_by_role("button")
    expect(second).to_be_focused()
    name = second.get_attribute("aria-label") or ""
    assert name.startswith("a2(1): hidden 1, unit 2 → hidden 2, unit 2, ")
    page.keyboard.press("Enter")
    expect(page.locator(".chain h3")).to_have_text(
        "Hidden 1, unit 2 → hidden 2, unit 2"
    )


def test_rows_keep_the_keyboard_while_the_training_runs(open_page: OpenPage) -> None:
    page = open_page("/?early_stopping=off&max_epochs=20000")
    click(page, "unit", layer=2, unit=1)
    play(page)
    row = page.locator(".terms").first.locator("tbody tr").nth(2)
    row.get_by_role("button").focus()
    numbers_before = row.inner_text()
    expect(row).not_to_have_text(numbers_before)
    expect(row.get_by_role("button")).to_be_focused()


def test_the_examples_of_a_large_batch_come_a_page_at_a_time(
    open_page: OpenPage,
) -> None:
    page = open_page(
        "/?examples=2000&validation_share=0&test_share=0&batch_size=2000"
        "&early_stopping=off"
    )
    click(page, "edge", layer=1, **{"from": 0, "to": 0})
    pager = page.locator(".pager")
    expect(pager).to_contain_text("1–20 of 2000")
    page.get_by_role("button", name="Next page of examples").click()
    expect(pager).to_contain_text("21–40 of 2000")
    expect(page.locator(".chain .where")).to_contain_text("example 21 of 2000")
    page.get_by_role("button", name="Look at example 40").click()
    expect(page.locator(".terms .looked")).to_contain_text("40")
    page.get_by_role("button", name="Next example").click()
    expect(pager).to_contain_text("41–60 of 2000")
    expect(page.locator(".terms tfoot")).to_contain_text("mean of 2000")


def test_tab_leads_to_one_row_of_each_table(open_page: OpenPage) -> None:
    page = open_page("/?batch_size=25")
    reached = """all => all.map((body) =>
        body.querySelectorAll("button[tabindex='0']").length)"""
    bodies = page.locator(".terms tbody")
    click(page, "edge", layer=1, **{"from": 0, "to": 0})
    assert bodies.evaluate_all(reached) == [1]
    bodies.locator("button").first.focus()
    for _ in range(10):
        page.keyboard.press("ArrowDown")
    page.get_by_role("button", name="Next page of examples").click()
    expect(page.locator(".pager")).to_contain_text("21–25 of 25")
    assert bodies.evaluate_all(reached) == [1]
    page.get_by_role("button", name="Page of examples before").click()
    expect(page.locator(".pager")).to_contain_text("1–20 of 25")
    assert bodies.evaluate_all(reached) == [1]


def test_buttons_keep_the_keyboard_at_their_ends(open_page: OpenPage) -> None:
    page = open_page("/?batch_size=25")
    click(page, "edge", layer=1, **{"from": 0, "to": 0})
    pager, where = page.locator(".pager"), page.locator(".chain .where")
    further = page.get_by_role("button", name="Next page of examples")
    further.focus()
    page.keyboard.press("Enter")
    expect(pager).to_contain_text("21–25 of 25")
    expect(further).to_be_focused()
    expect(further).to_be_disabled()
    page.keyboard.press("Enter")
    expect(further).to_be_focused()
    on = page.get_by_role("button", name="Next example")
    on.focus()
    for example in range(22, 26):
        page.keyboard.press("Enter")
        expect(where).to_contain_text(f"example {example} of 25")
    expect(on).to_be_disabled()
    expect(on).to_be_focused()
    page.keyboard.press("Enter")
    expect(where).to_contain_text("example 25 of 25")
    check = page.get_by_role("button", name="Check the gradient")
    check.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".verdict")).to_contain_text("The gradient is right")
    expect(check).to_be_focused()


def test_a_new_network_is_looked_at_from_its_first_example_on(
    open_page: OpenPage,
) -> None:
    page = open_page("/?batch_size=25")
    click(page, "edge", layer=1, **{"from": 0, "to": 0})
    where = page.locator(".chain .where")
    for example in (2, 3, 4):
        page.get_by_role("button", name="Next example").click()
        expect(where).to_contain_text(f"example {example} of 25")
    page.get_by_role("button", name="Add a hidden layer").first.click()
    expect(where).to_contain_text("example 1 of 25")


def test_the_example_that_is_turned_to_is_announced(open_page: OpenPage) -> None:
    page = open_page("/?early_stopping=off&max_epochs=20000")
    click(page, "edge", layer=1, **{"from": 0, "to": 0})
    where = page.locator(".chain .where")
    expect(where).to_have_attribute("aria-live", "polite")
    play(page)
    expect(where).to_have_attribute("aria-live", "off")  # not every update
    play(page)
    expect(where).to_have_attribute("aria-live", "polite")


NARROW = {"width": 390, "height": 844}


@pytest.mark.parametrize("optimizer", ["momentum", "adam", "rmsprop"])
def test_formulas_fit_a_phone(open_page: OpenPage, optimizer: str) -> None:
    page = open_page(f"/?optimizer={optimizer}&learning_rate=0.01", viewport=NARROW)
    step_update(page)
    click(page, "edge", layer=2, **{"from": 1, "to": 0})
    wide = """all => all.filter((e) => e.scrollWidth > e.clientWidth)
        .map((e) => e.textContent)"""
    assert page.locator(".inspector .formula").evaluate_all(wide) == []
    assert page.locator(".terms-scroller").evaluate_all(wide) == []


def test_the_bar_is_one_line_on_a_desktop(page: Page) -> None:
    click(page, "edge", layer=2, **{"from": 7, "to": 7})
    height = "e => e.getBoundingClientRect().height"
    bar, button = page.locator(".chain-bar"), page.locator(".chain-bar button").first
    assert bar.evaluate(height) < 2 * button.evaluate(height)


def test_the_keyboard_reaches_and_pins_every_unit_bias_and_edge(
    open_page: OpenPage,
) -> None:
    page = open_page("/?hidden_layers=2")
    picture = page.locator("#network .picture")
    expect(picture).to_have_attribute(
        "aria-label", re.compile("Shift to its bias and weights; Enter pins one")
    )
    told = page.locator("#network .stage > [role=status]")
    picture.focus()
    reached = set()
    for _ in range(2 + 2 + 1):
        page.keyboard.press("ArrowDown")
        reached.add(told.inner_text())
        if told.inner_text().startswith("Input"):
            continue
        for _ in range(3):
            page.keyboard.press("Shift+ArrowDown")
            reached.add(told.inner_text())
    names = {re.split(r", (?=weight|bias b|delta)", text)[0] for text in reached}
    ins = ["Input x₁", "Input x₂"]
    hidden = ["hidden 1, unit 1", "hidden 1, unit 2"]
    expected = {*ins, *(h.capitalize() for h in hidden), "Output"}
    expected |= {f"Bias of {each}" for each in (*hidden, "output")}
    expected |= {f"{each} → {h}" for each in ins for h in hidden}
    expected |= {f"{h.capitalize()} → output" for h in hidden}
    assert names == expected
    page.keyboard.press("Enter")
    expect(page.locator(".chain h3")).to_contain_text("→ output")
    page.keyboard.press("Escape")
    expect(page.locator(".chain h3")).to_have_text("Chain rule")
