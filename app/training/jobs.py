"""Work that takes long and is no training, cut into pieces that are done one by one."""

from collections import deque
from collections.abc import Callable, Generator
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class _Job:
    """A generator, and where what it returns goes."""

    pieces: Generator[object, None, Any]
    future: Future[Any]


class Jobs:
    """A queue of generators: each in its turn is asked for one piece.

    Any thread may add and cancel; `work` and `cancel_all` are for one thread only.
    """

    def __init__(self) -> None:
        self._jobs: deque[_Job] = deque()

    def __len__(self) -> int:
        """Return how many jobs are not done yet."""
        return len(self._jobs)

    def add(
        self, pieces: Generator[object, None, T], future: Future[T] | None = None
    ) -> Future[T]:
        """Take in a job: what the generator returns or raises is the future's.

        Once the future is cancelled the generator is closed at its next turn.
        """
        job = _Job(pieces, Future() if future is None else future)
        self._jobs.append(job)
        return job.future

    def work(self, go_on: Callable[[], bool] = lambda: False) -> None:
        """Do a piece of the job whose turn it is, and the next ones while `go_on()`."""
        while self._jobs:
            self._work()
            if not go_on():
                break

    def _work(self) -> None:
        job = self._jobs.popleft()
        pieces, future = job.pieces, job.future
        try:
            if future.cancelled():
                pieces.close()
                return
            next(pieces)
        except StopIteration as end:
            if future.set_running_or_notify_cancel():
                future.set_result(end.value)
        except BaseException as error:
            if future.set_running_or_notify_cancel():
                future.set_exception(error)
        else:
            self._jobs.append(job)

    def cancel_all(self) -> None:
        """Give up all jobs; their futures say so."""
        while self._jobs:
            job = self._jobs.popleft()
            job.future.cancel()
            job.pieces.close()
