"""Settings in a link."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.training.permalink import from_query, to_query
from app.training.settings import CATALOGUE
from app.training.validation import resolve


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"learning_rate": 0.1, "hidden_layers": [8, 4]},
        {"hidden_layers": [], "early_stopping": False, "target_error": 0.05},
        {"dataset": "sine", "inputs": ["x1", "sin_x1"], "batch_size": 0},
        {"dataset": "iris", "weight_seed": 999999},
    ],
)
def test_a_link_restores_the_settings(given):
    settings = resolve(given)
    assert from_query("?" + to_query(settings)) == (settings, [])


def test_only_what_differs_from_the_default_is_in_the_link():
    assert to_query(resolve({})) == ""
    assert to_query(resolve({"dataset": "sine"})) == "dataset=sine"
    link = to_query(resolve({"learning_rate": 0.1, "hidden_layers": [8, 4]}))
    assert link == "hidden_layers=8,4&learning_rate=0.1"


def test_a_bad_value_leaves_its_default_and_keeps_the_others():
    settings, errors = from_query("learning_rate=fast&patience=7")
    assert settings == resolve({"patience": 7})
    assert [error.field for error in errors] == ["learning_rate"]
    assert errors[0].message.endswith('received "fast"')


def test_of_values_that_clash_the_one_to_blame_is_left_out():
    settings, errors = from_query("validation_share=60&test_share=60&patience=7")
    assert settings == resolve({"test_share": 60, "patience": 7})
    assert [(e.code, e.field) for e in errors] == [("combination", "validation_share")]


def test_a_value_that_clashes_with_a_default_leaves_all_defaults():
    settings, errors = from_query("examples=20&patience=7")
    assert settings == resolve({})
    assert [(e.code, e.field) for e in errors] == [("combination", "batch_size")]


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("validation_share=80&test_share=80", "received 80 % and 80 %"),
        ("examples=20&batch_size=20", "received 20"),
    ],
)
def test_a_clash_is_told_once_with_the_links_own_values(query, message):
    _, errors = from_query(query)
    assert [str(error).endswith(message) for error in errors] == [True]


def test_an_unknown_name_and_a_name_given_twice_are_told():
    _, errors = from_query("colour=red&patience=3&patience=4")
    assert [(e.code, e.field) for e in errors] == [
        ("unknown", "colour"),
        ("syntax", "patience"),
    ]


def test_a_flood_of_fields_is_one_error():
    _, errors = from_query("&".join(f"a{i}=1" for i in range(500)))
    assert [error.code for error in errors] == ["syntax"]


@given(st.text(max_size=80))
def test_any_text_gives_settings(text):
    settings, _ = from_query(text)
    assert resolve(settings.as_dict()) == settings


@given(st.sampled_from(list(CATALOGUE)), st.text(max_size=12))
def test_any_value_gives_settings(name, text):
    settings, _ = from_query(f"{name}={text}")
    assert resolve(settings.as_dict()) == settings
