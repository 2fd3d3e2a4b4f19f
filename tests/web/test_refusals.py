from hypothesis import given
from hypothesis import strategies as st

from app.web import refusals

HTML, ANY = "text/html,*/*;q=0.8", "*/*"


def test_a_refused_name_stands_in_it_with_the_settings_that_allow_it() -> None:
    body, kind = refusals.misdirected("teacher.local:5001").content(ANY)
    assert kind.startswith("text/plain")
    text = body.decode()
    assert "does not answer to the name teacher.local." in text
    assert "ALLOWED_HOSTS=teacher.local," in text
    assert "PUBLIC_ORIGIN=https://teacher.local:5001." in text


def test_people_get_a_page_programs_a_few_lines() -> None:
    body, kind = refusals.misdirected("a.test").content(HTML)
    assert kind == "text/html; charset=utf-8"
    assert body.startswith(b"<!doctype html>")
    assert b"<h1>This server does not answer to the name a.test</h1>" in body


def test_a_missing_name_is_told_too() -> None:
    assert b"Host header is missing" in refusals.misdirected(None).content(ANY)[0]


def test_a_refused_origin_stands_in_it_with_the_setting() -> None:
    refusal = refusals.foreign("https://teach.example:8443")
    assert refusal.line == "403 Forbidden"
    text = refusal.content(ANY)[0].decode()
    assert "PUBLIC_ORIGIN=https://teach.example:8443" in text


def test_an_unknown_status_is_a_bad_request() -> None:
    assert refusals.plain(414).line.startswith("414 ")
    assert refusals.plain(799).line == "400 Bad Request"


@given(st.text(max_size=300))
def test_whatever_was_sent_is_escaped_and_short(sent: str) -> None:
    for refusal in (refusals.misdirected(sent), refusals.foreign(sent)):
        page = refusal.content(HTML)[0].decode()
        plain = refusal.content(ANY)[0].decode()
        inside = page.split("<body>")[1].split("</body>")[0]
        for tag in ("<h1>", "</h1>", "<p>", "</p>"):
            inside = inside.replace(tag, "")
        assert "<" not in inside
        assert all(c.isprintable() or c == "\n" for c in plain)
        assert len(plain) < 1000
