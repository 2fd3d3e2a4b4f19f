"""Numbers of any size can be read, and runs told apart; so can changes on the way."""

import re

from playwright.sync_api import Page, expect

from tests.browser.actions import expect_status, full_speed, play, readout, set_value
from tests.browser.pointer import hover

PLANE = (
    "/?dataset=plane&noise=0&activation=linear&hidden_layers=&early_stopping=off"
    "&max_epochs=20&learning_rate="
)
TINY = re.compile(r"^\d(\.\d{1,3})?e−\d+$")


def keep(page: Page) -> str:
    """Train the plane at a rate and keep the run; return its training error."""
    full_speed(page)
    play(page)
    expect_status(page, "Stopped at epoch")
    page.locator(".below-tabs").get_by_role("button", name="Runs", exact=True).click()
    page.get_by_role("button", name="Keep this run").click()
    return readout(page, "train-error")


def test_errors_near_zero_are_told_and_told_apart(page: Page) -> None:
    errors = []
    for rate in ("0.3", "0.1"):
        page.goto(PLANE + rate)
        expect_status(page, "Ready.")
        errors.append(keep(page))
    assert all(TINY.fullmatch(error) for error in errors), errors
    assert errors[0] != errors[1]
    table = page.locator(".run-table")
    column = table.locator("thead th").evaluate_all(
        "all => all.findIndex((e) => e.textContent === 'Last train E')"
    )
    rows = table.locator("tbody tr")
    expect(rows).to_have_count(3)
    texts = rows.evaluate_all(
        "(all, column) => all.map((row) => row.children[column].textContent)", column
    )
    assert set(texts) == set(errors)
    told = page.locator(".run-card .run-words").all_inner_texts()
    assert len({re.findall(r"E (\S+)", text)[0] for text in told}) == len(told)
    size = page.locator("#readouts").evaluate("e => [e.scrollWidth, e.clientWidth]")
    assert size[0] <= size[1]


def test_many_quick_steps_of_a_slider_are_few_flags(page: Page) -> None:
    page.goto("/?early_stopping=off&max_epochs=20000")
    expect_status(page, "Ready.")
    play(page)
    slider = page.get_by_role("slider", name="Learning rate")
    for _ in range(40):
        slider.press("ArrowLeft")
    for _ in range(40):
        slider.press("ArrowRight")
    set_value(page, "Learning rate", "0.15")
    page.get_by_role("button", name="Pause", exact=True).click()
    expect_status(page, "Paused")
    page.wait_for_function(
        """() => document.querySelector("#curves .js-plotly-plot")?.data
            .find(({ name }) => name === "changed setting")?.customdata.at(-1)
            ?.endsWith("→ 0.15")"""
    )
    flags = page.evaluate(
        """() => {
            const { data } = document.querySelector("#curves .js-plotly-plot");
            const { x, customdata } = data.find((e) => e.name === "changed setting");
            return Array.from(x, (epoch, i) => [epoch, customdata[i]]);
        }"""
    )
    assert len(flags) <= 4, flags
    for _, text in flags:
        before, after = text.removeprefix("Learning rate: ").split(" → ")
        assert before != after
    hover(page, flags[0][0])
    expect(page.locator(".hover-notes")).to_contain_text(flags[0][1])


def test_chart_text_is_as_large_as_the_browser_s(page: Page) -> None:
    size = """selector => Math.round(parseFloat(getComputedStyle(
        document.querySelector(selector)).fontSize))"""
    ticks = (
        "#curves .xtick text",
        "#learned .xaxislayer-above text",
        "#network .infolayer text",
    )
    for selector in ticks:
        page.locator(selector).first.wait_for()  # the pictures are drawn one by one
    before = [page.evaluate(size, selector) for selector in ticks]
    page.add_style_tag(content="html { font-size: 24px }")
    for selector, old in zip(ticks, before, strict=True):
        page.wait_for_function(
            f"old => document.querySelector('{selector}') && "
            f"({size})('{selector}') > old",
            arg=old,
        )
    after = [page.evaluate(size, selector) for selector in ticks]
    assert all(new >= 1.4 * old for new, old in zip(after, before, strict=True))
    for axis in ("xtick", "ytick"):
        boxes = page.locator(f"#curves .{axis} text").evaluate_all(
            """all => all.map((e) => e.getBoundingClientRect())
                .map(({ left, right, top, bottom }) => [left, right, top, bottom])"""
        )
        for i, (left, right, top, bottom) in enumerate(boxes):
            for other in boxes[i + 1 :]:
                apart = right <= other[0] or other[1] <= left
                assert apart or bottom <= other[2] + 6 or other[3] <= top + 6
