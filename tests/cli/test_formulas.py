import pytest
from markupsafe import Markup

from app.cli import formulas
from app.engine import ACTIVATIONS, LOSSES
from app.engine.links import LINKS

PAIRS = [(loss.name, link) for loss in LOSSES.values() for link in loss.deltas]


def text(*parts: Markup) -> str:
    return " ".join(Markup(part).striptags() for part in parts)


def test_every_function_has_its_formula() -> None:
    assert formulas.ACTIVATION.keys() == ACTIVATIONS.keys()
    assert formulas.LINK.keys() == LINKS.keys()


@pytest.mark.parametrize("pair", PAIRS)
def test_every_loss_has_its_formulas(pair: tuple[str, str]) -> None:
    assert formulas.ERROR[pair]
    assert formulas.DELTA[pair]
    assert formulas.WHY_DELTA[pair]


def test_numbers_stand_where_the_symbols_do() -> None:
    delta = formulas.delta_numbers("squared_error", "sigmoid", [0.6], [1.0], 0)
    assert text(*delta) == "(0.6−1)·0.6·(1−0.6)"
    error = formulas.error_numbers("squared_error", "linear", [-0.6], [1.0])
    assert "(1−(−0.6))2" in text(*error)


def test_softmax_has_a_part_from_every_output() -> None:
    o, t = [0.2, 0.5, 0.3], [0.0, 1.0, 0.0]
    delta = formulas.delta_numbers("squared_error", "softmax", o, t, 1)
    assert text(*delta).count("·") == 4
    assert text(*formulas.error_numbers("cross_entropy", "softmax", o, t)).count("ln")
