"""The main story, as a person lives it: play, change, stop, go on, reload."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.actions import (
    DEFAULT,
    STOPPED,
    curve,
    expect_status,
    full_speed,
    number,
    play,
    readout,
    set_value,
    wait_for_points,
    wait_for_update,
)
from tests.browser.conftest import OpenPage
from tests.server import ROOT


def saved_run(page: Page, folder: Path) -> dict:
    page.get_by_role("button", name="Export").click()
    with page.expect_download() as caught:
        page.get_by_role("menuitem", name="Run as JSON").click()
    path = folder / "settings.json"
    caught.value.save_as(path)
    return json.loads(path.read_text(encoding="utf-8"))


def trained_by_command(folder: Path) -> dict:
    done = subprocess.run(
        [sys.executable, "-m", "app", "train", folder / "settings.json", "--out", "-"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    return json.loads(done.stdout)


def test_play_makes_the_curves_grow_and_pause_holds_them(page: Page) -> None:
    play(page)
    expect_status(page, "Training.")
    wait_for_points(page, "train", 3)
    wait_for_points(page, "validation", 5)
    play(page)
    expect_status(page, "Paused in epoch")
    held = number(page, "update")
    wait_for_points(page, "train", int(held // 6) + 1)
    assert number(page, "update") == held


def test_dragging_the_learning_rate_changes_the_running_training(
    page: Page, tmp_path: Path
) -> None:
    play(page)
    wait_for_update(page, 5)
    slider = page.get_by_role("slider", name="Learning rate")
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    assert box
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + 0.75 * box["width"], y)
    page.mouse.down()
    page.mouse.move(box["x"] + 0.6 * box["width"], y, steps=4)
    page.mouse.up()
    value = page.get_by_label("Learning rate, exact value")
    expect(value).not_to_have_value("0.3")
    shown = value.input_value()
    wait_for_update(page, int(number(page, "update")) + 10)
    assert page.locator("#status").get_by_text("Training.").first.is_visible()
    play(page)
    expect_status(page, "Paused")
    changes = saved_run(page, tmp_path)["changes"]
    assert changes[0]["update"] > 5
    assert changes[-1]["set"]["learning_rate"] == pytest.approx(float(shown), rel=0.01)
    rate = page.evaluate("new URLSearchParams(location.search).get('learning_rate')")
    assert float(rate) == changes[-1]["set"]["learning_rate"]


def test_early_stopping_triggers_and_brings_the_best_weights_back(page: Page) -> None:
    full_speed(page)
    play(page)
    expect_status(page, STOPPED)
    stop = DEFAULT.stop
    assert stop is not None
    best = stop.best_epoch
    assert readout(page, "epoch") == str(best)
    expect(page.locator("#learned")).to_contain_text(f"best epoch {best}")
    expect(page.locator("#curves")).to_contain_text(
        "20 epochs without improvement (limit 20): stopped"
    )
    wait_for_points(page, "validation", stop.epoch + 1)
    validation = dict(map(tuple, curve(page, "validation")))
    assert min((v, e) for e, v in validation.items() if e)[1] == best


def test_the_page_shows_the_numbers_of_the_command_line(
    page: Page, tmp_path: Path
) -> None:
    full_speed(page)
    set_value(page, "L2", "0.003")
    play(page)
    expect_status(page, "Stopped early")
    saved_run(page, tmp_path)
    record = trained_by_command(tmp_path)
    stop, history = record["stop"], record["history"]
    expect_status(page, f"Stopped early at epoch {stop['epoch']} ·")
    wait_for_points(page, "train", stop["epoch"] + 1)
    for name in ("train", "validation"):
        assert [y for _, y in curve(page, name)] == history[name]
        restored = history[name][stop["best_epoch"]]
        assert number(page, f"{name}-error") == pytest.approx(restored, abs=5e-5)


def test_a_reload_in_the_middle_finds_the_run_with_its_whole_curve(page: Page) -> None:
    play(page)
    wait_for_update(page, 20)
    set_value(page, "Learning rate", "0.1")
    wait_for_update(page, 30)
    play(page)
    expect_status(page, "Paused")
    update = number(page, "update")
    wait_for_points(page, "train", int(update // 6) + 1)
    before = curve(page, "train")
    page.reload()
    expect_status(page, "Paused")
    assert number(page, "update") == update
    wait_for_points(page, "train", len(before))
    assert curve(page, "train") == before
    assert page.get_by_label("Learning rate, exact value").input_value() == "0.1"


def test_a_reload_while_it_trains_goes_on_training(page: Page) -> None:
    play(page)
    wait_for_update(page, 10)
    page.reload()
    wait_for_update(page, 15)
    expect_status(page, "Training.")


def test_a_new_tab_has_a_run_of_its_own(page: Page) -> None:
    play(page)
    wait_for_update(page, 5)
    other = page.context.new_page()
    other.goto("/")
    expect_status(other, "Ready.")
    assert number(other, "update") == 0
    expect_status(page, "Training.")


def test_two_browsers_have_two_runs(open_page: OpenPage) -> None:
    one, two = open_page(), open_page()
    play(one)
    wait_for_update(one, 5)
    expect_status(two, "Ready.")
    assert number(two, "update") == 0


def test_steps_go_by_update_and_by_epoch(page: Page) -> None:
    page.get_by_role("button", name="Step one update").click()
    expect_status(page, "Paused in epoch 1.")
    assert number(page, "update") == 1
    page.get_by_role("button", name="How far a step goes").click()
    page.get_by_role("menuitemradio", name="One epoch").click()
    wait_for_update(page, 6)
    assert (number(page, "update"), number(page, "epoch")) == (6, 1)


def test_a_new_network_starts_again_and_undo_brings_the_old_one_back(
    page: Page,
) -> None:
    play(page)
    wait_for_update(page, 8)
    play(page)
    expect_status(page, "Paused")
    update = number(page, "update")
    page.get_by_role("radio", name="Circle").check(force=True)
    expect_status(page, "Ready.")
    assert number(page, "update") == 0
    page.get_by_role("button", name="Undo").click()
    expect_status(page, "Paused")
    assert number(page, "update") == update
    expect(page.get_by_role("radio", name="Exclusive or")).to_be_checked()


def test_divergence_is_told_and_can_be_gone_back_from(page: Page) -> None:
    page.goto("/?dataset=plane&activation=relu&learning_rate=10")
    expect_status(page, "Ready.")
    full_speed(page)
    play(page)
    expect_status(page, "Diverged in epoch 1")
    expect_status(page, "go back there with learning rate 3.33?")
    page.get_by_role("slider", name="Speed").press("Home")
    page.get_by_role("button", name="Go back").click()
    expect_status(page, "Training.")
    rate = page.get_by_label("Learning rate, exact value").input_value()
    assert float(rate) == pytest.approx(10 / 3, rel=1e-3)
    expect(page.locator("#status")).not_to_contain_text("NaN")
