"""A bounded number of snapshots of a training, so that going back is quick.

Snapshots only make recomputing quicker; what a moment *is* follows from the settings,
the seeds and the list of changes.
"""

from typing import Generic, Protocol, TypeVar

UPDATES_BETWEEN_RECENT = 250
MOST_RECENT = 8


class Snapshot(Protocol):
    """What a recorder needs to know of a snapshot."""

    @property
    def epoch(self) -> int:
        """The number of finished epochs."""

    @property
    def update(self) -> int:
        """The number of updates made."""


S = TypeVar("S", bound=Snapshot)


class Recorder(Generic[S]):
    """Keeps snapshots spread evenly over the training, and a few recent ones.

    Of the ends of epochs, once there are too many, every second one goes and the
    spacing doubles. The recent ones, at any update, bound how far a step back from the
    newest updates has to be recomputed.

    Attributes:
        due: the update at which the next recent snapshot should be taken.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._spacing = 1
        self._spread: list[S] = []
        self._recent: list[S] = []
        self.due = UPDATES_BETWEEN_RECENT

    def wants(self, epoch: int) -> bool:
        """Tell whether a snapshot of this epoch's end should be taken."""
        return epoch % self._spacing == 0

    def add(self, snapshot: S) -> None:
        """Keep the end of an epoch, later than all kept ones."""
        self._spread.append(snapshot)
        self._thin(self._most)

    def add_recent(self, snapshot: S) -> None:
        """Keep a snapshot of any moment, later than all kept ones."""
        self._recent = [*self._recent, snapshot][-MOST_RECENT:]
        self.due = snapshot.update + UPDATES_BETWEEN_RECENT

    def rest(self, most: int) -> None:
        """Keep `most` evenly spread snapshots at the most, and the newest."""
        self._thin(most)
        self._recent = self._recent[-1:]

    def before(self, update: int) -> S:
        """Return the latest snapshot at or before `update`."""
        kept = [s for s in (*self._spread, *self._recent) if s.update <= update]
        if not kept:
            raise LookupError(f"no snapshot at or before update {update}")
        return max(kept, key=lambda s: s.update)

    def forget_after(self, update: int) -> None:
        """Drop every snapshot later than `update`."""
        self._spread = [s for s in self._spread if s.update <= update]
        self._recent = [s for s in self._recent if s.update <= update]
        latest = self._recent[-1].update if self._recent else 0
        self.due = latest + UPDATES_BETWEEN_RECENT

    def copy(self) -> "Recorder[S]":
        """Return a recorder of its own with the same snapshots."""
        twin = Recorder[S](self._most)
        twin._spacing, twin.due = self._spacing, self.due
        twin._spread, twin._recent = list(self._spread), list(self._recent)
        return twin

    def _thin(self, most: int) -> None:
        while len(self._spread) > most:
            self._spacing *= 2
            self._spread = [s for s in self._spread if s.epoch % self._spacing == 0]
