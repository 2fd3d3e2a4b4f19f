"""What would have been, over the wire."""

import math
import re

import pytest

from app.training.session import Session
from app.web.ghosts import ghost_payload
from app.web.payloads import GhostPayload
from tests.web.client import Client
from tests.web.sessions import session, train

FAST = {"updates_per_second": None}


def looked_on(made: Session, horizon: int = 300) -> GhostPayload:
    ghost = made.run.look_on(horizon)
    for _ in ghost.pieces():
        pass
    return ghost_payload(made.run, ghost)


def stopped(**given: object) -> Session:
    made = session(**given)
    train(made, 10**9)
    return made


def test_it_says_what_stopping_saved() -> None:
    made = stopped(early_stopping=True, max_epochs=600)
    sent = looked_on(made)
    run = made.run
    shown = run.course.history.row(run.shown_epoch)["validation"]
    last = (sent["series"]["validation"] or [])[-1]
    stop = run.course.epoch
    assert sent["text"] == (
        f"Early stopping saved {300 - stop} epochs; the error would have risen from "
        f"{shown:.4g} to {last:.4g}."
    )
    assert sent["series"]["epoch"][0] == stop
    assert sent["series"]["test"] is None


def test_once_opened_the_test_set_is_compared_too() -> None:
    made = stopped(early_stopping=True, max_epochs=600)
    made.open_test()
    for _ in made.run.course.unsealing():
        pass
    assert re.search(
        r"On the test set: [\d.]+ instead of [\d.]+", looked_on(made)["text"]
    )


def test_a_stop_that_came_too_soon_is_told_as_one() -> None:
    made = stopped(early_stopping=True, patience=1, max_epochs=600)
    text = looked_on(made, 60)["text"]
    assert "would have been better: " in text


def test_the_lowest_of_all_epochs_is_named() -> None:
    made = stopped(early_stopping=True, min_delta=1, max_epochs=600)
    course = made.run.course
    first = course.stop
    assert first is not None
    sent = looked_on(made, 60)
    ghost = made.run.ghost
    assert ghost is not None
    known = ghost.course.history.column("validation")[1:]
    errors = [math.inf if error is None else error for error in known]
    epoch = 1 + errors.index(min(errors))
    words = "would have been" if epoch > first.epoch else ", before the stop, was"
    place = f"Epoch {epoch} {words}".replace(" ,", ",")
    assert f"{place} better: {min(errors):.4g}." in sent["text"]


def test_while_it_is_on_its_way_it_says_how_far() -> None:
    made = stopped(early_stopping=True, max_epochs=600)
    ghost = made.run.look_on(300)
    next(ghost.pieces())
    epoch = ghost.course.epoch
    assert made.run.course.epoch < epoch < 300
    text = ghost_payload(made.run, ghost)["text"]
    assert text == f"Computing what would have followed: epoch {epoch} of 300"


def stop(page: Client) -> None:
    page.do("speed", **FAST)
    page.do("set", settings={"early_stopping": True, "patience": 5})
    page.do("play")
    page.frame(lambda f: f["state"] == "stopped")


def test_a_page_gets_it_as_it_comes_and_once_it_is_over(page: Client) -> None:
    stop(page)
    page.do("ghost", horizon=400)
    frame = page.frame(lambda f: bool(f["ghost"]) and f["ghost"]["over"])
    ghost = frame["ghost"]
    assert (ghost["horizon"], ghost["epoch"]) == (400, 400)
    assert ghost["start"] == frame["update"]
    assert ghost["series"]["epoch"][-1] == 400


def test_it_begins_anew_once_the_test_set_is_opened(page: Client) -> None:
    stop(page)
    page.do("ghost", horizon=400)
    frame = page.frame(lambda f: bool(f["ghost"]) and f["ghost"]["over"])
    assert frame["ghost"]["edits"] == frame["edits"]
    assert "On the test set" not in frame["ghost"]["text"]
    since = len(page.messages)
    page.do("open_test")
    page.do("ghost", horizon=400)
    told = page.frame(
        lambda f: bool(f["ghost"]) and "On the test set" in f["ghost"]["text"], since
    )
    assert told["ghost"]["edits"] == told["edits"] == frame["edits"] + 1


def test_looking_away_ends_it(page: Client) -> None:
    stop(page)
    page.do("ghost", horizon=20_000)
    page.do("ghost", horizon=None)
    since = len(page.messages)
    page.do("open_test")
    later = page.frame(lambda f: f["test_is_open"], since)
    assert later["ghost"] is None


@pytest.mark.parametrize("horizon", [0, -1, 1.5, "9", 20_001, True])
def test_a_bad_horizon_is_refused(page: Client, horizon: object) -> None:
    stop(page)
    error = page.refused("ghost", {"horizon": horizon})
    assert error["field"] == "horizon"


def test_a_run_that_has_not_stopped_has_nothing_to_look_at(page: Client) -> None:
    error = page.refused("ghost", {"horizon": 100})
    assert error["code"] == "state"
    assert "stopped early" in error["message"]
