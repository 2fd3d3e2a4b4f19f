"""The product in a subprocess and a real browser that looks at it.

A missing browser is a failure, never a skip. `page` fails its test when the
page's console shows a warning or an error.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Page,
    expect,
    sync_playwright,
)

from app.bench import chromium
from tests.browser.actions import expect_status
from tests.server import ROOT, Server

SIZE = {"width": 1440, "height": 900}
# Without it V8 parses all of Plotly again for the stack of an error that is told to the
# tools of a developer: a fifth of the work for a page.
KNOWN_POSITIONS = "--js-flags=--no-enable-lazy-source-positions"
WAIT_MS = 20_000  # other tests, and other programs, may have the processor meanwhile
expect.set_options(timeout=WAIT_MS)
OpenPage = Callable[..., Page]


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all tests; each test's browser context is a new visitor."""
    server = Server(tmp_path_factory.mktemp("data"))
    yield server
    status = server.stop()
    output = "".join(server.output)
    assert status == 0, output
    assert "Traceback" not in output, output


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium.find_or_install()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=[*chromium.flags(), KNOWN_POSITIONS]
        )
        yield browser
        browser.close()


@pytest.fixture
def complaints() -> Iterator[list[str]]:
    """What the console of any page of this test complained of: nothing, at its end.

    A test that provokes a message removes it from the list: `complaints.clear()`.
    """
    messages: list[str] = []
    yield messages
    assert messages == []


@pytest.fixture
def open_page(
    browser: Browser, server: Server, complaints: list[str]
) -> Iterator[OpenPage]:
    """`open_page(path="/", status="Ready.", **options)`: a new visitor's page, ready.

    The options are Playwright's for a new context, for example `viewport`,
    `color_scheme="dark"`, `reduced_motion="reduce"` or `has_touch=True`. A link to a
    run has another `status` once it is there.
    """
    contexts = []

    def open_page(path: str = "/", status: str = "Ready.", **options: object) -> Page:
        context = browser.new_context(
            base_url=server.url, **({"viewport": SIZE} | options)
        )
        contexts.append(context)
        context.set_default_timeout(WAIT_MS)
        page = context.new_page()
        watch(page, complaints)
        page.goto(path)
        expect_status(page, status)  # what is pressed before has no effect
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """The playground at its defaults, 1440 x 900, light, ready to be used."""
    return open_page()


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core, which finds what keeps people from using a page."""
    path = ROOT / "node_modules" / "axe-core" / "axe.min.js"
    assert path.is_file(), f"{path} is missing: run `npm ci --ignore-scripts`"
    return Path(path).read_text(encoding="utf-8")


def watch(page: Page, complaints: list[str]) -> None:
    def hear(message: ConsoleMessage) -> None:
        if message.type in {"warning", "error"}:
            complaints.append(f"{message.type}: {message.text}")

    page.on("console", hear)
    page.on("pageerror", lambda error: complaints.append(f"exception: {error}"))
