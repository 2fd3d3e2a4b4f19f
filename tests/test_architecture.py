"""The rules about the code as a whole that no linter knows."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MODULES = sorted((ROOT / "app").rglob("*.py"))
LONGEST_FILE = 400  # lines; most have fewer than 200
# The trainer is a plain generator: time, threads and sockets come from outside.
MAY_HAVE_THREADS = ("app/training/scheduler.py", "app/web/", "app/bench/")
MAY_IMPORT_FLASK = ("app/__init__.py", "app/web/")


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imported(path: Path) -> set[str]:
    """The top-level packages that a file imports, wherever in it."""
    packages = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            packages |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            packages.add(node.module.split(".")[0])
    return packages


@pytest.mark.parametrize(
    "module", [path for path in MODULES if path.name != "__init__.py"], ids=name
)
def test_every_module_has_its_test_file(module: Path) -> None:
    relative = module.relative_to(ROOT / "app")
    test = ROOT / "tests" / relative.parent / f"test_{relative.stem.strip('_')}.py"
    assert test.is_file(), f"{name(module)} needs {name(test)}"


@pytest.mark.parametrize("package", ["app.engine", "app.training", "app.cli"])
def test_the_lower_packages_leave_flask_alone(package: str) -> None:
    code = f"import sys, {package}; sys.exit('flask' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False)
    assert run.returncode == 0


def test_only_the_scheduler_and_the_web_know_threads() -> None:
    threaded = {name(path) for path in MODULES if "threading" in imported(path)}
    assert {file for file in threaded if not file.startswith(MAY_HAVE_THREADS)} == set()


def test_only_the_web_knows_flask() -> None:
    flask = {
        name(path)
        for path in MODULES
        if imported(path) & {"flask", "flask_socketio", "socketio", "engineio"}
    }
    allowed = (*MAY_IMPORT_FLASK, "app/bench/")  # the bench is a client of the server
    assert {file for file in flask if not file.startswith(allowed)} == set()


def test_a_package_only_re_exports() -> None:
    allowed = (ast.Expr, ast.Import, ast.ImportFrom, ast.Assign)
    for path in MODULES:
        if path.name == "__init__.py" and path.parent.name != "app":
            body = ast.parse(path.read_text(encoding="utf-8")).body
            assert all(isinstance(node, allowed) for node in body), name(path)


def test_files_are_short_enough_to_read() -> None:
    files = [
        path
        for folder in ("app", "static/css", "static/js", "templates", "tests")
        for ending in ("py", "js", "css", "html")
        for path in (ROOT / folder).rglob(f"*.{ending}")
    ]
    lines = {name(path): len(path.read_text("utf-8").splitlines()) for path in files}
    long = {file: count for file, count in lines.items() if count > LONGEST_FILE}
    assert long == {}


def test_no_test_sleeps() -> None:
    for folder in ("engine", "training"):
        for path in (ROOT / "tests" / folder).rglob("*.py"):
            assert "sleep" not in path.read_text(encoding="utf-8"), name(path)


def test_sizes_follow_the_browsers_font_size() -> None:
    """Lengths are in rem and widths of the layout in em, but for lines and corners."""
    fixed = re.compile(
        r"^\s*(border|outline|box-shadow|--shadow|text-underline|stroke)[-\w]*:"
    )
    for path in (ROOT / "static" / "css").glob("*.css"):
        for line in path.read_text(encoding="utf-8").splitlines():
            sizes = [float(size) for size in re.findall(r"([\d.]+)px\b", line)]
            assert "@media" not in line or not sizes, f"{name(path)}: {line}"
            assert not re.search("(width|height) [<>]", line), line
            assert fixed.match(line) or max(sizes, default=0) < 3, (
                f"{name(path)}: {line}"
            )
