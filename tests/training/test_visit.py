"""Which epochs can be looked at."""

import pytest

from app.training.course import Course
from app.training.errors import SettingsError
from app.training.validation import resolve
from app.training.visit import checked_epoch, last_visitable


def course(updates, **given):
    made = Course(resolve({"early_stopping": False} | given))
    made.advance(updates)
    return made


def test_every_epoch_that_was_finished_can_be_looked_at_and_the_beginning():
    made = course(3 * 6 + 2)
    assert [checked_epoch(made, epoch) for epoch in range(4)] == [0, 1, 2, 3]


@pytest.mark.parametrize(
    ("given", "code"),
    [(4, "range"), (-1, "range"), (1.5, "type"), ("two", "type")],
)
def test_any_other_is_refused_by_field_rule_and_value(given, code):
    with pytest.raises(SettingsError) as caught:
        checked_epoch(course(3 * 6 + 2), given)
    assert (caught.value.code, caught.value.field) == (code, "epoch")
    assert "epoch must be a whole number from 0 to 3" in caught.value.message
    assert str(given) in caught.value.message


def test_of_a_training_that_diverged_the_last_is_the_last_finite_one():
    made = course(
        10**6, dataset="plane", activation="relu", learning_rate=10, max_epochs=50
    )
    assert made.has_diverged
    assert last_visitable(made) == made.epoch - 1
    with pytest.raises(SettingsError):
        checked_epoch(made, made.epoch)
