import re
from html.parser import HTMLParser
from typing import Any

import pytest

from app.cli.sheet import render
from app.training.explain import explain
from app.training.validation import resolve

VOID = {"meta", "link", "br"}


class Checker(HTMLParser):
    """Raises AssertionError where an element is not closed in its turn."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def sheet(with_answers: bool = True, **given: Any) -> str:
    return render(explain(resolve(given), update=5), with_answers)


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"hidden_layers": []},
        {"hidden_layers": [32, 32]},
        {"dataset": "iris", "loss": "squared_error", "dropout": 0.3},
        {"dataset": "sine", "activation": "relu", "l1": 0.1, "l2": 0.1},
        {"optimizer": "adam", "inputs": ["x1_x2", "sin_x1"]},
        {"optimizer": "nesterov"},
        {"optimizer": "rmsprop"},
    ],
)
@pytest.mark.parametrize("with_answers", [True, False])
def test_every_sheet_is_whole(given: dict[str, Any], with_answers: bool) -> None:
    page = sheet(with_answers, **given)
    checker = Checker()
    checker.feed(page)
    checker.close()
    assert checker.open == []
    assert page.isascii()
    assert "<script" not in page
    assert not re.search(r"(src|href)=|url\(|@import", page)
    heads = [page.index(f"<h2>{n}. ") for n in (1, 2, 3, 4)]
    assert heads == sorted(heads)


def test_without_answers_nothing_that_is_asked_for_is_told() -> None:
    settings = resolve({"hidden_layers": [3], "optimizer": "momentum"})
    explanation = explain(settings, update=5)
    page = render(explanation, False)
    trace = explanation.trace
    asked = [trace.errors, *trace.nets, *trace.activations[1:], *trace.deltas]
    asked += [trace.data_gradient, trace.update, trace.after]
    numbers = {f"{abs(v):.6g}" for array in asked for v in array.ravel()}
    plain = {text for text in numbers if "e" not in text and len(text) > 5}
    assert plain
    assert {text for text in plain if text in page} == set()
    assert "0.3" in page
    assert 'class="blank"' in page
    assert "The error fell" not in page


def test_with_answers_nothing_is_left_blank() -> None:
    page = sheet(hidden_layers=[3])
    assert 'class="blank"' not in page
    assert 'class="long"' not in page


def test_the_largest_network_stays_printable() -> None:
    page = sheet(hidden_layers=[32, 32, 32, 32], inputs=["x1", "x2", "x1_x2"])
    assert page.count("<figure>") < 80
    assert "first 8 &#215; 8 of 32 &#215; 32 weights" in page
