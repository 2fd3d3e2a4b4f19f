"""The optimizers' rules and L1's threshold, with the numbers of one parameter."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from markupsafe import Markup

from app.cli.mathml import (
    Pieces,
    between,
    brackets,
    factor,
    fraction,
    letter,
    number,
    power,
    root,
    row,
    sign,
    tag,
    times,
)

ZERO, ONE = tag("mn", "0"), tag("mn", "1")
Terms = Mapping[str, float]
Line = tuple[Pieces, Pieces, float]  # symbols, numbers, result
Rule = Callable[[Markup, Terms], list[Line]]
G, V, S, ALPHA, MU = (letter(name) for name in "gvsαμ")
EPSILON = letter("ε")
U = letter("u")  # the optimizer's step where L1's threshold follows
LAMBDA_1 = tag("msub", letter("λ"), ONE)


def _sgd(change: Markup, n: Terms) -> list[Line]:
    return [
        (
            between("=", [change, row(sign("−"), times(ALPHA, G))]),
            [row(sign("−"), times(number(n["rate"]), factor(n["g"])))],
            n["step"],
        )
    ]


def _velocity(n: Terms) -> Line:
    return (
        [V, sign("←"), row(times(MU, V), sign("+"), G)],
        [
            times(number(n["mu"]), factor(n["velocity_before"])),
            row(sign("+"), factor(n["g"])),
        ],
        n["velocity_after"],
    )


def _momentum(change: Markup, n: Terms) -> list[Line]:
    step = row(sign("−"), times(number(n["rate"]), factor(n["velocity_after"])))
    return [
        _velocity(n),
        (
            between("=", [change, row(sign("−"), times(ALPHA, V))]),
            [step],
            n["step"],
        ),
    ]


def _nesterov(change: Markup, n: Terms) -> list[Line]:
    ahead = times(number(n["mu"]), factor(n["velocity_after"]))
    general = brackets(G, sign("+"), times(MU, V))
    return [
        _velocity(n),
        (
            between("=", [change, row(sign("−"), times(ALPHA, general))]),
            [
                row(
                    sign("−"),
                    times(
                        number(n["rate"]), brackets(factor(n["g"]), sign("+"), ahead)
                    ),
                )
            ],
            n["step"],
        ),
    ]


def _average(symbol: Markup, name: str, keep: float, square: bool, n: Terms) -> Line:
    """Return symbol <- keep symbol + (1 - keep) g, or g squared."""
    shown = power(G, "2") if square else G
    given = factor(n["g"])
    rest = number(1.0 - keep)
    general = row(times(number(keep), symbol), sign("+"), times(rest, shown))
    return (
        [symbol, sign("←"), general],
        [
            times(number(keep), factor(n[f"{name}_before"])),
            row(sign("+"), times(rest, power(given, "2") if square else given)),
        ],
        n[f"{name}_after"],
    )


def _divided(
    change: Markup, over: tuple[Markup, str], under: tuple[Markup, str], n: Terms
) -> Line:
    """Return change = -alpha over / (root(under) + epsilon)."""
    general = fraction(times(ALPHA, over[0]), row(root(under[0]), sign("+"), EPSILON))
    worked = fraction(
        times(number(n["rate"]), factor(n[over[1]])),
        row(root(number(n[under[1]])), sign("+"), number(1e-8)),
    )
    return (
        between("=", [change, row(sign("−"), general)]),
        [row(sign("−"), worked)],
        n["step"],
    )


def _rmsprop(change: Markup, n: Terms) -> list[Line]:
    return [
        _average(S, "square", 0.9, True, n),
        _divided(change, (G, "g"), (S, "square_after"), n),
    ]


def _corrected(hat: Markup, symbol: Markup, beta: float, name: str, n: Terms) -> Line:
    """Return hat = symbol / (1 - beta^steps)."""
    steps = tag("mn", str(int(n["steps"])))
    under = row(ONE, sign("−"), power(number(beta), steps))
    general = row(ONE, sign("−"), power(number(beta), letter("τ")))
    return (
        between("=", [hat, fraction(symbol, general)]),
        [fraction(number(n[f"{name}_after"]), under)],
        n[f"{name}_corrected"],
    )


def _adam(change: Markup, n: Terms) -> list[Line]:
    m, v = letter("m"), V
    m_hat, v_hat = (tag("mover", symbol, sign("^")) for symbol in (m, v))
    return [
        _average(m, "mean", 0.9, False, n),
        _average(v, "square", 0.999, True, n),
        _corrected(m_hat, m, 0.9, "mean", n),
        _corrected(v_hat, v, 0.999, "square", n),
        _divided(change, (m_hat, "mean_corrected"), (v_hat, "square_corrected"), n),
    ]


def new_weight(weight: Markup, change: Markup, n: Terms) -> Line:
    """Return w <- w + change."""
    return (
        [weight, sign("←"), row(weight, sign("+"), change)],
        [row(number(n["before"]), sign("+"), factor(n["update"]))],
        n["after"],
    )


def threshold(weight: Markup, change: Markup, n: Terms) -> list[Line]:
    """Return what L1 makes of w + u, u the optimizer's step, and the whole change."""
    moved = row(weight, sign("+"), U)
    limit = times(ALPHA, LAMBDA_1)
    general = times(row(letter("sign"), brackets(moved)), _shrunk(moved, limit))
    side = factor(float(np.sign(n["stepped"])))
    worked = times(side, _shrunk(number(n["stepped"]), number(n["limit"])))
    return [
        (
            [moved],
            [row(number(n["before"]), sign("+"), factor(n["step"]))],
            n["stepped"],
        ),
        ([limit], [times(number(n["rate"]), number(n["l1"]))], n["limit"]),
        ([weight, sign("←"), general], [worked], n["after"]),
        (
            [change],
            [row(number(n["after"]), sign("−"), factor(n["before"]))],
            n["update"],
        ),
    ]


def _shrunk(value: Markup, limit: Markup) -> Markup:
    """Return max(|value| - limit, 0)."""
    size = row(sign("|"), value, sign("|"))
    return row(letter("max"), brackets(size, sign("−"), limit, sign(","), ZERO))


ADAM = {"mean": 0.9, "square": 0.999}
# What each keeps, and the letter it has in its rule.
SYMBOLS: dict[str, dict[str, str]] = {
    "momentum": {"velocity": "v"},
    "nesterov": {"velocity": "v"},
    "rmsprop": {"square": "s"},
    "adam": {"mean": "m", "square": "v"},
}
# From the gradient g to the optimizer's step of one parameter: lines of its working.
RULE: dict[str, Rule] = {
    "sgd": _sgd,
    "momentum": _momentum,
    "nesterov": _nesterov,
    "rmsprop": _rmsprop,
    "adam": _adam,
}


def terms_of(name: str, state: Mapping[str, Any], index: int, when: str) -> Terms:
    """Return what an optimizer remembers of one parameter, `before` or `after`.

    Adam's moments in the form of its paper: the engine keeps them divided by 1 - beta.
    """
    terms = {
        f"{key}_{when}": float(vector[index])
        for key, vector in memory(name, state).items()
    }
    if name == "adam" and when == "after":
        steps = int(state["steps"])
        terms["steps"] = steps
        for key, beta in ADAM.items():
            terms[f"{key}_corrected"] = terms[f"{key}_after"] / (1.0 - beta**steps)
    return terms


def memory(name: str, state: Mapping[str, Any]) -> dict[str, Any]:
    """Return the vectors (P,) that an optimizer keeps from update to update."""
    vectors = {key: state[key] for key in SYMBOLS.get(name, {})}
    if name != "adam":
        return vectors
    return {key: vector * (1.0 - ADAM[key]) for key, vector in vectors.items()}
