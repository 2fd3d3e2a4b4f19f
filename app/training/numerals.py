"""Numbers as people write them: the one reader of text for fields, links and files.

How digits are grouped differs by country, so some texts have two meanings. Those are
refused where a value could silently become a thousand times smaller:

| text                            | in a whole-number field | in any other            |
|---------------------------------|-------------------------|-------------------------|
| `1 000` `1'000` `1_000`         | 1000                    | 1000                    |
| `1,000`                         | 1000                    | refused: 1 or 1000?     |
| `1.000` (ends in 0)             | 1000                    | refused: 1 or 1000?     |
| `1.234` (as programs write it)  | 1234                    | 1.234                   |
| `1,234`                         | 1234                    | refused: 1.234 or 1234? |
| `1,000,000` `1.000.000`         | 1000000                 | 1000000                 |
| `1,234.5` `1.234,5` `1 234,5`   | no whole number         | 1234.5                  |
| `0,5` `0.125` `0,125` `1234.567`| no whole number         | with decimals           |
| `8.0` `8,00`                    | 8                       | 8                       |
| `1e3` `2,5e-3` `1.234e−5`       | if whole                | with a power of ten     |
| `1,234e5`                       | refused                 | refused                 |

One mark before exactly three digits may group them; nothing else may. A point before
three digits that do not end in 0 is a decimal point, because that is how this program,
JSON and other programs write numbers, and none of them writes a last 0: so links and
files keep their meaning. A whole number has no decimals worth writing, so there the
mark can only group.

Digits of any script count, as do the many signs for minus, apostrophe and space;
characters that cannot be seen do not.
"""

import math
import re
import unicodedata

LONGEST = 60  # characters; nobody writes longer numbers, and int() takes long for them

_MINUS = "-\u2010\u2011\u2012\u2013\u2014\u2212\ufe63\uff0d"
_MARKS = {
    **dict.fromkeys(_MINUS, "-"),
    **dict.fromkeys("+\uff0b", "+"),
    **dict.fromkeys(".\uff0e", "."),
    **dict.fromkeys(",\uff0c", ","),
    **dict.fromkeys("'\u2018\u2019\u02bc\uff07`\u00b4_\u066c", "'"),
    "\u066b": "d",  # Arabic decimal separator: it has no second meaning
}
_POWER = re.compile(r"\s?[×·]\s?10\^")
_SIGN = r"(?P<sign>[+-]?)"
_EXPONENT = r"(?:[eE](?P<exponent>[+-]?\d{1,4}))?"
_PLAIN = re.compile(
    rf"{_SIGN}(?P<whole>\d*)(?:(?P<mark>[.,d])(?P<part>\d*))?{_EXPONENT}"
)
_GROUPED = re.compile(
    rf"{_SIGN}(?P<whole>\d{{1,3}}(?P<group>[ '.,])\d{{3}}(?:(?P=group)\d{{3}})*)"
    r"(?:(?!(?P=group))(?P<mark>[.,d])(?P<part>\d*))?"
)


class AmbiguousError(ValueError):
    """A text with two meanings.

    Attributes:
        meanings: how to write either of them.
    """

    def __init__(self, small: str, large: str) -> None:
        super().__init__(f"{small} or {large}")
        self.meanings = (small, large)


def read_number(text: str, whole: bool = False) -> int | float | None:
    """Return the finite number that `text` stands for; None where it is none.

    `whole`: a whole number is wanted, so digits can only be grouped, not decimals;
    8.0 comes back as it is, for the field to judge.

    Raises:
        AmbiguousError: it may mean two numbers, one a thousand times the other.
    """
    plain = normalized(text)
    if not plain or len(plain) > LONGEST:
        return None
    match = _PLAIN.fullmatch(plain)
    if match is not None:
        return _single(match, whole)
    match = _GROUPED.fullmatch(plain)
    if match is None:
        return None
    digits = match["sign"] + re.sub(r"\D", "", match["whole"])
    return _number(digits, match["part"] or "", "")


def normalized(text: str) -> str:
    """Return `text` with ASCII digits and one sign each for minus, space and the like.

    Signs that cannot be seen are left out, spaces around it, too.
    """
    seen = (c for c in text if unicodedata.category(c) != "Cf")
    return _POWER.sub("e", "".join(map(_plain, seen)).strip())


def _plain(character: str) -> str:
    if character.isspace():
        return " "
    digit = unicodedata.decimal(character, None)
    return _MARKS.get(character, character) if digit is None else str(digit)


def _single(match: re.Match[str], whole: bool) -> int | float | None:
    """Read a number with one mark at most."""
    digits, mark, part = match["whole"], match["mark"], match["part"] or ""
    exponent = match["exponent"] or ""
    if not digits and not part:
        return None
    if mark in {".", ","} and _may_group(digits, part):
        if exponent:
            if mark == ",":
                small, large = (
                    f"{digits}.{part}e{exponent}",
                    f"{digits}{part}e{exponent}",
                )
                raise AmbiguousError(match["sign"] + small, match["sign"] + large)
        elif whole:
            digits, part = digits + part, ""
        elif mark == "," or part.endswith("0"):
            small = f"{digits}.{part}".rstrip("0").rstrip(".")
            raise AmbiguousError(match["sign"] + small, match["sign"] + digits + part)
    return _number(match["sign"] + digits, part, exponent)


def _may_group(digits: str, part: str) -> bool:
    """Tell whether the mark between these may stand between groups of three digits."""
    return len(part) == 3 and 1 <= len(digits) <= 3 and int(digits) > 0


def _number(digits: str, part: str, exponent: str) -> int | float | None:
    if not part and not exponent:
        return int(digits)
    number = float(f"{digits}.{part or 0}e{exponent or 0}")
    return number if math.isfinite(number) else None
