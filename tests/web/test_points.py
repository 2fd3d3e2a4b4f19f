import numpy as np

from app.training.session import Session
from app.web.clean import clean
from app.web.points import PointErrors
from tests.web.client import Client
from tests.web.conftest import Connect
from tests.web.sessions import session, train
from tests.web.test_publisher import Stage


def errors(made: Session) -> np.ndarray:
    sent = PointErrors(made.run.course).payload(made.run.shown_theta)
    assert clean(sent) == sent
    return np.frombuffer(sent["errors"], "<f4")


def by_hand(made: Session, row: int) -> float:
    """Cross-entropy of one point, written out here."""
    problem, a = made.run.course.problem, made.run.course.problem.x[:, row]
    views = problem.layout.views(made.run.course.theta)
    for weights in views[:-1]:
        a = np.append(np.tanh(weights @ a), 1.0)
    o = 1 / (1 + np.exp(-(views[-1] @ a)[0]))
    return float(-np.log(o if problem.points.target[row] else 1 - o))


def test_each_point_has_the_error_of_the_weights_shown() -> None:
    made = session()
    train(made, 40)
    problem, sent = made.run.course.problem, errors(made)
    for row in (*problem.split.train[:3], *problem.split.validation[:3]):
        np.testing.assert_allclose(sent[row], by_hand(made, row), rtol=1e-6)
    mean = sent[problem.split.train].mean()
    np.testing.assert_allclose(mean, made.run.course.trainer.measure().train, 1e-6)


def test_nothing_is_known_of_a_sealed_test_set_nor_of_removed_points() -> None:
    made = session()
    problem = made.run.course.problem
    row = int(problem.split.train[0])
    made.edit({"removed": [row], "added": [{"x": [1, 1], "target": 0}]})
    sent = errors(made)
    assert len(sent) == 201
    assert (sent[problem.split.test] == -1).all()
    assert sent[row] == -1
    np.testing.assert_allclose(sent[200], by_hand(made, 200), rtol=1e-6)
    made.open_test()
    row = int(problem.split.test[7])
    np.testing.assert_allclose(errors(made)[row], by_hand(made, row), rtol=1e-6)


def test_sets_without_points_have_no_errors() -> None:
    made = session(validation_share=0, test_share=0, early_stopping=False)
    assert (errors(made) >= 0).all()


def test_the_largest_error_is_told_if_it_is_a_number() -> None:
    made = session(dataset="plane")
    picture = PointErrors(made.run.course)
    sent = picture.payload(made.run.shown_theta)
    assert sent["largest"] == np.float64(sent["largest"])
    np.testing.assert_allclose(sent["largest"] or 0, errors(made).max(), rtol=1e-6)
    theta = made.run.course.theta.copy()
    theta[-1] = np.inf
    assert picture.payload(theta)["largest"] is None


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
