"""Debian's nginx in front of the server, for the tests behind a proxy.

`python -m tests.nginx` gets it ahead of the tests and says where it is. It is the one
that NGINX names, or the PATH's, or else the package's program, unpacked below build/:
that needs neither root nor a running service.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Self

from tests.server import ROOT

CACHE = ROOT / "build" / "nginx"
PACKAGES = ("nginx", "nginx-core")  # the program's, in Debian and in older Ubuntus
FETCH_SECONDS = 300
START_SECONDS = 10
FRAME = """
daemon off;
master_process off;
pid {folder}/pid;
error_log stderr warn;
events {{ worker_connections 64; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    {inside}
}}
"""


class NoNginxError(RuntimeError):
    """There is no nginx, and none could be fetched."""


def find() -> str | None:
    """Return the path of nginx, or None."""
    chosen = os.environ.get("NGINX")
    places = (shutil.which("nginx"), "/usr/sbin/nginx", CACHE / "usr/sbin/nginx")
    found = (str(place) for place in (chosen, *places) if place)
    return next((path for path in found if os.access(path, os.X_OK)), None)


def can_fetch() -> bool:
    """Tell whether this system has Debian's packages."""
    return bool(shutil.which("apt-get") and shutil.which("dpkg-deb"))


def find_or_fetch() -> str:
    """Return the path of nginx, fetched if need be.

    Raises:
        NoNginxError: it cannot be had; the message says what was tried.
    """
    return find() or _fetch()


def _fetch() -> str:
    if not can_fetch():
        raise NoNginxError("There is no nginx: install one, or name it: NGINX=path")
    CACHE.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=CACHE.parent) as name:
        folder = Path(name)
        for options in ((), _own_lists(folder)):
            for package in PACKAGES:
                if _download(folder, package, options):
                    return _unpacked(folder)
    raise NoNginxError(
        "The tests behind a proxy need nginx, and none was found or could be fetched "
        f"(tried: apt-get download {' or '.join(PACKAGES)}). Install it: apt-get "
        "install nginx-light; or name it: NGINX=path"
    )


def _own_lists(folder: Path) -> tuple[str, ...]:
    """Return options that keep apt's lists in a folder: the system's may be empty."""
    for part in ("lists/partial", "archives/partial"):
        (folder / "apt" / part).mkdir(parents=True, exist_ok=True)
    return (
        *("-o", f"Dir::State::Lists={folder}/apt/lists"),
        *("-o", f"Dir::Cache={folder}/apt"),
        *("-o", "APT::Sandbox::User="),
    )


def _download(folder: Path, package: str, options: tuple[str, ...]) -> bool:
    steps = [["update"]] if options else []
    for step in [*steps, ["download", package]]:
        print("No nginx found. Trying: apt-get", *step, flush=True)
        try:
            subprocess.run(
                ["apt-get", "-q", *options, *step],
                cwd=folder,
                check=True,
                capture_output=True,
                timeout=FETCH_SECONDS,
            )
        except (OSError, subprocess.SubprocessError):
            return False
    return any(folder.glob("*.deb"))


def _unpacked(folder: Path) -> str:
    [package] = folder.glob("*.deb")
    subprocess.run(["dpkg-deb", "-x", package, folder / "files"], check=True)
    try:
        (folder / "files").rename(CACHE)
    except OSError:  # another process was quicker
        shutil.rmtree(folder / "files")
    found = find()
    if found is None:
        raise NoNginxError(f"{package.name} holds no program usr/sbin/nginx")
    return found


def free_port() -> int:
    """Return a port that nobody listens on just now: nginx takes no port 0."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def certificate(folder: Path, name: str) -> tuple[Path, Path]:
    """Return a certificate that signs itself, and its key."""
    paths = folder / "cert.pem", folder / "key.pem"
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    named = ["-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}"]
    files = ["-out", paths[0], "-keyout", paths[1]]
    subprocess.run([*made, *named, *files], check=True, capture_output=True)
    return paths


class Nginx:
    """nginx with `inside` in its http block; answers on `port` once it is made.

    Raises:
        RuntimeError: it does not start; the message has what it said.
    """

    def __init__(self, folder: Path, inside: str, port: int) -> None:
        path = folder / "nginx.conf"
        path.write_text(FRAME.format(folder=folder, inside=inside), encoding="utf-8")
        self._said = (folder / "nginx.log").open("w+b")
        self._process = subprocess.Popen(
            [find_or_fetch(), "-p", str(folder), "-c", str(path), "-e", "stderr"],
            stdout=self._said,
            stderr=self._said,
        )
        self._wait(port)

    def _wait(self, port: int) -> None:
        for _ in range(int(START_SECONDS / 0.1)):
            if self._process.poll() is not None:
                break
            try:
                socket.create_connection(("127.0.0.1", port), 0.1).close()
            except OSError:
                try:
                    self._process.wait(0.1)
                except subprocess.TimeoutExpired:
                    continue
            else:
                return
        self.stop()
        self._said.seek(0)
        raise RuntimeError(f"nginx did not start: {self._said.read().decode()}")

    def stop(self) -> None:
        """End it."""
        if self._process.poll() is None:
            self._process.terminate()
            self._process.wait(START_SECONDS)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        self._said.close()


def main() -> int:
    """Print nginx's path; systems without Debian's packages may have none."""
    try:
        print("nginx:", find_or_fetch())
    except NoNginxError as error:
        print(error, file=sys.stderr)
        return 1 if can_fetch() else 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
