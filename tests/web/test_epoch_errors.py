"""The exact errors of one epoch, over the wire and off it."""

import pytest

from app.web.epoch_errors import epoch_errors
from app.web.runs import series_payload
from tests.web.conftest import Connect
from tests.web.sessions import session, train


def test_a_row_is_the_one_of_the_history_however_thinned_the_curves_are() -> None:
    made = session(max_epochs=900)
    train(made, 10**9)
    course = made.run.course
    thinned = set(series_payload(course, 0, 100)["epoch"])
    epoch = next(each for each in range(900) if each not in thinned)
    found = epoch_errors(made, epoch)
    row = course.history.row(epoch)
    assert found["run"] == row | {"test": None, "test_accuracy": None}
    assert (found["epoch"], found["ghost"], found["twin"]) == (epoch, None, None)


def test_the_test_set_has_its_numbers_once_it_was_opened() -> None:
    made = session(max_epochs=5)
    train(made, 10**9)
    made.open_test()
    for _ in made.run.course.unsealing():
        pass
    assert epoch_errors(made, 3)["run"] == made.run.course.history.row(3)


def test_what_has_not_come_so_far_has_no_row() -> None:
    made = session(early_stopping=True, max_epochs=600)
    train(made, 10**9)
    ghost = made.run.look_on(60)
    for _ in ghost.pieces():
        pass
    found = epoch_errors(made, 50)
    assert found["run"] is None
    errors = ghost.course.history.row(50)
    assert found["ghost"]["validation"] == errors["validation"]
    assert epoch_errors(made, 61)["ghost"] is None


@pytest.mark.parametrize("epoch", [-1, 20_001, 0.5, None, "1"])
def test_what_is_no_epoch_is_refused(connect: Connect, epoch: object) -> None:
    with connect() as client:
        client.hello("")
        assert client.refused("errors", {"epoch": epoch})["field"] == "epoch"


def test_a_page_asks_for_run_and_twin(connect: Connect) -> None:
    with connect() as client:
        client.hello("")
        client.do("twin", name="learning_rate", value=0.1)
        client.do("step", unit="epoch")
        client.frame(lambda f: f["epoch"] == 1)
        client.frame(lambda f: f["twin"] is not None and f["twin"]["epoch"] == 1)
        found = client.do("errors", epoch=1)
        assert found["run"]["train"] != found["twin"]["train"]
        assert found["run"]["test"] is None
