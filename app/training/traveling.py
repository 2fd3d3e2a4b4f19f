"""Travel in time: looking at any epoch's end, and going on or branching from there."""

from collections.abc import Generator, Iterator

from app.training.errors import MoveError
from app.training.states import MOVES, Command, move
from app.training.stepping import Stepping, checked_direction
from app.training.visit import Visit, checked_epoch


class Traveling(Stepping):
    """The part of a run that is looked back on."""

    def visiting(self, epoch: object) -> Generator[None, None, bool]:
        """Return the work of looking at the end of `epoch`, in pieces of a millisecond.

        It returns whether that is looked at then: not if the run went on meanwhile.

        Raises:
            SettingsError: there was no such epoch.
            MoveError: the run is running, or has failed.
        """
        move(Command.VISIT, self.state)
        return self._arrive(checked_epoch(self.course, epoch))

    def _arrive(self, epoch: int) -> Generator[None, None, bool]:
        course, key = self.course, self.course.key
        there = yield from course.looking_back(course.history.update(epoch))
        if course.key != key or self.state not in MOVES[Command.VISIT]:
            return False
        vectors, wait = there.vectors.copy(), there.patience.wait
        self._visit = Visit(epoch, there.update, vectors, wait, key)
        self.position = 0
        self.version += 1
        return True

    def walk(self, by: object) -> None:
        """Go through the next update, or the one that came after the moment looked at.

        Raises:
            SettingsError, MoveError: as `Stepping.walk`; or that update's walk ends.
        """
        if self.visit is None:
            super().walk(by)
            return
        position = self.position + checked_direction(by)
        if not 0 <= position < self.place.positions:
            raise MoveError(
                "the walk through the update after a past epoch ends here: choose "
                "Continue from here, or Return to latest"
            )
        self.position = position
        self.version += 1

    def nearing_epoch(self, command: Command, epoch: object) -> Iterator[None] | None:
        """Return what has to be done before `command` at `epoch` is quick.

        None where nothing has to; see `Course.nearing`.

        Raises:
            SettingsError, MoveError: as `Run.resume`.
        """
        return self.course.nearing(self._end_of(command, epoch))

    def is_behind(self, epoch: object) -> bool:
        """Tell whether anything came after `epoch`, so that `resume` branches off.

        Raises:
            SettingsError, MoveError: as `Run.resume`.
        """
        return self._end_of(Command.RESUME, epoch) != self.course.update

    def _end_of(self, command: Command, epoch: object) -> int:
        """Return the update that ended `epoch`, where `command` is possible."""
        move(command, self.state)
        return self.course.history.update(checked_epoch(self.course, epoch))

    def _keep_still_now(self, command: Command) -> None:
        """Refuse what would change the present while the past is looked at.

        Raises:
            MoveError: an earlier epoch is looked at.
        """
        if self.visit is not None:
            raise MoveError(
                f"{command} needs the network as it is now; this is the one of epoch "
                f"{self.visit.epoch}: choose Continue from here, Try another path, or "
                "Return to latest"
            )
