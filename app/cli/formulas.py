"""What is computed, as formulas: one entry for each function that can be chosen.

Symbols as on the page: w from unit i to unit j of layer l, net input z, activation a,
error E, delta = dE/dz, learning rate alpha.
"""

from markupsafe import Markup

from app.cli.mathml import (
    Pieces,
    brackets,
    factor,
    fraction,
    joint,
    letter,
    number,
    power,
    row,
    sign,
    tag,
    terms,
    times,
)

Z = letter("z")
ONE = tag("mn", "1")
PHI = row(letter("φ"), brackets(Z))
SMALL = tag("mtext", "\u00a0if z > 0, else\u00a0")
EXP = power(letter("e"), Z)


def _minus(left: Markup, right: Markup) -> Markup:
    return row(left, sign("−"), right)


def _either(positive: Markup, negative: Markup) -> Markup:
    return row(positive, SMALL, negative)


def _sigmoid(z: Markup) -> Markup:
    return fraction(ONE, row(ONE, sign("+"), power(letter("e"), row(sign("−"), z))))


# phi(z) of the hidden layers, and its derivative.
ACTIVATION: dict[str, tuple[Markup, Markup]] = {
    "tanh": (row(letter("tanh"), brackets(Z)), _minus(ONE, power(PHI, "2"))),
    "sigmoid": (_sigmoid(Z), times(PHI, brackets(_minus(ONE, PHI)))),
    "relu": (
        _either(Z, tag("mn", "0")),
        _either(ONE, tag("mn", "0")),
    ),
    "leaky_relu": (
        _either(Z, times(tag("mn", "0.01"), Z)),
        _either(ONE, tag("mn", "0.01")),
    ),
    "elu": (_either(Z, _minus(EXP, ONE)), _either(ONE, EXP)),
    "softplus": (
        row(letter("ln"), brackets(ONE, sign("+"), EXP)),
        _sigmoid(Z),
    ),
    "linear": (Z, ONE),
}


def softmax(unit: Markup) -> Markup:
    """Return the softmax output of a unit, which may be a letter or a number."""
    each = tag("munder", sign("∑"), letter("m"))
    over, under = (power(letter("e"), tag("msub", Z, u)) for u in (unit, letter("m")))
    return fraction(over, row(each, under))


# The output of unit k from its net input.
LINK: dict[str, Markup] = {
    "linear": letter("z"),
    "sigmoid": _sigmoid(Z),
    "softmax": softmax(letter("k")),
}

OUT, T = (tag("msub", letter(name), letter("k")) for name in "ot")
SUM_K = tag("munder", sign("∑"), letter("k"))
SUM_M = tag("munder", sign("∑"), letter("m"))
HALF = fraction(ONE, tag("mn", "2"))

# The error of an example, by loss and link; with two classes there is one output.
ERROR: dict[tuple[str, str], Markup] = {
    ("cross_entropy", "sigmoid"): row(
        sign("−"), T, letter("ln"), brackets(OUT), sign("−"), brackets(_minus(ONE, T)),
        letter("ln"), brackets(_minus(ONE, OUT)),
    ),
    ("cross_entropy", "softmax"): row(sign("−"), SUM_K, T, letter("ln"), brackets(OUT)),
} | {
    ("squared_error", link): row(HALF, SUM_K, power(brackets(_minus(T, OUT)), "2"))
    for link in ("linear", "sigmoid", "softmax")
}  # fmt: skip

_OM, _TM = (tag("msub", letter(name), letter("m")) for name in "ot")

# delta of output k.
DELTA: dict[tuple[str, str], Markup] = {
    ("cross_entropy", "sigmoid"): _minus(OUT, T),
    ("cross_entropy", "softmax"): _minus(OUT, T),
    ("squared_error", "linear"): _minus(OUT, T),
    ("squared_error", "sigmoid"): times(
        brackets(_minus(OUT, T)), OUT, brackets(_minus(ONE, OUT))
    ),
    ("squared_error", "softmax"): times(
        OUT,
        brackets(
            _minus(_minus(OUT, T), row(SUM_M, times(brackets(_minus(_OM, _TM)), _OM)))
        ),
    ),
}

WHY_DELTA: dict[tuple[str, str], str] = {
    ("cross_entropy", "sigmoid"): "The slope of the sigmoid cancels against that of "
    "the logarithm, so only the difference is left.",
    ("cross_entropy", "softmax"): "The slopes of softmax and logarithm cancel, so only "
    "the difference is left.",
    ("squared_error", "linear"): "The output is linear, its slope is 1, so only the "
    "difference is left.",
    ("squared_error", "sigmoid"): "The difference comes from the error, and o (1 − o) "
    "is the slope of the sigmoid.",
    ("squared_error", "softmax"): "Every output depends on every net input, so each "
    "delta has a part from all of them.",
}


def error_numbers(loss: str, link: str, o: list[float], t: list[float]) -> Pieces:
    """Return the error of an example with its numbers, as pieces."""
    pairs = list(zip(o, t, strict=True))
    if loss == "squared_error":
        squares = [power(brackets(_minus(number(b), factor(a))), "2") for a, b in pairs]
        return [HALF, sign("("), *terms(squares), sign(")")]
    if link == "softmax":
        logs = [
            times(number(b), row(letter("ln"), brackets(number(a)))) for a, b in pairs
        ]
        return [row(sign("−"), sign("(")), *terms(logs), sign(")")]
    (output, target) = pairs[0]
    return [
        row(
            sign("−"), number(target), sign("·"), letter("ln"), brackets(number(output))
        ),
        row(joint("−"), brackets(_minus(ONE, number(target)))),
        row(joint("·"), letter("ln"), brackets(_minus(ONE, factor(output)))),
    ]


def delta_numbers(
    loss: str, link: str, o: list[float], t: list[float], unit: int
) -> Pieces:
    """Return the delta of one output with its numbers, as pieces."""
    output, target = factor(o[unit]), factor(t[unit])
    difference = _minus(output, target)
    if loss == "cross_entropy" or link == "linear":
        return [difference]
    if link == "sigmoid":
        return [times(brackets(difference), output, brackets(_minus(ONE, output)))]
    parts = [
        times(brackets(_minus(factor(a), factor(b))), factor(a))
        for a, b in zip(o, t, strict=True)
    ]
    start = [output, sign("·"), sign("("), difference, sign("−"), sign("(")]
    return [row(*start), *terms(parts), row(sign(")"), sign(")"))]
