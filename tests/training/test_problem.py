"""The points as arrays."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.engine import split
from app.training.edits import NO_EDIT, Edit, NewPoint
from app.training.problem import REMOVED, TEST, TRAIN, VALIDATION, build
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


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"dataset": "xor", "examples": 37, "wrong_labels": 20},
        {"dataset": "circle", "validation_share": 45, "test_share": 7},
        {"dataset": "iris", "wrong_labels": 30, "validation_share": 33},
        {"dataset": "iris", "validation_share": 0, "early_stopping": False},
    ],
)
def test_each_set_has_the_classes_in_proportion_after_the_flips(given):
    for seed in range(5):
        problem = build(resolve(given | {"split_seed": seed, "data_seed": seed}))
        labels = problem.points.target.astype(int)
        parts = (problem.split.train, problem.split.validation, problem.split.test)
        for rows, count in zip(parts, problem.counts, strict=True):
            found = problem.class_counts(rows)
            assert sum(found) == len(rows) == count
            for size, held in zip(np.bincount(labels), found, strict=True):
                assert abs(held - size * count / problem.rows) < 1


def test_values_have_no_classes_to_keep_in_proportion():
    problem = build(resolve({"dataset": "plane"}))
    order = split(200, 100, 0, 0).validation
    np.testing.assert_array_equal(problem.split.validation, order[:60])
    assert problem.class_counts(problem.split.train) == []


def test_points_changed_later_are_counted_but_deal_nothing_anew():
    first = build(resolve({}))
    rows = first.split.train[:7].tolist()
    labels = {row: 1 - int(first.points.target[row]) for row in rows}
    added = (NewPoint((0.5, -1.0), 1.0),)
    made = first.edited(Edit(labels, removed=frozenset(rows[:1]), added=added))
    zeros = sum(labels.values())  # as many were of class 0, and are of class 1
    was = first.class_counts(first.split.train)
    now = made.class_counts(made.split.train)
    expected = [was[0] - zeros + (7 - zeros), was[1] + zeros - (7 - zeros) + 1]
    expected[labels[rows[0]]] -= 1
    assert now == expected
    for name in ("validation", "test"):
        before, after = getattr(first.split, name), getattr(made.split, name)
        np.testing.assert_array_equal(before, after)
        assert first.class_counts(before) == made.class_counts(after)


FIRST = build(resolve({"inputs": ["x1", "x2", "sin_x1"], "examples": 40}))
ROWS = st.frozensets(st.integers(0, 39), max_size=3)
EDIT = st.builds(
    Edit,
    st.dictionaries(st.integers(0, 39), st.integers(0, 1), max_size=3),
    ROWS,
    ROWS,
    st.lists(
        st.builds(
            NewPoint,
            st.tuples(st.floats(-2, 2), st.floats(-2, 2)),
            st.sampled_from([0.0, 1.0]),
        ),
        max_size=2,
    ).map(tuple),
).map(lambda e: Edit(e.labels, e.removed - e.restored, e.restored, e.added))


def bytes_of(problem):
    parts = (problem.train, problem.validation, problem.test, problem.watched)
    return [(part.x.tobytes(), part.t.tobytes()) for part in parts]


@settings(max_examples=60, deadline=None)
@given(edits=st.lists(EDIT, max_size=4))
def test_edits_one_by_one_are_the_edits_at_once_and_lead_back(edits):
    one_by_one, total = FIRST, NO_EDIT
    for edit in edits:
        one_by_one, total = one_by_one.edited(edit), total.then(edit)
    at_once = FIRST.edited(total)
    assert bytes_of(one_by_one) == bytes_of(at_once)
    assert one_by_one.edit == at_once.edit
    back = one_by_one.edited(one_by_one.way_to(NO_EDIT))
    assert bytes_of(back) == bytes_of(FIRST)
    assert bytes_of(FIRST.edited(FIRST.way_to(total))) == bytes_of(
        FIRST.edited(FIRST.total(total))
    )
    assert not one_by_one.way_to(one_by_one.edit)


def test_an_edited_problem_by_hand():
    train, tested = FIRST.split.train.tolist(), FIRST.split.test.tolist()
    new = NewPoint((0.5, -1.0), 1.0)
    made = FIRST.edited(
        Edit({train[0]: 1 - int(FIRST.points.target[train[0]])}, added=(new,))
    ).edited(Edit(removed=frozenset({train[2], tested[1]})))
    assert made.split.train.tolist() == [*train[:2], *train[3:], 40]
    assert made.counts == (12, 12, 15)
    assert made.train.t[0, 0] == 1 - FIRST.train.t[0, 0]
    np.testing.assert_array_equal(made.train.x[:, -1], [0.5, -1.0, np.sin(0.5), 1.0])
    assert made.points.flipped[train[0]] != FIRST.points.flipped[train[0]]
    assert not made.points.flipped[40]
    assert made.sets[train[2]] == made.sets[tested[1]] == REMOVED
    assert (made.home(train[2]), made.home(tested[1]), made.home(40)) == (
        TRAIN,
        TEST,
        TRAIN,
    )
    assert made.home(FIRST.split.validation[0]) == VALIDATION


def test_only_training_points_that_come_or_go_move_the_training_set():
    row, other = FIRST.split.train[0], FIRST.split.validation[0]
    assert FIRST.moves_training(Edit(removed=frozenset({int(row)})))
    assert FIRST.moves_training(Edit(added=(NewPoint((0.0, 0.0), 1.0),)))
    assert not FIRST.moves_training(Edit(removed=frozenset({int(other)})))
    assert not FIRST.moves_training(Edit({int(row): 0}))


def test_points_are_edited_until_the_last_change_is_taken_back():
    first = build(resolve({}))
    label = 1 - int(first.points.target[0])
    for edit in (
        Edit(labels={0: label}),
        Edit(removed=frozenset({3})),
        Edit(added=(NewPoint((0.0, 1.0), 1.0),)),
    ):
        assert first.edited(edit).is_edited
    added = first.edited(Edit(added=(NewPoint((0.0, 1.0), 1.0),), labels={200: 0}))
    gone = added.edited(Edit(removed=frozenset({200})))
    assert not first.is_edited
    assert gone.edit
    assert not gone.is_edited
