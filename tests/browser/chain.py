"""What the chain rule and the table under the picture say, read back as numbers."""

import re
from typing import Any

from playwright.sync_api import Page, expect

TARGET = """([trace, kind]) => {
    const plot = document.querySelector("#network .js-plotly-plot");
    const { x, y, customdata } = plot.data[trace];
    const box = plot.getBoundingClientRect();
    const at = customdata.findIndex((each) =>
        Object.entries(kind).every(([key, value]) => each[key] === value));
    return [box.x + x[at], box.y + y[at]];
}"""
SETTLED = """() => {
    const plot = document.querySelector("#network .js-plotly-plot");
    const stage = document.querySelector("#network .stage");
    return plot.layout.height === Math.floor(stage.getBoundingClientRect().height);
}"""
TWO_FRAMES = """() => new Promise((resolve) =>
    requestAnimationFrame(() => requestAnimationFrame(resolve)))"""


def settled_target(page: Page, what: list[Any]) -> list[float]:
    """Return where something stands once the picture holds still.

    What has just opened under the picture, or is arriving there, takes room from it.
    """
    known: list[float] | None = None
    for _ in range(20):
        page.wait_for_function(SETTLED)
        page.evaluate(TWO_FRAMES)
        found: list[float] = page.evaluate(TARGET, what)
        if found == known:
            return found
        known = found
    raise AssertionError(f"the picture did not come to rest: {known}")


def click(page: Page, kind: str, **where: int) -> None:
    """Click an edge, a unit or a bias in the picture; wait for its chain rule."""
    trace = {"edge": 0, "unit": 2, "bias": 3}[kind]
    x, y = settled_target(page, [trace, {"kind": kind, **where}])
    page.mouse.move(x, y)
    page.mouse.click(x, y)
    page.mouse.move(2, 2)
    expect(page.locator(".inspector math").first).to_be_visible()


def formulas(page: Page) -> list[str]:
    """The formulas, a line each, with plain minus signs."""
    lines = page.locator(".inspector .formula").all_text_contents()
    return [line.replace("−", "-") for line in lines]


def formulas_of(page: Page, title: str) -> list[str]:
    """The formulas under a step's title."""
    head = page.get_by_role("heading", name=title, exact=True)
    step = page.locator(".chain .step").filter(has=head)
    return [
        line.replace("−", "-") for line in step.locator(".formula").all_text_contents()
    ]


def terms(page: Page) -> list[list[list[float]]]:
    """The sums written out: each table's rows, with its last lines, as numbers."""
    tables = page.locator(".terms").evaluate_all(
        """all => all.map((table) => [...table.querySelectorAll("tbody tr, tfoot tr")]
            .map((row) => [...row.querySelectorAll("td")].map((cell) =>
                cell.textContent.trim().replaceAll("−", "-"))))"""
    )
    return [
        [[float(cell) for cell in row if cell] for row in table] for table in tables
    ]


def right(line: str) -> str:
    """What stands after the second equals sign, without brackets: numbers only."""
    return line.split("=", 2)[2].replace("(", "").replace(")", "")


def numbers(line: str) -> list[float]:
    """The numbers in a piece of a formula."""
    found = re.findall(r"-?\d+\.\d+(?:×10-?\d+)?|(?<![\w.])-?\d+(?![\w.(])", line)
    return [float(text.replace("×10", "e")) for text in found]


def exported(page: Page) -> dict[str, Any]:
    """The network as the table shows it, edge by edge."""
    # Deltas and activations come with the first frame that is asked for them.
    last = page.locator(".network-table tbody tr").first.locator("td").last
    expect(last).not_to_have_text("–")
    return page.evaluate(
        """() => Object.fromEntries(
            [...document.querySelectorAll("#network tbody tr")].map((row) => [
                row.querySelector("button .long").textContent,
                [...row.querySelectorAll("td")].map((cell) => Number(
                    cell.textContent.replace("dropped", 0).replaceAll("−", "-"))),
            ]))"""
    )
