"""The server behind nginx, set up as the README says, and otherwise."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.nginx import Nginx, can_fetch, certificate, find, free_port
from tests.server import ROOT, Server

NAME = "teach.example"
needs_nginx = pytest.mark.skipif(
    find() is None and not can_fetch(),
    reason="nginx is not installed, and this system has no Debian packages",
)

# Other ways to set nginx up; each is the inside of a server block.
UPGRADE = """
proxy_http_version 1.1;
proxy_set_header Upgrade $http_upgrade;
proxy_set_header Connection "upgrade";
"""
KEEP_NAME = "proxy_set_header Host $http_host;"


def snippet() -> str:
    """Return what the README gives for nginx."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    [found] = re.findall(r"^```nginx\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return str(found)


def filled_in(text: str, port: int, server: str, cert: tuple[Path, Path]) -> str:
    """Return the README's text with the ports and files of a test.

    Each of its placeholders must be there: `listen`, the certificate, the server.
    """
    for old, new in (
        ("listen 443 ssl", f"listen 127.0.0.1:{port} ssl"),
        ("/etc/ssl/teach.example.pem", str(cert[0])),
        ("/etc/ssl/teach.example.key", str(cert[1])),
        ("http://127.0.0.1:5000", server),
    ):
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


@contextmanager
def as_documented(folder: Path, more: str = "", **environment: str) -> Iterator[str]:
    """Serve behind the README's nginx; yield the public origin, over TLS.

    `more` is added to nginx's http block; {cert}, {key}, {port} and {origin} are filled
    in there, {port} in the environment, too.
    """
    port = free_port()
    origin = f"https://{NAME}:{port}"
    cert = certificate(folder, NAME)
    told = {name: text.format(port=port) for name, text in environment.items()}
    places = {"BASE_PATH": "/playground", "PUBLIC_ORIGIN": origin} | told
    with Server(folder / "data", **places) as server:
        inside = filled_in(snippet(), port, server.url, cert)
        known = {"cert": cert[0], "key": cert[1], "port": port, "origin": origin}
        for name, value in known.items():
            more = more.replace(f"{{{name}}}", str(value))
        inside += more
        with Nginx(folder, inside, port):
            yield origin


@contextmanager
def proxied(folder: Path, location: str, **environment: str) -> Iterator[str]:
    """Serve behind nginx with these locations; yield nginx's address.

    {server} in `location` and {port} in the environment are filled in.
    """
    port = free_port()
    places = {name: text.format(port=port) for name, text in environment.items()}
    with Server(folder / "data", **places) as server:
        inside = location.replace("{server}", server.url)
        block = f"server {{ listen 127.0.0.1:{port}; {inside} }}"
        with Nginx(folder, block, port):
            yield f"http://127.0.0.1:{port}"
