"""JSON from bytes that somebody else wrote."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.training.json_bytes import parse_json

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-32")


@given(VALUES, st.sampled_from(ENCODINGS), st.booleans())
def test_what_was_written_is_read_whatever_its_mark(value, encoding, is_ascii):
    text = json.dumps(value, ensure_ascii=is_ascii)
    data = text.encode(encoding, "surrogatepass")
    try:
        data.decode(encoding)
    except UnicodeDecodeError:  # half a pair of UTF-16 is no text
        with pytest.raises(ValueError, match="UTF-8 or UTF-16"):
            parse_json(data)
    else:
        assert parse_json(data) == value


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_an_object_in_utf_16_needs_no_mark(encoding):
    assert parse_json('{"l2": 0.5}'.encode(encoding)) == {"l2": 0.5}


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b'{"l2": NaN}', "NaN is not a number that JSON knows"),
        (b'{"l2": -Infinity}', "-Infinity is not"),
        (b'{"l2": 1, "l2": 2}', "the key l2 is given twice"),
        (b"\x89PNG\r\n\x1a\n", "not text in UTF-8 or UTF-16"),
        (b"\xff\xfe{", "not text"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"l2": ', "Expecting value"),
        (b"", "Expecting value"),
    ],
)
def test_anything_else_is_refused_with_its_reason(data, why):
    with pytest.raises(ValueError, match=why):
        parse_json(data)
