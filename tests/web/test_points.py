import numpy as np
import pytest

from app.web.clean import clean
from app.web.points import points_payload
from tests.web.client import Client
from tests.web.conftest import Connect
from tests.web.test_publisher import Stage


@pytest.mark.parametrize(
    ("errors", "largest"),
    [([0.5, 2.25, -1.0], 2.25), ([-1.0, -1.0], None), ([0.5, np.inf], None)],
)
def test_the_largest_error_is_told_if_it_is_a_number(
    errors: list[float], largest: float | None
) -> None:
    sent = points_payload(np.array(errors))
    assert clean(sent) == sent
    assert sent["largest"] == largest
    found = np.frombuffer(sent["errors"], "<f4")
    np.testing.assert_array_equal(found[:2], np.nan_to_num(np.float32(errors[:2])))


def test_points_are_changed_over_the_wire_and_recomputed(
    connect: Connect,
) -> None:
    with connect() as first:
        first.hello("?weight_seed=7", tab="tab")
        first.do("step", unit="update")
        first.frame(lambda f: f["update"] == 1 and f["state"] == "paused")
        run = first.of("run")[0]
        row, other = [i for i, code in enumerate(run["data"]["set"]) if not code][:2]
        assert first.do("edit", edit={"labels": {str(row): 0}, "removed": [other]})
        _, told = first.wait(lambda m: m[0] == "settings" and "data" in m[1])
        assert told["data"]["set"][other] == 3
        first.do("edit", edit={"added": [{"x": [0.5, 0.25], "target": 1}]})
        first.do("step", unit="epoch")
        last = first.frame(lambda f: f["epoch"] == 1 and f["state"] == "paused")
        kept = first.do("export")
        found = first.do("examine", point=200, units=True)
        assert (found["point"], len(found["units"])) == (200, 16)
        error = first.refused("edit", {"edit": {"removed": [999]}})
        assert error["field"] == "removed"
    recover = {key: kept[key] for key in ("settings", "changes", "update")}
    again = connect()
    again.hello(tab="new", run="lost-run", recover=recover)
    frame = again.frame(lambda f: f["update"] == kept["update"])
    assert frame["weights"] == last["weights"]
    assert again.do("export") == kept
    assert again.do("examine", point=200)["error"] == found["error"]


def test_before_training_the_first_errors_follow_the_points(page: Client) -> None:
    before = page.frame(lambda f: f["epoch"] == 0)["errors"]["train"]
    row = page.of("run")[0]["data"]["set"].index(0)
    page.do("edit", edit={"removed": [row]})
    frame = page.frame(lambda f: f["errors"]["train"] != before)
    assert frame["series"]["train"] == [frame["errors"]["train"]]


def test_changed_points_are_told_once_and_with_them_their_changes() -> None:
    stage = Stage()
    stage.slice(updates=0)
    row = int(stage.session.run.course.problem.split.train[0])
    stage.session.edit({"removed": [row]})
    stage.slice(updates=0)
    told = [m for _, event, m in stage.sent if event == "settings"]
    assert len(told) == 1
    assert told[0]["data"]["counts"]["train"] == 59
    assert told[0]["data"]["set"][row] == 3
    assert told[0]["changes"][0]["removed"] == [row]
    stage.session.set({"l1": 0.1})
    stage.slice(updates=0)
    assert "data" not in [m for _, event, m in stage.sent if event == "settings"][-1]


def test_points_errors_come_only_while_they_are_shown_and_a_few_times_a_second() -> (
    None
):
    stage = Stage()
    stage.session.play()
    for shown in (False, True):
        stage.view(points=shown)
        first = len(stage.frames())
        for _ in range(60):
            stage.slice()
            stage.drawn()
        sent = [f for f in stage.frames()[first:] if f["points"] is not None]
        assert len(sent) == (5 if shown else 0)


def test_the_update_before_an_edit_is_still_found_among_the_points() -> None:
    stage = Stage()
    stage.view(inspect=True)
    stage.session.step("update")
    stage.slice()
    stage.drawn()
    before = stage.frames()[-1]["trace"]
    stage.session.edit({"removed": [before["point"]]})
    stage.slice(updates=0)
    after = stage.frames()[-1]["trace"]
    assert (after["update"], after["points"]) == (1, before["points"])
