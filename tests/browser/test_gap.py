"""The generalization gap under the error curves, in numbers and as an area."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.actions import (
    DEFAULT,
    STOPPED,
    expect_status,
    full_speed,
    number,
    play,
)

AREA = """() => document.querySelector("#curves .js-plotly-plot")?.data
    .filter(({ name, showlegend }) =>
        name === "generalization gap" && showlegend !== false)
    .map(({ x, y }) => Array.from(x, (each, i) => [each, y[i]]))"""


def words(page: Page) -> str:
    return page.locator(".gap-words").inner_text()


def test_the_gap_is_the_difference_of_the_errors_shown(page: Page) -> None:
    full_speed(page)
    play(page)
    expect_status(page, STOPPED)
    expect(page.locator(".gap-words")).to_contain_text("epoch 16")
    size = float(re.findall(r"gap (\d+\.\d+)", words(page))[0])
    difference = number(page, "validation-error") - number(page, "train-error")
    assert size == pytest.approx(difference, abs=6e-4)


def test_it_is_shaded_up_to_the_last_epoch_once_at_rest(page: Page) -> None:
    full_speed(page)
    play(page)
    expect_status(page, STOPPED)
    page.wait_for_function(f"() => ({AREA})().length === 1")
    (area,) = page.evaluate(AREA)
    assert max(x for x, _ in area if x is not None) == DEFAULT.epoch


def test_of_accuracies_it_is_in_percentage_points(page: Page) -> None:
    full_speed(page)
    play(page)
    expect_status(page, STOPPED)
    page.get_by_role("button", name="Accuracy").click()
    expect(page.locator(".gap-words")).to_contain_text("training − validation")
    size = float(re.findall(r"gap (\d+\.\d) % points", words(page))[0])
    shares = [
        float(
            page.locator(f"#readouts [data-part={name}-accuracy]")
            .inner_text()
            .rstrip(" %")
        )
        for name in ("train", "validation")
    ]
    assert size == pytest.approx(shares[0] - shares[1], abs=0.11)


def test_without_a_validation_set_it_says_that_there_is_none(page: Page) -> None:
    page.goto("/?validation_share=0&early_stopping=false")
    expect(page.locator(".gap-words")).to_have_text(
        "no gap: the validation set is empty"
    )
    expect(page.locator(".patience")).to_have_text("Early stopping is off.")
    page.locator("#curves .js-plotly-plot").wait_for()
    assert page.evaluate(AREA) == []
