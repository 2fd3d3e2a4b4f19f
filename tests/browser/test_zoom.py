"""Zooming the error curves: by dragging, with keys, and back."""

import pytest
from playwright.sync_api import CDPSession, Page, expect

from tests.browser.actions import (
    STOPPED,
    expect_status,
    full_speed,
    number,
    play,
    wait_for_points,
    wait_for_update,
)
from tests.browser.conftest import OpenPage
from tests.browser.pointer import place

RANGE = """() => {
    const plot = document.querySelector("#curves .js-plotly-plot")._fullLayout;
    return [...plot.xaxis.range, ...plot.yaxis.range];
}"""
ENDS_NEAR = """([left, right]) => {
    const { range } =
        document.querySelector("#curves .js-plotly-plot")._fullLayout.xaxis;
    return Math.abs(range[0] - left) < 1 && Math.abs(range[1] - right) < 1;
}"""


def stop(page: Page) -> None:
    full_speed(page)
    play(page)
    expect_status(page, STOPPED)
    page.get_by_label("Show what would have happened").uncheck()
    wait_for_points(page, "train", 37)


def drag(page: Page, first: tuple[float, float], last: tuple[float, float]) -> None:
    """From (epoch, share of the plot's height from the top) to another."""
    start, end = place(page, *first), place(page, *last)
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(*end, steps=4)
    page.mouse.up()


def test_a_part_is_dragged_open_and_left_again(page: Page) -> None:
    stop(page)
    whole = page.evaluate(RANGE)
    button = page.get_by_role("button", name="Reset zoom")
    expect(button).to_be_hidden()
    drag(page, (10, 0.2), (30, 0.7))
    page.wait_for_function(ENDS_NEAR, arg=[10, 30])
    _, _, bottom, top = page.evaluate(RANGE)
    assert (bottom, top) == pytest.approx((0.3 * whole[3], 0.8 * whole[3]), rel=0.05)
    page.mouse.dblclick(*place(page, 20))
    page.wait_for_function(ENDS_NEAR, arg=whole[:2])
    expect(button).to_be_hidden()
    drag(page, (10, 0.5), (30, 0.5))
    page.wait_for_function(ENDS_NEAR, arg=[10, 30])
    page.locator("#curves").get_by_role("button", name="Accuracy").click()
    page.wait_for_function(
        """() => document.querySelector("#curves .js-plotly-plot")
            ._fullLayout.yaxis.title.text === "accuracy" """
    )
    assert page.evaluate(ENDS_NEAR, [10, 30])  # epochs are epochs
    button.focus()
    button.press("Enter")
    page.wait_for_function(ENDS_NEAR, arg=whole[:2])
    expect(page.locator("#curves .picture")).to_be_focused()


def test_a_zoom_stays_while_it_trains_and_goes_with_the_network(page: Page) -> None:
    page.goto("/?early_stopping=off&max_epochs=20000")
    expect_status(page, "Ready.")
    full_speed(page)
    play(page)
    wait_for_update(page, 600)
    last = page.evaluate(RANGE)[1]
    drag(page, (0.3 * last, 0.5), (0.6 * last, 0.5))
    page.wait_for_function(
        """() => document.querySelector("#curves .js-plotly-plot")
            ._fullLayout.xaxis.range[0] > 0"""
    )
    seen = page.evaluate(RANGE)
    wait_for_update(page, int(number(page, "update")) + 3000)
    assert page.evaluate(RANGE)[:2] == seen[:2]
    page.get_by_role("button", name="New weights").click()
    expect(page.get_by_role("button", name="Reset zoom")).to_be_hidden()


def test_keys_zoom_around_the_epoch_that_is_pointed_at(page: Page) -> None:
    stop(page)
    whole = page.evaluate(RANGE)
    picture = page.locator("#curves .picture")
    picture.press("Home")
    picture.press("+")
    page.wait_for_function(ENDS_NEAR, arg=[whole[0] / 2, whole[1] / 2])
    picture.press("-")
    page.wait_for_function(ENDS_NEAR, arg=whole[:2])
    picture.press("+")
    picture.press("+")
    picture.press("0")
    page.wait_for_function(ENDS_NEAR, arg=whole[:2])


def touch(session: CDPSession, kind: str, *points: tuple[float, float]) -> None:
    session.send(
        "Input.dispatchTouchEvent",
        {"type": kind, "touchPoints": [{"x": x, "y": y} for x, y in points]},
    )


def swipe(page: Page, start: tuple[float, float], end: tuple[float, float]) -> None:
    session = page.context.new_cdp_session(page)
    touch(session, "touchStart", start)
    for step in range(1, 11):
        share = step / 10
        x = start[0] + share * (end[0] - start[0])
        y = start[1] + share * (end[1] - start[1])
        touch(session, "touchMove", (x, y))
    touch(session, "touchEnd")


def test_a_finger_zooms_along_the_epochs_and_scrolls_across(
    open_page: OpenPage,
) -> None:
    page = open_page(viewport={"width": 390, "height": 844}, has_touch=True)
    stop(page)
    whole = page.evaluate(RANGE)
    x, y = place(page, 20)
    top = "() => document.querySelector('#curves').getBoundingClientRect().top"
    before = page.evaluate(top)
    swipe(page, (x, y), (x + 4, y - 160))
    page.wait_for_function(f"before => ({top})() < before - 50", arg=before)
    assert page.evaluate(RANGE)[:2] == whole[:2]
    swipe(page, place(page, 10), place(page, 30))
    page.wait_for_function(ENDS_NEAR, arg=[10, 30])
