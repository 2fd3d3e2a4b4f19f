"""Names as people type them."""

import pytest

from app.training.fields import Choice, Several
from app.training.names import key_of, named, names_in, nearest
from app.training.settings import CATALOGUE

LABELS = {"relu": "ReLU", "leaky_relu": "Leaky ReLU", "x1_squared": "x₁²"}
SETTINGS = {name: entry.label for name, entry in CATALOGUE.items()}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("relu", "relu"),
        ("ReLU", "relu"),
        ("Leaky ReLU", "leaky_relu"),
        ("leaky-relu", "leaky_relu"),
        ("x1^2", "x1_squared"),
        ("selu", None),
        ("", None),
        ("!", None),
    ],
)
def test_a_name_is_found_in_any_case_and_by_its_label(text, name):
    assert named(text, LABELS) == name


def test_names_are_listed_between_commas_semicolons_or_spaces():
    labels = {"x1": "x₁", "sin_x1": "sin x₁"}
    for text in ("x1,sin_x1", "X1; sin x1;", "x1 sin x1", "x₁\uff0csin x₁"):
        assert names_in(text, labels) == ["x1", "sin_x1"]
    assert names_in("x1, y", labels) == ["x1", "y"]
    assert names_in(" , ", labels) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("learning_rat", "learning_rate"),
        ("hidden_layer", "hidden_layers"),
        ("early_stoping", "early_stopping"),
        ("epochs", "max_epochs"),
        ("noize", "noise"),
    ],
)
def test_a_near_miss_is_known(text, name):
    assert nearest(text, SETTINGS) == name


@pytest.mark.parametrize(
    "text",
    [
        *("utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content", "ref"),
        *("fbclid", "gclid", "msclkid", "mc_cid", "mc_eid", "_ga", "igshid", "si"),
        *("lang", "hl", "theme", "id", "t", "v", "q", "page", "session", "token"),
        *("source", "code", "state", "epoch", "view", "changes", "speed", "pane", "x"),
        *("yclid", "dclid", "twclid", "li_fat_id", "ttclid", "wbraid", "gbraid", ""),
    ],
)
def test_what_others_add_to_links_is_no_near_miss(text):
    assert nearest(text, SETTINGS) is None


def test_no_two_names_are_the_same_to_a_person():
    kinds = [entry.field for entry in CATALOGUE.values()]
    tables = [kind.labels for kind in kinds if isinstance(kind, Choice | Several)]
    for table in [SETTINGS, *tables]:
        for name, label in table.items():
            own = {key_of(name), key_of(label)}
            others = {
                key_of(t) for n, each in table.items() if n != name for t in (n, each)
            }
            assert own.isdisjoint(others)
