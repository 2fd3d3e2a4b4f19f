"""A second run that differs in one setting, beside the learner's own."""

from playwright.sync_api import Locator, Page, expect

from app.training.course import Course
from app.training.validation import resolve
from tests.browser.actions import (
    STOPPED,
    curve,
    expect_status,
    full_speed,
    play,
    wait_for_points,
)
from tests.browser.test_looks import violations


def open_tab(page: Page, name: str) -> None:
    page.locator(".below-tabs").get_by_role("button", name=name, exact=True).click()


def choose(page: Page, name: str, value: str) -> Locator:
    """Open the tab and choose another value of a setting; return the panel."""
    open_tab(page, "Twin")
    panel = page.locator(".inspector", has=page.locator(".twin"))
    panel.get_by_label("The twin differs in").select_option(label=name)
    field = panel.get_by_label(f"{name}, exact value")
    field.fill(value)
    field.press("Enter")
    return panel


def colors(panel: Locator) -> list[int]:
    """How many colours each of the two maps has."""
    return panel.locator("canvas").evaluate_all(
        """all => all.map((canvas) => {
            const { width, height } = canvas;
            const { data } = canvas.getContext("2d").getImageData(0, 0, width, height);
            return new Set(new Uint32Array(data.buffer)).size;
        })"""
    )


def test_a_twin_with_one_difference_trains_beside_the_run(page: Page) -> None:
    course = Course(resolve({"learning_rate": 0.03}))
    course.advance(10**6)
    stop = course.stop.epoch
    panel = choose(page, "Learning rate", "0.03")
    panel.get_by_role("button", name="Start twin").click()
    expect(panel.locator(".twin-difference")).to_have_text("Learning rate 0.3 → 0.03.")
    expect(panel).to_contain_text(
        "Same points, same split, same first weights, same order of examples."
    )
    full_speed(page)
    play(page)
    expect_status(page, STOPPED)
    expect(panel.locator(".twin-words")).to_contain_text(
        f"Stopped early at epoch {stop}"
    )
    wait_for_points(page, "twin, validation", stop + 1)
    points = curve(page, "twin, validation")
    best = min(value for _, value in points)
    told = panel.locator(".is-twin figcaption").inner_text()
    assert f"{course.stop.best_epoch}" in told
    assert f"validation E {best:.4f}" in told
    assert all(count > 20 for count in colors(panel))
    panel.get_by_role("button", name="End twin").click()
    expect(panel.locator(".twin-maps")).to_be_hidden()
    page.wait_for_function(
        """() => !document.querySelector("#curves .js-plotly-plot").data
            .some((each) => each.name.startsWith("twin"))"""
    )


def test_what_cannot_be_a_twin_is_told_beside_its_value(page: Page) -> None:
    panel = choose(page, "Validation share", "70")
    panel.get_by_role("button", name="Start twin").click()
    words = "at most 100 % together"
    expect(panel.locator(".field-error")).to_contain_text(words)
    expect(page.locator("#errors .error")).to_contain_text(words)
    expect(page.locator("#rail [data-invalid]")).to_have_count(0)
    expect(panel.get_by_role("button", name="End twin")).to_be_hidden()
    start = panel.get_by_role("button", name="Start twin")
    expect(start).to_have_attribute("aria-disabled", "true")
    panel.get_by_label("The twin differs in").select_option(label="L2")
    expect(panel.locator(".field-error")).to_be_hidden()
    expect(page.locator("#errors .error")).to_have_count(0)
    panel.get_by_label("L2, exact value").fill("0,1")
    panel.get_by_label("L2, exact value").press("Enter")
    start.click()
    end = panel.get_by_role("button", name="End twin")
    end.press("Enter")
    expect(start).to_be_focused()
    expect(end).to_be_hidden()


def test_the_twin_keeps_nobody_out(page: Page, axe: str) -> None:
    panel = choose(page, "L2", "0.1")
    panel.get_by_role("button", name="Start twin").click()
    expect(panel.locator(".twin-maps")).to_be_visible()
    assert violations(page, axe) == []
