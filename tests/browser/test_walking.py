"""The walk through an update: by phases, on and back, with an example of choice."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.actions import (
    expect_status,
    full_speed,
    number,
    play,
    step_update,
    wait_for_update,
)
from tests.browser.conftest import OpenPage
from tests.browser.test_inspector import ONLINE, click, exported, numbers

PHASES = [
    "Forward 1", "Forward 2", "Forward 3", "Error",
    "Backward 3", "Backward 2", "Backward 1", "Update",
]  # fmt: skip


def test_an_update_is_walked_through_forward_and_back(open_page: OpenPage) -> None:
    page = open_page(ONLINE)
    page.get_by_role("button", name="Phases", exact=True).click()
    current = page.locator(".phases [aria-current]")
    update = page.locator("#readouts [data-part=update]")
    on = page.get_by_role("button", name="Next phase")
    shown = []
    for phase in PHASES:
        expect(update).to_have_text("0")
        on.click()
        expect(current).to_have_text(phase)
        shown.append(page.locator(".network-numbers").inner_text())
    expect(update).to_have_text("1")
    back = page.get_by_role("button", name="Phase before")
    for phase, text in list(zip(PHASES, shown, strict=True))[-2::-1]:
        back.click()
        expect(current).to_have_text(phase)
        assert page.locator(".network-numbers").inner_text() == text
    back.click()
    expect(current).to_have_count(0)
    expect(back).to_be_disabled()
    expect(back).to_be_focused()


def test_the_walk_ends_in_the_very_update_that_a_step_makes(
    open_page: OpenPage,
) -> None:
    networks = []
    for walks in (True, False):
        page = open_page(ONLINE)
        if walks:
            page.get_by_role("button", name="Phases", exact=True).click()
            page.get_by_role("button", name="Next phase").click()
            expect(page.locator(".phases [aria-current]")).to_have_text("Forward 1")
            page.get_by_role("button", name="Skip").click()
        else:
            step_update(page)
        wait_for_update(page, 1)
        page.get_by_role("button", name="Table", exact=True).click()
        row = page.locator("#network tbody tr").first
        row.wait_for()
        expect(row).not_to_contain_text("–")  # the update taken apart is there
        networks.append(exported(page))
    assert networks[0] == networks[1]


def test_slow_motion_goes_on_by_itself_and_can_be_paused(page: Page) -> None:
    page.get_by_role("button", name="Phases", exact=True).click()
    page.get_by_role("button", name="Slow motion").click()
    current = page.locator(".phases [aria-current]")
    expect(current).to_have_text("Forward 2")
    page.locator(".walk-bar").get_by_role("button", name="Pause").click()
    expect(page.get_by_role("button", name="Slow motion")).to_be_visible()


def test_play_takes_over_from_slow_motion(open_page: OpenPage) -> None:
    page = open_page("/?early_stopping=off&max_epochs=20000")
    page.get_by_role("button", name="Phases", exact=True).click()
    pace = page.get_by_role("slider", name="Seconds a phase")
    pace.press("Home")
    slow = page.get_by_role("button", name="Slow motion")
    slow.click()
    expect(page.locator(".phases [aria-current]")).to_have_text("Forward 2")
    play(page)
    expect(slow).to_be_visible()
    reached = number(page, "update")
    wait_for_update(page, int(reached) + 10)
    expect_status(page, "Training.")


def test_a_click_on_a_step_goes_there_on_or_back(page: Page) -> None:
    page.get_by_role("button", name="Phases", exact=True).click()
    current = page.locator(".phases [aria-current]")
    steps = page.locator(".phases .phase-step")
    steps.filter(has_text="Error").click()
    expect(current).to_have_text("Error")
    steps.filter(has_text="Forward 2").click()
    expect(current).to_have_text("Forward 2")
    steps.filter(has_text="Update").click()
    wait_for_update(page, 1)


def test_a_click_in_the_picture_asks_for_the_chain_rule(open_page: OpenPage) -> None:
    page = open_page(ONLINE)
    page.get_by_role("button", name="Phases", exact=True).click()
    click(page, "edge", layer=2, **{"from": 1, "to": 0})
    title = page.locator(".inspector h3").first
    expect(title).to_have_text("Hidden 1, unit 2 → hidden 2, unit 1")


def test_a_picked_example_is_the_next_batch(page: Page) -> None:
    page.get_by_role("button", name="Phases", exact=True).click()
    page.get_by_role("button", name="Random example").click()
    where = page.locator(".network-numbers .quiet")
    expect(where).to_contain_text("the example you picked: x = (")
    page.get_by_role("button", name="Training's own").click()
    expect(where).to_contain_text("of 10 in the batch")


def where(page: Page) -> Locator:
    """What names the example that is looked at."""
    return page.locator(".network-numbers .quiet")


def example_shown(page: Page) -> list[float]:
    """The inputs of the example that is looked at."""
    text = where(page).inner_text().replace("−", "-")
    return numbers(text.split("x = (")[1].split(")")[0])


def training_point(page: Page, at: int) -> dict[str, float]:
    """A training point of the map: where on the screen, and which."""
    page.locator("#learned .js-plotly-plot").wait_for()
    return page.evaluate(
        """at => {
            const plot = document.querySelector("#learned .js-plotly-plot");
            const trace = plot.data.find(({ name }) => name === "train");
            const { xaxis, yaxis, _size: size } = plot._fullLayout;
            const box = plot.getBoundingClientRect();
            const [x, y] = [trace.x[at], trace.y[at]];
            return {
                left: box.x + size.l + xaxis.d2p(x),
                top: box.y + size.t + yaxis.d2p(y),
                x, y,
            };
        }""",
        at,
    )


@pytest.mark.parametrize("steps", [0, 2])
def test_a_point_that_is_clicked_is_the_next_batch(page: Page, steps: int) -> None:
    page.get_by_role("button", name="Phases", exact=True).click()
    for _ in range(steps):
        step_update(page)
    point = training_point(page, 7)
    page.mouse.move(point["left"], point["top"])
    page.mouse.click(point["left"], point["top"])
    expect(where(page)).to_contain_text(f"update {steps + 1}: the example you picked")
    expect(page.locator(".phases [aria-current]")).to_have_text("Forward 1")
    assert example_shown(page) == pytest.approx([point["x"], point["y"]], rel=1e-5)
    page.get_by_role("button", name="Skip").click()
    wait_for_update(page, steps + 1)
    expect(where(page)).to_contain_text(f"update {steps + 1}: the example you picked")


def test_a_run_that_has_stopped_takes_no_point(page: Page) -> None:
    full_speed(page)
    play(page)
    expect_status(page, "Stopped early")
    page.get_by_role("button", name="Phases", exact=True).click()
    point = training_point(page, 7)
    page.mouse.move(point["left"], point["top"])
    card = page.locator("#learned .exact")
    expect(card).to_contain_text("Train example")
    expect(card).to_contain_text("Click: what each unit does here.")
    page.mouse.click(point["left"], point["top"])
    expect(page.get_by_role("button", name="Walk through")).to_have_attribute(
        "aria-disabled", "true"
    )


def test_the_examples_follow_each_other_in_the_order_of_the_data(page: Page) -> None:
    page.get_by_role("button", name="Phases", exact=True).click()
    first = training_point(page, 0)
    order = [training_point(page, at) for at in (0, 1, 2)]
    step_update(page)
    page.mouse.click(first["left"], first["top"])
    for step, at in (("Next example", 1), ("Next example", 2), ("Example before", 1)):
        page.get_by_role("button", name=step).click()
        shown = f"x = ({order[at]['x']:.3g}"[:8].replace("-", "−")
        expect(where(page)).to_contain_text(shown)
        expected = [order[at]["x"], order[at]["y"]]
        assert example_shown(page) == pytest.approx(expected, rel=1e-5)


def test_an_example_is_picked_out_of_a_running_training(open_page: OpenPage) -> None:
    page = open_page("/?early_stopping=off&max_epochs=20000")
    full_speed(page)
    play(page)
    wait_for_update(page, 1)
    page.get_by_role("button", name="Phases", exact=True).click()
    page.get_by_role("button", name="Random example").click()
    expect_status(page, "Paused")
    expect(where(page)).to_contain_text("the example you picked")


def test_a_step_can_be_a_single_phase(page: Page) -> None:
    page.get_by_role("button", name="How far a step goes").click()
    page.get_by_role("menuitemradio", name="Step by one phase").click()
    current = page.locator(".phases [aria-current]")
    expect(current).to_have_text("Forward 1")
    page.keyboard.press("Escape")
    page.keyboard.press("ArrowRight")
    expect(current).to_have_text("Forward 2")
    page.keyboard.press("ArrowLeft")
    expect(current).to_have_text("Forward 1")
    expect(page.locator("#readouts [data-part=update]")).to_have_text("0")


def test_the_update_tells_what_became_of_the_error(open_page: OpenPage) -> None:
    page = open_page(ONLINE)
    page.get_by_role("button", name="Phases", exact=True).click()
    sentence = page.locator(".network-numbers [role=status]")
    for _ in PHASES[: PHASES.index("Error") + 1]:
        page.get_by_role("button", name="Next phase").click()
    expect(sentence).to_contain_text("E = ")
    before = numbers(sentence.inner_text().split("E = ")[1].rstrip("."))
    page.get_by_role("button", name="Skip").click()
    expect(sentence).to_contain_text("This example's error fell from")
    told = re.findall(r"\d\.\d+", sentence.inner_text())
    assert float(told[0]) == before[0] > float(told[1])


def test_dropped_units_are_named_and_crossed_out(open_page: OpenPage) -> None:
    page = open_page("/?dropout=0.5&batch_size=1")
    legend = page.locator("#network .legend")
    expect(legend).to_contain_text("dropped in update 1")
    step_update(page)
    step_update(page)
    expect(legend).to_contain_text("dropped in update 2")
    page.get_by_role("button", name="Phases", exact=True).click()
    page.get_by_role("button", name="Next phase").click()
    expect(legend).to_contain_text("dropped in update 3")
    cells = page.locator(".network-numbers td:last-child").all_inner_texts()
    assert len(cells) == 8
    dropped = [cell for cell in cells if cell == "0 (dropped)"]
    assert 0 < len(dropped) < 8


def test_the_numbers_stand_below_each_other_and_stay_in_place(page: Page) -> None:
    page.get_by_role("button", name="Phases", exact=True).click()
    page.get_by_role("button", name="Next phase").click()
    cells = page.locator(".network-numbers tbody td:nth-child(2)")
    expect(cells).to_have_count(8)
    ends = """all => all.map((cell) => cell.textContent.length
        - cell.textContent.replace(/^−?\\d+/, "").length - cell.textContent.length)"""
    assert len(set(cells.evaluate_all(ends))) == 1
    assert len({cell.strip() for cell in cells.all_text_contents()}) > 1
    first = cells.first.element_handle()
    before = cells.first.text_content() or ""
    page.get_by_role("button", name="Next phase").click()
    expect(cells.first).not_to_have_text(before)
    assert first.evaluate("cell => cell.isConnected")


CANVAS = """async (frames) => {
    for (let i = 0; i < frames; i += 1) await new Promise(requestAnimationFrame);
    return document.querySelector("#network .picture-canvas").toDataURL();
}"""


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_signals_travel_only_where_motion_is_wanted(
    open_page: OpenPage, motion: str
) -> None:
    page = open_page(reduced_motion=motion)
    page.get_by_role("button", name="Phases", exact=True).click()
    page.get_by_role("button", name="Next phase").click()
    expect(page.locator(".phases [aria-current]")).to_have_text("Forward 1")
    soon, later = page.evaluate(CANVAS, 3), page.evaluate(CANVAS, 90)
    assert (soon == later) == (motion == "reduce")
