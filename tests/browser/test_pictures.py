"""The three pictures: something is drawn, it has exact numbers, it can be saved."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.actions import STOPPED, expect_status, full_speed, play
from tests.browser.conftest import OpenPage

#: A target for the pointer: where Plotly has put the first edge, in the page.
EDGE = """() => {
    const plot = document.querySelector("#network .js-plotly-plot");
    const { left, top } = plot.getBoundingClientRect();
    return [left + plot.data[0].x[0], top + plot.data[0].y[0]];
}"""
COLORS = """() => {
    const canvas = document.querySelector("#network canvas");
    const { width, height } = canvas;
    const { data } = canvas.getContext("2d").getImageData(0, 0, width, height);
    return new Set(new Uint32Array(data.buffer)).size;
}"""


def train_to_the_end(page: Page) -> None:
    expect_status(page, "Ready.")
    full_speed(page)
    play(page)
    expect_status(page, STOPPED)


def exported(page: Page, item: str, path: Path) -> bytes:
    page.get_by_role("button", name="Export").click()
    with page.expect_download() as caught:
        page.get_by_role("menuitem", name=item).click()
    caught.value.save_as(path)
    return path.read_bytes()


def test_curves_and_network_are_drawn(page: Page) -> None:
    train_to_the_end(page)
    # The area between the curves has an outline of no width.
    lines = page.locator('#curves path.js-line:not([style*="stroke-width: 0px"])')
    expect(lines).to_have_count(4)  # two sets, and what would have been of each
    for line in lines.all():
        expect(line).to_have_attribute("d", re.compile(r"^M.+L.+"))
    assert page.evaluate(COLORS) > 100


def test_pointing_at_an_edge_shows_its_exact_numbers(page: Page) -> None:
    train_to_the_end(page)
    page.mouse.move(*page.evaluate(EDGE))
    card = page.locator("#network .exact")
    expect(card).to_contain_text("Input x₁ → hidden 1, unit 1")
    expect(card.locator("dt").first).to_have_text("weight w")
    numbers = card.locator("dd")
    expect(numbers).to_have_count(3)
    for number in numbers.all():
        expect(number).to_have_text(re.compile(r"^[+−]\d+\.\d{6,8}(e−?\d+)?$"))


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1024, 768), (390, 844)])
def test_the_stops_label_lies_inside_the_curves(
    open_page: OpenPage, width: int, height: int
) -> None:
    page = open_page("/?dataset=spiral", viewport={"width": width, "height": height})
    full_speed(page)
    play(page)
    label = page.locator("#curves .annotation").filter(has_text="stopped · epoch")
    expect(label).to_be_visible()
    # In one go: a later drawing puts another label in its place.
    inner, outer = page.evaluate(
        """() => {
            const labels = [...document.querySelectorAll("#curves .annotation")];
            const label = labels.find(({ textContent }) =>
                textContent.includes("stopped · epoch"));
            return [label, label.closest(".stage")]
                .map((element) => element.getBoundingClientRect().toJSON());
        }"""
    )
    assert inner["width"] > 0
    assert inner["left"] >= outer["left"]
    assert inner["right"] <= outer["right"]


def test_the_network_is_saved_as_a_picture(page: Page, tmp_path: Path) -> None:
    expect_status(page, "Ready.")
    vectors = exported(page, "Network as SVG", tmp_path / "network.svg").decode()
    assert vectors.startswith("<svg")
    edges = vectors.split('class="edges"')[1].split("</g>")[0]
    assert edges.count("<path") == 2 * 8 + 8 * 8 + 8
    pixels = exported(page, "Network as PNG", tmp_path / "network.png")
    assert pixels.startswith(b"\x89PNG")
    assert len(pixels) > 20_000
