"""The states of a run and the moves between them."""

import pytest

from app.training.errors import MoveError
from app.training.states import MOVES, Command, State, move


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("command", Command)
def test_every_command_in_every_state_moves_or_says_why_not(command, state):
    if state in MOVES[command]:
        assert move(command, state) in State
    else:
        with pytest.raises(
            MoveError, match=f"^{command} needs a run that is .* {state}"
        ):
            move(command, state)


def test_only_a_failed_run_cannot_be_played():
    assert set(State) - set(MOVES[Command.PLAY]) == {State.FAILED}
