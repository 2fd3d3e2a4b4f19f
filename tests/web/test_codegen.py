import json
import re

import pytest

from app.web import codegen, protocol


def test_the_pages_copy_is_not_stale() -> None:
    written = codegen.target().read_text(encoding="utf-8")
    assert written == codegen.javascript(), "run: python -m app.web.codegen"


def test_names_and_constants_are_in_it() -> None:
    text = codegen.javascript()
    for event in (*protocol.ClientEvent, *protocol.ServerEvent):
        assert f'{event.name}: "{event}"' in text
    assert "export const MAP_SIZE = 24;" in text


def test_fields_are_those_on_the_wire() -> None:
    text = codegen.javascript()
    view = ["maps", "output", "focus", "inspect", "layers", "norms"]
    view += ["pulls", "health", "points", "example", "twin_output"]
    assert f"view: {json.dumps(view)}" in text
    assert 'walk: ["by"]' in text
    assert 'assign: ["focus", "value"]' in text
    found = re.search(r"frame: (\[.*?\])", text)
    assert found
    assert {"weights", "series", "maps"} < set(json.loads(found[1]))


def test_main_writes_the_file(
    tmp_path: object,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = tmp_path / "js" / "protocol.js"  # type: ignore[operator]
    monkeypatch.setattr(codegen, "target", lambda: path)
    codegen.main()
    assert path.read_text(encoding="utf-8") == codegen.javascript()
    assert str(path) in capsys.readouterr().out
