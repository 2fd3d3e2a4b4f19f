"""Behind a real proxy and in a frame of another site, in a real browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from app.bench import chromium
from tests.browser.actions import expect_status, number, play, wait_for_update
from tests.browser.conftest import watch
from tests.browser.test_reasons import expect_reason
from tests.proxies import (
    KEEP_NAME,
    NAME,
    UPGRADE,
    as_documented,
    needs_nginx,
    proxied,
)

pytestmark = needs_nginx
COURSE, OTHER = "moodle.example", "evil.example"
SITE = """
server {
    listen 127.0.0.1:{port} ssl;
    server_name moodle.example evil.example;
    ssl_certificate {cert};
    ssl_certificate_key {key};
    location / {
        default_type text/html;
        return 200 "<!doctype html><title>Course</title>
            <iframe src='{origin}/playground/' width=1300 height=850></iframe>";
    }
}
"""


def arguments() -> list[str]:
    names = ", ".join(f"MAP {name} 127.0.0.1" for name in (NAME, COURSE, OTHER))
    return [*chromium.flags(), f"--host-resolver-rules={names}"]


@pytest.fixture(scope="module")
def wide(browser: Browser) -> Iterator[Browser]:
    """A browser for which this machine is all the sites of these tests."""
    other = browser.browser_type.launch(
        executable_path=chromium.find_or_install(), args=arguments()
    )
    yield other
    other.close()


@pytest.fixture
def plain(browser: Browser, tmp_path: Path) -> Iterator[Browser]:
    """The same without Playwright's own flags.

    They switch off that frames of other sites have storage of their own; what is left
    is a browser that gives frames no storage at all.
    """
    given = [each for each in arguments() if not each.startswith("--disable-features")]
    needed = ["--headless", "--remote-debugging-pipe", "--no-startup-window"]
    other = browser.browser_type.launch(
        executable_path=chromium.find_or_install(),
        ignore_default_args=True,
        args=[*given, *needed, f"--user-data-dir={tmp_path / 'profile'}"],
    )
    yield other
    other.close()


@pytest.fixture
def context(wide: Browser) -> Iterator[BrowserContext]:
    with wide.new_context(
        ignore_https_errors=True, viewport={"width": 1440, "height": 900}
    ) as context:
        yield context


def train_a_little(page: Page) -> float:
    expect_status(page, "Ready.")
    play(page)
    wait_for_update(page, 5)
    play(page)
    expect_status(page, "Paused")
    return number(page, "update")


def test_as_the_readme_says_the_page_works(
    context: BrowserContext, tmp_path: Path, complaints: list[str]
) -> None:
    with as_documented(tmp_path) as origin:
        page = context.new_page()
        watch(page, complaints)
        page.goto(f"{origin}/playground/?l2=0.1")
        update = train_a_little(page)
        [cookie] = context.cookies()
        assert (cookie["secure"], cookie["path"]) == (True, "/playground")
        page.reload()
        expect_status(page, "Paused")
        assert number(page, "update") == update
        expect(page).to_have_url(f"{origin}/playground/?l2=0.1")


def test_a_proxy_that_strips_upgrade_is_named(
    context: BrowserContext, tmp_path: Path
) -> None:
    location = f"location / {{ proxy_pass {{server}}; {KEEP_NAME} }}"
    with proxied(tmp_path, location) as url:
        page = context.new_page()
        page.goto(url)
        expect_reason(
            page, "A proxy blocks the connection", "headers Upgrade and Connection"
        )


def test_an_origin_that_is_refused_is_named_with_the_setting(
    context: BrowserContext, tmp_path: Path
) -> None:
    location = f"location / {{ proxy_pass {{server}}; {UPGRADE} }}"
    with proxied(tmp_path, location) as url:
        page = context.new_page()
        page.goto(url)
        expect_reason(page, "This address is refused", f"PUBLIC_ORIGIN={url}.")


def test_a_proxy_whose_server_is_gone_says_so(
    context: BrowserContext, tmp_path: Path
) -> None:
    """The proxy answers 502 for all but the page itself, which was loaded before."""
    location = (
        f"location / {{ proxy_pass {{server}}; {KEEP_NAME} {UPGRADE} }} "
        "location ~ ^/(healthz|socket.io) { proxy_pass http://127.0.0.1:1; }"
    )
    with proxied(tmp_path, location) as url:
        page = context.new_page()
        page.goto(url)
        expect_reason(page, "The server is not running", "(status 502)")


def train_in_frame(page: Page, origin: str) -> str:
    """Train a little in the course page's frame; return the number of updates."""
    page.goto(origin.replace(NAME, COURSE))
    expect_framed(page, "Ready.")
    inside = page.frame_locator("iframe")
    primary = inside.locator("#transport [data-part=primary]")
    primary.click()
    expect_framed(page, "Training.")
    primary.click()
    expect_framed(page, "Paused")
    return inside.locator("#readouts [data-part=update]").inner_text()


def expect_framed(page: Page, words: str) -> None:
    status = page.frame_locator("iframe").locator("#status [data-part=words]")
    expect(status).to_contain_text(words)


NAMED = {"FRAME_ANCESTORS": f"https://{COURSE}:{{port}}"}


def test_a_named_site_shows_the_page_and_a_reload_finds_the_run(
    plain: Browser, tmp_path: Path
) -> None:
    with (
        as_documented(tmp_path, SITE, **NAMED) as origin,
        plain.new_context(ignore_https_errors=True) as context,
    ):
        page = context.new_page()
        update = train_in_frame(page, origin)
        [cookie] = context.cookies()
        assert (cookie["sameSite"], cookie["secure"]) == ("None", True)
        assert cookie["partitionKey"] == f"https://{COURSE}"
        page.reload()
        expect_framed(page, "Paused")
        readout = page.frame_locator("iframe").locator("#readouts [data-part=update]")
        expect(readout).to_have_text(update)


def test_a_frame_without_storage_works_and_begins_anew(
    context: BrowserContext, tmp_path: Path
) -> None:
    with as_documented(tmp_path, SITE, **NAMED) as origin:
        page = context.new_page()
        train_in_frame(page, origin)
        page.reload()
        expect_framed(page, "Ready.")


def test_any_other_site_shows_nothing_of_it(
    context: BrowserContext, tmp_path: Path
) -> None:
    with as_documented(tmp_path, SITE, **NAMED) as origin:
        page = context.new_page()
        with page.expect_event(
            "console", lambda message: "frame-ancestors" in message.text
        ):
            page.goto(origin.replace(NAME, OTHER))
        expect(page).to_have_title("Course")
        expect(page.frame_locator("iframe").locator("#status")).to_have_count(0)
