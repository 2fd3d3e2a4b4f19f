import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.config import Config
from app.training.settings import CATALOGUE
from app.web import bundle
from app.web.factory import create_app
from app.web.pages import StrictJSON
from tests.server import ROOT
from tests.web.client import canonical

Browser = FlaskClient


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    app = create_app(Config(data=tmp_path_factory.mktemp("data")))
    yield app
    app.extensions["playground"].close()


@pytest.fixture
def browser(app: Flask) -> Browser:
    return app.test_client()


def embedded(html: str) -> dict[str, Any]:
    found = re.findall(
        r'<script type="application/json" id="(\w+)">(.*?)</script', html
    )
    return {name: json.loads(text) for name, text in found}


def test_the_page_is_there_at_once(browser: Browser) -> None:
    answer = browser.get("/")
    assert answer.status_code == 200
    assert answer.content_type == "text/html; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-store"


def test_everything_the_page_needs_is_in_it(browser: Browser) -> None:
    parts = embedded(browser.get("/").text)
    assert set(parts) == {
        "catalogue",
        "datasets",
        "inputs",
        "presets",
        "figures",
        "server",
        "query_errors",
    }
    assert [entry["name"] for entry in parts["catalogue"]] == list(CATALOGUE)
    assert parts["query_errors"] == []


@pytest.mark.parametrize(
    ("query", "fields"),
    [
        ("learning_rate=nan", ["learning_rate"]),
        ("learning_rate=0.1&learning_rate=0.2", ["learning_rate"]),
        ("validation_share=60&test_share=60", ["validation_share"]),
        ("noize=1&hidden_layers=8,x", ["noize", "hidden_layers"]),
        ("noise=%ff%00", ["noise"]),
        ("noise=" + "b" * 3000, ["noise"]),
        ("utm_source=x&fbclid=y&x=%ff%00", []),
        ("examples=30&dataset=spiral&learning_rate=0.1", []),
    ],
)
def test_a_bad_link_is_the_page_with_its_errors(
    browser: Browser, query: str, fields: list[str]
) -> None:
    answer = browser.get(f"/?{query}")
    assert answer.status_code == 200
    errors = embedded(answer.text)["query_errors"]
    assert [canonical(error)["field"] for error in errors] == fields


def test_a_link_cannot_write_into_the_page(browser: Browser) -> None:
    text = browser.get("/?noise=</script><script>alert(1)</script>&noi<!--se=1").text
    assert "alert(1)</script>" not in text
    assert "<!--=" not in text
    assert embedded(text)["query_errors"]


def test_errors_of_one_link_do_not_stay(browser: Browser) -> None:
    browser.get("/?noize=1")
    assert embedded(browser.get("/").text)["query_errors"] == []


def test_json_holds_no_number_that_is_not_finite(app: Flask) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        StrictJSON(app).dumps({"a": float("nan")})


def test_a_browser_gets_its_name_once(browser: Browser) -> None:
    cookie = browser.get("/").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Set-Cookie" not in browser.get("/").headers


def test_a_forged_name_is_replaced(browser: Browser) -> None:
    name, value = browser.get("/").headers["Set-Cookie"].split(";")[0].split("=")
    browser.set_cookie(name, value[:-2] + "xx")
    assert name in browser.get("/").headers["Set-Cookie"]


def assets_of(browser: Browser, path: str = "/") -> list[str]:
    return re.findall(r'(?:href|src)="(/static/[^"]+)"', browser.get(path).text)


@pytest.mark.parametrize("is_bundled", [True, False])
def test_every_file_that_the_page_names_is_there_for_good(
    browser: Browser, monkeypatch: pytest.MonkeyPatch, is_bundled: bool
) -> None:
    bundle.build(ROOT)
    monkeypatch.setattr(bundle, "is_current", lambda _static: is_bundled)
    # A page whose link has an error is not kept: it is made for this very request.
    urls = assets_of(browser, "/?patience=none")
    script = "/vendor/app.js" if is_bundled else "/js/main.js"
    assert any(url.endswith(script) for url in urls)
    assert (len(urls) > 50) is not is_bundled
    for url in urls:
        with browser.get(url) as answer:
            assert answer.status_code == 200, url
            assert "immutable" in answer.headers["Cache-Control"]


def test_files_are_compressed_for_those_who_take_it(browser: Browser) -> None:
    url = next(url for url in assets_of(browser) if url.endswith(".css"))
    plain = browser.get(url)
    packed = browser.get(url, headers={"Accept-Encoding": "gzip, br"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.headers["Vary"] == "Accept-Encoding"
    assert gzip.decompress(packed.data) == plain.data
    assert packed.headers["ETag"] != plain.headers["ETag"]


def test_a_file_under_an_old_or_no_hash_is_asked_for_again(browser: Browser) -> None:
    for url in ("/static/js/main.js", "/static/v-0123456789ab/js/main.js"):
        answer = browser.get(url)
        assert answer.headers["Cache-Control"] == "no-cache"
        etag = {"If-None-Match": answer.headers["ETag"]}
        assert browser.get(url, headers=etag).status_code == 304


@pytest.mark.parametrize(
    "path",
    ["..%2fpyproject.toml", "../pyproject.toml", "js/%2e%2e/%2e%2e/app/config.py",
     "js", "", "vendor/stamp", "js/main.js/", "%00", "//etc/passwd"],
)  # fmt: skip
def test_nothing_but_the_pages_files_is_served(browser: Browser, path: str) -> None:
    assert browser.get(f"/static/{path}").status_code in {404, 308}


def test_only_get_is_known(browser: Browser) -> None:
    for path in ("/", "/healthz", "/static/js/main.js"):
        assert browser.post(path, data={"a": 1}).status_code == 405


def test_healthz_tells_how_full_the_server_is(browser: Browser) -> None:
    told = browser.get("/healthz").json
    assert told["status"] == "ok"
    assert told["sockets"] == told["runs"] == told["running"] == 0
    assert told["full"] is False
    assert told["message"] is told["retry_after"] is None


def test_the_templates_and_files_are_found() -> None:
    from app.web.assets import folder

    assert (folder("templates") / "index.html").is_file()
    assert Path(folder("static"), "js", "main.js").is_file()
