"""One point, and what each hidden unit does there."""

import numpy as np
import pytest

from app.training.examining import examining, glance
from app.training.session import Session
from app.training.validation import resolve


def trained(**given):
    long = {"early_stopping": False, "max_epochs": 20_000, "hidden_layers": [5]}
    made = Session("owner", "tab", resolve(long | given))
    made.play()
    made.run.advance(60)
    return made.run


def examined(run, row):
    return finished(examining(run, run.shown_problem, row))


def finished(pieces):
    while True:
        try:
            next(pieces)
        except StopIteration as done:
            return done.value


def by_hand(run, row, silenced=None):
    """Output and cross-entropy of a row, one unit at its mean over the training set."""
    problem = run.course.problem
    first, last = problem.layout.views(run.course.theta)
    a = np.tanh(first @ problem.x)
    if silenced is not None:
        a[silenced, row] = a[silenced, problem.split.train].mean()
    o = 1 / (1 + np.exp(-(last @ np.append(a[:, row], 1.0))[0]))
    return o, -np.log(o if problem.points.target[row] else 1 - o)


@pytest.mark.parametrize("name", ["train", "validation"])
def test_a_glance_is_what_comes_out_at_the_point(name):
    run = trained()
    row = int(getattr(run.course.problem.split, name)[3])
    seen = glance(run, run.shown_problem, row)
    output, error = by_hand(run, row)
    np.testing.assert_allclose([seen.output[0], seen.error], [output, error])
    assert (seen.point, seen.update) == (row, 60)


def test_each_unit_is_worth_what_the_error_grows_by_without_it():
    run = trained()
    row = int(run.course.problem.split.validation[0])
    found = examined(run, row)
    output, error = by_hand(run, row)
    np.testing.assert_allclose([found.output[0], found.error], [output, error])
    np.testing.assert_array_equal(found.x, run.course.problem.points.x[row])
    for unit, _ in found.units:
        without = by_hand(run, row, unit.unit)[1]
        np.testing.assert_allclose(unit.own, without - error, atol=1e-12)
    assert sorted(unit.unit for unit, _ in found.units) == [0, 1, 2, 3, 4]
    worth = [(holds, unit.own - unit.others) for unit, holds in found.units]
    assert worth == sorted(worth, reverse=True)


def test_the_only_training_point_has_no_others_and_its_units_an_order():
    run = trained(
        examples=20, validation_share=80, test_share=15, batch_size=0, hidden_layers=[3]
    )
    row = int(run.course.problem.split.train[0])
    assert run.course.problem.train.examples == 1
    units = [unit for unit, _ in examined(run, row).units]
    assert np.isnan([unit.others for unit in units]).all()
    own = [unit.own for unit in units]
    assert own == sorted(own, reverse=True)


def test_it_is_about_the_weights_at_its_beginning_and_changes_none():
    run = trained()
    row = int(run.course.problem.split.train[0])
    theta = run.course.theta.tobytes()
    expected = examined(run, row)
    assert run.course.theta.tobytes() == theta
    pieces = examining(run, run.shown_problem, row)
    next(pieces)
    run.advance(20)
    assert finished(pieces).units == expected.units
    assert glance(run, run.shown_problem, row).error != expected.error
