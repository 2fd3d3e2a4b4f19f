"""The headers that stand on every answer, of whatever layer it comes."""

from collections.abc import Iterable

Headers = tuple[tuple[str, str], ...]


def security_headers(ancestors: Iterable[str] = ()) -> Headers:
    """Return the headers of a server that `ancestors` may show in a frame.

    Where there are none nobody may, and X-Frame-Options says so to old browsers, too;
    that header cannot name sites.
    """
    framing = " ".join(ancestors)
    framers = framing or "'none'"
    policy = "; ".join(
        (
            "default-src 'self'",
            # Plotly sets style attributes, and exports images through data and blob
            # URLs.
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'none'",
            f"frame-ancestors {framers}",
        )
    )
    return (
        ("Content-Security-Policy", policy),
        ("X-Content-Type-Options", "nosniff"),
        *(() if framing else (("X-Frame-Options", "DENY"),)),
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
    )


HEADERS = security_headers()


def missing(headers: Headers, sent: Iterable[bytes]) -> Headers:
    """Return those of `headers` that no line of `sent` (`Name: value`) holds."""
    names = {line.partition(b":")[0].strip().lower() for line in sent}
    return tuple(
        (name, value) for name, value in headers if name.lower().encode() not in names
    )
