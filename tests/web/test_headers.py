from app.web.headers import HEADERS, missing, security_headers


def test_nobody_may_frame_the_page_unless_named() -> None:
    headers = dict(HEADERS)
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Content-Security-Policy"].endswith("; frame-ancestors 'none'")


def test_named_sites_may_and_no_old_header_contradicts() -> None:
    headers = dict(security_headers(("'self'", "https://moodle.example")))
    assert "X-Frame-Options" not in headers
    policy = headers["Content-Security-Policy"]
    assert policy.endswith("; frame-ancestors 'self' https://moodle.example")
    assert policy.startswith("default-src 'self'; ")


def test_a_header_that_stands_already_is_not_missing() -> None:
    sent = [b"HTTP/1.1 200 OK\r\n", b"x-content-type-options: nosniff\r\n"]
    names = [name for name, _ in missing(HEADERS, sent)]
    assert "X-Content-Type-Options" not in names
    assert len(names) == len(HEADERS) - 1
