"""The catalogue."""

import pytest

from app.engine import DATASETS
from app.training.course import Course
from app.training.fields import Several
from app.training.settings import CATALOGUE, Settings, defaults_for
from app.training.validation import resolve

CONTRACT = """dataset examples noise wrong_labels inputs validation_share test_share
data_seed split_seed weight_seed hidden_layers activation initializer loss learning_rate
batch_size optimizer momentum l1 l2 dropout max_epochs early_stopping patience min_delta
start_epoch restore_best target_error criteria gl_threshold pq_threshold rises
strip_length"""
LIVE = """learning_rate momentum batch_size l1 l2 dropout max_epochs early_stopping
patience min_delta start_epoch restore_best target_error criteria gl_threshold
pq_threshold rises strip_length"""


def test_the_catalogue_holds_exactly_the_agreed_settings():
    assert sorted(CATALOGUE) == sorted(CONTRACT.split())


def test_exactly_the_agreed_settings_act_on_the_running_training():
    live = [name for name, entry in CATALOGUE.items() if entry.acts == "live"]
    assert sorted(live) == sorted(LIVE.split())


def test_each_setting_has_a_label_and_a_plain_sentence_of_help():
    for entry in CATALOGUE.values():
        assert entry.label
        assert entry.help.endswith(".")
        assert len(entry.help) > 20


def test_each_default_passes_its_own_check():
    for dataset in DATASETS:
        for name, value in defaults_for(dataset).items():
            assert CATALOGUE[name].field.check(name, value) == value


def test_settings_are_json_values():
    values = resolve({"hidden_layers": [3]}).as_dict()
    assert values["hidden_layers"] == [3]
    assert list(values) == list(CATALOGUE)


def test_settings_cannot_be_changed_in_place():
    assert Settings.__dataclass_params__.frozen  # type: ignore[attr-defined]


def test_what_a_setting_needs_are_values_of_other_settings():
    for name, entry in CATALOGUE.items():
        for other, values in entry.needs.items():
            assert other != name
            assert values
            for value in values:
                field = CATALOGUE[other].field
                if isinstance(field, Several):
                    assert value in field.values
                else:
                    assert field.check(other, value) == value


@pytest.mark.parametrize(
    ("given", "name", "value", "acts"),
    [
        ({"optimizer": "sgd"}, "momentum", 0.1, False),
        ({"optimizer": "adam"}, "momentum", 0.1, False),
        ({"optimizer": "momentum"}, "momentum", 0.1, True),
        ({"optimizer": "nesterov"}, "momentum", 0.1, True),
        ({"dataset": "plane"}, "wrong_labels", 50, False),
        ({"dataset": "iris"}, "wrong_labels", 50, True),
        ({"dataset": "moons"}, "loss", "squared_error", True),
        ({"early_stopping": False}, "patience", 1, False),
        ({"early_stopping": True}, "patience", 1, True),
        ({"early_stopping": False}, "min_delta", 1, False),
        ({"early_stopping": True}, "min_delta", 1, True),
        ({"early_stopping": False}, "start_epoch", 60, False),
        ({"early_stopping": False}, "restore_best", False, False),
        ({"early_stopping": False}, "criteria", ["generalization_loss"], False),
        ({"early_stopping": True}, "criteria", ["generalization_loss"], True),
        ({"criteria": ["successive_rises"]}, "patience", 1, False),
        ({"criteria": ["generalization_loss"]}, "gl_threshold", 1, True),
        ({"criteria": ["patience"]}, "gl_threshold", 1, False),
        ({"criteria": ["progress_quotient"]}, "pq_threshold", 0.1, True),
        ({"criteria": ["patience", "successive_rises"]}, "rises", 1, True),
        ({"criteria": ["generalization_loss"]}, "rises", 1, False),
        ({"criteria": ["progress_quotient"]}, "strip_length", 2, True),
        ({"criteria": ["generalization_loss"]}, "strip_length", 2, False),
    ],
)
def test_a_setting_has_an_effect_exactly_where_it_has_what_it_needs(
    given, name, value, acts
):
    def outcome(settings):
        course = Course(resolve({"max_epochs": 60, **settings}))
        course.advance(10**9)
        return course.theta.tobytes(), course.stop

    needs = CATALOGUE[name].needs
    settings = resolve(given).as_dict()

    def has_one(value, wanted):
        values = value if isinstance(value, list) else [value]
        return any(each in wanted for each in values)

    assert all(has_one(settings[other], has) for other, has in needs.items()) == acts
    assert (outcome(given) != outcome({**given, name: value})) == acts
