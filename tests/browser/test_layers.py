"""How each layer learns: the tab under the picture, and the marks in it."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.actions import (
    expect_status,
    full_speed,
    play,
    step_update,
    wait_for_update,
)
from tests.browser.chain import settled_target
from tests.browser.conftest import OpenPage
from tests.browser.test_inspector import click
from tests.browser.test_looks import violations

PHONE = {"viewport": {"width": 390, "height": 844}}
RATIO = re.compile(r"median ([\d.]+(?:e−\d+)?) over")


def open_layers(page: Page) -> None:
    page.get_by_role("button", name="Layers", exact=True).click()
    expect(page.locator(".signal-columns .strengths tbody tr").first).to_be_visible()


def usual_ratio(page: Page) -> float:
    """The median ratio of deltas, first hidden layer to last, as it is written."""
    words = page.locator(".flow .quiet")
    expect(words).to_contain_text(RATIO)
    found = RATIO.search(words.inner_text())
    assert found
    return float(found[1].replace("−", "-"))


def unwell(page: Page) -> list[str]:
    return page.locator(".unwell li").all_inner_texts()


def reason_on_card(page: Page, layer: int, unit: int) -> str:
    """What the card says that comes up when the pointer is on a unit."""
    where = {"kind": "unit", "layer": layer, "unit": unit}
    page.mouse.move(*settled_target(page, [2, where]))
    note = page.locator("#network .exact-note")
    expect(note).to_be_visible()
    return note.inner_text()


def assign(page: Page, layer: int, unit: int, value: str) -> None:
    """Type the bias of a unit into the trial under its chain rule."""
    click(page, "bias", layer=layer, unit=unit)
    field = page.locator(".trial .number")
    field.fill(value)
    field.press("Enter")


def vanishing(page: Page) -> None:
    page.get_by_role("button", name="Presets").click()
    page.get_by_role("menuitem", name="Vanishing gradients").click()
    expect(page.locator("#network .subtitle")).to_contain_text("Sigmoid")


def test_the_preset_shows_deltas_that_vanish_and_tanh_repairs_it(page: Page) -> None:
    open_layers(page)
    vanishing(page)
    verdict = page.locator(".flow-verdict")
    expect(verdict).to_contain_text("there was no update yet")
    expect(page.locator(".signal-columns .strengths caption")).to_contain_text(
        "no update yet"
    )
    full_speed(page)
    play(page)
    expect_status(page, "Stopped at epoch 200")
    expect(verdict).to_contain_text("Vanishing")
    assert usual_ratio(page) < 0.02
    page.get_by_role("button", name="Use tanh").click()
    expect(page.locator("#network .subtitle")).to_contain_text("tanh")
    play(page)
    expect_status(page, "Stopped at epoch 200")
    expect(verdict).to_contain_text("Healthy")
    assert usual_ratio(page) > 0.1
    expect(page.get_by_role("button", name="Use tanh")).to_have_count(0)


def test_relu_with_he_repairs_it_too_and_undo_brings_the_sigmoids_back(
    page: Page,
) -> None:
    vanishing(page)
    open_layers(page)
    step_update(page)
    page.get_by_role("button", name="Use ReLU with He's initial weights").click()
    expect(page.locator("#network .subtitle")).to_contain_text("ReLU")
    full_speed(page)
    play(page)
    expect_status(page, "Stopped at epoch 200")
    assert usual_ratio(page) > 0.1
    page.locator("#transport [data-part=undo]").click()
    expect(page.locator("#network .subtitle")).to_contain_text("Sigmoid")


def test_numbers_and_curves_follow_the_training(page: Page) -> None:
    open_layers(page)
    names = page.locator(".signal-columns .strengths tbody th").all_inner_texts()
    assert names == ["hidden 1", "hidden 2", "output"]
    full_speed(page)
    play(page)
    expect_status(page, "Stopped early")
    # The best weights are back, and with them the update that had led to them.
    expect(page.locator(".signal-columns .strengths caption")).to_contain_text(
        "update 96"
    )
    lines = """() => {
        const { data } = document.querySelector(".signal-stage .js-plotly-plot");
        return data.map(({ name, x, y }) => [name, x.length, y.at(-1)]);
    }"""
    page.wait_for_function(f"() => ({lines})()[0]?.[1] === 36")
    deltas = page.evaluate(lines)
    assert [name for name, *_ in deltas] == names
    page.get_by_role("button", name="Gradients", exact=True).click()
    page.wait_for_function(f"last => ({lines})()[0][2] !== last", arg=deltas[0][2])


def test_zeros_show_their_symmetry(page: Page, open_page: OpenPage) -> None:
    zeros = open_page("/?initializer=zeros&hidden_layers=4,3&activation=sigmoid")
    expect(zeros.locator(".unit-marks")).to_have_text(
        "7 symmetric", use_inner_text=True
    )
    full_speed(zeros)
    play(zeros)
    expect_status(zeros, "Stopped early")  # the weights that return are symmetric, too
    assert "as 3 others of its layer" in reason_on_card(zeros, 1, 2)
    open_layers(zeros)
    first, second = unwell(zeros)
    assert "same weights in and out as 3 others" in first
    assert "same weights in and out as 2 others" in second
    stuck = open_page("/?initializer=zeros&hidden_layers=4,3")
    step_update(stuck)
    open_layers(stuck)
    for text in unwell(stuck):
        assert "its gradients are exactly 0" in text
    expect(stuck.locator(".unwell li")).to_have_count(2)
    expect(stuck.locator(".flow-verdict")).to_contain_text("deltas are all 0")
    open_layers(page)
    expect(page.locator(".unwell-units")).to_contain_text("No hidden unit is saturated")
    expect(page.locator(".unit-marks")).to_have_text("", use_inner_text=True)


def test_a_relu_that_died_is_marked_and_listed_with_the_reason(
    open_page: OpenPage,
) -> None:
    page = open_page("/?activation=relu&hidden_layers=6,4&initializer=he_normal")
    step_update(page)
    assign(page, 1, 2, "-100")
    page.keyboard.press("Escape")
    expect(page.locator(".unit-marks")).to_contain_text("dead")
    open_layers(page)
    item = page.locator(".unwell li").filter(has_text="hidden 1").first
    expect(item).to_contain_text("dead: a is 0 for all 60 training examples")
    page.get_by_role("button", name="hidden 1, unit 3").focus()
    expect(item.get_by_role("button", name="unit 3")).to_be_focused()
    page.keyboard.press("Enter")
    # Closed, the tab leaves room for the card in the picture.
    page.get_by_role("button", name="Layers", exact=True).click()
    expect(page.locator("#network .exact-title")).to_have_text("Hidden 1, unit 3")
    expect(page.locator("#network .exact-note")).to_contain_text("Dead: a is 0")


@pytest.mark.parametrize("hidden", ["", "4", "8,8,8,8,8,8"])
def test_any_depth_has_its_words(open_page: OpenPage, hidden: str) -> None:
    page = open_page(f"/?hidden_layers={hidden}&early_stopping=off")
    open_layers(page)
    full_speed(page)
    play(page)
    wait_for_update(page, 600)
    count = len([size for size in hidden.split(",") if size])
    expect(page.locator(".signal-columns .strengths tbody tr")).to_have_count(count + 1)
    verdict = page.locator(".flow-verdict")
    expect(verdict).to_contain_text("deltas of" if count > 1 else "hidden layer there")


def test_after_a_divergence_nothing_is_made_up(open_page: OpenPage) -> None:
    page = open_page("/?dataset=plane&activation=relu&learning_rate=10")
    open_layers(page)
    full_speed(page)
    play(page)
    expect_status(page, "Diverged")
    verdict = page.locator(".flow-verdict")
    expect(verdict).to_be_visible()
    assert "NaN" not in page.locator(".signals:not(.weights)").inner_text()
    assert "Infinity" not in page.locator(".signals:not(.weights)").inner_text()


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
def test_the_tab_keeps_nobody_out(
    open_page: OpenPage, axe: str, scheme: str, width: int
) -> None:
    depth = "hidden_layers=16,14,10,6&activation=sigmoid"
    query = f"/?{depth}&initializer=zeros"
    page = open_page(
        query, color_scheme=scheme, viewport={"width": width, "height": 844}
    )
    open_layers(page)
    expect(page.locator(".unwell li")).to_have_count(4)
    assert violations(page, axe) == []
    page.goto(f"/?{depth}")
    expect_status(page, "Ready.")
    open_layers(page)
    step_update(page)
    expect(page.get_by_role("button", name="Use tanh")).to_be_visible()
    assert violations(page, axe) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_the_tab_holds_still_while_it_trains(page: Page) -> None:
    open_layers(page)
    step_update(page)
    box = "e => JSON.stringify(e.getBoundingClientRect())"
    stage = page.locator(".signal-stage")
    before = stage.evaluate(box)
    full_speed(page)
    play(page)
    wait_for_update(
        page, 50
    )  # at most 96: those of the best epoch, should it have stopped by then
    assert stage.evaluate(box) == before
    expect_status(page, "Stopped early")
    assert stage.evaluate(box) == before
