from app.training.errors import MoveError
from app.training.session import SPEEDS
from app.training.states import Command, State, move
from app.training.stepping import STEPS
from app.web import protocol
from app.web.protocol import ErrorCode, ProtocolError, Unit, failure, success
from tests.web.client import canonical


def test_the_units_are_those_of_a_run() -> None:
    assert tuple(Unit) == STEPS


def test_the_speeds_are_those_of_a_session() -> None:
    assert (SPEEDS.minimum, SPEEDS.maximum) == protocol.UPDATES_PER_SECOND


def test_an_error_has_the_one_shape() -> None:
    error = ProtocolError(ErrorCode.RANGE, "x", "x must be 1; received 2")
    answer = failure(error.as_dict())
    assert answer["ok"] is False
    assert canonical(answer["error"])["code"] == "range"
    assert str(error) == "x must be 1; received 2"


def test_success_carries_fields() -> None:
    assert success(rebuilt=True) == {"ok": True, "rebuilt": True}


def test_points_can_be_changed_in_the_states_that_a_run_takes_edits_in() -> None:
    for state in State:
        try:
            move(Command.EDIT, state)
        except MoveError:
            assert str(state) not in protocol.EDITABLE
        else:
            assert str(state) in protocol.EDITABLE
