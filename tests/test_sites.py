import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import sites


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        ("https://teach.example", "https://teach.example"),
        (" HTTPS://Teach.Example:8443/ ", "https://teach.example:8443"),
        ("https://teach.example:443", "https://teach.example"),
        ("http://teach.example:080", "http://teach.example"),
        ("https://teach.example:80", "https://teach.example:80"),
        ("http://[2001:DB8::1]:5000", "http://[2001:db8::1]:5000"),
        ("http://10.0.0.1", "http://10.0.0.1"),
    ],
)
def test_an_origin_is_read_as_browsers_write_it(text: str, origin: str) -> None:
    assert sites.origin(text) == origin


@pytest.mark.parametrize(
    "text",
    [
        "teach.example",
        "//teach.example",
        "https://",
        "https://teach.example/playground",
        "https://teach.example?x",
        "https://teach.example, https://b.example",
        "https://*.teach.example",
        "https://teach.example:0",
        "https://teach.example:99999",
        "ftp://teach.example",
        "https://user@teach.example",
        "https://teach.example\r\nX: y",
        "https://teach.example;",
        "https://" + "a" * 3000,
        "null",
        "*",
    ],
)
def test_what_is_no_origin_is_refused_with_the_rule(text: str) -> None:
    with pytest.raises(ValueError, match=r"such as https://teach.example:8443"):
        sites.origin(text)


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("/playground", "/playground"),
        ("/playground/", "/playground"),
        ("/a/b-c/d_e~f.g", "/a/b-c/d_e~f.g"),
        ("/", ""),
    ],
)
def test_a_base_path_has_no_slash_at_its_end(text: str, path: str) -> None:
    assert sites.base_path(text) == path


@pytest.mark.parametrize(
    "text",
    [
        "playground",
        "/a//b",
        "//a",
        "/a/../b",
        "/.",
        "/a b",
        "/a?b",
        "/a#b",
        "/a;b",
        "/a%2fb",
        "/ä",
        "/a\nb",
        "https://teach.example/a",
        "C:\\a",
    ],
)
def test_what_is_no_path_is_refused_with_the_rule(text: str) -> None:
    with pytest.raises(ValueError, match=r"such as /playground"):
        sites.base_path(text)


def test_ancestors_are_sites_with_commas_or_spaces() -> None:
    text = "https://moodle.example, self https://*.School.example:8443,'self'"
    assert sites.ancestors(text) == (
        "https://moodle.example",
        "'self'",
        "https://*.school.example:8443",
    )


@pytest.mark.parametrize(
    "text",
    [
        "*",
        "moodle.example",
        "https://m.example; script-src *",
        "'none'",
        "https:",
        "'x",
    ],
)
def test_what_is_no_site_is_refused_with_the_rule(text: str) -> None:
    with pytest.raises(ValueError, match=r"such as https://moodle.example"):
        sites.ancestors(text)


@given(st.text(max_size=60), st.sampled_from(["", "https://", "/", "https://a/"]))
def test_nothing_that_passes_can_break_out_of_a_header(text: str, start: str) -> None:
    for read in (sites.origin, sites.base_path, sites.ancestors):
        try:
            value = read(start + text)
        except ValueError:
            continue
        words = " ".join(value) if isinstance(value, tuple) else value
        assert words.isascii()
        assert words.isprintable()
        assert not set(words) & set(';,"<>\\{}?#')


def test_the_name_of_an_origin_has_no_brackets_and_no_port() -> None:
    assert sites.name_of("https://teach.example:8443") == "teach.example"
    assert sites.name_of("http://[::1]:5000") == "::1"
    assert sites.name_of("") == ""
