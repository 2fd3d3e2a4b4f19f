from typing import Any

import pytest

from app.training.jobs import Jobs
from app.training.scheduler import Scheduler
from app.web.protocol import ProtocolError
from app.web.verification import Verification
from tests.web.sessions import session, train


class Hand(Scheduler):
    """A scheduler whose jobs are done by hand."""

    def __init__(self) -> None:
        super().__init__()
        self.jobs = Jobs()

    def spawn(self, pieces: Any, owner: str | None = None) -> Any:
        return self.jobs.add(pieces)

    def finish(self) -> None:
        while self.jobs:
            self.jobs.work()


@pytest.mark.parametrize("dropout", [0, 0.5])
def test_the_gradient_of_a_live_network_is_right(dropout: float) -> None:
    hand, made = Hand(), session(l1=0.001, l2=0.01, dropout=dropout)
    train(made, 7)
    answer = Verification(hand).begin(made)
    hand.finish()
    found = answer.result(0)
    assert found["max_error"] < 1e-6
    assert found["worst"]["kind"] in ("edge", "bias")
    assert found["checked"] == found["parameters"] == 105
    assert found["kinks"] == 0
    assert found["seconds"] >= 0
    assert (found["l1"], found["l2"]) == (0.001, 0.01)


def test_the_run_trains_on_to_the_same_bytes() -> None:
    hand, made, other = Hand(), session(dropout=0.3), session(dropout=0.3)
    train(made, 7)
    answer = Verification(hand).begin(made)
    while hand.jobs:
        hand.jobs.work()
        made.run.advance(5)
    assert answer.result(0)["max_error"] < 1e-6
    train(other, made.run.course.update)
    assert made.run.course.theta.tobytes() == other.run.course.theta.tobytes()


def test_a_session_has_one_check_at_a_time() -> None:
    hand, made, other = Hand(), session(), session()
    checks = Verification(hand)
    checks.begin(made)
    with pytest.raises(ProtocolError) as caught:
        checks.begin(made)
    assert caught.value.code == "busy"
    checks.begin(other)
    hand.finish()
    checks.begin(made)


def test_what_was_given_up_keeps_nobody_waiting() -> None:
    hand, made = Hand(), session()
    checks = Verification(hand)
    answer = checks.begin(made)
    hand.jobs.cancel_all()
    assert answer.cancelled()
    checks.begin(made)


def test_a_kink_is_told() -> None:
    hand = Hand()
    made = session(activation="relu", initializer="zeros", hidden_layers=[4])
    answer = Verification(hand).begin(made)
    hand.finish()
    found = answer.result(0)
    assert found["kinks"] > 0
    assert found["checked"] + found["kinks"] == found["parameters"]
