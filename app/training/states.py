"""The states of a run and the moves between them."""

from enum import StrEnum

from app.training.errors import MoveError


class State(StrEnum):
    """What a run is doing; the names travel to the page."""

    READY = "ready"
    RUNNING = "running"
    PAUSED = "paused"
    STOPPED = "stopped"
    DIVERGED = "diverged"
    FAILED = "failed"


class Command(StrEnum):
    """What a learner can ask of a run; the names are the events' names."""

    PLAY = "play"
    PAUSE = "pause"
    STEP = "step"
    BACK = "back"
    WALK = "walk"
    ASSIGN = "assign"
    PICK = "pick"
    EDIT = "edit"
    VISIT = "visit"
    RESUME = "resume"
    BRANCH = "branch"


_HELD_STILL = {
    state: state for state in (State.READY, State.PAUSED, State.STOPPED, State.DIVERGED)
}
# Training itself leads from running to paused (the step is done), stopped, diverged and
# failed; a new network (reset, undo, a setting that rebuilds) begins in ready.
MOVES: dict[Command, dict[State, State]] = {
    Command.PLAY: {
        State.READY: State.RUNNING,
        State.RUNNING: State.RUNNING,
        State.PAUSED: State.RUNNING,
        State.STOPPED: State.RUNNING,
        State.DIVERGED: State.RUNNING,
    },
    Command.PAUSE: {
        State.READY: State.READY,
        State.RUNNING: State.PAUSED,
        State.PAUSED: State.PAUSED,
        State.STOPPED: State.STOPPED,
        State.DIVERGED: State.DIVERGED,
        State.FAILED: State.FAILED,
    },
    Command.STEP: {
        State.READY: State.RUNNING,
        State.PAUSED: State.RUNNING,
    },
    # Where a step back leads to depends on where it lands.
    Command.BACK: {
        State.READY: State.READY,
        State.PAUSED: State.PAUSED,
        State.STOPPED: State.PAUSED,
    },
    Command.WALK: {
        State.READY: State.READY,
        State.PAUSED: State.PAUSED,
        State.STOPPED: State.PAUSED,
    },
    Command.ASSIGN: {
        State.READY: State.READY,
        State.RUNNING: State.RUNNING,
        State.PAUSED: State.PAUSED,
    },
    Command.PICK: {
        State.READY: State.READY,
        State.PAUSED: State.PAUSED,
    },
    Command.EDIT: {
        State.READY: State.READY,
        State.RUNNING: State.RUNNING,
        State.PAUSED: State.PAUSED,
        State.STOPPED: State.STOPPED,
    },
    # Whoever looks at an earlier moment moves nothing.
    Command.VISIT: _HELD_STILL,
    Command.BRANCH: _HELD_STILL,
    Command.RESUME: dict.fromkeys(_HELD_STILL, State.RUNNING),
}

_INSTEAD = {
    State.RUNNING: "pause it first",
    State.STOPPED: "choose Keep training, or reset",
    State.DIVERGED: "go back with a smaller learning rate, or reset",
    State.FAILED: "reset to continue",
}


def move(command: Command, state: State) -> State:
    """Return the state that `command` leads to.

    Raises:
        MoveError: the state does not allow the command.
    """
    after = MOVES[command].get(state)
    if after is None:
        allowed = ", ".join(MOVES[command])
        raise MoveError(
            f"{command} needs a run that is {allowed}; this one is {state}: "
            f"{_INSTEAD[state]}"
        )
    return after
