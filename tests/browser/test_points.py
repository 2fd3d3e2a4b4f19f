"""Points looked into and changed on the map, while the training goes on."""

from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from app.training.course import Course
from app.training.validation import resolve
from tests.browser.actions import (
    expect_status,
    full_speed,
    number,
    play,
    wait_for_update,
)
from tests.browser.conftest import OpenPage
from tests.browser.test_walking import training_point

ENDLESS = "early_stopping=off&max_epochs=20000"


def mode(page: Page, name: str) -> None:
    """Choose what a click on the map does."""
    clicks = page.get_by_role("group", name="A click on the map")
    clicks.get_by_role("button", name=name).click()


def rows(page: Page, name: str) -> list[int]:
    """The rows of the points in one of the map's traces."""
    return page.evaluate(
        """name => document.querySelector("#learned .js-plotly-plot")?.data
            .find((trace) => trace.name === name).customdata ?? []""",
        name,
    )


def wait_for_rows(page: Page, name: str, count: int) -> None:
    page.wait_for_function(
        """([name, count]) => document.querySelector("#learned .js-plotly-plot")?.data
            .find((trace) => trace.name === name).customdata?.length === count""",
        arg=[name, count],
    )


def click_point(page: Page, at: int) -> None:
    point = training_point(page, at)
    page.mouse.move(point["left"], point["top"])
    page.mouse.click(point["left"], point["top"])


def test_a_label_is_flipped_while_it_trains(open_page: OpenPage) -> None:
    page = open_page(f"/?wrong_labels=0&{ENDLESS}")
    play(page)
    wait_for_update(page, 3)
    mode(page, "flip")
    page.get_by_role("button", name="Errors", exact=True).click()
    row = rows(page, "train")[7]
    click_point(page, 7)
    wait_for_rows(page, "wrong label", 1)
    assert rows(page, "wrong label") == [row]
    card = page.locator("#learned .exact")
    expect(card).to_contain_text("(wrong, changed by you)")
    expect(card.locator("dd").last).to_contain_text("+")  # its error is a number
    expect(page.locator("#learned .legend")).to_contain_text("disc: a point's error")
    expect(page.locator("#rail")).to_contain_text("1 of all 200 labels is wrong")
    wait_for_update(page, int(number(page, "update")) + 3)
    play(page)
    expect_status(page, "Paused")
    update = number(page, "update")
    flags = page.evaluate(
        """() => document.querySelector("#curves .js-plotly-plot")?.data
            .find(({ name }) => name === "changed setting").customdata"""
    )
    assert any("labels changed: 1" in text for text in flags)
    page.reload()
    expect_status(page, "Paused")
    assert number(page, "update") == update
    wait_for_rows(page, "wrong label", 1)
    assert rows(page, "wrong label") == [row]


def class_counts(page: Page) -> list[list[str]]:
    """The cells of the table of sets: class by class, name first."""
    lines = page.locator("#rail .sizes tbody tr").all()[1:]
    return [line.locator("th, td").all_inner_texts() for line in lines]


def test_the_points_of_each_class_are_told_set_by_set(open_page: OpenPage) -> None:
    page = open_page("/")
    expect(page.locator("#rail .sizes thead th")).to_have_text(
        ["training", "validation", "test"]
    )
    before = class_counts(page)
    totals = page.locator("#rail .sizes tbody tr").first.locator("b")
    expect(totals).to_have_text(["60", "60", "80"])
    first, second = ([int(n) for n in line[1:]] for line in before)
    assert [a + b for a, b in zip(first, second, strict=True)] == [60, 60, 80]
    legend = page.locator("#learned .legend").inner_text()
    assert all(line[0].strip() in legend for line in before)
    mode(page, "flip")
    click_point(page, 7)
    training = page.locator("#rail .sizes tbody tr").nth(1).locator("td").first
    expect(training).not_to_have_text(before[0][1])
    (one, other), was = (line[1:] for line in class_counts(page)), first[0]
    assert abs(int(one[0]) - was) == 1
    assert int(one[0]) + int(other[0]) == 60
    assert [one[1:], other[1:]] == [line[2:] for line in before]
    page.goto(page.url.split("?")[0] + "?dataset=iris")
    expect(page.locator("#rail .sizes tbody tr")).to_have_count(4)
    page.goto(page.url.split("?")[0] + "?dataset=plane")
    expect(page.locator("#rail .sizes tbody tr")).to_have_count(1)


def test_points_are_removed_brought_back_and_added(page: Page) -> None:
    counts = page.locator("#rail .sizes .train b")
    expect(counts).to_have_text("60")
    mode(page, "remove")
    click_point(page, 3)
    expect(counts).to_have_text("59")
    wait_for_rows(page, "removed", 1)
    gone = rows(page, "removed")[0]
    assert gone not in rows(page, "train")
    page.get_by_role("button", name="Point", exact=True).click()
    page.get_by_label("x₁ of an added point").fill("0.5")
    page.get_by_label("x₂ of an added point").fill("-1.25")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(counts).to_have_text("60")
    box = page.locator("#learned .stage").bounding_box() or {}
    page.keyboard.down("Shift")
    page.mouse.click(box["x"] + box["width"] / 2 - 20, box["y"] + 80)
    page.keyboard.up("Shift")
    expect(counts).to_have_text("61")
    wait_for_rows(page, "added", 2)
    assert rows(page, "added") == [200, 201]
    expect(page.locator("#learned .legend")).to_contain_text("2 added")
    play(page)
    wait_for_update(page, 2)
    page.locator("#learned").get_by_role("button", name="undo all").click()
    expect(counts).to_have_text("60")
    wait_for_rows(page, "added", 0)
    assert gone in rows(page, "train")


def test_without_a_pointer_a_point_is_found_and_flipped(open_page: OpenPage) -> None:
    page = open_page("/?wrong_labels=0")
    mode(page, "flip")
    picture = page.locator("#learned .picture")
    picture.focus()
    for key in ("ArrowDown", "ArrowDown", "Shift+ArrowDown", "ArrowUp"):
        picture.press(key)
    expect(page.locator("#learned [role=status]")).to_contain_text("example")
    picture.press("Enter")
    wait_for_rows(page, "wrong label", 1)
    picture.press("Enter")
    wait_for_rows(page, "wrong label", 0)


def box_of(page: Page) -> dict[str, float]:
    """Where the map's picture stands."""
    return page.locator("#learned .stage").bounding_box() or {}


@pytest.mark.parametrize("width", [1440, 1024, 390])
def test_an_edit_moves_no_point_and_keeps_the_focus(
    open_page: OpenPage, width: int
) -> None:
    page = open_page("/", viewport={"width": width, "height": 844})
    page.get_by_role("button", name="Point", exact=True).click()
    page.get_by_role("button", name="Next wrong label").click()
    panel = page.get_by_role("region", name="One point")
    expect(panel.locator("tbody tr")).to_have_count(16)
    page.locator("#learned .stage").scroll_into_view_if_needed()
    size = box_of(page)["height"]
    panel.get_by_role("button", name="Remove", exact=True).press("Enter")
    expect(panel.get_by_role("button", name="Bring back")).to_be_focused()
    panel.get_by_role("button", name="Add", exact=True).click()
    wait_for_rows(page, "added", 1)
    wait_for_rows(page, "removed", 1)
    assert box_of(page)["height"] == size
    page.locator("#learned").get_by_role("button", name="undo all").press("Enter")
    wait_for_rows(page, "added", 0)
    expect(page.locator("#learned .picture")).to_be_focused()
    assert box_of(page)["height"] == size


def test_an_earlier_epoch_is_not_edited_and_says_so(page: Page) -> None:
    full_speed(page)
    play(page)
    expect_status(page, "Stopped early")
    mode(page, "remove")
    page.get_by_role("slider", name="Timeline").press("Home")
    expect_status(page, "Looking at epoch 0 of 36.")
    clicks = page.get_by_role("group", name="A click on the map")
    expect(clicks.get_by_role("button", name="look")).to_be_enabled()
    for name in ("flip", "remove", "add"):
        expect(clicks.get_by_role("button", name=name)).to_be_disabled()
    picture = page.locator("#learned .picture")
    picture.focus()
    picture.press("ArrowDown")
    why = "Looking at epoch 0: continue"
    expect(page.locator("#learned .exact")).to_contain_text(why)
    picture.press("Enter")
    expect(page.locator(".errors")).to_contain_text(why)
    page.get_by_role("button", name="Return to latest").click()
    expect_status(page, "Stopped early")
    picture.focus()
    picture.press("ArrowDown")
    picture.press("Enter")
    expect(page.locator("#learned .stage [role=status]")).to_contain_text("removed.")
    expect(page.locator(".errors .error")).to_have_count(0)


def silenced(update: int, row: int) -> dict[tuple[int, int], tuple[float, float]]:
    """By hand: what silencing each unit of the default network does at a point."""
    course = Course(resolve({}))
    course.advance(update)
    problem = course.problem
    views = problem.layout.views(course.theta)

    def errors(without: tuple[int, int] | None, x: Any, t: Any, means: Any) -> Any:
        a = x
        for layer, weights in enumerate(views[:-1], start=1):
            inner = np.tanh(weights @ a)
            if without and without[0] == layer:
                inner[without[1]] = means[layer][without[1]]
            a = np.vstack([inner, np.ones(a.shape[1])])
        o = 1 / (1 + np.exp(-(views[-1] @ a)))
        return -(t * np.log(o) + (1 - t) * np.log(1 - o))[0]

    a, means = problem.train.x, {}
    for layer, weights in enumerate(views[:-1], start=1):
        inner = np.tanh(weights @ a)
        means[layer] = inner.mean(axis=1)
        a = np.vstack([inner, np.ones(a.shape[1])])
    others = problem.split.train != row
    found = {}
    for layer in (1, 2):
        for unit in range(8):
            own, rest = (
                errors((layer, unit), x, t, means) - errors(None, x, t, means)
                for x, t in (
                    (problem.x[:, [row]], problem.t[:, [row]]),
                    (problem.train.x[:, others], problem.train.t[:, others]),
                )
            )
            found[layer, unit] = float(own[0]), float(rest.mean())
    return found


def test_a_wrong_label_shows_which_units_hold_on_to_it(page: Page) -> None:
    full_speed(page)
    play(page)
    expect_status(page, "Stopped early")
    page.get_by_role("button", name="Point", exact=True).click()
    page.get_by_role("button", name="Next wrong label").click()
    panel = page.get_by_role("region", name="One point")
    expect(panel.locator("h3")).to_contain_text("(wrong)")
    expect(panel).to_contain_text("with the weights after update 96")
    lines = panel.locator("tbody tr")
    expect(lines).to_have_count(16)
    row = int("".join(filter(str.isdigit, panel.locator("h3").inner_text()))) - 1
    expected = silenced(96, row)
    for text in lines.all_inner_texts():
        name, *cells = text.replace("⚑", "").replace("−", "-").split("\t")
        layer, unit = (int(word) for word in name.replace(",", "").split()[1::2])
        own, others = (float(cell) for cell in cells[-2:])
        assert own == pytest.approx(expected[layer, unit - 1][0], abs=1e-8)
        assert others == pytest.approx(expected[layer, unit - 1][1], abs=1e-8)
    holding = panel.locator(".holds").count()
    assert holding > 0
    marks = page.locator("#network .unit-marks")
    expect(marks).to_contain_text(f"{holding} holding on to the point")
    box = marks.bounding_box() or {}
    stage = page.locator("#network .stage").bounding_box() or {}
    assert box["height"] >= 16  # letters that reach below the line are not cut
    assert box["y"] + box["height"] <= stage["y"] + stage["height"]
    panel.get_by_role("button", name="Remove", exact=True).click()
    expect(panel).to_contain_text("This point was removed.")
    expect(marks.locator(".legend-item:not([hidden])")).to_have_count(0)
