"""The page's static files, served from memory, compressed once.

Every URL carries a hash over all files: /static/v-<hash>/js/main.js. Modules import
each other by relative paths, which keep the hash, so that one changed file changes the
URLs of all, and browsers may keep what they have for good.
"""

import gzip
import hashlib
import posixpath
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

PREFIX = "v-"
IMPORT = re.compile(r"^(?:import|export)\b[^;\"']*[\"'](\.[^\"']+)[\"']", re.MULTILINE)
TYPES = {
    ".css": "text/css",
    ".html": "text/html",
    ".ico": "image/x-icon",
    ".js": "text/javascript",
    ".json": "application/json",
    ".map": "application/json",
    ".md": "text/plain",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
}
COMPRESSED = {".css", ".html", ".ico", ".js", ".json", ".map", ".svg", ".txt"}
# A class that loads its pages at once need not have all files looked at for each.
LOOK_AGAIN_SECONDS = 1.0
SMALLEST_COMPRESSED = 500  # bytes; below that the headers outweigh it

Stamp = tuple[int, int]


@dataclass(frozen=True)
class Asset:
    """A file's content, plain and compressed (None where that does not help)."""

    content: bytes
    compressed: bytes | None
    kind: str
    tag: str
    stamp: Stamp


def folder(name: str) -> Path:
    """Return the folder `static` or `templates`.

    A wheel has it inside the package, a checkout beside it.
    """
    package = Path(__file__).parents[1]
    inside = package / name
    return inside if inside.is_dir() else package.parent / name


class Assets:
    """All files below one folder."""

    def __init__(self, root: Path, clock: Callable[[], float] = time.monotonic) -> None:
        self.root = root
        self._clock = clock
        self._looked_at = clock()
        self._lock = threading.Lock()
        self._assets: dict[str, Asset] = {}
        self._listing: dict[str, Stamp] = {}
        self._version = ""
        self.refresh()

    def keep_up(self) -> None:
        """Look whether any file has changed, unless that was done just now."""
        now = self._clock()
        if now - self._looked_at >= LOOK_AGAIN_SECONDS:
            self._looked_at = now
            self.refresh()

    def refresh(self) -> None:
        """Look whether any file has changed since the last time."""
        listing = {
            path.relative_to(self.root).as_posix(): _stamp(path)
            for path in sorted(self.root.rglob("*"))
            if path.is_file() and path.suffix in TYPES
        }
        with self._lock:
            if listing == self._listing:
                return
            self._listing = listing
            whole = hashlib.sha256()
            for name in listing:
                whole.update(f"{name} {self._load(name).tag}\n".encode())
            self._version = PREFIX + whole.hexdigest()[:12]

    @property
    def version(self) -> str:
        """What names the present state of all files."""
        return self._version

    def imports(self, name: str) -> list[str]:
        """Return the modules that the module `name` imports, and those they import.

        Preloaded together they arrive at once, not one level after the other.
        """
        found: dict[str, None] = {}
        waiting = [name]
        while waiting:
            module = waiting.pop()
            with self._lock:
                content = self._load(module).content if module in self._listing else b""
            for relative in IMPORT.findall(content.decode("utf-8", "replace")):
                path = posixpath.normpath(f"{posixpath.dirname(module)}/{relative}")
                if path not in found and path in self._listing:
                    found[path] = None
                    waiting.append(path)
        return list(found)

    def url(self, name: str) -> str:
        """Return the URL of a file, such as `js/main.js`."""
        return f"/static/{self._version}/{name}"

    def find(self, path: str) -> tuple[Asset, bool] | None:
        """Return the file that the part of a URL after /static/ names, or None.

        The boolean tells whether the URL has the hash of today's files, so that the
        answer may be kept for good.
        """
        first, _, rest = path.partition("/")
        is_versioned = first.startswith(PREFIX)
        name = rest if is_versioned else path
        with self._lock:
            if name not in self._listing:
                return None
            try:
                return self._load(name), first == self._version
            except FileNotFoundError:
                return None

    def _load(self, name: str) -> Asset:
        path = self.root / name
        stamp = _stamp(path)
        known = self._assets.get(name)
        if known is None or known.stamp != stamp:
            known = self._assets[name] = _read(path, stamp)
        return known


def _stamp(path: Path) -> Stamp:
    status = path.stat()
    return status.st_mtime_ns, status.st_size


def _read(path: Path, stamp: Stamp) -> Asset:
    content = path.read_bytes()
    compressed = None
    if path.suffix in COMPRESSED and len(content) >= SMALLEST_COMPRESSED:
        compressed = gzip.compress(content, 6, mtime=0)
    tag = hashlib.sha256(content).hexdigest()[:16]
    return Asset(content, compressed, TYPES[path.suffix], tag, stamp)
