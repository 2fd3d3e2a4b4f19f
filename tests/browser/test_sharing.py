"""Share: the receiver sees the same run, at the same moment, in the same view."""

import json
import math
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, expect

from tests.browser.actions import (
    STOPPED,
    expect_status,
    full_speed,
    number,
    play,
    readout,
    set_value,
    step_update,
    wait_for_update,
)
from tests.browser.conftest import OpenPage

CLIPBOARD = ["clipboard-read", "clipboard-write"]
SAID = "#share [data-part=said]"


def pressed(page: Page, group: str) -> list[str]:
    buttons = page.get_by_role("group", name=group).locator("[aria-pressed=true]")
    return [each.get_attribute("data-value") or "" for each in buttons.all()]


def copied(page: Page) -> str:
    expect(page.locator(SAID)).to_have_text("The link was copied")
    return str(page.evaluate("navigator.clipboard.readText()"))


def share(page: Page) -> None:
    page.get_by_role("button", name="Share: copy a link to this run").click()


def step_epoch(page: Page) -> None:
    before = number(page, "epoch")
    page.locator("#transport [data-part=step-units]").click()
    page.get_by_role("menuitemradio", name="Step by one epoch").click()
    expect(page.locator("#readouts [data-part=epoch]")).to_have_text(
        str(int(before) + 1)
    )


def changed_run(open_page: OpenPage) -> Page:
    """Two epochs, a slower rate, three labels flipped, one update more; a view."""
    page = open_page(permissions=CLIPBOARD)
    step_epoch(page)
    step_epoch(page)
    set_value(page, "Learning rate", "0.05")
    expect(page).to_have_url("/?learning_rate=0.05")
    page.get_by_role("button", name="flip").click()
    picture = page.locator("#learned .picture")
    picture.focus()
    for _ in range(3):
        picture.press("ArrowDown")
        picture.press("Enter")
    expect(page.get_by_role("button", name="undo all")).to_be_visible()
    page.locator("#transport [data-part=step-units]").click()
    page.get_by_role("menuitemradio", name="Step by one update").click()
    wait_for_update(page, 13)
    return page


def wrong_labels(page: Page) -> str:
    return page.locator("#learned .panel-foot").inner_text()


def numbers(page: Page) -> dict[str, str]:
    parts = ("epoch", "update", "train-error", "validation-error", "train-accuracy")
    return {part: readout(page, part) for part in parts}


def test_a_run_without_changes_is_copied_at_once_with_its_moment(
    open_page: OpenPage,
) -> None:
    page = open_page("/?learning_rate=0.1", permissions=CLIPBOARD)
    full_speed(page)
    play(page)
    expect_status(page, "Stopped early")
    share(page)
    link = copied(page)
    expect(page.get_by_role("dialog", name="Share this run")).to_be_hidden()
    # All that was computed: the weights shown are those of the best epoch before.
    stop = int(page.locator("#replay [data-part=line]").get_attribute("max") or 0)
    query = parse_qs(urlsplit(link).query)
    assert query == {
        "learning_rate": ["0.1"],
        "defaults": ["1"],
        "update": [str(6 * stop)],
        "speed": ["full"],
    }
    seen = numbers(page)
    page.close()
    other = open_page(link, "Stopped early")
    assert numbers(other) == seen
    expect(other.locator("#speed [data-part=value]")).to_have_text("full speed")
    expect(other).to_have_url("/?learning_rate=0.1")


def test_changes_moment_and_view_come_along_and_are_named_before_the_copy(
    open_page: OpenPage,
) -> None:
    page = changed_run(open_page)
    page.get_by_role("button", name="Table", exact=True).click()
    page.get_by_role("button", name="Gradient", exact=True).click()
    page.get_by_role("button", name="Accuracy", exact=True).click()
    page.get_by_role("button", name="◆ validation").click()
    share(page)
    dialog = page.get_by_role("dialog", name="Share this run")
    expect(dialog).to_contain_text(
        "The link holds your settings, 1 change of settings on the way, 3 changes of "
        "points, update 13 in epoch 3 and this view."
    )
    expect(page.locator(SAID)).to_have_text("")
    copy = dialog.get_by_role("button", name="Copy link")
    expect(copy).to_be_focused()
    copy.press("Enter")
    link = copied(page)
    expect(dialog).to_be_hidden()
    assert len(link) < 250
    other = open_page(link, "Paused in epoch 3.")
    expect(other.locator("#readouts [data-part=update]")).to_have_text("13")
    assert numbers(other) == numbers(page)
    assert wrong_labels(other) == wrong_labels(page)
    for group in ("Under the picture", "What the edges show", "What the curves show"):
        assert pressed(other, group) == pressed(page, group) != []
    assert pressed(other, "Points shown") == ["train"]
    expect(other).to_have_url("/?learning_rate=0.05")
    step_update(page)
    step_update(other)
    assert numbers(other) == numbers(page)


def test_a_reload_finds_what_was_done_since_a_link_was_opened(
    open_page: OpenPage,
) -> None:
    page = changed_run(open_page)
    share(page)
    page.get_by_role("button", name="Copy link").click()
    other = open_page(copied(page), "Paused in epoch 3.")
    expect(other).to_have_url("/?learning_rate=0.05")
    step_update(other)
    other.get_by_role("button", name="Layers", exact=True).click()
    other.get_by_role("button", name="Both", exact=True).click()
    held = numbers(other)
    other.reload()
    expect_status(other, "Paused in epoch 3.")
    expect(other.locator("#readouts [data-part=update]")).to_have_text("14")
    assert numbers(other) == held
    assert wrong_labels(other) == wrong_labels(page)
    assert pressed(other, "Under the picture") == ["layers"]
    both = other.get_by_role("button", name="Both", exact=True)
    expect(both).to_have_attribute("aria-pressed", "true")
    other.goto("/")  # a new visit in the same tab
    expect_status(other, "Ready.")
    expect(both).to_have_attribute("aria-pressed", "false")


def test_what_the_run_of_a_link_does_not_have_is_left_out_and_named(
    open_page: OpenPage,
) -> None:
    page = open_page("/?epoch=5&point=5000&focus=unit.1.7&example=3")
    said = page.locator("#errors")
    expect(said).to_contain_text(
        "Left out of the view: epoch=5, the run has come to epoch 0; point=5000, the "
    )
    expect(said).not_to_contain_text("example=")
    expect(page.locator("#curves")).to_be_visible()


def test_the_epoch_looked_back_at_and_what_is_pinned_come_along(
    open_page: OpenPage,
) -> None:
    page = open_page(permissions=CLIPBOARD)
    full_speed(page)
    play(page)
    expect_status(page, STOPPED)
    page.get_by_role("slider", name="Timeline").fill("7")
    expect_status(page, "Looking at epoch 7")
    page.locator("#network .picture").focus()
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    share(page)
    link = copied(page)
    assert parse_qs(urlsplit(link).query)["focus"] == ["unit.1.0"]
    own = page.locator(".inspector:not([hidden])").inner_text()
    page.close()
    other = open_page(link, "Looking at epoch 7 of 36")
    assert pressed(other, "Under the picture") == ["chain"]
    expect(other.locator(".inspector:not([hidden])")).to_have_text(
        own, use_inner_text=True
    )


def test_a_link_in_a_tab_that_has_a_run_overwrites_nothing(
    open_page: OpenPage,
) -> None:
    page = open_page()
    set_value(page, "Learning rate", "0.1")
    step_update(page)
    page.goto("/?learning_rate=0.1&defaults=1&update=9")
    expect_status(page, "Paused in epoch 2.")
    assert readout(page, "update") == "9"
    page.get_by_role("button", name="Undo: back to the network before").click()
    expect(page.locator("#readouts [data-part=update]")).to_have_text("1")


def test_bad_parts_of_a_link_are_left_out_alone_and_said_once(
    open_page: OpenPage,
) -> None:
    link = "/?learning_rate=0.1&changes=1abc&update=8&pane=nowhere&edges=gradient"
    page = open_page(link, "Paused in epoch 2.")
    errors = page.locator("#errors .error")
    expect(errors).to_have_count(2)
    expect(errors.nth(0)).to_contain_text("Left out of this link's view: pane=nowhere.")
    expect(errors.nth(1)).to_contain_text("The list of changes in this link was left")
    assert pressed(page, "What the edges show") == ["gradient"]
    assert readout(page, "update") == "8"


def long_run(folder: Path) -> Path:
    """A file of a run whose list of changes no link could hold."""
    weights = {
        f"w[2][{i}][{j}]": math.sin(8 * i + j + 1) for i in range(8) for j in range(8)
    }
    halves = {name: value / 3 for name, value in weights.items()}
    changes = [
        {"update": 2, "set": {}, "weights": weights},
        {"update": 9, "set": {}, "weights": halves},
    ]
    file = folder / "long.json"
    content = {"settings": {"l2": 0.001}, "changes": changes, "update": 15}
    file.write_text(json.dumps(content), encoding="utf-8")
    return file


def test_a_list_that_is_too_long_goes_into_a_file_that_the_page_opens(
    open_page: OpenPage, tmp_path: Path
) -> None:
    page = open_page(permissions=CLIPBOARD)
    step_update(page)
    page.locator("#header [data-part=file]").set_input_files(long_run(tmp_path))
    expect_status(page, "It was computed")
    page.get_by_role("button", name="Layers", exact=True).click()
    share(page)
    dialog = page.get_by_role("dialog", name="Share this run")
    expect(dialog).to_contain_text("too long for a link")
    save = dialog.get_by_role("button", name="Save file")
    expect(save).to_be_focused()
    with page.expect_download() as caught:
        save.press("Enter")
    saved = tmp_path / caught.value.suggested_filename
    caught.value.save_as(saved)
    seen = numbers(page)
    page.close()
    other = open_page()
    other.locator("#header [data-part=file]").set_input_files(saved)
    expect(other.locator("#readouts [data-part=update]")).to_have_text("15")
    expect_status(other, "Paused in epoch")
    assert numbers(other) == seen
    assert pressed(other, "Under the picture") == ["layers"]
    other.get_by_role("button", name="Undo: back to the network before").click()
    expect_status(other, "Ready.")


def test_what_stands_beside_the_run_is_said_to_stay_behind(page: Page) -> None:
    step_epoch(page)
    page.get_by_role("button", name="Runs", exact=True).click()
    page.get_by_role("button", name="Keep this run").click()
    share(page)
    dialog = page.get_by_role("dialog", name="Share this run")
    expect(dialog).to_contain_text("Not included: 1 kept run beside your run.")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(page.get_by_role("button", name="Share: copy a link")).to_be_focused()


def test_without_a_clipboard_the_link_can_be_copied_by_hand_on_a_phone(
    open_page: OpenPage,
) -> None:
    phone = {"width": 390, "height": 844}
    page = open_page("/?update=3&defaults=1", "Paused", viewport=phone)
    page.evaluate(
        """() => {
            Object.defineProperty(navigator, "clipboard", { value: undefined });
            document.execCommand = () => false;
        }"""
    )
    share(page)
    field = page.get_by_label("The link, to copy by hand")
    expect(field).to_be_focused()
    assert field.input_value().endswith("/?defaults=1&update=3")
    box = page.get_by_role("dialog", name="Share this run").bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= phone["width"]
