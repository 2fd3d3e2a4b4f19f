"""How much memory the runs of the process may take, by honest estimates of their sizes.

A run that trains grows; so sizes are found again from time to time, and what can be
made again is given up, of runs that nobody watches first.
"""

from app.engine import DATASETS, Layout, output_for
from app.engine.room import Room
from app.training.moments import VECTORS
from app.training.rules import network_sizes
from app.training.settings import Settings
from app.training.weight import in_room, weigh

MEGA = 1_000_000
# What the process takes without runs: the program, its libraries and their caches; and
# for each page its connection.
PROGRAM_BYTES, PAGE_BYTES = 85 * MEGA, 300_000
# What runs hold takes more of the process than its own size: between the pieces that
# were given back stay gaps (measured: 5 to 15 %, with runs that come and go).
WITH_GAPS = 1.2
TIGHT = 0.5
# A run takes at least this; so many snapshots of it are usual, and its points are held
# in so many arrays: all of them, the sets, and the batches.
RUN_BYTES, USUAL_MOMENTS, COPIES_OF_POINTS = 250_000, 16, 8


def expected(settings: Settings) -> int:
    """Return about how many bytes a run of `settings` will take once it trains."""
    kind = DATASETS[settings.dataset]
    sizes = network_sizes(settings)
    parameters = Layout(sizes).size
    rows = sizes[0] + 1 + output_for(kind.task, kind.classes, settings.loss).units
    points = COPIES_OF_POINTS * rows * settings.examples
    vectors = (USUAL_MOMENTS * VECTORS + VECTORS) * parameters
    return RUN_BYTES + 8 * (points + vectors)


class Budget:
    """The sizes of all sessions, by name, and what they may be together.

    Attributes:
        limit: bytes, the program's own included. pages: how many are open.
    """

    def __init__(self, limit: int, room: Room) -> None:
        self.limit = limit
        self.pages = 0
        self._room = room
        self._sizes: dict[str, int] = {}

    @property
    def used(self) -> int:
        """How many bytes are in use."""
        held = self._room.nbytes + sum(list(self._sizes.values()))
        return PROGRAM_BYTES + self.pages * PAGE_BYTES + int(WITH_GAPS * held)

    def lacks(self, needed: int = 0) -> bool:
        """Tell whether there is no room for so many bytes more."""
        return self.used + WITH_GAPS * needed > self.limit

    @property
    def is_tight(self) -> bool:
        """Tell whether so much is in use that sizes should be found more often."""
        return self.used > TIGHT * self.limit

    def weigh(self, name: str, *parts: object) -> int:
        """Find the size of a session by its parts; return it."""
        size = self._sizes[name] = weigh(*parts, seen=in_room(self._room))
        return size

    def expect(self, name: str, size: int) -> None:
        """Take down what a session will take, until it is weighed."""
        self._sizes[name] = max(size, self._sizes.get(name, 0))

    def size(self, name: str) -> int:
        """Return a session's size as it was last found; 0 for one that is not known."""
        return self._sizes.get(name, 0)

    def forget(self, name: str) -> None:
        """Count a session no longer."""
        self._sizes.pop(name, None)
