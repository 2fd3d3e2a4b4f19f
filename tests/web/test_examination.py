from typing import Any

import numpy as np
import pytest

from app.training.point_errors import PointErrors
from app.training.session import Session
from app.web.clean import clean
from app.web.examination import Examination
from app.web.protocol import ProtocolError
from tests.web.sessions import session, train
from tests.web.test_verification import Hand


def look(made: Session, point: int) -> Any:
    return Examination(Hand()).begin(made, point, with_units=False)


def examine(made: Session, point: int) -> dict[str, Any]:
    hand = Hand()
    answer = Examination(hand).begin(made, point, with_units=True)
    hand.finish()
    found: dict[str, Any] = answer.result(0)  # type: ignore[union-attr]
    return found


def trained() -> Session:
    made = session()
    train(made, 60)
    return made


def test_a_point_is_looked_at_with_the_weights_shown() -> None:
    made = trained()
    row = int(made.run.course.problem.split.validation[0])
    found = look(made, row)
    error = PointErrors(made.run.course).of(made.run.shown_theta)[row]
    np.testing.assert_allclose(found["error"], error, rtol=1e-6)
    assert (found["point"], found["update"]) == (row, 60)
    full = examine(made, row)
    np.testing.assert_allclose(
        [full["error"], *full["output"]], [found["error"], *found["output"]], 1e-12
    )


@pytest.mark.parametrize("name", ["train", "validation"])
def test_each_hidden_unit_is_there_with_what_it_does(name: str) -> None:
    made = trained()
    problem = made.run.course.problem
    row = int(getattr(problem.split, name)[2])
    full = examine(made, row)
    assert clean(full) == full
    worth = [(unit["holds"], unit["own"] - unit["others"]) for unit in full["units"]]
    assert worth == sorted(worth, reverse=True)
    units = sorted(full["units"], key=lambda u: (u["layer"], u["unit"]))
    assert [(u["layer"], u["unit"]) for u in units] == [
        (layer, unit) for layer in (1, 2) for unit in range(8)
    ]
    first = problem.layout.views(made.run.course.theta)[0]
    z = first @ problem.x[:, row]
    assert [u["net"] for u in units[:8]] == pytest.approx(list(z))
    assert [u["activation"] for u in units[:8]] == pytest.approx(list(np.tanh(z)))
    assert full["x"] == problem.x[:-1, row].tolist()


def test_sealed_removed_and_unknown_points_are_refused() -> None:
    made = trained()
    problem = made.run.course.problem
    removed, tested = int(problem.split.train[0]), int(problem.split.test[0])
    made.edit({"removed": [removed]})
    for point, words in (
        (removed, "point must be the row of a point in the data"),
        (200, "point must be the row of a point in the data; received 200"),
        (tested, "point must be no point of a test set that is sealed"),
    ):
        with pytest.raises(ProtocolError, match=words):
            look(made, point)
    made.open_test()
    assert look(made, tested)["error"] > 0


def test_one_point_is_examined_at_a_time_and_training_goes_on() -> None:
    made, hand = trained(), Hand()
    examination = Examination(hand)
    row = int(made.run.course.problem.split.train[0])
    expected = examine(made, row)
    answer = examination.begin(made, row, with_units=True)
    with pytest.raises(ProtocolError, match="examine must wait"):
        examination.begin(made, row, with_units=True)
    hand.jobs.work()
    made.run.advance(20)
    hand.finish()
    assert answer.result(0) == expected  # type: ignore[union-attr]
    examination.begin(made, row, with_units=True)
