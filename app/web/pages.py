"""What is answered over HTTP: the page, its files, and a sign of life."""

import gzip
import logging
from collections.abc import Callable
from typing import Any

from flask import Flask, Response, abort, jsonify, render_template, request
from flask.json.provider import DefaultJSONProvider
from werkzeug.exceptions import HTTPException

from app.training.errors import fault_number
from app.training.permalink import from_query
from app.web import bundle, refusals
from app.web.assets import Assets
from app.web.bootstrap import bootstrap
from app.web.identity import COOKIE_SECONDS, Browsers
from app.web.place import Place
from app.web.refusals import Refusal

log = logging.getLogger(__name__)

MAIN = "js/main.js"
FOR_GOOD = "public, max-age=31536000, immutable"
ASK_FIRST = "no-cache"  # keep it, but ask whether it is still current


class StrictJSON(DefaultJSONProvider):
    """JSON as the standard has it: numbers that are not finite raise ValueError."""

    sort_keys = False

    def dumps(self, obj: Any, **options: Any) -> str:
        """Return JSON text."""
        return super().dumps(obj, allow_nan=False, **options)


class Pages:
    """The routes of one server.

    `health(browser, address)` returns what /healthz tells one that asks.
    """

    def __init__(
        self,
        assets: Assets,
        browsers: Browsers,
        place: Place,
        health: Callable[[str | None, str], dict[str, Any]],
    ) -> None:
        self._assets = assets
        self._place = place
        self._browsers = browsers
        self._health = health
        self._bootstrap = bootstrap()
        self._plain: tuple[dict[str, Any], bytes] = ({}, b"")

    def register(self, app: Flask) -> None:
        """Add the routes to an application."""
        app.json = StrictJSON(app)
        app.url_map.merge_slashes = False  # it redirects, to where no proxy leads
        app.add_url_rule("/", "index", self.index)
        app.add_url_rule("/healthz", "healthz", self.healthz)
        app.add_url_rule("/static/<path:path>", "static", self.static)
        app.register_error_handler(HTTPException, _refused)
        app.register_error_handler(Exception, _failed)

    def index(self) -> Response:
        """Return the page, whatever the link's query says; its errors stand in it."""
        self._assets.keep_up()
        _, errors = from_query(request.query_string.decode("utf-8", "replace"))
        page = self._page([error.as_dict() for error in errors])
        response = _compressible(page, "text/html; charset=utf-8")
        response.headers["Cache-Control"] = "no-store"
        self._name_browser(response)
        return response

    def _page(self, errors: list[dict[str, Any]]) -> bytes:
        """Return the page; the one without errors is kept until its place changes."""
        known, page = self._plain
        place = self._place.boot(request.remote_addr)
        if not errors and known == place:
            return page
        page = render_template(
            "index.html",
            asset=self._place.asset,
            base_path=self._place.base_path,
            **self._files(),
            boot=self._bootstrap | {"server": place, "query_errors": errors},
        ).encode()
        if not errors:
            self._plain = (place, page)
        return page

    def _files(self) -> dict[str, Any]:
        """Return the page's script, what it imports, and its style sheets."""
        if bundle.is_current(self._assets.root):
            return {"main": bundle.SCRIPT, "modules": [], "sheets": [bundle.STYLE]}
        return {
            "main": MAIN,
            "modules": self._assets.imports(MAIN),
            "sheets": [f"css/{name}.css" for name in bundle.SHEETS],
        }

    def healthz(self) -> Response:
        """Return that the server is alive, how full it is, and what else it tells."""
        origin, knock = request.args.get("origin"), request.args.get("knock")
        place = self._place.health(request.environ, origin, knock)
        owner = self._browsers.read(request.cookies.get(self._browsers.cookie))
        response = jsonify(self._health(owner, request.remote_addr or "") | place)
        response.headers["Cache-Control"] = "no-store"
        return response

    def static(self, path: str) -> Response:
        """Return one of the page's files."""
        found = self._assets.find(path)
        if found is None:
            abort(404)
        asset, is_current = found
        is_small = asset.compressed is not None and _accepts_gzip()
        content = asset.compressed if is_small and asset.compressed else asset.content
        response = Response(content, content_type=f"{asset.kind}; charset=utf-8")
        if is_small:
            response.headers["Content-Encoding"] = "gzip"
        response.headers["Vary"] = "Accept-Encoding"
        response.headers["Cache-Control"] = FOR_GOOD if is_current else ASK_FIRST
        response.set_etag(asset.tag + ("-gzip" if is_small else ""))
        response.make_conditional(request)
        return response

    def _name_browser(self, response: Response) -> None:
        """Give the browser a name, unless it has one of ours."""
        if self._browsers.read(request.cookies.get(self._browsers.cookie)) is None:
            response.set_cookie(
                self._browsers.cookie,
                self._browsers.new(),
                max_age=COOKIE_SECONDS,
                **self._place.cookie(request.headers.get("Host")),
            )


def _refused(error: HTTPException) -> Response:
    """Answer what there is not, or not in this way: 404, 405 and the like."""
    refusal = refusals.plain(error.code or 400)
    response = _as_response(refusal)
    if allowed := error.get_response().headers.get("Allow"):
        response.headers["Allow"] = allowed
    return response


def _failed(_error: Exception) -> Response:
    """Answer after a fault of ours: its number is on the page and in the log."""
    number = fault_number()
    log.exception("error %s while answering a request", number)
    return _as_response(refusals.fault(number))


def _as_response(refusal: Refusal) -> Response:
    content, kind = refusal.content(request.headers.get("Accept", ""))
    response = Response(content, status=refusal.status, content_type=kind)
    response.headers["Cache-Control"] = "no-store"
    return response


def _compressible(content: bytes, kind: str) -> Response:
    if not _accepts_gzip():
        response = Response(content, content_type=kind)
    else:
        response = Response(gzip.compress(content, 5), content_type=kind)
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Vary"] = "Accept-Encoding"
    return response


def _accepts_gzip() -> bool:
    return request.accept_encodings["gzip"] > 0
