"""What a viewer sees: one update taken apart."""

import numpy as np
import pytest

from app.training.run import Run
from app.training.states import State
from app.training.validation import resolve


def run(updates=0, **given):
    made = Run(resolve(given))
    if updates:
        made.play()
        made.advance(updates)
    return made


def test_before_the_first_update_the_next_one_is_shown():
    made = run()
    assert made.traced_update == 1
    np.testing.assert_array_equal(made.trace().before, made.course.theta)


def test_while_training_it_is_the_last_one():
    made = run(7)
    assert made.traced_update == 7
    assert made.trace().after.tobytes() == made.course.theta.tobytes()
    assert made.trace().gradient.tobytes() == made.shown.gradient.tobytes()


def test_within_a_walk_it_is_the_next_one():
    made = run(7)
    made.pause()
    made.walk(1)
    assert made.traced_update == 8
    assert made.trace().before.tobytes() == made.course.theta.tobytes()


def test_with_the_best_weights_it_is_the_one_that_led_to_them():
    made = run(10**9)
    assert made.is_restored
    assert made.traced_update == made.course.history.update(made.shown_epoch)
    assert made.trace().after.tobytes() == made.shown_theta.tobytes()
    assert made.trace().update.tobytes() == made.shown.change.tobytes()


def test_after_divergence_it_is_the_one_that_led_to_the_weights_kept():
    given = {"dataset": "plane", "activation": "relu", "learning_rate": 0.05}
    made = run(60, **given)
    made.change({"learning_rate": 10})
    made.advance(10**9)
    assert made.state is State.DIVERGED
    assert made.trace().after.tobytes() == made.shown_theta.tobytes()
    assert made.trace().gradient.tobytes() == made.shown.gradient.tobytes()
    assert 0 < made.shown_update == made.traced_update < made.course.update
    first = run(10**9, **(given | {"learning_rate": 10}))
    assert first.trace() is None
    assert first.shown_update == 0


def test_the_update_that_led_to_the_weights_shown_is_never_one_to_come():
    made = run()
    assert made.shown_update == 0
    made = run(7)
    made.pause()
    made.walk(1)
    assert made.shown_update == 7
    made = run(10**9)
    assert made.shown_update == made.course.history.update(made.shown_epoch)


def test_a_failed_run_shows_no_update():
    made = run(3)
    made.fail("out of luck.")
    assert made.trace() is None


def test_an_update_keeps_the_settings_that_it_was_made_with():
    made = run(5)
    made.pause()
    made.change({"learning_rate": 0.01})
    assert made.traced_settings.learning_rate == 0.3
    made.walk(1)
    assert made.traced_settings.learning_rate == 0.01


@pytest.mark.parametrize("records", [True, False])
def test_a_picked_example_is_told(records):
    made = run()
    made.course.trainer.records = records
    made.pick(4)
    assert made.traced_pick == 4
    made.step("update")
    made.advance(1)
    assert made.traced_pick == 4
    train = made.course.problem.train
    np.testing.assert_array_equal(made.trace().x, train.x[:, 4:5])
    made.step("update")
    made.advance(1)
    assert made.traced_pick is None
