"""The rail of controls: built from the catalogue, exact, honest about bad input."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from app.training.settings import CATALOGUE
from tests.browser.actions import expect_status, play, set_value, wait_for_update
from tests.browser.conftest import OpenPage

READ_MS = 11_000
SINE_INPUTS = ["x1", "x1_squared", "sin_x1"]


def error_of(page: Page, name: str) -> str:
    error = page.locator(f"[data-setting={name}] .field-error")
    expect(error).to_be_visible()
    return error.inner_text()


def test_every_setting_has_a_control_with_its_label_and_help(page: Page) -> None:
    for name, entry in CATALOGUE.items():
        field = page.locator(f"#rail [data-setting={name}]")
        expect(field.locator(".field-name")).to_contain_text(entry.label)
        described = field.locator("[aria-describedby]").first
        help_id = described.get_attribute("aria-describedby").split()[0]
        expect(page.locator(f"#{help_id}")).to_contain_text(entry.help)


def test_a_group_says_whether_it_applies_while_training(page: Page) -> None:
    expect(page.locator(".group", has_text="Early stopping")).to_contain_text(
        "applies while training"
    )
    expect(page.locator(".group", has_text="Wrong labels")).to_contain_text(
        "builds a new network"
    )
    optimizer = page.locator("[data-setting=optimizer]")
    expect(optimizer.locator(".badge")).to_have_text("new network")


@pytest.mark.parametrize(
    ("label", "typed", "old", "message"),
    [
        (
            "Target error, exact value",
            "1,500",
            "off",
            "Target error: write 1.5 or 1500 instead of 1,500",
        ),
        (
            "Learning rate, exact value",
            "abc",
            "0.3",
            "Learning rate: a number from 0.00001 to 10, for example 0.3",
        ),
        (
            "Examples, exact value",
            "5000",
            "200",
            "Examples: a whole number from 20 to 2000, for example 200",
        ),
        (
            "Hidden layers",
            "8,x",
            "8, 8",
            "Hidden layers: up to 6 numbers from 1 to 32, for example 8, 8",
        ),
    ],
)
def test_bad_input_is_told_at_the_field_and_the_old_value_comes_back(
    page: Page, label: str, typed: str, old: str, message: str
) -> None:
    field = page.get_by_role("textbox", name=label, exact=True)
    field.fill(typed)
    field.press("Enter")
    name = message.split(":", maxsplit=1)[0].lower().replace(" ", "_")
    assert error_of(page, name) == message
    expect(page.locator("#errors")).to_contain_text(message)
    expect(field).to_have_value(old)
    expect(field).to_have_attribute("aria-invalid", "true")


def test_an_error_goes_when_dismissed_and_when_the_value_is_mended(page: Page) -> None:
    set_value(page, "Noise", "7")
    error_of(page, "noise")
    page.get_by_role("button", name="Dismiss this message").click()
    expect(page.locator("#errors .error")).to_have_count(0)
    set_value(page, "Noise", "8")
    error_of(page, "noise")
    set_value(page, "Noise", "0.4")
    expect(page.locator("#errors .error")).to_have_count(0)
    expect(page.locator("[data-setting=noise] .field-error")).to_be_hidden()


@pytest.mark.parametrize("name", ["Max epochs", "Batch size", "Momentum"])
def test_a_number_beyond_all_bounds_is_refused_as_it_was_typed(
    open_page: OpenPage, name: str
) -> None:
    page = open_page("/?optimizer=momentum")
    field = page.get_by_label(f"{name}, exact value")
    old = field.input_value()
    for typed in ("18446744073709555712", "1e308"):
        set_value(page, name, typed)
        rule = f"{name}: a {'number' if name == 'Momentum' else 'whole number'} from "
        expect(page.locator("#errors .error").last).to_contain_text(rule)
        expect(field).to_have_value(old)
    expect(page).to_have_url("/?optimizer=momentum")


def test_an_error_goes_when_the_old_value_is_typed_again(page: Page) -> None:
    seed = page.get_by_label("Data seed")
    seed.fill("abc")
    seed.press("Enter")
    error_of(page, "data_seed")
    seed.fill("0")
    seed.press("Enter")
    expect(page.locator("[data-setting=data_seed] .field-error")).to_be_hidden()


def test_errors_leave_by_themselves_unless_they_are_pointed_at(
    open_page: OpenPage,
) -> None:
    page = open_page()
    page.clock.install()
    expect_status(page, "Ready.")
    set_value(page, "Noise", "7")
    error_of(page, "noise")
    error = page.locator("#errors .error")
    error.hover()
    page.clock.run_for(READ_MS)
    expect(error).to_be_visible()
    page.mouse.move(0, 0)
    page.clock.run_for(READ_MS)
    expect(error).to_have_count(0)


def test_only_the_newest_errors_are_shown(open_page: OpenPage) -> None:
    page = open_page("/?noise=a&examples=b&patience=c&rises=d")
    expect(page.locator("#errors .error")).to_have_count(3)
    expect(page.locator("#errors .error").last).to_contain_text("Successive rises")


def test_a_slider_dragged_past_a_limit_says_so_once_and_goes_back(
    open_page: OpenPage,
) -> None:
    page = open_page("/?hidden_layers=4,4&batch_size=5")
    slider = page.get_by_role("slider", name="Batch size")
    slider.scroll_into_view_if_needed()
    value = page.get_by_label("Batch size, exact value")
    box = slider.bounding_box()
    assert box
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + 0.2 * box["width"], y)
    page.mouse.down()
    page.mouse.move(box["x"] + 0.99 * box["width"], y, steps=12)
    error_of(page, "batch_size")
    page.mouse.up()
    expect(page.locator("#errors .error")).to_have_count(1)
    shown = page.evaluate("new URLSearchParams(location.search).get('batch_size')")
    expect(value).to_have_value(shown)
    assert slider.get_attribute("aria-valuetext") == f"{shown} examples"


@pytest.mark.parametrize(
    ("label", "typed", "shown"),
    [
        ("Max epochs, exact value", "1,000", "1000"),
        ("Max epochs, exact value", "1.000", "1000"),
        ("Patience, exact value", "1 000", "1000"),
        ("Data seed", "1,000", "1000"),
        ("Learning rate, exact value", "0,05", "0.05"),
        ("Learning rate, exact value", "1e\u22123", "0.001"),
        ("Learning rate, exact value", "\uff10\uff0e\uff15", "0.5"),
        ("Wrong labels, exact value", "20%", "20"),
        ("Target error, exact value", "0,25", "0.25"),
        ("Hidden layers", "4;3,", "4, 3"),
        ("Hidden layers", "none", ""),
    ],
)
def test_what_is_typed_is_read_as_people_write_it(
    page: Page, label: str, typed: str, shown: str
) -> None:
    field = page.get_by_role("textbox", name=label, exact=True)
    field.fill(typed)
    field.press("Enter")
    expect(field).to_have_value(shown)
    expect(page.locator("#errors .error")).to_have_count(0)


def note_of(page: Page, name: str) -> Locator:
    return page.locator(f"#rail [data-setting={name}] .field-note")


def test_shares_that_squeeze_each_other_give_way_and_say_so(page: Page) -> None:
    slider = page.get_by_role("slider", name="Validation share")
    slider.press("End")
    expect(page.get_by_label("Test share, exact value")).to_have_value("19")
    expect(note_of(page, "test_share")).to_have_text(
        "19 % instead of 40 %: with a validation share of 80 %, more would leave too "
        "little for training."
    )
    expect(note_of(page, "batch_size")).to_contain_text("2 instead of 10")
    set_value(page, "Validation share", "30")
    expect(page.get_by_label("Test share, exact value")).to_have_value("40")
    expect(note_of(page, "test_share")).to_be_hidden()
    expect(page.locator("#errors .error")).to_have_count(0)


def test_few_examples_make_the_batch_smaller_and_it_comes_back(page: Page) -> None:
    set_value(page, "Examples", "30")
    batch = page.get_by_label("Batch size, exact value")
    expect(batch).to_have_value("9")
    expect(note_of(page, "batch_size")).to_be_visible()
    expect(batch).to_have_accessible_description(re.compile("9 instead of 10"))
    expect(page.locator("#rail > [role=status]")).to_have_text(
        "Batch size: 9 instead of 10: the training set has only 9 examples."
    )
    play(page)
    wait_for_update(page, 5)
    set_value(page, "Examples", "200")
    expect(batch).to_have_value("10")
    expect(note_of(page, "batch_size")).to_be_hidden()


def test_early_stopping_rests_without_a_validation_set(page: Page) -> None:
    set_value(page, "Validation share", "0")
    expect(note_of(page, "early_stopping")).to_have_text(
        "Early stopping needs a validation set, so it rests while the share is 0 %."
    )
    switch = page.get_by_role("switch", name="Early stopping")
    expect(switch).to_be_checked()
    expect(page.get_by_role("slider", name="Patience")).to_be_disabled()
    expect(page.locator(".field-caution:visible")).to_have_count(0)
    expect(page.locator("#curves")).not_to_contain_text("rests")
    expect_status(page, "Early stopping rests: the validation set is empty.")
    play(page)
    wait_for_update(page, 5)
    expect(page.locator("#errors .error")).to_have_count(0)
    set_value(page, "Validation share", "30")
    expect(note_of(page, "early_stopping")).to_be_hidden()
    expect(page.get_by_role("slider", name="Patience")).to_be_enabled()


def test_bad_input_leaves_the_running_training_alone(page: Page) -> None:
    play(page)
    wait_for_update(page, 5)
    set_value(page, "Learning rate", "-1")
    error_of(page, "learning_rate")
    expect_status(page, "Training.")
    wait_for_update(page, 12)


def test_a_control_rests_while_its_setting_has_no_effect(page: Page) -> None:
    momentum = page.get_by_role("slider", name="Momentum")
    expect(momentum).to_be_disabled()
    expect(momentum).to_have_accessible_description(
        re.compile("No effect now: it needs Optimizer: Momentum or Nesterov.")
    )
    page.get_by_label("Optimizer", exact=True).select_option("nesterov")
    expect(momentum).to_be_enabled()
    page.get_by_role("switch", name="Early stopping").uncheck()
    expect(page.get_by_role("slider", name="Patience")).to_be_disabled()
    expect(page.get_by_label("Wrong labels, exact value")).to_be_enabled()
    page.get_by_role("radio", name="Plane").check(force=True)
    expect(page.get_by_label("Wrong labels, exact value")).to_be_disabled()
    expect(page.locator("#set-loss")).to_be_disabled()


def test_new_data_and_new_weights_are_two_buttons_with_two_seeds(page: Page) -> None:
    page.get_by_role("button", name="New data").click()
    expect(page).to_have_url("/?data_seed=1")
    page.get_by_role("button", name="New weights").click()
    expect(page).to_have_url("/?data_seed=1&weight_seed=1")
    expect(page.get_by_label("Data seed")).to_have_value("1")


def test_the_data_panel_counts_the_sets_and_the_flipped_labels(page: Page) -> None:
    counts = page.locator("#rail .counts")
    for name, count in (("train", 60), ("validation", 60), ("test", 80)):
        expect(counts.locator(f".{name} b")).to_have_text(str(count))
    expect(counts).to_contain_text("30 of all 200 labels are wrong")
    set_value(page, "Wrong labels", "0")
    expect(counts).to_contain_text("All labels are right.")


def test_a_data_set_offers_its_own_inputs(page: Page) -> None:
    page.get_by_role("radio", name="Sine").check(force=True)
    chips = page.locator("[data-setting=inputs] .chip:visible input")
    expect(chips).to_have_count(len(SINE_INPUTS))
    assert [chip.input_value() for chip in chips.all()] == SINE_INPUTS


def test_layers_are_added_and_removed_in_the_rail(page: Page) -> None:
    sizes = page.get_by_role("textbox", name="Hidden layers")
    page.get_by_role("button", name="Add a hidden layer").first.click()
    expect(sizes).to_have_value("8, 8, 8")
    page.get_by_role("button", name="Remove the last hidden layer").first.click()
    expect(sizes).to_have_value("8, 8")


def test_a_preset_sets_everything_it_names(page: Page) -> None:
    page.get_by_role("button", name="Presets").click()
    page.get_by_role("menuitem", name="Iris done well").click()
    expect(page.get_by_role("radio", name="Iris")).to_be_checked()
    expect(page.get_by_role("textbox", name="Hidden layers")).to_have_value("8")
    expect(page.get_by_role("switch", name="Early stopping")).not_to_be_checked()


def test_help_shows_on_keyboard_focus_and_escape_hides_it(page: Page) -> None:
    slider = page.get_by_role("slider", name="Patience")
    slider.focus()
    slider.press("ArrowRight")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    tip = page.get_by_role("tooltip")
    expect(tip).to_be_visible()
    expect(tip).to_contain_text(CATALOGUE["patience"].help)
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()


def test_each_data_set_is_explained_by_its_own_help(page: Page) -> None:
    page.locator(".tile", has=page.get_by_role("radio", name="Moons")).hover()
    expect(page.get_by_role("tooltip")).to_contain_text("Moons:")
    expect(page.locator(".dataset-name")).to_have_text("Exclusive or")


def test_the_numbers_are_explained_and_say_their_epoch(page: Page) -> None:
    expect_status(page, "Ready.")
    expect(page.locator(".belongs")).to_have_text("errors of this epoch")
    page.locator(".readout.validation").hover()
    expect(page.get_by_role("tooltip")).to_contain_text("without dropout")
