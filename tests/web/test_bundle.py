import shutil
from pathlib import Path

import pytest

from app.web import bundle
from tests.server import ROOT


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of the page's own scripts and styles, and esbuild beside them."""
    for folder in ("js", "css"):
        shutil.copytree(ROOT / "static" / folder, tmp_path / "static" / folder)
    (tmp_path / "node_modules").symlink_to(ROOT / "node_modules")
    return tmp_path


def test_bundles_hold_all_scripts_and_styles(checkout: Path) -> None:
    static = checkout / "static"
    assert not bundle.is_current(static)
    assert bundle.build(checkout)
    assert bundle.is_current(static)
    script = (static / bundle.SCRIPT).read_text("utf-8")
    for path in (static / "js" / "panels").glob("*.js"):
        if path.name != "index.js":
            assert f"js/panels/{path.name}" in script
    style = (static / bundle.STYLE).read_text("utf-8")
    for sheet in bundle.sheets(static):
        assert sheet.read_text("utf-8") in style


def test_every_style_sheet_is_among_those_that_apply() -> None:
    names = {path.stem for path in (ROOT / "static" / "css").glob("*.css")}
    assert names == set(bundle.SHEETS)


@pytest.mark.parametrize("name", ["js/main.js", "css/base.css"])
def test_a_changed_file_makes_bundles_out_of_date(checkout: Path, name: str) -> None:
    bundle.build(checkout)
    with (checkout / "static" / name).open("a", encoding="utf-8") as stream:
        stream.write("\n/* changed */\n")
    assert not bundle.is_current(checkout / "static")


def test_without_esbuild_there_are_none(checkout: Path) -> None:
    (checkout / "node_modules").unlink()
    assert not bundle.build(checkout)
    assert not bundle.is_current(checkout / "static")
