import gzip
from pathlib import Path

import pytest

from app.web.assets import Assets, folder


@pytest.fixture
def root(tmp_path: Path) -> Path:
    files = {
        "js/main.js": 'import { a } from "./core/a.js";\nimport "./b.js";\n',
        "js/core/a.js": 'import {\n  x\n} from "../b.js";\nexport {y} from "./c.js";',
        "js/core/c.js": 'const text = "import from ./d.js";',
        "js/b.js": "// nothing" + " " * 900,
        "css/base.css": "a {}",
        "vendor/stamp": "no type",
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path


def test_a_url_has_the_hash_of_all_files(root: Path) -> None:
    assets = Assets(root)
    url = assets.url("js/main.js")
    assert url == f"/static/{assets.version}/js/main.js"
    found = assets.find(url.removeprefix("/static/"))
    assert found
    assert found[1] is True
    assert found[0].kind == "text/javascript"


def test_a_changed_file_changes_every_url(root: Path) -> None:
    assets = Assets(root)
    before = assets.version
    assets.refresh()
    assert assets.version == before
    (root / "css" / "base.css").write_text("b { color: red }")
    assets.refresh()
    assert assets.version != before
    found = assets.find(f"{before}/css/base.css")
    assert found
    assert (found[0].content, found[1]) == (b"b { color: red }", False)


def test_files_are_looked_at_once_a_second_at_most(root: Path) -> None:
    now = 0.0
    assets = Assets(root, lambda: now)
    before = assets.version
    (root / "css" / "base.css").write_text("b { color: red }")
    assets.keep_up()
    assert assets.version == before
    now = 1.0
    assets.keep_up()
    assert assets.version != before


def test_the_same_files_have_the_same_hash_elsewhere(root: Path) -> None:
    assert Assets(root).version == Assets(root).version


def test_a_file_that_is_gone_is_not_found(root: Path) -> None:
    assets = Assets(root)
    (root / "css" / "base.css").unlink()
    assert assets.find("css/base.css") is None
    assert assets.find("js/none.js") is None


def test_only_known_kinds_are_served(root: Path) -> None:
    assert Assets(root).find("vendor/stamp") is None


def test_compressed_only_where_it_helps(root: Path) -> None:
    assets = Assets(root)
    small, large = assets.find("css/base.css"), assets.find("js/b.js")
    assert small
    assert large
    assert small[0].compressed is None
    assert gzip.decompress(large[0].compressed or b"") == large[0].content


def test_imports_are_followed(root: Path) -> None:
    imports = Assets(root).imports("js/main.js")
    assert set(imports) == {"js/core/a.js", "js/b.js", "js/core/c.js"}


def test_every_import_of_the_page_is_a_file() -> None:
    assets = Assets(folder("static"))
    imports = assets.imports("js/main.js")
    assert "js/protocol.js" in imports
    assert all(assets.find(name) for name in imports)


def test_files_in_the_package_come_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "app"
    monkeypatch.setattr("app.web.assets.__file__", str(package / "web" / "assets.py"))
    assert folder("static") == tmp_path / "static"
    (package / "static").mkdir(parents=True)
    assert folder("static") == package / "static"
