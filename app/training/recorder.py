"""A bounded number of snapshots of a training, so that going back is quick.

Snapshots only make recomputing quicker; what a moment *is* follows from the settings,
the seeds and the list of changes.
"""

from typing import Generic, Protocol, TypeVar

UPDATES_BETWEEN_RECENT = 2_000


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
    """Keeps snapshots spread evenly over the training, and one recent one.

    Once there are too many, every second one goes and the spacing doubles. The recent
    one bounds how far a step back from the newest epochs has to be recomputed.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._spacing = 1
        self._spread: list[S] = []
        self._recent: S | None = None

    def wants(self, epoch: int, update: int) -> bool:
        """Tell whether a snapshot of this epoch's end should be taken."""
        recent = self._recent.update if self._recent else 0
        return epoch % self._spacing == 0 or update - recent >= UPDATES_BETWEEN_RECENT

    def add(self, snapshot: S) -> None:
        """Keep a snapshot that is later than all kept ones."""
        self._recent = snapshot
        if snapshot.epoch % self._spacing:
            return
        self._spread.append(snapshot)
        self.thin(self._most)

    def thin(self, most: int) -> None:
        """Keep `most` snapshots at the most, evenly spread, and the recent one."""
        while len(self._spread) > most:
            self._spacing *= 2
            self._spread = [s for s in self._spread if s.epoch % self._spacing == 0]

    def before(self, epoch: int) -> S:
        """Return the latest snapshot at or before the end of `epoch`."""
        kept = [s for s in self._all() if s.epoch <= epoch]
        if not kept:
            raise LookupError(f"no snapshot at or before epoch {epoch}")
        return max(kept, key=lambda s: s.epoch)

    def forget_after(self, epoch: int) -> None:
        """Drop every snapshot later than the end of `epoch`."""
        self._spread = [s for s in self._spread if s.epoch <= epoch]
        if self._recent and self._recent.epoch > epoch:
            self._recent = self._spread[-1] if self._spread else None

    def _all(self) -> list[S]:
        return [*self._spread, *([self._recent] if self._recent else [])]
