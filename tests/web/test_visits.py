"""Looking back over the wire: what frames carry then, who wins, what is refused."""

from concurrent.futures import Future
from typing import Any

import pytest

from app.training.course import Course
from app.training.session import Session
from app.training.states import State
from app.training.validation import resolve
from app.web.visits import Visits
from tests.web.client import Client
from tests.web.conftest import Connect
from tests.web.sessions import session
from tests.web.test_publisher import Stage
from tests.web.test_verification import Hand

EPOCHS = 8


def trained(epochs: int = EPOCHS, **given: Any) -> Session:
    made = session(**given)
    made.play()
    made.run.advance(made.run.course.update + 6 * epochs)
    made.pause()
    return made


def look(made: Session, epoch: int) -> None:
    for _ in made.run.visiting(epoch):
        pass


class Page:
    """A session that is looked back on."""

    def __init__(self) -> None:
        self.hand = Hand()
        self.told = 0
        self.session = trained()
        self.visits = Visits(self.hand, self._shown)

    def _shown(self, _session: Session) -> dict[str, Any]:
        self.told += 1
        return {}

    def begin(self, epoch: int | None) -> Any:
        return self.visits.begin(self.session, epoch)

    @property
    def epoch(self) -> int | None:
        visit = self.session.run.visit
        return visit.epoch if visit else None


def test_the_latest_look_back_wins_and_the_others_are_given_up() -> None:
    page = Page()
    answers: list[Future[dict[str, Any]]] = [page.begin(epoch) for epoch in (1, 2, 3)]
    page.hand.finish()
    assert [a.result(0) for a in answers] == [{"given_up": True}] * 2 + [{}]
    assert page.epoch == 3
    assert page.told == 1


def test_the_present_wins_over_a_look_back_on_its_way() -> None:
    page = Page()
    answer = page.begin(2)
    page.hand.jobs.work()
    assert page.begin(None) == {}
    page.hand.finish()
    assert answer.result(0) == {"given_up": True}
    assert page.epoch is None


@pytest.mark.parametrize("act", ["play", "reset", "branch"])
def test_a_look_back_is_given_up_where_the_run_moves(act: str) -> None:
    page = Page()
    answer = page.begin(2)
    page.hand.jobs.work()
    if act == "play":
        page.session.play()
        page.session.run.advance(1)
    elif act == "reset":
        page.session.reset()
    else:
        page.session.branch(3)
    page.hand.finish()
    assert answer.result(0) == {"given_up": True}
    assert page.epoch is None


def test_every_piece_of_a_look_back_is_short(monkeypatch: pytest.MonkeyPatch) -> None:
    page = Page()
    page.session = session(hidden_layers=[32] * 5, examples=2000, batch_size=0)
    page.session.play()
    page.session.run.advance(20)
    page.session.pause()
    page.session.run.course._moments.forget_after(0)
    made: list[int] = []
    update_once = Course._update
    monkeypatch.setattr(
        Course, "_update", lambda course: (made.append(1), update_once(course))
    )
    page.begin(15)
    while page.hand.jobs:
        made.clear()
        page.hand.jobs.work()
        assert len(made) <= 1
    assert page.epoch == 15


def settled(stage: Stage) -> None:
    """Let the viewer get, and draw, all that there is to see."""
    for _ in range(12):
        stage.slice(0.6, updates=0)
        stage.drawn()


def seen(stage: Stage, since: int = 0) -> dict[str, Any]:
    """What the viewer has got from frame number `since` on, each part's newest."""
    merged: dict[str, Any] = {}
    for frame in stage.frames()[since:]:
        merged |= {key: value for key, value in frame.items() if value is not None}
    return merged


def test_each_picture_is_that_of_the_moment_looked_at() -> None:
    """What one gets of a moment is what one gets of a run that was stopped there."""
    there, past = Stage(trained(4)), Stage(trained())
    for stage in (there, past):
        stage.view(maps=True, output=True, norms=True, layers=True, pulls=True)
        stage.view(inspect=True)
        settled(stage)
    since = len(past.frames())
    look(past.session, 4)
    settled(past)
    wanted, found = seen(there), seen(past, since)
    same = ("weights", "gradient", "change", "deltas", "errors", "gap", "trace")
    for name in (*same, "maps", "output", "pulls"):
        assert found[name] == wanted[name], name
    for name in ("update", "l1_norm", "l2_squared", "error", "error_epoch", "now"):
        assert found["norms"][name] == wanted["norms"][name], name
    for name in ("update", "delta", "gradient", "ratio", "usual", "epochs", "flow"):
        assert found["layers"][name] == wanted["layers"][name], name
    assert found["stopping"]["shown_epoch"] == 4
    assert found["visit"] == {"epoch": 4, "update": 24}
    assert found["epoch"] == found["last_epoch"] == EPOCHS


def test_a_walk_right_before_an_edit_that_is_looked_back_on_comes_to_rest() -> None:
    made = trained(1)
    for row in made.run.course.problem.split.train[:3].tolist():
        made.edit({"removed": [row]})
        made.step("epoch")
        while made.run.state is State.RUNNING:
            made.run.advance(100)
    stage = Stage(made)
    stage.view(inspect=True)
    look(made, 2)
    made.walk(1)
    settled(stage)
    sent = len(stage.sent)
    for _ in range(5):
        stage.slice(updates=0)
        if stage.frames():
            stage.drawn()
    assert stage.sent[sent:] == []
    assert stage.frames()[-1]["visit"]["epoch"] == 2


@pytest.mark.parametrize("early_stopping", [True, False])
def test_the_criteria_are_read_as_they_were(early_stopping: bool) -> None:
    given = {
        "early_stopping": early_stopping,
        "criteria": ["patience", "generalization_loss"],
    }
    there, made = Stage(trained(4, **given)), Stage(trained(EPOCHS, **given))
    look(made.session, 4)
    frames = []
    for stage in (there, made):
        stage.slice(updates=0)
        frames.append(stage.frames()[-1]["stopping"])
    assert frames[0]["criteria"] == frames[1]["criteria"]
    assert frames[0]["wait"] == frames[1]["wait"]
    assert bool(frames[0]["criteria"]) is early_stopping


FAST = {"updates_per_second": None}


def stop(page: Client) -> dict[str, Any]:
    page.do("speed", **FAST)
    page.do("play")
    return page.frame(lambda f: f["state"] == "stopped")


def test_a_page_looks_back_and_sees_that_moment(page: Client) -> None:
    last = stop(page)
    since = len(page.messages)
    page.do("visit", epoch=12)
    frame = page.frame(lambda f: bool(f["visit"]), since)
    assert frame["visit"] == {"epoch": 12, "update": 72}
    assert frame["status"] == {"tone": "info", "text": "Looking at epoch 12 of 36."}
    assert frame["errors"]["test"] is None
    assert (frame["state"], frame["epoch"]) == ("stopped", 36)
    series = page.of("run")[-1]["series"]
    straight = Course(resolve({}))
    straight.advance(72)
    order = straight.problem.layout.wire_order
    expected = straight.theta[order].astype("<f4").tobytes()
    assert frame["weights"] == expected
    assert frame["errors"]["train"] == straight.history.row(12)["train"]
    assert series["epoch"][0] == 0
    since = len(page.messages)
    page.do("visit", epoch=None)
    back = page.frame(lambda f: f["visit"] is None, since)
    assert back["weights"] == last["weights"]
    assert back["stopping"]["restored"]


def test_going_on_from_there_ends_as_before(page: Client) -> None:
    last = stop(page)
    page.do("visit", epoch=12)
    since = len(page.messages)
    page.do("resume", epoch=12)
    again = page.frame(lambda f: f["state"] == "stopped", since)
    assert again["visit"] is None
    assert again["generation"] == last["generation"] + 1
    for name in ("weights", "errors", "update", "stopping"):
        assert again[name] == last[name], name


def test_a_branch_is_another_run_and_undo_leads_back(page: Client) -> None:
    last = stop(page)
    since = len(page.messages)
    page.do("branch", epoch=12)
    frame = page.frame(lambda f: f["generation"] > last["generation"], since)
    assert (frame["state"], frame["epoch"], frame["update"]) == ("paused", 12, 72)
    run = page.of("run")[-1]
    assert run["undo"]
    assert run["series"]["epoch"] == list(range(13))
    since = len(page.messages)
    page.do("undo")
    back = page.frame(lambda f: f["epoch"] == 36, since)
    assert back["weights"] == last["weights"]


def test_a_branched_run_is_computed_anew_to_the_same_bytes(connect: Connect) -> None:
    first, again = connect(), connect()
    first.hello("?optimizer=adam&dropout=0.2&learning_rate=0.01")
    stop(first)
    since = len(first.messages)
    first.do("branch", epoch=9)
    first.frame(lambda f: f["epoch"] == 9 and f["state"] == "paused", since)
    first.do("set", settings={"learning_rate": 0.02})
    first.do("step", unit="epoch")
    last = first.frame(lambda f: f["epoch"] == 10 and f["state"] == "paused", since)
    first.do("visit", epoch=3)  # what is looked at is no part of the run
    kept = first.do("export")
    recover = {key: kept[key] for key in ("settings", "changes", "update")}
    again.hello(run="lost-run", recover=recover)
    frame = again.frame(lambda f: f["update"] == kept["update"])
    assert frame["weights"] == last["weights"]
    assert again.do("export") == kept


def test_the_gradient_is_checked_of_the_moment_looked_at(page: Client) -> None:
    stop(page)
    page.do("visit", epoch=3)
    answer = page.do("check")
    assert answer["checked"] == answer["parameters"]
    assert answer["max_error"] < 1e-6


@pytest.mark.parametrize("event", ["visit", "resume", "branch"])
@pytest.mark.parametrize("epoch", [37, -1, 1.5, "x", 20_001, True])
def test_an_epoch_that_never_was_is_refused_and_nothing_changes(
    page: Client, event: str, epoch: object
) -> None:
    stop(page)
    page.do("visit", epoch=12)
    error = page.refused(event, {"epoch": epoch})
    assert error["field"] == "epoch"
    assert "epoch must be a whole number from 0" in error["message"]
    assert f"received {str(epoch).lower() if epoch is True else epoch!s}" in error[
        "message"
    ].replace("'", "").replace('"', "")
    since = len(page.messages)
    page.do("view", inspect=False)
    frame = page.frame(since=since)
    assert frame["visit"] == {"epoch": 12, "update": 72}
    assert frame["update"] == 216


@pytest.mark.parametrize("event", ["visit", "resume", "branch"])
def test_a_run_that_is_training_is_to_be_paused_first(page: Client, event: str) -> None:
    page.do("play")
    page.frame(lambda f: f["state"] == "running")
    error = page.refused(event, {"epoch": 0})
    assert error["code"] == "state"
    assert "pause it first" in error["message"]


def test_a_weight_cannot_be_typed_into_the_past(page: Client) -> None:
    stop(page)
    page.do("visit", epoch=36)
    page.do("visit", epoch=3)
    focus = {"kind": "bias", "layer": 1, "unit": 0}
    error = page.refused("assign", {"focus": focus, "value": 1})
    assert error["code"] == "state"
    assert page.do("nudge", focus=focus, by=0.01)["update"] == 18
