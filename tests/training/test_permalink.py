"""Settings in a link."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.training.errors import SettingsError
from app.training.permalink import fitted_query, from_query, to_query
from app.training.settings import CATALOGUE
from app.training.validation import resolve
from tests.training.requests import partial_requests


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


def test_a_default_gives_way_to_what_the_link_gives():
    fitted, errors = fitted_query("examples=30&dataset=spiral&learning_rate=0.1")
    assert errors == []
    settings = fitted.settings
    assert (settings.examples, settings.dataset) == (30, "spiral")
    assert (settings.learning_rate, settings.batch_size) == (0.1, 9)
    assert fitted.adapted["batch_size"].note == (
        "9 instead of 10: the training set has only 9 examples."
    )


@pytest.mark.parametrize(
    ("query", "given"),
    [
        ("learning_rate=0,05", {"learning_rate": 0.05}),
        ("dataset=Spiral", {"dataset": "spiral"}),
        ("hidden_layers=8,8,", {"hidden_layers": [8, 8]}),
        ("hidden_layers=16;16", {"hidden_layers": [16, 16]}),
        ("hidden_layers=16+16", {"hidden_layers": [16, 16]}),
        ("validation_share=20%", {"validation_share": 20}),
        ("validation_share=20+%25", {"validation_share": 20}),
        ("max_epochs=1,000", {"max_epochs": 1000}),
        ("max_epochs=1.000", {"max_epochs": 1000}),
        ("max_epochs=1+000", {"max_epochs": 1000}),
        ("learning_rate=1e%E2%88%923", {"learning_rate": 0.001}),
        ("activation=Leaky+ReLU", {"activation": "leaky_relu"}),
        ("loss=half+squared+error", {"loss": "squared_error"}),
        ("optimizer=ADAM", {"optimizer": "adam"}),
        ("early_stopping=Off", {"early_stopping": False}),
        ("early_stopping=no", {"early_stopping": False}),
        ("Learning_Rate=0.1", {"learning_rate": 0.1}),
        ("learning-rate=0.1", {"learning_rate": 0.1}),
        ("target_error=", {}),
        ("weight_seed=\uff17", {"weight_seed": 7}),
    ],
)
def test_a_link_is_read_like_a_field(query, given):
    assert from_query(query) == (resolve(given), [])


def test_what_trackers_add_is_passed_over():
    query = "utm_source=x&fbclid=y&patience=7&gclid=z&_ga=1&colour=red"
    assert from_query(query) == (resolve({"patience": 7}), [])


@pytest.mark.parametrize(
    ("query", "words"),
    [
        (
            "learning_rat=1",
            "There is no setting \u201clearning_rat\u201d. Did you mean Learning rate?",
        ),
        (
            "hidden_layers=hello",
            "Hidden layers: up to 6 numbers from 1 to 32, for example 8, 8",
        ),
        ("learning_rate=1,000", "Learning rate: write 1 or 1000 instead of 1,000"),
        (
            "validation_share=99",
            "Validation share: a whole number from 0 to 80 %, for example 30",
        ),
        ("early_stopping=maybe", "Early stopping: on or off"),
        (
            "patience=3&patience=4",
            "Patience: it is given twice; the first value counts",
        ),
    ],
)
def test_a_bad_value_is_told_once_in_the_words_of_the_page(query, words):
    settings, errors = from_query(f"{query}&l2=0.01")
    assert [error.words for error in errors] == [words]
    assert settings.l2 == 0.01


def test_of_two_values_that_clash_one_is_left_out_and_the_rest_goes_with_the_other():
    settings, errors = from_query("examples=30&batch_size=500&l2=0.01")
    assert [(e.code, e.field) for e in errors] == [("combination", "batch_size")]
    assert (settings.examples, settings.batch_size, settings.l2) == (30, 9, 0.01)


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
    _, errors = from_query("colour=red&patiens=3&patience=3&patience=4")
    assert [(e.code, e.field) for e in errors] == [
        ("unknown", "patiens"),
        ("syntax", "patience"),
    ]


def test_a_flood_of_fields_is_one_error():
    _, errors = from_query("&".join(f"a{i}=1" for i in range(500)))
    assert [error.code for error in errors] == ["syntax"]


@given(st.text(max_size=80))
def test_any_text_gives_settings(text):
    settings, _ = from_query(text)
    assert resolve(settings.as_dict()) == settings


@given(st.data())
def test_any_settings_survive_a_link(data):
    given = data.draw(partial_requests())
    try:
        settings = resolve(given)
    except SettingsError:
        return
    assert from_query(to_query(settings)) == (settings, [])


@given(st.sampled_from(list(CATALOGUE)), st.text(max_size=12))
def test_any_value_gives_settings(name, text):
    settings, _ = from_query(f"{name}={text}")
    assert resolve(settings.as_dict()) == settings
