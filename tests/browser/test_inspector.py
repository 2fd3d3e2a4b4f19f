"""The chain rule of what was clicked: true numbers, linked to the picture."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.actions import (
    expect_status,
    full_speed,
    number,
    play,
    step_update,
    wait_for_update,
)
from tests.browser.chain import (
    click,
    exported,
    formulas,
    numbers,
    right,
    settled_target,
    terms,
)
from tests.browser.conftest import OpenPage, watch
from tests.server import Server

ONLINE = "/?hidden_layers=3,2&batch_size=1&activation=sigmoid"
TOLERANCE = 2e-5  # six digits are shown


def test_an_edges_gradient_is_a_product_and_its_update_the_rule(
    open_page: OpenPage,
) -> None:
    page = open_page(ONLINE)
    step_update(page)
    click(page, "edge", layer=2, **{"from": 1, "to": 0})
    gradient, update, after = formulas(page)
    activation, delta, product = numbers(right(gradient))
    assert product == pytest.approx(activation * delta, rel=TOLERANCE)
    assert gradient.startswith("∂E∂w2,1(2)=a2(1)·δ1(2)=")
    rate, slope, step = numbers(
        update.split("=", 2)[2].replace("(", "").replace(")", "")
    )
    assert step == pytest.approx(rate * slope, rel=TOLERANCE)
    assert slope == pytest.approx(product, rel=TOLERANCE)
    old, change, new = numbers(right(f"={after}"))
    assert new == pytest.approx(old + change, rel=TOLERANCE)
    page.get_by_role("button", name="Table", exact=True).click()
    weight, shown_gradient, shown_update, shown_delta, sent = exported(page)[
        "hidden 1, unit 2 → hidden 2, unit 1"
    ]
    assert weight == pytest.approx(new, rel=TOLERANCE)
    assert shown_gradient == pytest.approx(product, rel=TOLERANCE)
    assert shown_update == pytest.approx(change, rel=TOLERANCE)
    assert (sent, shown_delta) == pytest.approx((activation, delta), rel=TOLERANCE)


def test_a_hidden_units_delta_is_a_sum_over_the_next_layer(open_page: OpenPage) -> None:
    page = open_page(ONLINE)
    step_update(page)
    click(page, "unit", layer=1, unit=0)
    lines = formulas(page)
    plain = [line.replace("(", "").replace(")", "") for line in lines]
    *_, activation, slope, backward = plain
    value = numbers(activation)[-1]
    steep = numbers(slope)[-1]
    assert steep == pytest.approx(value * (1 - value), rel=TOLERANCE)
    _, ((w1, d1, p1), (w2, d2, p2), [total], [again], [delta]) = terms(page)
    assert numbers(backward)[-3:] == [steep, total, delta]
    assert again == steep
    assert (p1, p2) == pytest.approx((w1 * d1, w2 * d2), rel=TOLERANCE)
    assert total == pytest.approx(p1 + p2, rel=1e-4)
    assert delta == pytest.approx(steep * total, rel=TOLERANCE)


def test_pointing_at_a_term_lights_its_edge_and_the_reverse(
    open_page: OpenPage,
) -> None:
    page = open_page(ONLINE)
    click(page, "unit", layer=1, unit=0)
    term = page.locator(".inspector [data-focus]").filter(has_text="w").first
    focus = json.loads(term.get_attribute("data-focus") or "")
    x, y = settled_target(page, [0, focus])
    page.mouse.move(x, y)
    expect(page.locator(".inspector .lit").first).to_be_visible()
    lit = page.locator(".inspector .lit").first.get_attribute("data-focus")
    assert json.loads(lit or "") == focus


def test_the_numbers_follow_the_training_and_hold_when_asked(
    open_page: OpenPage,
) -> None:
    page = open_page("/?early_stopping=off&max_epochs=20000")
    click(page, "edge", layer=3, **{"from": 0, "to": 0})
    full_speed(page)
    play(page)
    first = page.locator(".inspector math").last
    expect(first).not_to_have_text(first.text_content() or "")
    page.get_by_role("button", name="Hold").click()
    held = formulas(page)
    reached = number(page, "update")
    page.wait_for_function(
        """least => Number(document.querySelector("#readouts [data-part=update]")
            .textContent.replace(/[^0-9]/g, "")) > least""",
        arg=reached,
    )
    assert formulas(page) == held
    play(page)
    expect_status(page, "Paused")
    assert formulas(page) == held
    step_update(page)
    expect(page.get_by_role("button", name="Hold")).to_have_attribute(
        "aria-pressed", "false"
    )
    assert formulas(page) != held


def test_a_new_network_lets_held_numbers_go(page: Page) -> None:
    click(page, "edge", layer=1, **{"from": 0, "to": 0})
    page.get_by_role("button", name="Hold").click()
    held = formulas(page)
    page.get_by_role("button", name="Add a hidden layer").first.click()
    expect(page.get_by_role("button", name="Hold")).to_have_attribute(
        "aria-pressed", "false"
    )
    page.wait_for_function(
        """old => [...document.querySelectorAll(".inspector .formula")]
            .map((e) => e.textContent.replaceAll("−", "-")).join() !== old""",
        arg=",".join(held),
    )


def test_a_nudge_changes_the_error_as_the_gradient_predicts(page: Page) -> None:
    step_update(page)
    click(page, "edge", layer=3, **{"from": 0, "to": 0})
    slider = page.get_by_role("slider", name="Nudge")
    slider.press("ArrowRight")
    told = page.locator(".trial [role=status]")
    expect(told).to_contain_text("Nudged by 0.005")
    text = told.inner_text().replace("−", "-")
    real, predicted = (
        float(re.search(rf"{words} (-?[\d.e-]+\d)", text)[1])  # type: ignore[index]
        for words in ("a change of", "predicted")
    )
    assert real == pytest.approx(predicted, rel=0.2)
    assert real != 0


def test_a_typed_weight_is_taken_and_put_back(page: Page) -> None:
    click(page, "edge", layer=3, **{"from": 0, "to": 0})
    value = page.locator(".trial .number")
    old = value.input_value()
    value.fill("0.75")
    value.press("Enter")
    expect(page.get_by_role("button", name="Put back")).to_be_visible()
    page.get_by_role("button", name="Table", exact=True).click()
    row = page.get_by_role("row", name="hidden 2, unit 1 → output")
    expect(row.locator("td").first).to_have_text("0.750000")
    page.get_by_role("button", name="Chain rule", exact=True).click()
    page.get_by_role("button", name="Put back").click()
    expect(value).to_have_value(old)


@pytest.mark.parametrize("typed", ["NaN", "1e400", "abc", "1e308"])
def test_a_weight_that_is_no_number_is_refused(page: Page, typed: str) -> None:
    click(page, "edge", layer=3, **{"from": 0, "to": 0})
    value = page.locator(".trial .number")
    old = value.input_value()
    value.fill(typed)
    value.press("Enter")
    expect(page.locator("#errors .error")).to_contain_text("Value: a number from")
    expect(value).to_have_value(old)


def test_the_gradient_is_checked_on_the_spot(page: Page) -> None:
    step_update(page)
    page.get_by_role("button", name="Chain rule", exact=True).click()
    page.get_by_role("button", name="Check the gradient").click()
    verdict = page.locator(".verdict")
    expect(verdict).to_contain_text("The gradient is right: largest error")
    expect(verdict).to_contain_text("105 of 105 parameters compared")
    expect(verdict).to_have_attribute("data-tone", "good")


def test_a_wrong_derivative_is_found_out(
    browser: Browser, tmp_path: Path, complaints: list[str]
) -> None:
    with (
        Server(tmp_path, PUT_FAULT_INTO_DERIVATIVES="1") as server,
        browser.new_context(base_url=server.url) as context,
    ):
        page = context.new_page()
        watch(page, complaints)
        page.goto("/")
        expect_status(page, "Ready.")
        page.get_by_role("button", name="Chain rule", exact=True).click()
        page.get_by_role("button", name="Check the gradient").click()
        verdict = page.locator(".verdict")
        expect(verdict).to_contain_text("The gradient is wrong: largest error 0.0")
        expect(verdict).to_have_attribute("data-tone", "bad")


def test_steps_go_back_to_the_same_numbers(page: Page) -> None:
    weights = []
    for update in (1, 2, 3):
        page.keyboard.press("ArrowRight")
        wait_for_update(page, update)
        weights.append(page.locator("#readouts").inner_text())
    page.get_by_role("button", name="Table", exact=True).click()
    third = exported(page)
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#readouts [data-part=update]")).to_have_text("2")
    assert exported(page) != third
    page.keyboard.press("ArrowRight")
    wait_for_update(page, 3)
    assert exported(page) == third
    for update in ("2", "1", "0"):
        page.keyboard.press("ArrowLeft")
        expect(page.locator("#readouts [data-part=update]")).to_have_text(update)
    page.keyboard.press("ArrowLeft")
    expect_status(page, "Ready.")
