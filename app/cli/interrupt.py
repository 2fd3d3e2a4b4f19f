"""Ctrl-C that first asks for an end, and only then insists on it."""

import signal
from types import FrameType, TracebackType
from typing import Any, Self


class Interrupt:
    """While it is entered, a first SIGINT is remembered; a second one is an exception.

    A shell starts jobs in the background with SIGINT ignored: it acts there, too.
    """

    def __init__(self) -> None:
        self._came = False
        self._former: Any = None

    def came(self) -> bool:
        """Tell whether somebody has asked for the end."""
        return self._came

    def __enter__(self) -> Self:
        self._former = signal.signal(signal.SIGINT, self._note)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        signal.signal(signal.SIGINT, self._former)

    def _note(self, _signal: int, _frame: FrameType | None) -> None:
        if self._came:
            raise KeyboardInterrupt
        self._came = True
