"""Where the page is, in lines for whoever starts the server."""

from app import machine
from app.config import Config

INTRODUCTION = "Backprop Playground: "
FOR_OTHERS = "For others:          "
BY_NAME = "By name, where the network knows it: "
ON_THE_WEB = "On the web:          "


def reachable(config: Config) -> str:
    """Return the address under which this machine reaches its server."""
    if not config.is_wildcard:
        return config.host
    return "::1" if config.host == "::" else "127.0.0.1"


def own_url(config: Config) -> str:
    """Return the page's address on this machine, without the slash at its end."""
    return _url(reachable(config), config.port)


def for_others(config: Config) -> list[str]:
    """Return the addresses that people at other machines can type, best first.

    `config.port` is the real one.
    """
    if config.is_loopback:
        return []
    hosts = machine.addresses(with_ipv6=config.host == "::")
    if not config.is_wildcard:
        hosts = [config.host]
    return [f"{_url(host, config.port)}{config.base_path}/" for host in hosts]


def by_name(config: Config) -> list[str]:
    """Return addresses with the machine's names: not every network knows them."""
    if config.is_loopback:
        return []
    found = [f"{_url(name, config.port)}{config.base_path}/" for name in _names()]
    return [url for url in found if url not in for_others(config)]


def share(config: Config) -> str | None:
    """Return the page's address that others can open, or None where there is none."""
    return config.public_url or next(iter(for_others(config) or by_name(config)), None)


def warnings(config: Config) -> list[str]:
    """Return what whoever starts the server should know, a line each."""
    told = []
    if not config.is_loopback:
        told.append(
            f"listening on {config.host}: other machines can reach this server and use "
            "its processor. Start it without HOST or --host to keep it to yourself."
        )
    if config.frame_ancestors and not config.is_public_secure:
        told.append(
            "FRAME_ANCESTORS without a PUBLIC_ORIGIN that begins with https: in a "
            "frame of another site browsers keep no cookie from this server, and a "
            "reload there has to compute the run again."
        )
    return [f"Warning: {line}" for line in told]


def lines(config: Config) -> list[str]:
    """Return the lines about the page's addresses; the first one never changes."""
    told = [INTRODUCTION + own_url(config)]
    if config.public_url:
        told.append(ON_THE_WEB + config.public_url)
    told += [FOR_OTHERS + url for url in for_others(config)]
    told += [BY_NAME + url for url in by_name(config)]
    return told


def _names() -> tuple[str, ...]:
    return tuple(name for name in machine.names() if name.endswith(".local"))


def _url(host: str, port: int) -> str:
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"
