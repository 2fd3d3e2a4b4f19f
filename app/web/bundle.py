"""The page's own scripts and styles as one file each.

A browser takes over a second to fetch a hundred small modules. So they are bundled
(with esbuild, which the install brings) into static/vendor, marked with the hash of
what went in: the server takes the bundles only while they are current, and the modules
themselves otherwise. Standard library only, as the build hook runs this, too.

Run as `python -m app.web.bundle`, it makes them anew where they are out of date.
"""

import hashlib
import subprocess
import sys
from pathlib import Path

# In the order in which they apply; the file with Plotly's rules is among them.
SHEETS = (
    "tokens",
    "base",
    "controls",
    "layout",
    "header",
    "transport",
    "notice",
    "rail",
    "overlays",
    "pictures",
    "curves",
    "readout",
    "tables",
    "inspector",
    "terms",
    "stopping",
    "replay",
    "signals",
    "weights",
    "compare",
    "points",
    "share",
    "phone",
    "modes",
)
SCRIPT, STYLE = "vendor/app.js", "vendor/app.css"
SECONDS = 30


def sheets(static: Path) -> list[Path]:
    """Return the style sheets in the order in which they apply."""
    return [static / "css" / f"{name}.css" for name in SHEETS]


def mark(static: Path) -> str:
    """Return the first line of current bundles: it names what goes into them."""
    whole = hashlib.sha256()
    for path in [*sorted((static / "js").rglob("*.js")), *sheets(static)]:
        whole.update(path.relative_to(static).as_posix().encode() + b"\0")
        whole.update(path.read_bytes() + b"\0")
    return f"/* {whole.hexdigest()} */\n"


def is_current(static: Path) -> bool:
    """Tell whether both bundles are there and made of the files as they are now."""
    line = mark(static).encode()
    return all(_begins(static / name, line) for name in (SCRIPT, STYLE))


def build(root: Path) -> bool:
    """Make the bundles of the checkout `root`; return False where esbuild is missing.

    Raises:
        subprocess.SubprocessError: esbuild does not like the scripts.
    """
    static = root / "static"
    esbuild = _esbuild(root)
    if esbuild is None:
        return False
    line = mark(static)
    entry = static / "js" / "main.js"
    options = ["--bundle", "--format=esm", "--charset=utf8", "--log-level=warning"]
    done = subprocess.run(
        [esbuild, entry, *options], capture_output=True, check=True, timeout=SECONDS
    )
    _write(static / SCRIPT, line.encode() + done.stdout)
    style = "".join(path.read_text("utf-8") for path in sheets(static))
    _write(static / STYLE, (line + style).encode())
    return True


def _esbuild(root: Path) -> Path | None:
    """Return the program itself, which needs no Node.js to run."""
    folder = root / "node_modules" / "@esbuild"
    found = [*folder.glob("*/bin/esbuild"), *folder.glob("*/esbuild.exe")]
    return found[0] if found else None


def _begins(path: Path, line: bytes) -> bool:
    try:
        with path.open("rb") as stream:
            return stream.read(len(line)) == line
    except OSError:
        return False


def _write(path: Path, content: bytes) -> None:
    """Write a file in one step: a server may be reading it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_suffix(".new")
    new.write_bytes(content)
    new.replace(path)


def main() -> None:
    """Make the bundles of this checkout where they are out of date."""
    root = Path(__file__).resolve().parents[2]
    if not is_current(root / "static") and not build(root):
        sys.stderr.write("esbuild is missing; the page loads its modules one by one.\n")


if __name__ == "__main__":
    main()
