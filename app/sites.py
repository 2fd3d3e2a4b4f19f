"""Where a server stands on the web: the rules of origins, paths and framing sites.

Each function returns the value in the one form in which it is compared later, or raises
ValueError with the rule it breaks, to be put after the variable's name.
"""

import re

ORIGIN = re.compile(
    r"(https?)://(\*\.)?(\[[0-9a-f:.]+\]|[a-z0-9]([a-z0-9._-]*[a-z0-9])?)(:[0-9]{1,5})?"
)
SEGMENT = re.compile(r"[A-Za-z0-9._~-]+")
DEFAULT_PORTS = {"http": ":80", "https": ":443"}
LONGEST = 2000  # characters of one value


def origin(text: str) -> str:
    """Return an origin as browsers write it: lower case, no default port, no slash.

    Raises:
        ValueError: with the rule.
    """
    found = _origin(text)
    if found is None or "*" in found:
        raise ValueError(
            "a scheme and a name, and a port where it is not the usual one, such as "
            "https://teach.example:8443 (a path belongs in BASE_PATH)"
        )
    return found


def name_of(site: str) -> str:
    """Return the host name of an origin, without brackets and port."""
    rest = site.partition("://")[2]
    return re.sub(r":[0-9]+$", "", rest).strip("[]")


def base_path(text: str) -> str:
    """Return a path without a slash at its end; "" is the root.

    Raises:
        ValueError: with the rule.
    """
    parts = text.rstrip("/").split("/")
    if parts == [""]:
        return ""
    inner = parts[1:]
    is_plain = all(SEGMENT.fullmatch(part) and part.strip(".") for part in inner)
    if parts[0] or not inner or not is_plain or len(text) > LONGEST:
        raise ValueError(
            "a path that begins with /, of letters, digits, - . _ and ~, "
            "such as /playground"
        )
    return "/".join(parts)


def ancestors(text: str) -> tuple[str, ...]:
    """Return the sites that may frame the page, as a policy writes them.

    Raises:
        ValueError: with the rule.
    """
    words = [word for word in re.split(r"[\s,]+", text) if word]
    found = [_ancestor(word) for word in words]
    if len(text) > LONGEST or not all(found):
        raise ValueError(
            "a list of sites, with commas, each such as https://moodle.example "
            "or https://*.school.example"
        )
    return tuple(dict.fromkeys(site for site in found if site))


def _ancestor(word: str) -> str | None:
    return "'self'" if word.strip("'").lower() == "self" else _origin(word)


def _origin(text: str) -> str | None:
    match = ORIGIN.fullmatch(text.strip().removesuffix("/").lower())
    if match is None or len(text) > LONGEST:
        return None
    scheme, wildcard, name, _, port = match.groups()
    if port and not 1 <= int(port[1:]) <= 65535:
        return None
    port = f":{int(port[1:])}" if port else ""
    shown_port = "" if port == DEFAULT_PORTS[scheme] else port
    return f"{scheme}://{wildcard or ''}{name}{shown_port}"
