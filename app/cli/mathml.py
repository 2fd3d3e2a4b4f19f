"""Formulas in MathML, and numbers as a person reads them, to six digits.

Browsers do not break a line within one formula: what may be long is a list of pieces,
each a formula of its own, that the text may break between.
"""

from collections.abc import Iterable, Sequence

from markupsafe import Markup, escape

from app.training.notation import MINUS
from app.training.notation import number as read

MOST_TERMS = 8  # of a sum; of a longer one the first few and the last are shown
FIRST_TERMS = 6

Pieces = list[Markup]


def digits(value: float) -> str:
    """Return the number with six digits; beyond plain ones as `1.5e−7`."""
    return read(value, 6, trim=True)


def split(value: float) -> tuple[str, str]:
    """Return mantissa and exponent, which is empty for plain numbers."""
    mantissa, _, exponent = digits(value).partition("e")
    return mantissa, exponent


def text_number(value: float) -> Markup:
    """Return the number as HTML."""
    mantissa, exponent = split(value)
    if not exponent:
        return Markup("{}").format(mantissa)
    return Markup("{}·10<sup>{}</sup>").format(mantissa, exponent)


def tag(name: str, *parts: Markup | str) -> Markup:
    """Return an element; parts that are not markup are escaped."""
    inside = Markup("").join(escape(part) for part in parts)
    return Markup("<{0}>{1}</{0}>").format(Markup(name), inside)


def row(*parts: Markup) -> Markup:
    """Return parts side by side, as one."""
    return parts[0] if len(parts) == 1 else tag("mrow", *parts)


def letter(name: str) -> Markup:
    """Return a variable, or the name of a function."""
    return tag("mi", name)


def sign(name: str) -> Markup:
    """Return an operator or a bracket."""
    return tag("mo", name)


def joint(name: str) -> Markup:
    """Return an operator that begins a piece, spaced as between two operands.

    Elsewhere it would be set as the sign of the number behind it.
    """
    return Markup('<mo form="infix">{}</mo>').format(name)


def number(value: float) -> Markup:
    """Return a number, with its sign."""
    mantissa, exponent = split(value)
    parts = [tag("mn", mantissa.removeprefix(MINUS))]
    if mantissa.startswith(MINUS):
        parts.insert(0, sign(MINUS))
    if exponent:
        power = row(
            *([sign(MINUS)] if exponent.startswith(MINUS) else []),
            tag("mn", exponent.removeprefix(MINUS)),
        )
        parts += [sign("·"), tag("msup", tag("mn", "10"), power)]
    return row(*parts)


def factor(value: float) -> Markup:
    """Return a number as it stands in a product: in brackets where it needs them."""
    plain = number(value)
    text = digits(value)
    return brackets(plain) if text.startswith(MINUS) or "e" in text else plain


def brackets(*parts: Markup) -> Markup:
    """Return parts in brackets."""
    return row(sign("("), *parts, sign(")"))


def fraction(over: Markup, under: Markup) -> Markup:
    """Return over / under."""
    return tag("mfrac", over, under)


def root(inside: Markup) -> Markup:
    """Return a square root."""
    return tag("msqrt", inside)


def power(base: Markup, exponent: Markup | str) -> Markup:
    """Return a power; an exponent in plain text is a number."""
    above = exponent if isinstance(exponent, Markup) else tag("mn", exponent)
    return tag("msup", base, above)


def times(*factors: Markup) -> Markup:
    """Return a product with its dots."""
    return row(*between("·", factors))


def between(operator: str, parts: Sequence[Markup]) -> Pieces:
    """Return parts with an operator between them."""
    first, *rest = parts
    return [first, *(piece for part in rest for piece in (sign(operator), part))]


def indexed(name: str, layer: int, *units: int | str) -> Markup:
    """Return a symbol with unit and layer, counted from 1: x has no layer above it.

    The activations of layer 0 are the inputs x.
    """
    if name == "a" and layer == 0:
        return tag("msub", letter("x"), _below(units))
    above = row(sign("("), tag("mn", str(layer)), sign(")"))
    return tag("msubsup", letter(name), _below(units), above)


def slope(parameter: Markup) -> Markup:
    """Return dE/dw of a parameter's symbol."""
    return fraction(row(sign("∂"), letter("E")), row(sign("∂"), parameter))


def sum_over(index: str, count: int, *parts: Markup) -> Markup:
    """Return the sum of parts over an index from 1 to `count`."""
    below = row(letter(index), sign("="), tag("mn", "1"))
    big = tag("munderover", sign("∑"), below, tag("mn", str(count)))
    return row(big, *parts)


def terms(parts: Iterable[Markup]) -> Pieces:
    """Return a sum as pieces; of a long one only the first few and the last term."""
    parts = list(parts)
    if len(parts) > MOST_TERMS:
        parts = [*parts[:FIRST_TERMS], sign("…"), parts[-1]]
    return [parts[0], *(row(joint("+"), part) for part in parts[1:])]


def equation(*sides: Markup) -> Markup:
    """Return sides with `=` between them, as one formula."""
    return math(*between("=", sides))


def math(*parts: Markup) -> Markup:
    """Return one formula."""
    return tag("math", *parts)


def _below(units: Sequence[int | str]) -> Markup:
    names = [tag("mn" if isinstance(u, int) else "mi", str(u)) for u in units]
    return row(*between(",", names))
