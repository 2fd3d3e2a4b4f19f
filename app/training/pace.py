"""How many updates a speed allows by now; time comes from outside."""


class Pace:
    """Turns a speed in updates a second into updates due.

    A late caller catches up a little, never more than `MOST_BEHIND` seconds' worth.
    """

    MOST_BEHIND = 0.1

    def __init__(self) -> None:
        self._next: float | None = None

    def rest(self) -> None:
        """Forget the rhythm, as after a pause: the next update is due at once."""
        self._next = None

    def due(self, now: float, speed: float | None) -> int:
        """Return how many updates are due at the time `now` (seconds)."""
        if speed is None:
            return 1_000_000
        interval = 1 / speed
        if self._next is None or self._next > now + interval:
            self._next = now
        if self._next > now:
            return 0
        self._next = max(self._next, now - self.MOST_BEHIND)
        return 1 + int((now - self._next) * speed)

    def made(self, updates: int, speed: float | None) -> None:
        """Move on by the updates that were made."""
        if speed is not None and self._next is not None:
            self._next += updates / speed

    def wait(self, now: float, speed: float | None) -> float:
        """Return the seconds from `now` until the next update is due."""
        if speed is None or self._next is None:
            return 0.0
        return min(max(self._next - now, 0.0), 1 / speed)
