"""The real product in a process of its own, as a person starts it."""

import os
import queue
import re
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import IO, Self

START_SECONDS = 30.0
STOP_SECONDS = 10.0  # Ctrl-C and SIGTERM take 5 at most, unless the machine is busy
LINE = re.compile(r"Backprop Playground: (http://\S+)")


class Server:
    """`python -m app serve` on a free port; `output` is all it has printed.

    `data` is its data folder, `descriptors` how many files it may open (not on
    Windows), `environment` further variables.

    Raises:
        RuntimeError: it did not start; the message has what it printed.
    """

    def __init__(
        self, data: Path, *, descriptors: int | None = None, **environment: str
    ) -> None:
        command = [sys.executable, "-m", "app", "serve", "--data", str(data)]
        if descriptors is not None:
            limit = f'ulimit -n {descriptors} && exec "$@"'
            command = ["sh", "-c", limit, "sh", *command]
        self.process = subprocess.Popen(
            command,
            cwd=Path(__file__).parents[2],
            env=os.environ | {"HOST": "127.0.0.1", "PORT": "0"} | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.output: list[str] = []
        self._news = threading.Condition()
        self._lines: queue.Queue[str | None] = queue.Queue()
        assert self.process.stdout is not None
        self._reader = threading.Thread(target=self._read, args=(self.process.stdout,))
        self._reader.start()
        self.url = self._wait_for_url()

    def stop(self, number: int = signal.SIGTERM) -> int:
        """End it as a person or a service manager does; return its exit status.

        Raises:
            subprocess.TimeoutExpired: it takes too long; it was killed.
        """
        self.process.send_signal(number)
        try:
            return self.process.wait(STOP_SECONDS)
        finally:
            self.kill()

    def lines_with(self, text: str, first: int = 0) -> list[str]:
        """Return what was printed from line `first` on and holds `text`.

        Waits for such a line: it may come a moment after what it tells of.
        """

        def found() -> list[str]:
            return [line for line in self.output[first:] if text in line]

        with self._news:
            self._news.wait_for(found, START_SECONDS)
        return found()

    def kill(self) -> None:
        """End it at once."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self._reader.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.stop()

    def _read(self, stream: IO[str]) -> None:
        with stream:
            for line in stream:
                with self._news:
                    self.output.append(line)
                    self._news.notify_all()
                self._lines.put(line)
        self._lines.put(None)

    def _wait_for_url(self) -> str:
        try:
            while line := self._lines.get(timeout=START_SECONDS):
                if found := LINE.search(line):
                    return found[1]
        except queue.Empty:
            pass
        self.kill()
        raise RuntimeError(f"the server did not start: {''.join(self.output)}")
