"""Errors and accuracies side by side."""

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
from tests.browser.conftest import OpenPage

RECORD_DASHES = """() => {
    const { setLineDash } = CanvasRenderingContext2D.prototype;
    window.dashes = new Set();
    CanvasRenderingContext2D.prototype.setLineDash = function (dash) {
        if (this.canvas.closest("#curves")) window.dashes.add(dash.join());
        return setLineDash.call(this, dash);
    };
}"""


def both(page: Page) -> None:
    button = page.get_by_role("button", name="Both", exact=True)
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")


def test_each_set_has_its_error_and_its_accuracy(page: Page) -> None:
    full_speed(page)
    play(page)
    expect_status(page, STOPPED)
    both(page)
    page.wait_for_function(
        """() => document.querySelector("#curves .js-plotly-plot")?.data
            .some(({ name }) => name === "validation accuracy")"""
    )
    for name in ("train", "validation"):
        wait_for_points(page, name, 37)
        epochs = [epoch for epoch, _ in curve(page, name)]
        accuracy = curve(page, f"{name} accuracy")
        assert [epoch for epoch, _ in accuracy] == epochs
        shown = page.locator(f"#readouts [data-part={name}-accuracy]").inner_text()
        assert accuracy[16][1] * 100 == pytest.approx(
            float(shown.rstrip(" %")), abs=0.1
        )


def test_the_error_axis_may_be_logarithmic_beside_accuracies(page: Page) -> None:
    both(page)
    page.get_by_role("button", name="Log", exact=True).click()
    page.wait_for_function(
        """() => {
            const { layout } = document.querySelector("#curves .js-plotly-plot");
            return layout.yaxis.type === "log" && layout.yaxis3?.side === "right";
        }"""
    )


def test_while_it_trains_both_are_painted(open_page: OpenPage) -> None:
    page = open_page("/?early_stopping=off&max_epochs=20000")
    page.evaluate(RECORD_DASHES)
    full_speed(page)
    play(page)
    page.wait_for_function("() => window.dashes.has('')")
    assert page.evaluate("() => window.dashes.has('9,9')") is False
    both(page)
    page.wait_for_function("() => window.dashes.has('9,9')")
    expect(page.locator(".gap-words")).to_contain_text("accuracy")


def test_going_back_to_errors_takes_the_second_axis_away(page: Page) -> None:
    both(page)
    page.wait_for_function(
        """() => document.querySelector("#curves .js-plotly-plot").layout.yaxis3"""
    )
    page.locator("#curves").get_by_role("button", name="Error", exact=True).click()
    page.wait_for_function(
        """() => !document.querySelector("#curves .js-plotly-plot").layout.yaxis3"""
    )


def test_a_regression_has_no_such_choice(page: Page) -> None:
    page.goto("/?dataset=plane")
    expect(page.locator("#curves")).to_be_visible()
    expect(page.get_by_role("button", name="Both", exact=True)).to_be_hidden()
