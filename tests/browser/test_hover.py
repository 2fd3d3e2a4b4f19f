"""Pointing at the curves: each number is that of the very epoch, of the very run."""

from playwright.sync_api import Page, expect

from app.training.course import Course
from app.training.history import History
from app.training.validation import resolve
from tests.browser.actions import (
    STOPPED,
    curve,
    expect_status,
    full_speed,
    play,
    wait_for_points,
)
from tests.browser.conftest import OpenPage
from tests.browser.pointer import assert_told, hover, is_number, place
from tests.browser.test_twin import choose, open_tab

BOTH = ["train", "validation"]
OWN, GHOST = "your run", "without stopping"
LONG = {"early_stopping": False, "max_epochs": 600}


def history(**settings: object) -> History:
    """What the server trains: the same settings, trained here to their end."""
    course = Course(resolve(settings), opens_test=True)
    while course.stop is None:
        course.advance(10_000)
    return course.history


def stop(page: Page) -> None:
    full_speed(page)
    play(page)
    expect_status(page, STOPPED)


def stop_with_ghost(page: Page) -> None:
    stop(page)
    expect(page.locator(".ghost [role=status]")).to_contain_text("stopping saved")
    wait_for_points(page, "validation (without stopping)", 565)


def keep(page: Page) -> None:
    open_tab(page, "Runs")
    page.get_by_role("button", name="Keep this run").click()


def test_after_an_early_stop_only_the_ghost_has_later_epochs(page: Page) -> None:
    stop_with_ghost(page)
    known = history(**LONG)
    for epoch in (0, 9, 16, 35):
        told = hover(page, epoch)
        assert list(told) == [OWN]
        assert_told(told[OWN], known.row(epoch), BOTH)
    for epoch in (40, 101, 300, 599, 600):
        told = hover(page, epoch)
        assert list(told) == [GHOST]
        assert_told(told[GHOST], known.row(epoch), BOTH)
    page.mouse.move(*place(page, 900))
    expect(page.locator(".hover-label")).to_be_hidden()


def test_a_kept_run_is_told_at_every_epoch_it_has(page: Page) -> None:
    page.goto("/?early_stopping=off&learning_rate=0.1")
    expect_status(page, "Ready.")
    full_speed(page)
    play(page)
    expect_status(page, "Stopped at epoch 600")
    keep(page)
    page.goto("/")
    expect_status(page, "Ready.")
    stop_with_ghost(page)
    own, kept = history(**LONG), history(**LONG, learning_rate=0.1)
    name = next(name for name in hover(page, 9) if name not in (OWN, GHOST))
    for epoch in (7, 102, 257, 431):
        told = hover(page, epoch)
        mine = OWN if epoch <= 36 else GHOST
        assert sorted(told) == sorted([mine, name])
        assert_told(told[mine], own.row(epoch), BOTH)
        assert_told(told[name], kept.row(epoch), BOTH)


def test_a_twin_that_was_thinned_on_its_way_is_told_exactly(page: Page) -> None:
    page.goto("/?early_stopping=off&max_epochs=900")
    expect_status(page, "Ready.")
    panel = choose(page, "Learning rate", "0.1")
    panel.get_by_role("button", name="Start twin").click()
    full_speed(page)
    play(page)
    expect_status(page, "Stopped at epoch 900")
    expect(panel.locator(".twin-words")).to_contain_text("Stopped at epoch 900")
    wait_for_points(page, "twin, validation", 226)
    long = {"early_stopping": False, "max_epochs": 900}
    own, other = history(**long), history(**long, learning_rate=0.1)
    drawn = {epoch for epoch, _ in curve(page, "twin, validation")}
    missing = [epoch for epoch in range(100, 900) if epoch not in drawn]
    # Of the epochs on one pixel any may be told; from near each has its own.
    x, y = place(page, missing[0] - 20, 0.3)
    right, _ = place(page, missing[0] + 40)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(right, y)
    page.mouse.up()
    expect(page.get_by_role("button", name="Reset zoom")).to_be_visible()
    page.wait_for_function(
        """() => {
            const { xaxis } =
                document.querySelector("#curves .js-plotly-plot")._fullLayout;
            return xaxis.range[1] - xaxis.range[0] < 100;
        }"""
    )
    for epoch in missing[:3]:
        told = hover(page, epoch)
        assert_told(told[OWN], own.row(epoch), BOTH)
        assert_told(told["twin"], other.row(epoch), BOTH)


def test_a_test_set_opened_late_and_a_visit_keep_their_epochs(page: Page) -> None:
    stop(page)
    page.get_by_label("Show what would have happened").uncheck()
    page.get_by_role("button", name="Open the sealed test set").click()
    wait_for_points(page, "test", 37)
    known = history(**LONG)
    for epoch in (3, 20):
        assert_told(hover(page, epoch)[OWN], known.row(epoch), [*BOTH, "test"])
    page.get_by_role("slider", name="Timeline").press("Home")
    expect_status(page, "Looking at epoch 0")
    for epoch in (0, 16, 36):
        assert_told(hover(page, epoch)[OWN], known.row(epoch), [*BOTH, "test"])


def test_eight_kept_runs_beside_both_fit_on_any_screen(open_page: OpenPage) -> None:
    page = open_page(viewport={"width": 390, "height": 844})
    stop_with_ghost(page)
    open_tab(page, "Runs")
    for count in range(8):
        expect(page.locator(".runs-bar")).to_contain_text(f"{count} of 8 kept")
        page.get_by_role("button", name="Keep this run").click()
    open_tab(page, "Runs")
    page.get_by_role("button", name="Both", exact=True).click()
    page.wait_for_function(
        """() => document.querySelector("#curves .js-plotly-plot")._fullLayout.yaxis3"""
    )
    for width, height in ((390, 844), (1440, 900)):
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_function(
            """() => {
                const plot = document.querySelector("#curves .js-plotly-plot");
                const { width } = plot.parentElement.getBoundingClientRect();
                return Math.abs(plot._fullLayout.width - width) < 2;
            }"""
        )
        told = hover(page, 16)
        assert len(told) == 2 + 8
        share = history(**LONG).row(16)["validation_accuracy"]
        assert told["your run, accuracy"]["validation"] == f"{share:.1%}".replace(
            "%", " %"
        )
        box = page.locator(".hover-label").bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["y"] >= 0
        assert box["x"] + box["width"] <= width
        assert box["y"] + box["height"] <= height


def test_keys_go_from_epoch_to_epoch_and_say_its_numbers(page: Page) -> None:
    stop(page)
    page.get_by_label("Show what would have happened").uncheck()
    wait_for_points(page, "train", 37)
    picture = page.locator("#curves .picture")
    picture.press("Home")
    for _ in range(16):
        picture.press("ArrowRight")
    title = page.locator(".hover-title")
    expect(title).to_have_text("epoch 16")
    said = page.locator("#curves .stage [role=status]")
    expect(said).to_contain_text("epoch 16: train 0.4484, validation 0.5023")
    picture.press("End")
    expect(title).to_have_text("epoch 36")
    expect_status(page, STOPPED)  # the arrows did not step
    picture.press("Escape")
    expect(page.locator(".hover-label")).to_be_hidden()


def test_a_finger_reads_a_number_and_swipes_past(open_page: OpenPage) -> None:
    page = open_page(viewport={"width": 390, "height": 844}, has_touch=True)
    stop(page)
    page.get_by_label("Show what would have happened").uncheck()
    wait_for_points(page, "train", 37)
    page.touchscreen.tap(*place(page, 16))
    label = page.locator(".hover-label")
    expect(label.locator(".hover-title")).to_have_text("epoch 16")
    text = label.locator("tbody tr td").nth(1).inner_text()
    assert is_number(text, history(**LONG).row(16)["validation"] or 0)
    page.locator("h1").tap()
    expect(label).to_be_hidden()
    action = "e => getComputedStyle(e).touchAction"
    assert "pan-y" in page.locator("#curves .picture").evaluate(action)
