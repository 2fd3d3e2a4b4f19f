"""The points as arrays."""

import numpy as np

from app.training.problem import build
from app.training.validation import resolve


def test_training_and_validation_stand_in_order_in_what_is_watched():
    problem = build(resolve({}))
    counts = [p.examples for p in (problem.train, problem.validation, problem.test)]
    assert counts == [60, 60, 80]
    parts = (problem.train, problem.validation)
    np.testing.assert_array_equal(
        np.hstack([part.x for part in parts]), problem.watched.x
    )
    np.testing.assert_array_equal(
        np.hstack([part.t for part in parts]), problem.watched.t
    )


def test_inputs_end_with_a_row_of_ones():
    problem = build(resolve({"inputs": ["x1", "x2", "x1_x2"]}))
    assert problem.train.x.shape[0] == 4
    np.testing.assert_array_equal(problem.train.x[-1], 1.0)
    np.testing.assert_allclose(
        problem.train.x[0] * problem.train.x[1], problem.train.x[2]
    )


def test_another_split_moves_points_and_draws_none():
    one, other = (build(resolve({"validation_share": share})) for share in (30, 50))
    np.testing.assert_array_equal(one.points.x, other.points.x)
    assert set(one.split.validation) < set(other.split.validation)
    np.testing.assert_array_equal(one.split.test, other.split.test)


def test_wrong_labels_are_counted_over_all_sets():
    assert build(resolve({"wrong_labels": 15})).points.flipped.sum() == 30
