"""How much memory a process holds."""

import subprocess
import sys
from pathlib import Path

MEGA = 1e6


def resident(pid: int) -> float:
    """Return the resident memory of a process in MB.

    Raises:
        NotImplementedError: this system does not tell.
    """
    status = Path(f"/proc/{pid}/status")
    if status.exists():
        return _kilobytes(status.read_text("utf-8")) * 1024 / MEGA
    if sys.platform == "win32":
        raise NotImplementedError("Windows does not tell it without further packages")
    command = ["ps", "-o", "rss=", "-p", str(pid)]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    return int(run.stdout) * 1024 / MEGA


def _kilobytes(status: str) -> int:
    """Return what belongs to the process alone or to it most: VmRSS."""
    line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1])
