"""The loop itself."""

import numpy as np
import pytest

from app.engine import ACTIVATIONS, Network
from app.training.problem import build
from app.training.trainer import Trainer, measure
from app.training.validation import changed, resolve


def trainer(**settings):
    resolved = resolve(settings)
    return Trainer(build(resolved), resolved)


def run(made, updates):
    loop = made.updates()
    return [next(loop) for _ in range(updates)]


def test_an_epoch_ends_with_the_last_example():
    made = trainer(batch_size=25)  # 60 training examples: 25, 25, 10
    assert run(made, 7) == [False, False, True, False, False, True, False]
    assert (made.update, made.epoch, made.cursor) == (7, 2, 25)


def test_batch_size_zero_takes_the_whole_training_set():
    assert run(trainer(batch_size=0), 3) == [True, True, True]


def test_a_short_last_batch_divides_by_its_own_size():
    """Recompute the last update of an epoch from the mean over its ten examples."""
    made = trainer(batch_size=25)
    run(made, 2)
    before = made.network.theta.copy()
    run(made, 1)
    twin = Network(made.problem.layout, ACTIVATIONS["tanh"], made.problem.output)
    twin.theta[:] = before
    work = twin.workspace(10)
    batch = made._batches.at(50)
    work.forward(batch.x)
    work.backward(batch.t)
    np.testing.assert_allclose(made.gradient, twin.grad, rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize(
    "optimizer", ["sgd", "momentum", "nesterov", "rmsprop", "adam"]
)
def test_weights_now_are_weights_before_plus_the_update(optimizer):
    made = trainer(optimizer=optimizer, l2=0.01, dropout=0.2, learning_rate=0.01)
    loop = made.updates()
    for _ in range(20):
        before = made.network.theta.copy()
        next(loop)
        np.testing.assert_array_equal(made.network.theta, before + made.change)


def test_each_epoch_sees_every_example_once_in_a_new_order():
    made = trainer(batch_size=0)
    orders = []
    for _ in range(3):
        run(made, 1)
        seen = made._batches.at(0).x[0].copy()
        orders.append(seen)
        np.testing.assert_array_equal(np.sort(seen), np.sort(made.problem.train.x[0]))
    assert not np.array_equal(orders[0], orders[1])


def test_one_setting_changes_nothing_but_itself():
    """Dropout, optimizer and batch size leave initial weights and order alone."""
    plain, other = trainer(), trainer(dropout=0.3, optimizer="adam", batch_size=5)
    np.testing.assert_array_equal(plain.network.theta, other.network.theta)
    run(plain, 1)
    run(other, 1)
    np.testing.assert_array_equal(
        plain._batches.at(0).x[:, :5], other._batches.at(0).x[:, :5]
    )


def test_a_setting_acts_from_the_next_update_on():
    made = trainer()
    loop = made.updates()
    next(loop)
    made.apply(changed(resolve({}), {"learning_rate": 0.001}))
    next(loop)
    np.testing.assert_allclose(made.change, -0.001 * made.gradient, rtol=1e-15)


def test_a_batch_size_changed_within_an_epoch_still_uses_each_example_once():
    made = trainer(batch_size=10)
    loop = made.updates()
    next(loop)
    made.apply(changed(resolve({}), {"batch_size": 7}))
    ends = [next(loop) for _ in range(8)]  # 50 left: seven of 7 and one of 1
    assert ends == [False] * 7 + [True]


@pytest.mark.parametrize("optimizer", ["sgd", "nesterov", "adam"])
def test_a_loaded_state_goes_on_to_the_same_bytes(optimizer):
    made = trainer(optimizer=optimizer, dropout=0.3, learning_rate=0.01)
    run(made, 12)
    state = made.state()
    run(made, 30)
    after = made.network.theta.tobytes(), made.gradient.tobytes()
    made.load(state)
    assert (made.update, made.epoch) == (12, 2)
    run(made, 30)
    assert (made.network.theta.tobytes(), made.gradient.tobytes()) == after


@pytest.mark.parametrize("updates", range(14))
def test_a_state_within_an_epoch_goes_on_to_the_same_bytes(updates):
    made = trainer(optimizer="adam", dropout=0.3, learning_rate=0.01, batch_size=7)
    run(made, updates)
    state = made.state()
    run(made, 30)
    after = made.network.theta.tobytes(), made.cursor, made.epoch
    made.load(state)
    run(made, 30)
    assert (made.network.theta.tobytes(), made.cursor, made.epoch) == after


def test_a_picked_example_stands_outside_the_epoch():
    made, plain = trainer(learning_rate=1e-5), trainer(learning_rate=1e-5)
    run(made, 1)
    made.pick(3)
    assert run(made, 6) == [False] * 5 + [True]
    assert made.update == 7
    run(plain, 6)
    assert made.cursor == plain.cursor == 0
    np.testing.assert_allclose(made.network.theta, plain.network.theta, atol=1e-4)


def test_a_picked_example_is_the_whole_batch():
    made = trainer(dropout=0.4, l2=0.1)
    made.pick(5)
    trace = made.peek()
    np.testing.assert_array_equal(trace.x, made.problem.train.x[:, 5:6])
    np.testing.assert_array_equal(trace.t, made.problem.train.t[:, 5:6])
    run(made, 1)
    assert made.network.theta.tobytes() == trace.after.tobytes()
    assert made.picked is None


OPTIMIZERS = ["sgd", "momentum", "nesterov", "rmsprop", "adam"]


@pytest.mark.parametrize("dropout", [0, 0.3])
@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_the_next_and_the_last_update_are_known_to_the_byte(optimizer, dropout):
    given = {"dropout": dropout, "optimizer": optimizer, "learning_rate": 0.01}
    made = trainer(l1=0.001, l2=0.01, batch_size=25, **given)
    plain = trainer(l1=0.001, l2=0.01, batch_size=25, **given)
    made.records = True
    loop, other = made.updates(), plain.updates()
    for number in range(10):
        peeked = made.peek()
        if number == 4:
            made.pick(7)
            plain.pick(7)
            peeked = made.peek()
        next(loop)
        next(other)
        last = made.last_trace()
        for trace in (peeked, last):
            assert trace.gradient.tobytes() == made.gradient.tobytes()
            assert trace.update.tobytes() == made.change.tobytes()
            assert trace.after.tobytes() == made.network.theta.tobytes()
        assert made.network.theta.tobytes() == plain.network.theta.tobytes()


def test_looking_ahead_leaves_no_mark_when_dropout_is_switched_off_after_it():
    made, plain = trainer(dropout=0.3), trainer(dropout=0.3)
    made.peek()
    for each in (made, plain):
        each.apply(changed(resolve({}), {"dropout": 0}))
        run(each, 12)
        each.apply(changed(resolve({}), {"dropout": 0.3}))
        run(each, 12)
    assert made.network.theta.tobytes() == plain.network.theta.tobytes()


def test_what_was_not_recorded_has_no_trace():
    made = trainer()
    assert made.last_trace() is None
    made.records = True
    run(made, 1)
    assert made.last_trace() is not None
    made.records = False
    run(made, 1)
    assert made.last_trace() is None


def test_errors_are_means_over_whole_sets_without_penalty_or_dropout():
    made = trainer(l2=0.1, dropout=0.5)
    run(made, 6)
    errors = made.measure()
    part = made.problem.validation
    work = made.network.workspace(part.examples)
    output = work.forward(part.x)
    by_hand = -(part.t * np.log(output) + (1 - part.t) * np.log(1 - output)).mean()
    assert errors.validation == pytest.approx(by_hand, rel=1e-12)
    accuracy = ((output > 0.5) == (part.t > 0.5)).mean()
    assert errors.validation_accuracy == pytest.approx(accuracy)


def test_an_empty_set_has_no_error_and_a_regression_no_accuracy():
    made = trainer(dataset="sine", test_share=0, batch_size=5)
    errors = measure(made.network, made.problem)
    assert errors.test is None
    assert errors.train_accuracy is None


def test_accuracy_of_three_classes_counts_the_most_likely_class():
    made = trainer(dataset="iris", wrong_labels=0, batch_size=5)
    run(made, 400)
    errors = made.measure()
    part = made.problem.train
    output = made.network.workspace(part.examples).forward(part.x)
    right = np.mean(output.argmax(axis=0) == part.t.argmax(axis=0))
    assert errors.train_accuracy == pytest.approx(right)
    assert right > 0.9
