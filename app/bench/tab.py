"""A real browser with one page of the playground in it, watched by probe.js."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.bench.chromium import find, flags

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PROBE = Path(__file__).with_name("probe.js")
WIDTH, HEIGHT = 1440, 900
ENDLESS = "/?early_stopping=off&max_epochs=20000"
DEEP = (
    f"{ENDLESS}&hidden_layers=8,8,8,8,8,8"
    "&inputs=x1,x2,x1_squared,x2_squared,x1_x2,sin_x1,sin_x2"
)


class NotMeasurableError(RuntimeError):
    """What a browser measurement needs is not installed; the message says what."""


@contextmanager
def browser() -> Iterator["Browser"]:
    """Start Chromium.

    Raises:
        NotMeasurableError: Playwright or a browser is missing.
    """
    try:
        from playwright.sync_api import sync_playwright
    except ImportError as error:
        raise NotMeasurableError("Playwright is not installed") from error
    path = find()
    if path is None:
        raise NotMeasurableError("neither Chromium nor Chrome was found")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=flags())
        yield started
        started.close()


@contextmanager
def tab(started: "Browser", url: str) -> Iterator["Page"]:
    """Open `url` as a new visitor and wait until the first frame is painted."""
    # Without the page's content security policy, which forbids to wait for functions.
    context = started.new_context(
        viewport={"width": WIDTH, "height": HEIGHT}, bypass_csp=True
    )
    try:
        page = context.new_page()
        page.add_init_script(path=PROBE)
        page.goto(url)
        page.wait_for_function("benchProbe.ready !== null")
        yield page
    finally:
        context.close()


def train_at_full_speed(page: "Page") -> None:
    """Press Play at the fastest speed; a run that ends is started anew."""
    page.evaluate("benchProbe.endless = true")
    page.locator("#speed-slider").evaluate(
        "(slider) => { slider.value = slider.max;"
        " slider.dispatchEvent(new Event('input', {bubbles: true})); }"
    )
    page.locator("#transport [data-part=primary]").click()
    page.wait_for_function("benchProbe.drawn > 20")


def probed(page: "Page", name: str) -> Any:
    """Return what probe.js has noted under `name`."""
    return page.evaluate(f"benchProbe.{name}")
