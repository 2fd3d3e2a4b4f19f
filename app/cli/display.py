"""Open the playground in the person's browser, where there is a display."""

import os
import subprocess
import sys
import webbrowser
from collections.abc import Mapping
from contextlib import suppress


def has_display(platform: str, environ: Mapping[str, str]) -> bool:
    """Tell whether a browser window can open: elsewhere one in text might start."""
    if platform in {"darwin", "win32"}:
        return True
    return bool(environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"))


def open_browser(url: str) -> None:
    """Open `url` in the person's browser without waiting for it.

    In a process of its own: some browsers stay with the one that started them, and
    write their own messages to its terminal. Where there is no display, or no browser,
    nothing happens: the address was printed.
    """
    if not has_display(sys.platform, os.environ):
        return
    with suppress(OSError):
        subprocess.Popen(
            [sys.executable, "-m", webbrowser.__name__, url],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
