"""What the page looks like: widths, light and dark, steady places, accessibility."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.actions import (
    STOPPED,
    expect_status,
    full_speed,
    play,
    step_update,
)
from tests.browser.conftest import OpenPage

SIZES = [
    (1440, 900),
    (1280, 720),
    (1024, 768),
    (960, 600),
    (900, 700),
    (850, 700),
    (768, 1024),
    (390, 844),
    (360, 640),
    (320, 256),
]
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}


def violations(page: Page, axe: str) -> list[str]:
    page.evaluate(axe)
    found = page.evaluate("axe.run({ resultTypes: ['violations'] })")["violations"]
    return [
        f"{each['id']} {each['nodes'][0]['target']}"
        for each in found
        if each["impact"]
        != "minor"  # one: axe takes heads of columns in MathML for empty
    ]


def boxes(page: Page) -> list[dict]:
    selectors = ".transport button, .readout, #speed, .panel:not(details)"
    return [part.bounding_box() for part in page.locator(selectors).all()]


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_nothing_scrolls_sideways(open_page: OpenPage, width: int, height: int) -> None:
    page = open_page(viewport={"width": width, "height": height})
    assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_status_and_primary_action_are_seen_whole(
    open_page: OpenPage, width: int, height: int
) -> None:
    page = open_page("/?max_epochs=1", viewport={"width": width, "height": height})
    play(page)
    expect_status(page, "Stopped at epoch 1")
    pill, pictures = (
        page.locator(part).bounding_box() for part in (".pill", ".workbench")
    )
    assert pill
    assert pictures
    assert pill["y"] + pill["height"] <= pictures["y"]
    button = page.get_by_role("button", name="Keep training")
    assert button.evaluate(
        "e => e.scrollWidth <= e.clientWidth && e.scrollHeight <= e.clientHeight + 1"
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_nothing(
    open_page: OpenPage, axe: str, scheme: str, width: int
) -> None:
    page = open_page(color_scheme=scheme, viewport={"width": width, "height": 844})
    assert violations(page, axe) == []
    full_speed(page)
    play(page)
    expect_status(page, STOPPED)
    assert violations(page, axe) == []


def test_axe_finds_nothing_in_menu_sheet_and_errors(
    open_page: OpenPage, axe: str
) -> None:
    page = open_page("/?noise=7", **PHONE)
    page.get_by_role("button", name="Presets").click()
    assert violations(page, axe) == []
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Controls").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert violations(page, axe) == []


def test_the_theme_follows_the_system_until_another_is_chosen(
    open_page: OpenPage,
) -> None:
    page = open_page(color_scheme="dark")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.emulate_media(color_scheme="light")
    expect(page.locator("html")).to_have_attribute("data-theme", "light")
    page.get_by_role("button", name="Switch to dark").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_nothing_jumps_from_ready_to_stopped(page: Page) -> None:
    expect_status(page, "Ready.")
    before = boxes(page)
    full_speed(page)
    play(page)
    expect_status(page, STOPPED)
    assert boxes(page) == before


def test_on_a_phone_the_controls_live_in_a_sheet(open_page: OpenPage) -> None:
    page = open_page(**PHONE)
    slider = page.get_by_role("slider", name="Learning rate")
    expect(slider).to_be_hidden()
    page.get_by_role("button", name="Controls").tap()
    expect(slider).to_be_visible()
    noise = page.get_by_label("Noise, exact value")
    noise.fill("7")
    noise.press("Enter")
    page.get_by_role("button", name="Dismiss this message").tap()
    expect(page.locator("#errors .error")).to_have_count(0)
    page.get_by_role("button", name="Close").tap()
    expect(slider).to_be_hidden()


def test_on_a_phone_the_transport_stays_at_the_bottom(open_page: OpenPage) -> None:
    page = open_page(**PHONE)
    primary = page.locator("#transport [data-part=primary]")
    page.locator("#learned").scroll_into_view_if_needed()
    box = primary.bounding_box()
    assert box
    assert box["y"] > 760
    primary.tap()
    expect_status(page, "Training.")


def test_reduced_motion_leaves_no_transition(open_page: OpenPage) -> None:
    page = open_page(reduced_motion="reduce")
    moving = page.evaluate(
        """() => [...document.querySelectorAll("*")].filter((element) => {
            const { transitionDuration, animationName } = getComputedStyle(element);
            return transitionDuration !== "0s" || animationName !== "none";
        }).length"""
    )
    assert moving == 0


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("pane", ["Phases", "Chain rule", "Table"])
def test_what_opens_under_the_picture_keeps_nobody_out(
    open_page: OpenPage, axe: str, pane: str, width: int
) -> None:
    page = open_page("/?batch_size=1", viewport={"width": width, "height": 844})
    step_update(page)
    picture = page.locator("#network .picture")
    picture.press("ArrowUp")
    picture.press("Enter")
    page.get_by_role("button", name=pane, exact=True).click()
    if pane == "Chain rule":  # the click on the pinned unit has opened it already
        page.get_by_role("button", name=pane, exact=True).click()
        expect(page.locator(".inspector math").first).to_be_visible()
    assert violations(page, axe) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
