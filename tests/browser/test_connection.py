"""Losing the server: one sees it, nothing is lost, and it comes back by itself."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from app.bench.learner import Learner
from tests.browser.actions import (
    curve,
    expect_status,
    number,
    play,
    set_value,
    wait_for_points,
    wait_for_update,
)
from tests.browser.conftest import watch
from tests.server import Server

UPDATES_BEFORE = 30


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[Server]:
    """A server of this test alone, which the test may stop."""
    server = Server(tmp_path / "data")
    yield server
    server.kill()


@pytest.fixture
def own_page(browser: Browser, own_server: Server) -> Iterator[Page]:
    """A page of that server; its console may say that the server cannot be reached."""
    context = browser.new_context(base_url=own_server.url)
    page = context.new_page()
    page.goto("/")
    expect_status(page, "Ready.")
    yield page
    context.close()


def train_a_little(page: Page) -> int:
    play(page)
    wait_for_update(page, 12)
    set_value(page, "Learning rate", "0.1")
    wait_for_update(page, UPDATES_BEFORE)
    play(page)
    expect_status(page, "Paused")
    return int(number(page, "update"))


def restarted(server: Server, tmp_path: Path) -> Server:
    """Start the server again at the same address."""
    port = server.url.rsplit(":", 1)[1].rstrip("/")
    return Server(tmp_path / "data", PORT=port)


def test_a_lost_server_is_told_and_the_pictures_stay(
    own_page: Page, own_server: Server
) -> None:
    update = train_a_little(own_page)
    own_server.stop()
    expect_status(own_page, "Connection lost. Your run is safe; reconnecting …")
    expect(own_page.get_by_role("button", name="Play")).to_be_disabled()
    expect(own_page.get_by_role("slider", name="Learning rate")).to_be_disabled()
    assert number(own_page, "update") == update
    assert len(curve(own_page, "train")) > 1


def test_a_restarted_server_computes_the_run_again(
    own_page: Page, own_server: Server, tmp_path: Path
) -> None:
    update = train_a_little(own_page)
    wait_for_points(own_page, "train", update // 6 + 1)
    before = curve(own_page, "train")
    own_server.stop()
    expect_status(own_page, "Your run is safe")
    with restarted(own_server, tmp_path):
        expect_status(own_page, "your run was computed again")
        assert number(own_page, "update") == update
        wait_for_points(own_page, "train", len(before))
        assert curve(own_page, "train") == before
        play(own_page)
        wait_for_update(own_page, update + 5)


def test_a_reload_after_a_restart_finds_the_run_too(
    own_page: Page, own_server: Server, tmp_path: Path
) -> None:
    update = train_a_little(own_page)
    own_server.stop()
    with restarted(own_server, tmp_path):
        own_page.reload()
        expect_status(own_page, "your run was computed again")
        assert number(own_page, "update") == update


BLOCKED = """for (const name of ["localStorage", "sessionStorage"]) {
    Object.defineProperty(window, name, {
        get() { throw new DOMException("blocked", "SecurityError"); },
    });
}"""


def test_a_page_that_may_store_nothing_works(
    browser: Browser, own_server: Server, complaints: list[str]
) -> None:
    with browser.new_context(base_url=own_server.url) as context:
        context.add_init_script(BLOCKED)
        page = context.new_page()
        watch(page, complaints)
        page.goto("/")
        expect_status(page, "Ready.")
        page.get_by_role("button", name="Switch to dark").click()
        expect(page.locator("html")).to_have_attribute("data-theme", "dark")
        train_a_little(page)


def test_a_page_too_many_is_told_why_and_gets_in_once_there_is_room(
    browser: Browser, tmp_path: Path, complaints: list[str]
) -> None:
    crowded = Server(tmp_path / "data", MAX_SOCKETS_PER_BROWSER="1")
    with crowded as server, browser.new_context(base_url=server.url) as context:
        first, second = context.new_page(), context.new_page()
        first.goto("/")
        expect_status(first, "Ready.")
        watch(second, complaints)
        second.goto("/")
        expect_status(
            second, "too many tabs open (1 at most): close one. Trying again in"
        )
        expect(second.locator("#errors .error")).to_have_count(0)
        expect(
            second.get_by_role("button", name="Open the sealed test set")
        ).to_be_disabled()
        first.close()
        words = second.locator("#status [data-part=words]")
        expect(words).to_contain_text("Ready.", timeout=30_000)


def test_a_full_server_is_a_sentence_that_counts_down_and_the_page_waits(
    browser: Browser, tmp_path: Path
) -> None:
    """Even its handshake is refused: the page learns why from /healthz."""
    crowded = Server(tmp_path / "data", MAX_SOCKETS="1")
    with crowded as server, browser.new_context(base_url=server.url) as context:
        learner = Learner(server.url)
        learner.come()
        page = context.new_page()
        opened: list[str] = []
        page.on("websocket", lambda socket: opened.append(socket.url))
        page.route_web_socket("**/socket.io/**", lambda socket: socket.close())
        page.goto("/")
        words = page.locator("#status [data-part=words]")
        said = "The playground is full right now. Trying again in "
        expect(words).to_contain_text(said, timeout=30_000)
        tries = len(opened)
        seconds = set()
        for _ in range(3):
            text = words.inner_text()
            seconds.add(text)
            expect(words).not_to_have_text(text)
        assert all(text.startswith(said) for text in seconds)
        assert len(opened) == tries
        learner.leave()
