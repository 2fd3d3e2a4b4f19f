"""Keys: space plays, the right arrow steps, Alt+R resets; focus comes first."""

from contextlib import suppress

import pytest
from playwright.sync_api import Page, expect

from tests.browser.actions import expect_status, number, wait_for_update


@pytest.fixture(autouse=True)
def _connected(page: Page) -> None:
    expect_status(page, "Ready.")


def test_space_plays_and_pauses(page: Page) -> None:
    page.keyboard.press("Space")
    expect_status(page, "Training.")
    wait_for_update(page, 2)
    page.keyboard.press("Space")
    expect_status(page, "Paused")


def test_the_right_arrow_steps_and_r_resets(page: Page) -> None:
    for update in (1, 2, 3):
        page.keyboard.press("ArrowRight")
        wait_for_update(page, update)
    page.keyboard.press("Alt+r")
    expect_status(page, "Ready.")
    assert number(page, "update") == 0


def test_no_letter_alone_loses_work(page: Page) -> None:
    page.keyboard.press("ArrowRight")
    wait_for_update(page, 1)
    page.keyboard.type("errorResettraining")
    page.keyboard.press("ArrowRight")
    wait_for_update(page, 2)
    assert number(page, "update") == 2


def test_no_press_of_a_step_is_lost(page: Page) -> None:
    for _ in range(30):
        page.keyboard.press("ArrowRight")
    wait_for_update(page, 30)
    expect_status(page, "Paused")
    for _ in range(10):
        page.keyboard.press("ArrowLeft")
    page.wait_for_function(
        """() => Number(document.querySelector("#readouts [data-part=update]")
            .textContent) === 20"""
    )


def test_play_trains_whatever_steps_still_wait(page: Page) -> None:
    for _ in range(30):
        page.keyboard.press("ArrowRight")
    wait_for_update(page, 30)
    for _ in range(30):
        page.keyboard.press("ArrowLeft")
    page.locator("#transport [data-part=primary]").click()
    wait_for_update(page, 60)


def test_the_right_arrow_holds_a_running_training_and_steps_it(page: Page) -> None:
    page.keyboard.press("Space")
    wait_for_update(page, 3)
    page.keyboard.press("ArrowRight")
    expect_status(page, "Paused")
    expect(page.locator("#errors .error")).to_have_count(0)


def test_keys_in_quick_succession_are_no_errors(page: Page) -> None:
    for key in ("Space", "Space", "Space", "ArrowRight", "ArrowRight", "Space"):
        page.keyboard.press(key)
    # A step that is still going on lets no other one begin: who presses again is heard.
    status = page.locator("#status [data-part=words]")
    for _ in range(10):
        page.keyboard.press("ArrowRight")
        with suppress(AssertionError):
            expect(status).to_contain_text("Paused", timeout=1000)
            break
    expect_status(page, "Paused")
    expect(page.locator("#errors .error")).to_have_count(0)


def test_space_on_a_focused_button_is_that_buttons(page: Page) -> None:
    page.get_by_role("button", name="New data").focus()
    page.keyboard.press("Space")
    expect(page.get_by_label("Data seed")).to_have_value("1")
    expect_status(page, "Ready.")


def test_arrows_on_a_focused_slider_only_move_it(page: Page) -> None:
    page.get_by_role("slider", name="Learning rate").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_label("Learning rate, exact value")).to_have_value("0.35")
    assert number(page, "update") == 0


def test_letters_typed_into_a_field_are_no_commands(page: Page) -> None:
    page.keyboard.press("ArrowRight")
    wait_for_update(page, 1)
    page.get_by_label("Noise, exact value").press("r")
    page.keyboard.press("Escape")
    assert number(page, "update") == 1


def test_tab_reaches_every_control_with_a_visible_focus(page: Page) -> None:
    reached = set()
    for _ in range(160):
        page.keyboard.press("Tab")
        name, is_seen = page.evaluate(
            """() => {
                const { id, name, textContent } = document.activeElement;
                if (document.activeElement === document.body) return [null, true];
                const style = getComputedStyle(document.activeElement);
                const tile = document.activeElement.closest(".tile, .chip");
                const seen = style.outlineStyle !== "none" || Boolean(tile);
                return [id || name || textContent.trim().slice(0, 40), seen];
            }"""
        )
        assert is_seen, f"no visible focus on {name}"
        reached.add(name)
    assert {
        "set-learning_rate",
        "set-target_error",
        "set-dataset",
        "speed-slider",
    } <= reached
    assert any(name and name.startswith("Play") for name in reached)


def test_menus_open_move_and_close_by_key(page: Page) -> None:
    button = page.get_by_role("button", name="Presets")
    button.press("ArrowDown")
    items = page.get_by_role("menuitem")
    expect(items.first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(items.nth(1)).to_be_focused()
    page.keyboard.press("Escape")
    expect(button).to_be_focused()
    expect(button).to_have_attribute("aria-expanded", "false")
