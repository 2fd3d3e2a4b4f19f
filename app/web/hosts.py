"""The names under which this server may be called, and the origins of its pages."""

import ipaddress
import re
from typing import TYPE_CHECKING

from app import machine
from app.config import LOOPBACK, Config
from app.sites import name_of

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

HOST_HEADER = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(:[0-9]{1,5})?")


class Hosts:
    """The names under which this server may be called.

    A page of another site can point its own name at this machine's address (DNS
    rebinding), but it cannot choose the Host header: only known names are answered.
    """

    def __init__(self, config: Config) -> None:
        self._names = set(config.host_names)
        self._origin = config.public_origin
        self._public_name = name_of(config.public_origin or "")
        self._is_shared = not config.is_loopback
        # An address cannot be rebound: with a server on all of them, any will do.
        self._any_address = config.is_wildcard
        # The machine's own names, which no other site can have.
        self._machine = set(machine.names()) if self._is_shared else set()
        self._full_name = machine.FullName()

    def allows(self, header: str | None) -> bool:
        """Tell whether a Host header names this server; its port may be any."""
        name = named(header)
        if name is None:
            return False
        return (
            name in self._names
            or name in self._machine
            or (self._any_address and _is_address(name))
            or (self._is_shared and self._full_name.matches(name))
        )

    def allows_origin(self, origin: str, environ: "WSGIEnvironment") -> bool:
        """Tell whether a page at `origin` is one of ours.

        It is where it is served under this very Host, or at the one public origin.
        Forwarded headers count for nothing: anybody can send them.
        """
        host = environ.get("HTTP_HOST")
        if not self.allows(host):
            return False
        ours = (f"http://{host}", f"https://{host}", self._origin)
        return origin in (each.lower() for each in ours if each)

    def is_direct(self, header: str | None) -> bool:
        """Tell whether a Host header shows that no proxy stands in between.

        It does where it holds an address or a name of this machine that others use, and
        the page was not put on the web under that very name.
        """
        name = named(header)
        if name is None or name in (*LOOPBACK, self._public_name):
            return False
        is_own = name in self._machine or self._full_name.matches(name)
        return _is_address(name) or is_own


def named(header: str | None) -> str | None:
    """Return the name in a Host header, lower case, or None where it holds none."""
    match = HOST_HEADER.fullmatch(header or "")
    if match is None:
        return None
    return match[1].strip("[]").lower().removesuffix(".") or None


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
