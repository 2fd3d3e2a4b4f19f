"""Numbers as people read them, in the server's sentences as on the page.

The page's twin of this module is static/js/core/format.js; both are tested with the
cases of tests/numerals.json.
"""

import math
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

MINUS = "−"
MISSING = "–"
DIGITS = 4
MOST_DIGITS = 12  # where numbers that differ would read the same
PLAIN = (Decimal("1e-4"), Decimal("1e6"))  # others have a power of ten


def number(value: float | None, digits: int = DIGITS, *, trim: bool = False) -> str:
    """Return a number with so many significant digits, 1 to 17.

    "0" only for 0 itself, "–" for what is no number; whole digits are never cut off.
    With `trim` there are no zeros at the end: `0.5`, not `0.5000`.
    """
    if value is None or not math.isfinite(value):
        return MISSING
    if value == 0:
        return "0"
    size = Decimal(abs(value))
    rounded = _rounded(size, digits)
    sign = MINUS if value < 0 else ""
    if not PLAIN[0] <= rounded < PLAIN[1]:
        return sign + _power(rounded)
    if rounded >= 10**digits:
        return f"{sign}{size.quantize(Decimal(1), ROUND_HALF_UP)}"
    text = f"{rounded:f}"
    return sign + (_without_zeros(text) if trim else text)


def apart(
    values: Sequence[float | None], digits: int = DIGITS, *, trim: bool = False
) -> list[str]:
    """Return numbers that are compared: more digits where two would read the same."""
    others = set(values)

    def text(value: float | None) -> str:
        for count in range(digits, MOST_DIGITS):
            found = number(value, count, trim=trim)
            same = (number(v, count, trim=trim) == found for v in others - {value})
            if found == MISSING or not any(same):
                return found
        return number(value, MOST_DIGITS, trim=trim)

    return [text(value) for value in values]


def share(value: float | None, decimals: int = 1) -> str:
    """Return a share from 0 to 1 in percent; what is nearly all is not "100.0 %"."""
    if value is None or not math.isfinite(value):
        return MISSING
    text = f"{100 * value:.{decimals}f}"
    is_false = float(text) in {0.0, 100.0} and value not in {0.0, 1.0}
    if is_false and decimals < MOST_DIGITS:
        return share(value, decimals + 1)
    return f"{text} %"


def _rounded(size: Decimal, digits: int) -> Decimal:
    """Return a positive number with so many digits; half-way it is the larger one."""
    unit = Decimal(1).scaleb(size.adjusted() - digits + 1)
    rounded = size.quantize(unit, ROUND_HALF_UP)
    if rounded.adjusted() > size.adjusted():  # 9.9996 is 10.00, not 10.000
        return rounded.quantize(unit.scaleb(1), ROUND_HALF_UP)
    return rounded


def _power(rounded: Decimal) -> str:
    exponent = rounded.adjusted()
    figures = _without_zeros(f"{rounded.scaleb(-exponent):f}")
    return f"{figures}e{exponent}".replace("-", MINUS)


def _without_zeros(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text
