"""Why there is no connection: each kind is said, with what to do, none too early."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserType, Page, expect

from app.bench import chromium
from tests.browser.actions import expect_status, number, play, wait_for_update
from tests.browser.conftest import watch
from tests.server import Server

PHONE = {"width": 390, "height": 844}
LATER_MS = 25_000  # eight seconds, a question, and a slow machine
NAME = "teacher.test"


def block(page: Page) -> None:
    """Close every websocket at once, as a filter between does."""
    page.route_web_socket("**/socket.io/**", lambda ws: ws.close())


def expect_reason(page: Page, title: str, text: str | re.Pattern[str]) -> None:
    notice = page.locator("#notice")
    expect(notice).to_contain_text(text, timeout=LATER_MS)
    expect_status(page, title)
    expect(notice).to_have_role("status")


def expect_calm(page: Page) -> None:
    """Say nothing alarming: in the first seconds most connections come about."""
    expect(page.locator("#status [data-part=words]")).to_have_attribute(
        "data-tone", "info"
    )
    expect(page.locator("#notice")).to_be_empty()
    expect(page.locator("#unstarted")).to_have_count(0)


def is_sideways(page: Page) -> bool:
    return bool(
        page.evaluate(
            "document.body.scrollWidth > document.documentElement.clientWidth"
        )
    )


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[Server]:
    server = Server(tmp_path / "data")
    yield server
    server.kill()


@pytest.fixture
def own_page(browser: Browser, own_server: Server) -> Iterator[Page]:
    with browser.new_context(base_url=own_server.url) as context:
        yield context.new_page()


def port(server: Server) -> str:
    return server.url.rpartition(":")[2]


@pytest.mark.parametrize("viewport", [None, PHONE])
def test_a_blocked_websocket_is_said_and_what_to_do(
    browser: Browser, server: Server, complaints: list[str], viewport: dict[str, int]
) -> None:
    with browser.new_context(base_url=server.url, viewport=viewport) as context:
        page = context.new_page()
        watch(page, complaints)
        block(page)
        page.goto("/")
        expect_status(page, "Connecting to the server …")
        expect_calm(page)
        host = server.url.removeprefix("http://")
        expect_reason(page, "The connection is blocked", f"allow websockets to {host}.")
        assert not is_sideways(page)
        expect(page.locator("#notice")).to_be_in_viewport()
        assert "stopped" not in page.locator("body").inner_text()


def test_an_offline_device_is_said_and_comes_back_by_itself(
    own_page: Page,
) -> None:
    own_page.goto("/")
    expect_status(own_page, "Ready.")
    play(own_page)
    wait_for_update(own_page, 5)
    play(own_page)
    expect_status(own_page, "Paused")
    update = number(own_page, "update")
    own_page.context.set_offline(True)
    expect_status(own_page, "Connection lost. Your run is safe; reconnecting …")
    expect_reason(own_page, "Connection lost", "This device is offline.")
    expect(own_page.locator("#notice")).to_contain_text("Your run is safe.")
    own_page.context.set_offline(False)
    expect_status(own_page, "Paused")
    expect(own_page.locator("#notice")).to_be_empty()
    assert number(own_page, "update") == update


def test_a_server_that_is_gone_is_said_only_where_nothing_else_can_be(
    own_page: Page, own_server: Server, tmp_path: Path
) -> None:
    own_page.goto("/")
    expect_status(own_page, "Ready.")
    own_server.stop()
    expect_status(own_page, "Connection lost. Your run is safe; reconnecting …")
    host = own_server.url.removeprefix("http://")
    expect_reason(
        own_page, "The server is not running", f"Nothing answers at {host} on this"
    )
    with Server(tmp_path / "data", PORT=port(own_server)):
        expect_status(own_page, "Ready.")
        expect(own_page.locator("#notice")).to_be_empty()


@contextmanager
def elsewhere(kind: BrowserType) -> Iterator[Browser]:
    """A browser for which this machine is teacher.test, too."""
    browser = kind.launch(
        executable_path=chromium.find_or_install(),
        args=[*chromium.flags(), f"--host-resolver-rules=MAP {NAME} 127.0.0.1"],
    )
    yield browser
    browser.close()


def test_an_address_that_is_refused_is_said_with_the_setting(
    browser: Browser, tmp_path: Path
) -> None:
    server = Server(tmp_path / "data", ALLOWED_HOSTS=NAME)
    with elsewhere(browser.browser_type) as other:
        page = other.new_page()
        url = f"http://{NAME}:{port(server)}/"
        page.goto(url)
        expect_status(page, "Ready.")
        server.stop()
        with Server(tmp_path / "data", PORT=port(server)):
            expect_reason(
                page, "This address is refused", f"ALLOWED_HOSTS={NAME}, or with"
            )
            answer = page.goto(url)
            assert answer
            assert answer.status == 421
            heading = page.get_by_role("heading", level=1)
            expect(heading).to_contain_text(f"not answer to the name {NAME}")
            expect(page.get_by_text(f"ALLOWED_HOSTS={NAME}")).to_be_visible()


# The page as it was served before an update, the first time it is opened.
AGED = """
document.addEventListener("readystatechange", () => {
    if (document.readyState !== "interactive" || sessionStorage.getItem("aged")) return;
    sessionStorage.setItem("aged", "yes");
    const place = document.getElementById("server");
    const told = { ...JSON.parse(place.textContent), version: "0.0.1+v-0" };
    place.textContent = JSON.stringify(told);
});
"""


def test_a_page_older_than_the_server_asks_to_be_reloaded(
    browser: Browser, server: Server, complaints: list[str]
) -> None:
    with browser.new_context(base_url=server.url) as context:
        context.add_init_script(AGED)
        page = context.new_page()
        watch(page, complaints)
        page.goto("/")
        notice = page.locator("#notice")
        expect(notice).to_contain_text("was updated after this page was opened. Your")
        expect(notice).to_contain_text("Your run is safe.")
        play(page)
        wait_for_update(page, 5)
        play(page)
        expect_status(page, "Paused")
        update = number(page, "update")
        notice.get_by_role("button", name="Reload the page").click()
        expect_status(page, "Paused")
        expect(notice).to_be_empty()
        assert number(page, "update") == update


def test_a_page_whose_files_do_not_arrive_says_so(
    browser: Browser, server: Server
) -> None:
    """As below a path that the server does not know: nothing of ours is loaded."""
    with browser.new_context(base_url=server.url) as context:
        page = context.new_page()
        page.route("**/static/**", lambda route: route.fulfill(status=404))
        page.goto("/")
        words = page.locator("#unstarted")
        expect(words).to_be_attached()
        expect(words).to_be_hidden()
        expect(words).to_be_visible(timeout=LATER_MS)
        expect(words).to_contain_text("BASE_PATH")


def test_a_missing_library_is_said_too(browser: Browser, server: Server) -> None:
    with browser.new_context(base_url=server.url) as context:
        page = context.new_page()
        page.route("**/socket.io.msgpack.min.js", lambda route: route.abort())
        page.goto("/")
        expect(page.locator("#unstarted")).to_be_visible(timeout=LATER_MS)


def test_below_a_path_the_page_works_and_keeps_to_it(
    browser: Browser, tmp_path: Path, complaints: list[str]
) -> None:
    with (
        Server(tmp_path, BASE_PATH="/playground") as server,
        browser.new_context(base_url=server.url) as context,
    ):
        page = context.new_page()
        watch(page, complaints)
        page.goto("/?l2=0.1")  # past the proxy: it goes where its cookie is
        expect(page).to_have_url("/playground/?l2=0.1")
        expect_status(page, "Ready.")
        play(page)
        wait_for_update(page, 5)
        [cookie] = context.cookies()
        assert cookie["path"] == "/playground"
        play(page)
        expect_status(page, "Paused")
        update = number(page, "update")
        page.reload()
        expect_status(page, "Paused")
        assert number(page, "update") == update


def test_what_is_shared_can_be_opened_by_others(
    browser: Browser, tmp_path: Path
) -> None:
    public = "https://teach.example:8443"
    server = Server(tmp_path, PUBLIC_ORIGIN=public, BASE_PATH="/playground")
    allowed = ["clipboard-read", "clipboard-write"]
    with server, browser.new_context(permissions=allowed) as context:
        page = context.new_page()
        page.goto(f"{server.url}/playground/?learning_rate=0.05")
        expect_status(page, "Ready.")
        page.get_by_role("button", name="Share").click()
        expect(page.locator("[data-part=said]")).to_have_text("The link was copied")
        link = page.evaluate("navigator.clipboard.readText()")
        assert link.startswith(f"{public}/playground/?")
        assert "learning_rate=0.05" in link
