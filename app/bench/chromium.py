"""Find Chromium or Chrome for browser tests and measurements, or install one.

`python -m app.bench.chromium` does it ahead of the tests and says what it found.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
# What Playwright itself leaves out: of two such options Chromium reads only the last.
UNWANTED = [
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "TcpPortRandomizationWin",
    "ThirdPartyStoragePartitioning",
]
# The address bar's list of suggestions is a web page itself, made anew with every
# window: without a screen nobody sees it, and it took a third of a page's start.
ADDRESS_BAR = [
    "OmniboxPopupWebUI",
    "PreloadTopChromeWebUI",
    "WebUIOmniboxAimPopup",
    "WebUIOmniboxFullPopup",
    "WebUIOmniboxPopup",
    "WebUIOmniboxSimplification",
]
# Chromium looks up hosts of its maker at every start unless told not to.
FLAGS = [
    "--disable-background-networking",
    "--disable-component-update",
    f"--disable-features={','.join(UNWANTED + ADDRESS_BAR)}",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
]
INSTALL_SECONDS = 900


class NoBrowserError(RuntimeError):
    """There is no browser, and none could be installed."""


def flags() -> list[str]:
    """Return Chromium's options.

    Its sandbox refuses to run as root; only then it is left out.
    """
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return [*FLAGS, "--no-sandbox"] if is_root else FLAGS


def candidates() -> Iterator[str]:
    """Yield paths where a browser may be, the quickest looked up first."""
    yield from filter(None, map(shutil.which, NAMES))
    yield from (path for path in MAC if Path(path).exists())
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        yield playwright.chromium.executable_path


def starts(path: str) -> bool:
    """Tell whether the file is a browser that runs: some are empty shells."""
    try:
        run = subprocess.run(
            [path, "--version"], capture_output=True, timeout=60, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return run.returncode == 0


def find() -> str | None:
    """Return the path of a browser: `CHROMIUM`, the PATH's, or Playwright's own.

    Raises:
        NoBrowserError: CHROMIUM names none.
    """
    chosen = os.environ.get("CHROMIUM")
    if chosen and not starts(chosen):
        raise NoBrowserError(f"CHROMIUM={chosen} is not a browser that starts")
    return chosen or next(filter(starts, candidates()), None)


def installers() -> Iterator[list[list[str]]]:
    """Yield ways to get a browser, each a list of commands; the first wins."""
    yield [[sys.executable, "-m", "playwright", "install", "chromium"]]
    if shutil.which("apt-get"):
        ask = [] if sys.stdin.isatty() else ["-n"]
        root = [] if os.geteuid() == 0 else ["sudo", *ask]
        apt = [*root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-y", "-q"]
        yield [[*apt, "update"], [*apt, "install", "chromium"]]


def install() -> str:
    """Install a browser and return its path.

    Raises:
        NoBrowserError: it cannot be had; the message says what was tried.
    """
    tried = []
    for commands in installers():
        for command in commands:
            print("No Chromium found. Trying:", " ".join(command), flush=True)
            try:
                subprocess.run(command, check=True, timeout=INSTALL_SECONDS)
            except (OSError, subprocess.SubprocessError):
                break
        tried.append(" ".join(commands[-1]))
        if found := find():
            return found
    raise NoBrowserError(
        "The browser tests need Chromium or Chrome, and none was found or could be "
        f"installed (tried: {'; '.join(tried)}). Install one, or name it: CHROMIUM=path"
    )


def find_or_install() -> str:
    """Return the path of a browser, installed if need be."""
    return find() or install()


def main() -> int:
    """Print the browser's path; return the exit status."""
    try:
        print("Browser:", find_or_install())
    except NoBrowserError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
