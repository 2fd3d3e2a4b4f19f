"""Where the page stands, as the page itself, its cookies and its sockets must know."""

import ipaddress
import threading
import time
from typing import TYPE_CHECKING, Any

from app.config import Config
from app.training.versions import package_version
from app.web import announcement
from app.web.assets import Assets
from app.web.headers import security_headers
from app.web.hosts import Hosts
from app.web.knocks import Knocks

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

SHARE_SECONDS = 30.0  # a laptop changes its network, and so its addresses


class Place:
    """What depends on where and how the server is reached.

    Attributes:
        base_path: the path below which the page is, "" for the root.
        headers: what stands on every answer.
        knocks: the pages whose sockets a proxy has mutilated.
    """

    def __init__(self, config: Config, hosts: Hosts, assets: Assets) -> None:
        self.base_path = config.base_path
        self.headers = security_headers(config.frame_ancestors)
        self.knocks = Knocks()
        self._config = config
        self._hosts = hosts
        self._assets = assets
        self._package = package_version()
        self._lock = threading.Lock()
        self._share: tuple[float, str | None] | None = None

    def asset(self, name: str) -> str:
        """Return the address of a file, such as `js/main.js`, below the base path."""
        return self.base_path + self._assets.url(name)

    def version(self) -> str:
        """Name what is served: the package's version and the state of its files."""
        return f"{self._package}+{self._assets.version}"

    def boot(self, peer: str | None) -> dict[str, Any]:
        """Return what the scripts of a page that `peer` (an IP address) opens read.

        `version`: see above. `base_path`: "" or such as /playground. `share`: the
        address that others can open, None where the server knows none.
        """
        return {
            "version": self.version(),
            "base_path": self.base_path,
            "share": self._shareable(peer),
        }

    def health(
        self, environ: "WSGIEnvironment", origin: str | None, knock: str | None = None
    ) -> dict[str, Any]:
        """Return what a page that cannot connect has to know.

        `origin`: where that page is; `knock`: what its sockets call themselves; None if
        it does not say.
        """
        told: dict[str, Any] = {"version": self.version()}
        if knock is not None:
            told["upgrade_missing"] = knock in self.knocks
        if origin is not None:
            told["origin_allowed"] = self._hosts.allows_origin(origin, environ)
        return told

    def cookie(self, host: str | None) -> dict[str, Any]:
        """Return the options of a cookie for a request with this Host header.

        The server itself never speaks TLS: what comes from a proxy is secure where the
        public origin is. In a frame of another site a cookie has to be secure, and is
        the visitor's name under that site only (partitioned).
        """
        is_secure = self._config.is_public_secure and not self._hosts.is_direct(host)
        is_framed = is_secure and bool(self._config.frame_ancestors)
        return {
            "path": self.base_path or "/",
            "secure": is_secure,
            "httponly": True,
            "samesite": "None" if is_framed else "Lax",
            "partitioned": is_framed,
        }

    def _shareable(self, peer: str | None) -> str | None:
        # Who comes from elsewhere under a name such as localhost comes through a
        # forwarded port, into a container for example: the addresses that are known
        # here lead others nowhere.
        if not (self._config.public_url or _is_here(peer)):
            return None
        now = time.monotonic()
        with self._lock:
            if self._share is None or now - self._share[0] > SHARE_SECONDS:
                self._share = (now, announcement.share(self._config))
            return self._share[1]


def _is_here(peer: str | None) -> bool:
    try:
        address = ipaddress.ip_address(peer or "")
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return (mapped or address).is_loopback
