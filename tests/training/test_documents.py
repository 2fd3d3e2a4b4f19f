"""JSON out of bytes."""

import codecs
import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.training.documents import DocumentError, read_document_bytes

TEXT = '{"dataset": "moons", "é": [1, 2.5, null]}'
TEXTS = st.text(st.characters(codec="utf-8"))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXTS,
    lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner),
    max_leaves=5,
)


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16"),
        TEXT.encode("utf-32"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
    ],
)
def test_every_encoding_of_a_shell_is_read(data):
    assert read_document_bytes(data) == json.loads(TEXT)


@given(JSON, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]))
def test_any_value_is_read_back(value, encoding):
    data = json.dumps(value, ensure_ascii=False).encode(encoding)
    assert read_document_bytes(data) == value


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "it is empty"),
        (codecs.BOM_UTF8 + b" \n", "it is empty"),
        (b"{", "Expecting property name"),
        (b"[NaN]", "NaN is not a number that JSON knows"),
        (b'{"a": 1, "a": 1}', "the key a is given twice"),
        (b"\xff", "it is not UTF-8 text; save it as UTF-8"),
        ('{"é": 1}'.encode("latin-1"), "it is not UTF-8 text; save it as UTF-8"),
        (codecs.BOM_UTF16_LE + b"{", "it is not UTF-16 text"),
        (b"[" * 100_000, "it is nested too deeply"),
        (b"\x89PNG\r\n", "it is not UTF-8 text"),
        (b"PK\x03\x04", "Expecting value"),
    ],
)
def test_anything_else_is_refused_in_words(data, reason):
    with pytest.raises(DocumentError, match=reason):
        read_document_bytes(data)


@given(st.binary(max_size=40))
def test_any_bytes_are_read_or_refused(data):
    with suppress(DocumentError):
        read_document_bytes(data)


def test_what_has_no_end_is_refused(monkeypatch):
    monkeypatch.setattr("app.training.documents.MOST_BYTES", 3)
    with pytest.raises(DocumentError, match="more than 3 bytes"):
        read_document_bytes(b"12345")
