"""A bounded number of snapshots of a training, so that going back is quick.

Snapshots only make recomputing quicker; what a moment *is* follows from the settings,
the seeds and the list of changes.
"""

from collections.abc import Iterable
from typing import Generic, Protocol, TypeVar

MOST_RECENT = 16
MOST_FOUND = 8  # of those made again where somebody looks back
# A gap is at most as wide as what was done since: 16 snapshots then reach back over
# more than 300 times the work between two.
GAP_OF_DISTANCE = 1.0


class Snapshot(Protocol):
    """What a recorder needs to know of a snapshot."""

    @property
    def epoch(self) -> int:
        """The number of finished epochs."""

    @property
    def update(self) -> int:
        """The number of updates made."""

    @property
    def work(self) -> int:
        """How much work led there: see `app.training.work`."""


S = TypeVar("S", bound=Snapshot)


class Recorder(Generic[S]):
    """Keeps snapshots spread evenly over the training, and more of them lately.

    Of the ends of epochs, once there are too many, every second one goes and the
    spacing doubles. The recent ones, at any update, lie the closer the nearer they are
    to the newest: going back through all of them makes each update again only a few
    times, on average, if snapshots are taken then, too.

    Attributes:
        due: the update at which the next recent snapshot should be taken.
    """

    def __init__(self, most: int, due: int = 1) -> None:
        self._most = most
        self._spacing = 1
        self._spread: list[S] = []
        self._recent: list[S] = []
        self._found: list[S] = []
        self.due = due

    def wants(self, epoch: int) -> bool:
        """Tell whether a snapshot of this epoch's end should be taken."""
        return epoch % self._spacing == 0

    def add(self, snapshot: S) -> None:
        """Keep the end of an epoch, later than all kept ones."""
        self._spread.append(snapshot)
        self._thin(self._most)

    def add_recent(self, snapshot: S) -> None:
        """Keep a snapshot of any moment, later than all kept ones."""
        kept: list[S] = []
        newer = [*self._recent[1:], snapshot] if self._recent else []
        for each, after in zip(self._recent, newer, strict=True):
            gap = after.work - kept[-1].work if kept else None
            since = snapshot.work - after.work
            if gap is None or gap > GAP_OF_DISTANCE * since:
                kept.append(each)
        self._recent = [*kept, snapshot][-MOST_RECENT:]

    def rest(self, most: int) -> None:
        """Keep `most` evenly spread snapshots at the most, and the newest."""
        self._thin(most)
        self._recent = self._recent[-1:]
        self._found = []

    def before(self, update: int) -> S:
        """Return the latest snapshot at or before `update`."""
        kept = [s for s in self._all() if s.update <= update]
        if not kept:
            raise LookupError(f"no snapshot at or before update {update}")
        return max(kept, key=lambda s: s.update)

    def after(self, update: int) -> S | None:
        """Return the first snapshot later than `update`, or None."""
        kept = [s for s in self._all() if s.update > update]
        return min(kept, key=lambda s: s.update) if kept else None

    def forget_after(self, update: int) -> None:
        """Drop every snapshot later than `update`."""
        self._spread = [s for s in self._spread if s.update <= update]
        self._recent = [s for s in self._recent if s.update <= update]
        self._found = [s for s in self._found if s.update <= update]

    def take_over(self, other: "Recorder[S]") -> None:
        """Keep the other's recent snapshots of the same training, too."""
        own, others = self._recent[-MOST_RECENT:], other._recent[-MOST_RECENT:]
        both = {s.update: s for s in (*own, *others)}
        self._recent = [both[update] for update in sorted(both)]

    def find(self, other: "Recorder[S]", here: S) -> None:
        """Keep what `other`, of the same training, has made again around `here`.

        Only as many as lie nearest: however often one looks back, memory stays bounded.
        """
        known = {s.update for s in (*self._spread, *self._recent)}
        both = {s.update: s for s in (*self._found, *other._recent, here)}
        new = [s for s in both.values() if s.update not in known]
        new.sort(key=lambda s: abs(s.work - here.work))
        self._found = new[:MOST_FOUND]

    def copy(self) -> "Recorder[S]":
        """Return a recorder of its own with the same snapshots."""
        twin = Recorder[S](self._most, self.due)
        twin._spacing = self._spacing
        twin._spread, twin._recent = list(self._spread), list(self._recent)
        twin._found = list(self._found)
        return twin

    def _all(self) -> Iterable[S]:
        return *self._spread, *self._recent, *self._found

    def _thin(self, most: int) -> None:
        while len(self._spread) > most:
            self._spacing *= 2
            self._spread = [s for s in self._spread if s.epoch % self._spacing == 0]
