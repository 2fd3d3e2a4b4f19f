"""Early stopping's words on the page, and going on past a stop."""

from playwright.sync_api import Page, expect

from tests.browser.actions import (
    DEFAULT,
    STOPPED,
    computed,
    expect_status,
    full_speed,
    play,
    readout,
    set_value,
    told,
)
from tests.browser.conftest import OpenPage

EARLY = "Early stopping"


def keep_training(page: Page) -> None:
    page.get_by_role("button", name="Keep training").click()


def annotations(page: Page) -> list[str]:
    """The labels of the marks on the curves, once the training has stopped."""
    found: list[str] = page.evaluate(
        """() => document.querySelector("#curves .js-plotly-plot").layout.annotations
            .map(({ text }) => text)"""
    )
    return found


def test_max_epochs_raised_after_the_end_are_obeyed(open_page: OpenPage) -> None:
    page = open_page("/?max_epochs=28")
    full_speed(page)
    play(page)
    expect_status(page, "Stopped at epoch 28, the max epochs")
    expect_status(page, "Keep training goes past the max epochs, to epoch 20000.")
    set_value(page, "Max epochs", "600")
    expect_status(page, "Keep training goes on to epoch 600.")
    keep_training(page)
    expect_status(page, STOPPED)
    expect(page.get_by_role("switch", name=EARLY)).to_be_checked()
    assert page.get_by_label("Max epochs, exact value").input_value() == "600"
    page.wait_for_function("() => location.search === ''")


def test_past_an_early_stop_the_settings_and_the_address_stay(
    open_page: OpenPage,
) -> None:
    last = DEFAULT.epoch + 30
    page = open_page(f"/?max_epochs={last}")
    full_speed(page)
    play(page)
    expect_status(page, STOPPED)
    button = page.locator("#transport [data-part=primary]")
    title = button.get_attribute("title") or ""
    assert f"past this early stop, to epoch {last} at the latest" in title
    keep_training(page)
    expect_status(page, f"Stopped at epoch {last}, the max epochs")
    expect(page.get_by_role("switch", name=EARLY)).to_be_checked()
    assert page.evaluate("() => location.search") == f"?max_epochs={last}"
    page.reload()
    expect_status(page, f"Stopped at epoch {last}, the max epochs")
    page.get_by_role("button", name="Reset", exact=True).click()
    expect_status(page, "Ready.")
    play(page)
    expect_status(page, STOPPED)


def test_one_epoch_is_named_and_what_the_counts_are_of(page: Page) -> None:
    full_speed(page)
    play(page)
    expect_status(page, STOPPED)
    stop = DEFAULT.stop
    assert stop is not None
    best = stop.best_epoch
    expect(page.locator(".belongs")).to_have_text(f"best epoch (restored): {best}")
    assert readout(page, "epoch") == str(best)
    assert readout(page, "update") == str(DEFAULT.history.update(best or 0))
    expect(page.locator(".flips")).to_contain_text("of all 200 labels are wrong")
    expect(page.locator("#learned .legend")).to_contain_text("wrong labels shown")


def test_the_lowest_epoch_is_named_where_another_was_restored(
    open_page: OpenPage,
) -> None:
    page = open_page("/?min_delta=0.04")
    full_speed(page)
    play(page)
    course = computed(min_delta=0.04)
    expect_status(page, told(course))
    stop, errors = course.stop, course.history.column("validation")
    assert stop is not None
    known = [9e9 if error is None else error for error in errors[1:]]
    lowest = 1 + known.index(min(known))
    assert lowest != stop.best_epoch
    expect_status(page, f"Epoch {lowest} was lower")
    restored = f"restored: {stop.best_epoch} · lowest: {lowest}"
    expect(page.locator(".belongs")).to_have_text(restored)
    page.wait_for_function(
        """text => document.querySelector("#curves .js-plotly-plot").layout.annotations
            ?.some((each) => each.text === text)""",
        arg=f"lowest · epoch {lowest}",
    )
    assert f"best · epoch {stop.best_epoch}" in annotations(page)
    expect(page.locator(".ghost [role=status]")).to_contain_text(
        f"Epoch {lowest}, before the stop, was better"
    )


def test_checking_that_never_starts_is_told_when_set_and_at_the_end(
    open_page: OpenPage,
) -> None:
    page = open_page("/?max_epochs=50")
    field = page.locator("[data-setting=start_epoch]")
    caution = field.locator(".field-caution")
    expect(caution).to_be_hidden()
    set_value(page, "Start checking at epoch", "70")
    never = "Training ends at epoch 50, before checking starts at epoch 70"
    expect(caution).to_contain_text(never)
    expect_status(page, never)
    full_speed(page)
    play(page)
    expect_status(page, "Early stopping never looked: it starts checking at epoch 70")


def test_a_validation_set_that_is_too_small_is_told(open_page: OpenPage) -> None:
    page = open_page("/?examples=20&validation_share=10&batch_size=5")
    chance = "Only 2 validation examples: where it stops is mostly chance."
    field = page.locator("[data-setting=early_stopping]")
    expect(field.locator(".field-caution")).to_have_text(chance)
    expect(page.locator(".stopping-notes")).to_have_text(chance)
    full_speed(page)
    play(page)
    expect_status(page, "Stopped")
    expect_status(page, chance)
    page.get_by_role("switch", name=EARLY).uncheck()
    expect(page.locator(".stopping-notes")).to_be_hidden()
