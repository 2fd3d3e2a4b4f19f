"""What this machine is called, and under which addresses others can reach it.

Only its own names count: a name that somebody else chose could be pointed here by a
page of another site (DNS rebinding).
"""

import ipaddress
import re
import socket
import struct
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

SIOCGIFADDR = 0x8915  # Linux: the IPv4 address of an interface
# Interfaces inside the machine: others cannot reach what stands behind them.
INNER = re.compile(r"lo|docker\d+|br-[0-9a-f]{12}|(veth|virbr|lxcbr|vnet).*")
# Reserved for documentation: a datagram socket "connected" there sends nothing, but
# tells the address from which it would.
ELSEWHERE = ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1"))
INET6 = Path("/proc/net/if_inet6")
FULL_NAME_SECONDS = 60.0  # a laptop changes its network, and so its full name


def names() -> tuple[str, ...]:
    """Return the machine's own names that need no look-up, lower case."""
    full = socket.gethostname().lower().rstrip(".")
    short = full.partition(".")[0]
    return tuple(dict.fromkeys((full, short, f"{short}.local"))) if short else ()


class FullName:
    """The machine's name with its domain, looked up only when somebody uses one."""

    def __init__(
        self,
        look_up: Callable[[], str] = socket.getfqdn,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._look_up = look_up
        self._clock = clock
        self._known: tuple[float, str] | None = None

    def matches(self, name: str) -> bool:
        """Tell whether `name` (lower case) is this machine's name with its domain.

        Names that do not begin with the machine's own cost no look-up.
        """
        short = socket.gethostname().lower().partition(".")[0]
        if not short or not name.startswith(f"{short}."):
            return False
        now = self._clock()
        if self._known is None or now - self._known[0] > FULL_NAME_SECONDS:
            self._known = (now, self._look_up().lower().rstrip("."))
        return name == self._known[1]


def addresses(with_ipv6: bool = False) -> list[str]:
    """Return the IP addresses under which others reach this machine, best first."""
    found = dict.fromkeys([*_routed(), *_of_interfaces(), *_of_name()])
    return [
        address
        for address in found
        if _is_shareable(address) and (with_ipv6 or ":" not in address)
    ]


def _is_shareable(address: str) -> bool:
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    return not (
        ip.is_loopback or ip.is_link_local or ip.is_unspecified or ip.is_multicast
    )


def _routed() -> Iterator[str]:
    """Yield the addresses from which this machine would speak to others."""
    for family, elsewhere in ELSEWHERE:
        with (
            suppress(OSError),
            closing(socket.socket(family, socket.SOCK_DGRAM)) as probe,
        ):
            probe.connect((elsewhere, 9))
            yield str(probe.getsockname()[0])


def _of_interfaces() -> Iterator[str]:
    """Yield the addresses of all interfaces, where the system tells them (Linux)."""
    if sys.platform != "linux":
        return
    import fcntl  # noqa: PLC0415 -- not on Windows

    with closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as probe:
        for _, name in socket.if_nameindex():
            if INNER.fullmatch(name):
                continue
            with suppress(OSError):  # it has none
                wanted = struct.pack("256s", name.encode()[:15])
                found = fcntl.ioctl(probe.fileno(), SIOCGIFADDR, wanted)
                yield socket.inet_ntoa(found[20:24])
    with suppress(OSError, ValueError):
        for line in INET6.read_text(encoding="ascii").splitlines():
            digits, *_, name = line.split()
            if not INNER.fullmatch(name):
                yield str(ipaddress.IPv6Address(int(digits, 16)))


def _of_name() -> Iterator[str]:
    """Yield the addresses of the machine's name, where interfaces tell none."""
    if sys.platform == "linux":
        return
    with suppress(OSError):
        for *_, address in socket.getaddrinfo(socket.gethostname(), None):
            yield str(address[0]).partition("%")[0]
