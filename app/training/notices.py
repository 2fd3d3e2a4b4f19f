"""What was done to a run while nobody watched it, in true words."""

from collections import OrderedDict
from dataclasses import dataclass

COPIED = "This tab has a copy of the run."
OPENED = "It was computed from its settings and changes."
RESTARTED = "The server was restarted; your run was computed again."
GIVEN_AWAY = (
    "Others needed your run's place on the server while nobody watched it; it was "
    "computed again."
)
OUT_OF_MEMORY = (
    "The server needed the memory of your run while nobody watched it; it was computed "
    "again."
)
GONE = "The server no longer had your run; it was computed again."
MOST_REMEMBERED = 4096
MINUTE = 60


def paused_alone(seconds: float) -> str:
    """Return what is said of a run that was paused since nobody watched it."""
    return f"Nobody had watched it for {_time(seconds)}, so the server paused it."


def forgotten(seconds: float) -> str:
    """Return what is said of a run that nobody came back to for a long time."""
    return f"Nobody had watched your run for {_time(seconds)}; it was computed again."


def ends_early(last: int, wanted: int) -> str:
    """Return what is said of a run that was to be opened at a later update."""
    return f"The run ends at update {last}; what was opened asked for {wanted}."


def _time(seconds: float) -> str:
    if seconds < 2 * MINUTE:
        return f"{seconds:.0f} s"
    return f"{seconds / MINUTE:.0f} min"


@dataclass(frozen=True)
class _Departed:
    """A session that is no more, and what to say once its page comes back."""

    owner: str
    tab: str
    words: str


class Departures:
    """Why the last sessions that ended did; of those before, only that some did."""

    def __init__(self, most: int = MOST_REMEMBERED) -> None:
        self._most = most
        self._departed: OrderedDict[str, _Departed] = OrderedDict()
        self._has_forgotten = False

    def note(self, session_id: str, owner: str, tab: str, words: str) -> None:
        """Remember what to say of a session that ends."""
        self._departed[session_id] = _Departed(owner, tab, words)
        if len(self._departed) > self._most:
            self._departed.popitem(last=False)
            self._has_forgotten = True

    def words(self, owner: str, tab: str, session_id: str | None) -> str:
        """Return what to say of a session that is asked for, and is no more."""
        for name, gone in reversed(self._departed.items()):
            if gone.owner == owner and (name == session_id or gone.tab == tab):
                return gone.words
        return GONE if self._has_forgotten else RESTARTED
