"""The page as some people have it: by finger, with other colours, on paper, old."""

import base64
import re

from playwright.sync_api import Browser, Locator, Page, expect

from app.bench import chromium
from tests.browser.actions import expect_status, number
from tests.browser.conftest import OpenPage
from tests.server import Server

PHONE = {"width": 390, "height": 844}
LEARNING_RATE = "#set-learning_rate"


class Finger:
    """One finger on a touch screen, moved in steps as a hand moves it."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._devtools = page.context.new_cdp_session(page)

    def swipe(
        self, x: float, y: float, by: tuple[float, float], steps: int = 8
    ) -> None:
        self._send("touchStart", x, y)
        for i in range(1, steps + 1):
            self._send("touchMove", x + by[0] * i / steps, y + by[1] * i / steps)
        self._devtools.send(
            "Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []}
        )

    def _send(self, kind: str, x: float, y: float) -> None:
        points = [{"x": x, "y": y}]
        self._devtools.send(
            "Input.dispatchTouchEvent", {"type": kind, "touchPoints": points}
        )


def open_controls(open_page: OpenPage) -> tuple[Page, Finger]:
    page = open_page(viewport=PHONE, has_touch=True, is_mobile=True)
    page.get_by_role("button", name="Controls").tap()
    page.locator(LEARNING_RATE).scroll_into_view_if_needed()
    return page, Finger(page)


def middle(page: Page, selector: str) -> tuple[float, float, float]:
    box = page.locator(selector).bounding_box()
    assert box is not None
    return box["x"], box["y"] + box["height"] / 2, box["width"]


def test_a_swipe_up_over_a_slider_scrolls_and_changes_nothing(
    open_page: OpenPage,
) -> None:
    page, finger = open_controls(open_page)
    value = page.get_by_label("Learning rate, exact value")
    x, y, width = middle(page, LEARNING_RATE)
    body = page.locator("#sheet [data-part=body]")
    before = body.evaluate("body => body.scrollTop")
    finger.swipe(x + width * 0.2, y, (3, -160))
    page.wait_for_function(
        "([body, before]) => body.scrollTop > before + 40",
        arg=[body.element_handle(), before],
    )
    expect(value).to_have_value("0.3")
    assert "learning_rate" not in page.url
    page.locator(LEARNING_RATE).scroll_into_view_if_needed()
    assert page.locator(LEARNING_RATE).evaluate(
        "slider => slider.value"
    ) == page.evaluate("document.querySelector('#set-learning_rate').value")
    expect(value).to_have_value("0.3")


def test_a_finger_along_a_slider_and_a_tap_set_it(open_page: OpenPage) -> None:
    page, finger = open_controls(open_page)
    value = page.get_by_label("Learning rate, exact value")
    x, y, width = middle(page, LEARNING_RATE)
    finger.swipe(x + width * 0.3, y, (width * 0.5, 4))
    expect(value).not_to_have_value("0.3")
    slid = float(value.input_value())
    assert slid > 0.3
    page.touchscreen.tap(x + width * 0.2, y)
    expect(value).not_to_have_value(str(slid))
    assert float(value.input_value()) < 0.3


def test_an_added_point_is_the_chosen_one(page: Page) -> None:
    clicks = page.get_by_role("group", name="A click on the map")
    clicks.get_by_role("button", name=re.compile("^add$", re.I)).click()
    page.locator("#learned .picture").click(position={"x": 120, "y": 120})
    expect(page.locator("#learned [role=status]")).to_contain_text("was added")
    page.locator(".below-tabs").get_by_role("button", name="Point", exact=True).click()
    expect(page.locator(".inspector:visible")).to_contain_text("201")


def test_colours_of_the_system_leave_everything_told_apart(
    open_page: OpenPage,
) -> None:
    page = open_page(forced_colors="active")

    def look(selector: str, name: str) -> str:
        return page.locator(selector).first.evaluate(
            "(element, name) => getComputedStyle(element)[name]", name
        )

    slider = page.locator(LEARNING_RATE)
    assert colours(page, slider) >= 3  # the ground, the track, and its filled part
    on, off = ".switch:checked", ".switch:not(:checked)"
    page.locator(".switch:enabled").first.click()
    assert look(on, "backgroundColor") != look(off, "backgroundColor")
    assert look(off, "borderTopStyle") == "solid"
    assert look(".swatch.negative", "backgroundColor") != look(
        ".swatch.positive", "backgroundColor"
    )
    pressed, other = ".segmented [aria-pressed=true]", ".segmented [aria-pressed=false]"
    assert look(pressed, "backgroundColor") != look(other, "backgroundColor")
    assert colours(page, page.locator(".shares")) >= 3


def colours(page: Page, what: Locator) -> int:
    """How many colours cover more than two percent of what is seen there."""
    picture = base64.b64encode(what.screenshot()).decode()
    return page.evaluate(
        """async picture => {
            const bytes = Uint8Array.from(atob(picture), (c) => c.charCodeAt(0));
            const image = await createImageBitmap(new Blob([bytes]));
            const canvas = new OffscreenCanvas(image.width, image.height);
            const context = canvas.getContext("2d");
            context.drawImage(image, 0, 0);
            const { data } = context.getImageData(0, 0, image.width, image.height);
            const counts = new Map();
            for (const pixel of new Uint32Array(data.buffer)) {
                counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
            }
            const least = (0.02 * data.length) / 4;
            return [...counts.values()].filter((count) => count > least).length;
        }""",
        picture,
    )


def test_the_pictures_follow_another_screen(page: Page) -> None:
    """The window is moved to a screen with twice as many pixels."""
    canvas = page.locator("#network canvas").first
    before = canvas.evaluate("canvas => canvas.width")
    devtools = page.context.new_cdp_session(page)
    devtools.send(
        "Emulation.setDeviceMetricsOverride",
        {"width": 1440, "height": 900, "deviceScaleFactor": 2, "mobile": False},
    )
    page.keyboard.press("ArrowRight")
    page.wait_for_function(
        """before => document.querySelector("#network canvas").width === 2 * before""",
        arg=before,
    )
    page.wait_for_function(
        """() => {
            const canvas = document.querySelector("#network canvas");
            const { data } = canvas.getContext("2d")
                .getImageData(0, 0, canvas.width, canvas.height);
            return data.some((value) => value > 0);
        }"""
    )


def test_a_browser_without_popovers_shows_help_all_the_same(
    open_page: OpenPage,
) -> None:
    page = open_page()
    page.add_init_script(
        """for (const name of ["showPopover", "hidePopover", "togglePopover"]) {
            delete HTMLElement.prototype[name];
        }"""
    )
    page.reload()
    expect_status(page, "Ready.")
    tip = page.locator("#tooltip")
    expect(tip).to_be_hidden()
    page.locator(LEARNING_RATE).focus()
    page.keyboard.press("ArrowRight")
    page.locator("[data-setting=learning_rate] .field-label").hover()
    expect(tip).to_be_visible()
    expect(tip).to_contain_text("The length of each step")
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()


def test_a_browser_that_is_too_old_for_the_script_is_told_so(
    open_page: OpenPage, complaints: list[str]
) -> None:
    page = open_page()
    page.add_init_script("delete Array.prototype.findLast")
    page.reload()
    words = page.locator("#unstarted")
    expect(words).to_be_visible(timeout=20_000)  # it comes after eight seconds
    expect(words).to_contain_text("too old for them")
    page.close()  # its script goes on complaining
    complaints.clear()


def test_text_follows_the_browsers_font_size(browser: Browser, server: Server) -> None:
    """Half as large again: as a page that is zoomed, with the layout for less room."""
    larger = browser.browser_type.launch(
        executable_path=chromium.find_or_install(),
        args=[*chromium.flags(), "--blink-settings=defaultFontSize=24"],
    )
    try:
        page = larger.new_page(
            base_url=server.url, viewport={"width": 1440, "height": 900}
        )
        page.goto("/")
        expect_status(page, "Ready.")
        sizes = page.evaluate(
            """() => [".field-label", "#readouts .value", "#network h2"].map((each) =>
                parseFloat(getComputedStyle(document.querySelector(each)).fontSize))"""
        )
        assert min(sizes) >= 16, sizes  # 11 of 16 pixels, at least, become 16.5
        assert page.evaluate("document.documentElement.scrollWidth") == 1440
        network, curves = (
            page.locator(part).bounding_box() for part in ("#network", "#curves")
        )
        assert network is not None
        assert curves is not None
        assert curves["y"] >= network["y"] + network["height"]  # below, not beside
    finally:
        larger.close()


def test_on_paper_stand_the_pictures_and_the_values(page: Page) -> None:
    canvas = page.locator("#network canvas").first
    before = canvas.bounding_box()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    after = canvas.bounding_box()
    assert before is not None
    assert after is not None
    assert (after["width"], after["height"]) == (before["width"], before["height"])
    for gone in ("#transport", "#speed", ".bottom", LEARNING_RATE):
        expect(page.locator(gone)).to_be_hidden()
    for there in ("#network canvas", "#curves canvas", "#learned canvas", "#readouts"):
        expect(page.locator(there).first).to_be_visible()
    expect(page.get_by_label("Learning rate, exact value")).to_be_visible()
    wide = page.evaluate("document.documentElement.scrollHeight")
    assert wide > 900  # nothing is cut off at the window's height
    assert page.pdf().startswith(b"%PDF")


def test_numbers_and_symbols_are_left_alone_by_translators(page: Page) -> None:
    page.locator(".below-tabs").get_by_role("button", name="Table").click()
    page.locator("td").first.wait_for()
    translated = page.evaluate(
        """() => ["#readouts .value", "td", ".symbol", "h1", ".stage", "#speed output"]
            .flatMap((selector) => [...document.querySelectorAll(selector)])
            .filter((element) => element.translate).length"""
    )
    assert translated == 0
    assert number(page, "epoch") == 0
