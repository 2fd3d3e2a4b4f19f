from typing import Any

import pytest

from app.training.changes import Change
from app.training.session import Session
from app.web.messages import View, parse
from app.web.protocol import HEALTH_SECONDS, LAYERS_SECONDS
from app.web.publisher import Publisher
from tests.web.sessions import session, train


class Stage:
    """A session with viewers, a clock that is set by hand, and all that was sent."""

    def __init__(self, made: Session | None = None) -> None:
        self.now = 100.0
        self.sent: list[tuple[str, str, Any]] = []
        self.session = made or session()
        self.publisher = Publisher(
            lambda *message: self.sent.append(message), lambda: self.now
        )
        self.publisher.attach(self.session, "viewer")

    def slice(self, seconds: float = 0.02, updates: int = 1) -> float | None:
        self.now += seconds
        if updates:
            self.session.run.advance(updates)
        return self.publisher.after_slice(self.session)

    def frames(self, viewer: str = "viewer") -> list[Any]:
        return [m for name, event, m in self.sent if (name, event) == (viewer, "frame")]

    def drawn(self, viewer: str = "viewer", seq: int | None = None) -> None:
        number = seq if seq is not None else self.frames(viewer)[-1]["seq"]
        self.publisher.confirm(self.session, viewer, number)

    def view(self, **change: Any) -> None:
        message: View = parse("view", (change,))
        self.publisher.view(self.session, "viewer", message)


@pytest.fixture
def stage() -> Stage:
    stage = Stage()
    stage.session.play()
    stage.slice()
    stage.drawn()
    return stage


def test_a_viewer_first_gets_the_run_and_then_a_frame() -> None:
    stage = Stage()
    stage.slice(updates=0)
    assert [event for _, event, _ in stage.sent] == ["run", "frame"]


def test_nobody_there_costs_nothing() -> None:
    stage = Stage()
    stage.publisher.detach(stage.session, "viewer")
    assert stage.slice() is None
    assert stage.sent == []


def test_without_confirmation_two_frames_and_no_more(stage: Stage) -> None:
    before = len(stage.frames())
    for _ in range(10):
        stage.slice()
    assert len(stage.frames()) == before + 2


def test_what_comes_after_a_stall_is_fresh_and_has_every_epoch(stage: Stage) -> None:
    for _ in range(50):
        stage.slice(updates=6)
    stage.drawn()
    stage.slice(updates=6)
    last = stage.frames()[-1]
    assert last["update"] == stage.session.run.course.update
    epochs = last["series"]["epoch"]
    assert epochs == list(range(epochs[0], last["epoch"] + 1))
    assert epochs[0] <= stage.frames()[-2]["epoch"] + 1


def test_frames_are_16_ms_apart(stage: Stage) -> None:
    before = len(stage.frames())
    for _ in range(15):
        wait = stage.slice(seconds=0.001)
        assert wait
        assert 0 < wait <= 0.016
    stage.slice(seconds=0.002)
    assert len(stage.frames()) == before + 1


def test_a_slow_client_has_one_frame_on_its_way(stage: Stage) -> None:
    stage.slice()
    stage.now += 1.0
    stage.drawn()
    before = len(stage.frames())
    for _ in range(5):
        stage.slice()
    assert len(stage.frames()) == before + 1
    stage.drawn()  # quick again
    for _ in range(5):
        stage.slice()
    assert len(stage.frames()) == before + 3


def test_nothing_new_is_nothing_sent(stage: Stage) -> None:
    stage.session.pause()
    stage.slice()
    stage.drawn()
    before = len(stage.frames())
    assert stage.slice(updates=0) is None
    assert len(stage.frames()) == before


def test_what_is_wanted_is_sent_though_nothing_changed(stage: Stage) -> None:
    stage.session.pause()
    stage.slice()
    stage.drawn()
    stage.publisher.want(stage.session)
    before = len(stage.frames())
    stage.slice(updates=0)
    assert len(stage.frames()) == before + 1


def test_what_came_too_soon_is_sent_when_its_time_has_come(stage: Stage) -> None:
    stage.slice()
    stage.drawn()
    stage.session.pause()
    wait = stage.slice(seconds=0.001, updates=0)
    assert wait == pytest.approx(0.015)
    stage.slice(seconds=wait + 1e-6, updates=0)
    assert stage.frames()[-1]["state"] == "paused"


def test_a_live_change_is_told_once(stage: Stage) -> None:
    stage.session.set({"learning_rate": 0.01})
    stage.slice()
    stage.slice()
    told = [m for _, event, m in stage.sent if event == "settings"]
    assert [m["settings"]["learning_rate"] for m in told] == [0.01]


def test_a_new_network_opens_anew(stage: Stage) -> None:
    stage.session.set({"hidden_layers": [3]})
    stage.slice(updates=0)
    _, event, run = stage.sent[-2]
    assert event == "run"
    frame = stage.frames()[-1]
    assert frame["generation"] == run["generation"]
    assert len(frame["weights"]) == 4 * run["network"]["parameters"]


def test_a_late_confirmation_of_an_old_network_hides_no_epoch(stage: Stage) -> None:
    stage.slice(updates=60)
    old = stage.frames()[-1]["seq"]
    stage.session.reset()
    stage.session.play()
    stage.slice(updates=12)
    stage.drawn(seq=old)
    stage.slice(updates=6)
    [_, run] = [m for _, event, m in stage.sent if event == "run"]
    known = run["series"]["epoch"]
    assert stage.frames()[-1]["series"]["epoch"][0] == known[-1] + 1


def test_curves_are_sent_once_more_from_the_start_when_they_are_renewed(
    stage: Stage,
) -> None:
    stage.slice(updates=30)
    stage.drawn()
    stage.publisher.renew(stage.session)
    stage.slice(updates=6)
    assert stage.frames()[-1]["series"]["epoch"][0] == 0


def pictures(stage: Stage) -> list[bool]:
    return [frame["maps"] is not None for frame in stage.frames()]


def test_pictures_only_while_they_are_shown(stage: Stage) -> None:
    stage.slice()
    assert not any(pictures(stage))
    stage.drawn()
    stage.view(maps=True, output=True)
    for _ in range(2):  # one a frame
        stage.slice()
        stage.drawn()
    first, second = stage.frames()[-2:]
    assert first["maps"]
    assert first["output"] is None
    assert second["maps"] is None
    assert second["output"]
    stage.view(maps=False)
    stage.slice(seconds=0.2)
    assert stage.frames()[-1]["maps"] is None
    assert stage.frames()[-1]["output"]


def test_pictures_at_most_ten_times_a_second(stage: Stage) -> None:
    stage.view(maps=True)
    before = len(stage.frames())
    for _ in range(100):
        stage.slice(seconds=0.017)
        stage.drawn()
    sent = pictures(stage)[before:]
    assert len(sent) == 100
    assert 14 <= sum(sent) <= 17  # in 1.7 seconds


def test_pictures_only_when_the_weights_have_changed(stage: Stage) -> None:
    stage.view(maps=True)
    stage.slice()
    stage.drawn()
    stage.session.pause()
    for _ in range(5):
        stage.publisher.want(stage.session)
        stage.slice(seconds=0.2, updates=0)
        stage.drawn()
    assert sum(pictures(stage)) == 1


def test_the_last_pictures_follow_though_the_run_holds_still(stage: Stage) -> None:
    stage.view(maps=True)
    stage.slice()
    stage.drawn()
    stage.slice(updates=3)
    stage.drawn()
    stage.session.pause()
    wait = stage.slice(updates=0)
    stage.drawn()
    assert not pictures(stage)[-1]
    assert wait
    assert wait <= 0.1
    stage.slice(seconds=wait + 1e-6, updates=0)
    assert pictures(stage)[-1]


def test_two_viewers_have_a_pace_of_their_own(stage: Stage) -> None:
    stage.publisher.attach(stage.session, "stalled")
    for _ in range(10):
        stage.slice()
        stage.drawn()
    assert len(stage.frames("stalled")) == 2
    assert len(stage.frames()) >= 10


def test_a_probe_sees_the_weights_that_are_shown() -> None:
    made = session(early_stopping=True, patience=2, max_epochs=600)
    train(made, 10_000)
    stage = Stage(made)
    shown = stage.publisher.painter(made).probe([0.5, 0.5])
    network = made.run.course.trainer.network
    assert made.run.course.best is not None
    network.theta[:] = made.run.course.best.theta
    stage.publisher.detach(made, "viewer")
    assert stage.publisher.painter(made).probe([0.5, 0.5]) == shown


def test_a_viewer_lost_while_it_is_sent_to_does_not_keep_the_others_waiting() -> None:
    stage = Stage()
    stage.publisher.attach(stage.session, "other")
    keep = stage.sent.append

    def send(*message: Any) -> None:
        keep(message)
        if message[0] == "viewer":
            stage.publisher.detach(stage.session, "viewer")

    stage.publisher._send = send
    stage.slice()
    assert stage.frames("other")


def test_of_many_changes_only_the_new_ones_are_told(stage: Stage) -> None:
    for number in range(1, 4):
        stage.session.set({"l2": number / 1000})
        stage.slice()
        stage.drawn()
    told = [m for _, event, m in stage.sent if event == "settings"]
    assert [(m["changes_from"], len(m["changes"])) for m in told] == [
        (0, 1),
        (0, 2),
        (1, 2),
    ]
    known: list[Any] = []
    for message in told:
        known = known[: message["changes_from"]] + message["changes"]
    assert known == [
        {"update": c.update, "epoch": c.epoch, "set": c.set, "before": c.before}
        for c in stage.session.run.course.changes
    ]


def test_the_answer_to_a_command_is_one_frame_more_at_once(stage: Stage) -> None:
    for _ in range(5):
        stage.slice()
    before = len(stage.frames())
    for _ in range(5):
        stage.publisher.want(stage.session)
        stage.slice(seconds=0.001, updates=0)
    assert len(stage.frames()) == before + 1


def test_a_typed_weight_is_told_and_painted_though_no_update_was_made(
    stage: Stage,
) -> None:
    stage.view(maps=True)
    stage.slice()
    stage.drawn()
    stage.session.pause()
    stage.session.assign({"w[1][0][0]": 3.0})
    stage.publisher.want(stage.session)
    stage.slice(seconds=0.2, updates=0)
    assert pictures(stage)[-1]
    told = [m for _, event, m in stage.sent if event == "settings"]
    assert told[-1]["changes"][-1]["weights"] == {"w[1][0][0]": 3.0}


def test_a_recovered_run_tells_all_that_was_changed_once_it_is_there() -> None:
    stage = Stage()
    run = stage.session.run
    changes = [Change(2, weights={"b[1][0]": 1.0})]
    stage.session.recover(run.settings, changes, 5)
    stage.slice(updates=1)
    stage.slice(updates=10)
    told = [m for _, event, m in stage.sent if event == "settings"]
    assert told[-1]["changes"][0]["weights"] == {"b[1][0]": 1.0}


def test_updates_are_recorded_only_while_somebody_inspects(stage: Stage) -> None:
    def records() -> bool:
        return stage.session.run.course.trainer.records

    stage.slice()
    assert not records()
    stage.view(inspect=True)
    stage.slice()
    assert records()
    stage.session.reset()
    stage.slice()
    assert records()
    stage.publisher.attach(stage.session, "other")
    stage.publisher.detach(stage.session, "viewer")
    stage.slice()
    assert not records()


def test_who_leaves_while_inspecting_leaves_no_cost_behind(stage: Stage) -> None:
    stage.view(inspect=True)
    stage.slice()
    stage.publisher.detach(stage.session, "viewer")
    assert not stage.session.run.course.trainer.records


def test_each_viewer_gets_what_it_asked_for(stage: Stage) -> None:
    stage.publisher.attach(stage.session, "other")
    stage.view(inspect=True, example=2)
    stage.slice()
    stage.slice()
    assert stage.frames()[-1]["trace"]["example"] == 2
    assert stage.frames("other")[-1]["trace"] is None


@pytest.mark.parametrize(
    ("part", "pause", "least", "most"),
    [("layers", LAYERS_SECONDS, 6, 8), ("health", HEALTH_SECONDS, 3, 5)],
)
def test_parts_for_reading_come_seldom_and_with_new_weights_only(
    stage: Stage, part: str, pause: float, least: int, most: int
) -> None:
    stage.view(**{part: True})
    before = len(stage.frames())
    for _ in range(100):
        stage.slice(seconds=0.017)
        stage.drawn()
    sent = [frame[part] for frame in stage.frames()[before:]]
    assert least <= sum(each is not None for each in sent) <= most  # in 1.7 seconds
    stage.session.pause()
    for _ in range(5):
        stage.publisher.want(stage.session)
        stage.slice(seconds=1.2 * pause, updates=0)
        stage.drawn()
    later = [frame[part] for frame in stage.frames()[-5:]]
    assert sum(each is not None for each in later) == 1
