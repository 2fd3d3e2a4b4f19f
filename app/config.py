"""Settings of the server (not of a training run): where it listens, what it allows.

They come from the environment and from the command line; the command line wins.
"""

import ipaddress
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from app import sites

LOOPBACK = ("127.0.0.1", "localhost", "::1")
WILDCARDS = ("0.0.0.0", "::")
SHORTEST_SECRET = 16
LEAST_MEMORY_MB = 150  # the program itself takes most of it
SHOWN = 100  # characters of a bad value
HOST_NAME = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?")

T = TypeVar("T")


class ConfigError(ValueError):
    """A server setting that cannot be taken; the message is one line for a person."""


@dataclass(frozen=True)
class Config:
    """What the server was told.

    Attributes:
        host: the address to listen on; anything but loopback is reachable by others.
        port: the port to listen on; 0 takes any free one.
        data: the folder that holds the secret key and whatever the server stores.
        secret_key: what signs the browsers' cookies, instead of the key in the folder.
        allowed_hosts: further names under which browsers may call the server.
        base_path: the path below which a proxy shows the page, "" for the root.
        public_origin: where browsers see the page when something stands in front of
            the server, such as https://teach.example:8443.
        frame_ancestors: the sites whose pages may show the page in a frame.
        max_sockets: open pages in all. max_sockets_per_browser: open pages of one
            browser. max_sockets_without_cookie: open pages of all browsers that send
            no cookie.
        max_runs: runs kept in all. max_runs_per_browser: runs kept for one browser.
        max_background_runs: ghosts and twins that are computed at once.
        memory_mb: how much memory the process may take for all of that, in MB.
    """

    host: str = "127.0.0.1"
    port: int = 5000
    data: Path = field(default_factory=lambda: default_data({}))
    secret_key: str | None = field(default=None, repr=False)
    allowed_hosts: tuple[str, ...] = ()
    base_path: str = ""
    public_origin: str | None = None
    frame_ancestors: tuple[str, ...] = ()
    max_sockets: int = 250
    max_sockets_per_browser: int = 16
    max_sockets_without_cookie: int = 16
    max_runs: int = 200
    max_runs_per_browser: int = 8
    max_background_runs: int = 4
    memory_mb: int = 1000

    @property
    def is_loopback(self) -> bool:
        """Tell whether only this machine can reach the server."""
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return self.host.lower() == "localhost"

    @property
    def is_wildcard(self) -> bool:
        """Tell whether the server listens on every address of the machine."""
        return self.host in WILDCARDS

    @property
    def public_url(self) -> str | None:
        """Return the page's address on the web, where one was named."""
        return f"{self.public_origin}{self.base_path}/" if self.public_origin else None

    @property
    def is_public_secure(self) -> bool:
        """Tell whether browsers reach the server over TLS, which ends before it."""
        return (self.public_origin or "").startswith("https:")

    @property
    def host_names(self) -> frozenset[str]:
        """The names (lower case, no port) under which browsers may call the server."""
        names = (*LOOPBACK, self.host, *self.allowed_hosts)
        if self.public_origin:
            names = (*names, sites.name_of(self.public_origin))
        return frozenset(name.lower() for name in names)


def from_environment(
    environ: Mapping[str, str],
    host: str | None = None,
    port: int | str | None = None,
    data: str | Path | None = None,
) -> Config:
    """Return the configuration that `environ` and the command line's values make.

    Read: HOST, PORT, DATA, SECRET_KEY, ALLOWED_HOSTS and FRAME_ANCESTORS
    (comma-separated), BASE_PATH, PUBLIC_ORIGIN, MAX_SOCKETS, MAX_SOCKETS_PER_BROWSER,
    MAX_SOCKETS_WITHOUT_COOKIE, MAX_RUNS, MAX_RUNS_PER_BROWSER, MAX_BACKGROUND_RUNS,
    MEMORY_MB. Empty means not set.

    Raises:
        ConfigError: a value breaks its rule; the message names it.
    """
    try:
        folder = Path(data).expanduser() if data else default_data(environ)
    except RuntimeError as error:  # no such user, or a user without a home
        raise ConfigError(f"DATA must be a folder that can be found: {error}") from None
    plain = Config(
        data=folder,
        secret_key=_secret(environ.get("SECRET_KEY", "")),
    )
    given_host = host if host is not None else environ.get("HOST", "")
    given_port = port if port is not None else environ.get("PORT", "")
    return replace(
        plain,
        host=_host("HOST", given_host) if given_host else plain.host,
        port=_port(str(given_port)) if given_port != "" else plain.port,
        allowed_hosts=_hosts(environ.get("ALLOWED_HOSTS", "")),
        base_path=_place(environ, "BASE_PATH", sites.base_path, ""),
        public_origin=_place(environ, "PUBLIC_ORIGIN", sites.origin, None),
        frame_ancestors=_place(environ, "FRAME_ANCESTORS", sites.ancestors, ()),
        max_sockets=_count(environ, "MAX_SOCKETS", plain.max_sockets),
        max_sockets_per_browser=_count(
            environ, "MAX_SOCKETS_PER_BROWSER", plain.max_sockets_per_browser
        ),
        max_sockets_without_cookie=_count(
            environ, "MAX_SOCKETS_WITHOUT_COOKIE", plain.max_sockets_without_cookie
        ),
        max_runs=_count(environ, "MAX_RUNS", plain.max_runs),
        max_runs_per_browser=_count(
            environ, "MAX_RUNS_PER_BROWSER", plain.max_runs_per_browser
        ),
        max_background_runs=_count(
            environ, "MAX_BACKGROUND_RUNS", plain.max_background_runs
        ),
        memory_mb=_count(environ, "MEMORY_MB", plain.memory_mb, LEAST_MEMORY_MB),
    )


def default_data(environ: Mapping[str, str]) -> Path:
    """Return the data folder: DATA, else the user's own place for such data."""
    if environ.get("DATA"):
        return Path(environ["DATA"]).expanduser()
    base = environ.get("XDG_DATA_HOME", "")
    # The XDG rule: a relative path is to be ignored.
    root = Path(base) if base.startswith("/") else Path("~/.local/share").expanduser()
    return root / "backprop-playground"


def _host(name: str, text: str) -> str:
    text = text.strip()
    bare = text[1:-1] if text.startswith("[") and text.endswith("]") else text
    try:
        return str(ipaddress.ip_address(bare))
    except ValueError:
        if HOST_NAME.fullmatch(text):
            return text
    raise ConfigError(f"{name} must be a host name or an IP address; received {text!r}")


def _place(
    environ: Mapping[str, str], name: str, read: Callable[[str], T], default: T
) -> T:
    text = environ.get(name, "").strip()
    if not text:
        return default
    try:
        return read(text)
    except ValueError as rule:
        shown = text if len(text) <= SHOWN else f"{text[:SHOWN]}..."
        raise ConfigError(f"{name} must be {rule}; received {shown!r}") from None


def _hosts(text: str) -> tuple[str, ...]:
    parts = (part.strip() for part in text.split(","))
    return tuple(_host("ALLOWED_HOSTS", part) for part in parts if part)


def _port(text: str) -> int:
    rule = "PORT must be a whole number from 0 to 65535 (0: any free one)"
    if not re.fullmatch("[0-9]{1,5}", text) or int(text) > 65535:
        raise ConfigError(f"{rule}; received {text[:40]!r}")
    return int(text)


def _secret(text: str) -> str | None:
    if text and len(text) < SHORTEST_SECRET:
        raise ConfigError(
            f"SECRET_KEY must have at least {SHORTEST_SECRET} characters; "
            f"received {len(text)}"
        )
    return text or None


def _count(environ: Mapping[str, str], name: str, default: int, least: int = 1) -> int:
    text = environ.get(name, "")
    if not text:
        return default
    if not re.fullmatch("[0-9]{1,6}", text) or not least <= int(text) <= 100_000:
        raise ConfigError(
            f"{name} must be a whole number from {least} to 100000; "
            f"received {text[:40]!r}"
        )
    return int(text)
