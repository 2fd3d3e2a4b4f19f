"""Names as people type them: in any case, with other signs between, or by the label."""

import unicodedata
from collections.abc import Iterable, Mapping
from difflib import get_close_matches

# How alike two names are that are taken for one: a letter or two left out or swapped.
_ALIKE = 0.8


def key_of(text: str) -> str:
    """Return what is the same in all ways to write a name: its letters and digits.

    `Leaky ReLU` and `leaky_relu` are one, and so are `x₁²` and `x1^2`.
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(filter(str.isalnum, plain))


def named(text: str, labels: Mapping[str, str]) -> str | None:
    """Return which of the names of `labels` is meant, by itself or by its label."""
    if text in labels:
        return text
    wanted = key_of(text)
    for name, label in labels.items():
        if wanted and wanted in {key_of(name), key_of(label)}:
            return name
    return None


def nearest(text: str, labels: Mapping[str, str]) -> str | None:
    """Return the name that `text` nearly is; None where it is like none of them."""
    keys = {key_of(label): name for name, label in labels.items()}
    keys |= {key_of(name): name for name in labels}
    found = get_close_matches(key_of(text[:60]), keys, 1, _ALIKE)
    return keys[found[0]] if found else None


def names_in(text: str, labels: Mapping[str, str]) -> list[str]:
    """Return the names that `text` lists, between commas, semicolons or spaces.

    What is no name comes back as it is. A label of several words is one name.
    """
    parts = [part.strip() for part in _split(text, ",;\uff0c\uff1b\u3001")]
    return [name for part in parts if part for name in _words(part, labels)]


def _words(part: str, labels: Mapping[str, str]) -> Iterable[str]:
    words = part.split()
    while words:
        ends = range(len(words), 0, -1)
        found = ((end, named(" ".join(words[:end]), labels)) for end in ends)
        end, name = next(((e, n) for e, n in found if n), (1, words[0]))
        yield name
        words = words[end:]


def _split(text: str, marks: str) -> list[str]:
    for mark in marks:
        text = text.replace(mark, marks[0])
    return text.split(marks[0])
