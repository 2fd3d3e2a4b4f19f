"""Work beside the runs that takes long, ghosts and twins: so many at once, others wait.

Nobody is refused: what does not fit waits in a queue, each browser's first in its turn,
and what goes on for long while others wait lets them go first.
"""

from collections import Counter
from collections.abc import Callable, Generator
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any

from app.training.owners import account_of
from app.training.scheduler import Scheduler

# A piece is a millisecond or a few: what follows a stop of an ordinary run is done in
# one turn. Few at once, so that the first ones are done soon.
PIECES_A_TURN = 100
AT_ONCE = 4
_LET_OTHERS = object()


@dataclass(eq=False)
class Task:
    """One work, in pieces.

    Attributes:
        owner: the browser it is for. future: of what the pieces return.
        moved: told each new place in the queue, from 1 on; None: its turn has come.
    """

    owner: str
    pieces: Generator[object, None, Any]
    moved: Callable[[int | None], None]
    future: Future[Any] = field(default_factory=Future)
    place: int | None = None
    job: Future[Any] | None = None


class Background:
    """All such work of the process, on the trainer thread.

    `most` go on at once; of one browser a quarter of that, but two at least.
    """

    def __init__(self, scheduler: Scheduler, most: int = AT_ONCE) -> None:
        self._scheduler = scheduler
        self._most = most
        self._share = min(most, max(2, most // 4))
        self._going: list[Task] = []
        self._waiting: list[Task] = []

    def __len__(self) -> int:
        """Return how many go on or wait."""
        return len(self._going) + len(self._waiting)

    @property
    def going(self) -> int:
        """How many go on."""
        return len(self._going)

    def add(
        self,
        owner: str,
        pieces: Generator[object, None, Any],
        moved: Callable[[int | None], None] = lambda _place: None,
    ) -> Task:
        """Begin with `pieces` now, or when their turn comes."""
        task = Task(account_of(owner), pieces, moved)
        self._waiting.append(task)
        self._fill()
        return task

    def cancel(self, task: Task) -> None:
        """Give a work up, whether it goes on or waits."""
        if task in self._waiting:
            self._waiting.remove(task)
            task.pieces.close()
            task.future.cancel()
            self._tell()
        elif task.job is not None:
            task.job.cancel()

    def _fill(self) -> None:
        """Start those whose turn it is."""
        while (task := self._next()) is not None:
            self._waiting.remove(task)
            self._going.append(task)
            self._start(task)
        self._tell()

    def _start(self, task: Task) -> None:
        task.job = self._scheduler.spawn(self._turn(task), task.owner)
        task.job.add_done_callback(lambda job: self._done(task, job))

    def _next(self) -> Task | None:
        """Return the first of the browsers with the fewest that go on, if it may."""
        if len(self._going) >= self._most or not self._waiting:
            return None
        owners = Counter(task.owner for task in self._going)
        first = min(self._waiting, key=lambda task: owners[task.owner])
        return first if owners[first.owner] < self._share else None

    def _tell(self) -> None:
        """Tell everybody a new place in the queue."""
        places = {task: None for task in self._going} | {
            task: place for place, task in enumerate(self._waiting, start=1)
        }
        for task, place in places.items():
            if task.place != place:
                task.place = place
                task.moved(place)

    def _turn(self, task: Task) -> Generator[object, None, Any]:
        """Do pieces; after a while others that wait go first."""
        done = 0
        while True:
            try:
                next(task.pieces)
            except StopIteration as end:
                return end.value
            yield None
            done += 1
            if done >= PIECES_A_TURN and self._waiting:
                return _LET_OTHERS

    def _done(self, task: Task, job: Future[Any]) -> None:
        if task in self._going:
            self._going.remove(task)
        if job.cancelled():
            task.pieces.close()
            task.future.cancel()
        elif (error := job.exception()) is not None:
            task.future.set_exception(error)
        elif job.result() is _LET_OTHERS:
            self._waiting.append(task)
        else:
            task.future.set_result(job.result())
        self._fill()
