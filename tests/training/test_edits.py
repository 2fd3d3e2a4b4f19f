"""What a learner changed about the points, as a value."""

from app.training.edits import NO_EDIT, Edit, NewPoint, together


def test_edits_add_up_and_the_later_one_wins():
    first = Edit({3: 1, 4: 0}, frozenset({5}), frozenset({6}), (NewPoint((0.0,), 1.0),))
    then = Edit({3: 0}, frozenset({6}), frozenset({5}), (NewPoint((1.0,), 0.0),))
    assert first.then(then) == Edit(
        {3: 0, 4: 0},
        frozenset({6}),
        frozenset({5}),
        (NewPoint((0.0,), 1.0), NewPoint((1.0,), 0.0)),
    )


def test_an_edit_counts_its_entries():
    assert not NO_EDIT
    edit = Edit({3: 1}, frozenset({5, 6}), frozenset(), (NewPoint((0.0,), 1.0),))
    assert edit
    assert edit.size == 4


def test_as_json_there_is_only_what_was_done_in_order():
    assert NO_EDIT.as_dict() == {}
    edit = Edit(
        {12: 1, 3: 0}, frozenset({9, 5}), frozenset({7}), (NewPoint((0.5, 1.0), 2.0),)
    )
    assert list(edit.as_dict().items()) == [
        ("labels", {"3": 0, "12": 1}),
        ("removed", [5, 9]),
        ("restored", [7]),
        ("added", [{"x": [0.5, 1.0], "target": 2.0}]),
    ]


def test_many_edits_together_are_one_after_the_other():
    edits = [
        Edit({3: 1}, frozenset({5, 7})),
        Edit({3: 0}, frozenset({6}), frozenset({5}), (NewPoint((1.0,), 0.0),)),
        Edit({}, frozenset({5}), frozenset({6}), (NewPoint((2.0,), 0.0),)),
    ]
    one_by_one = edits[0].then(edits[1]).then(edits[2])
    assert together(edits) == one_by_one
    assert together(edits) == Edit(
        {3: 0},
        frozenset({5, 7}),
        frozenset({6}),
        (NewPoint((1.0,), 0.0), NewPoint((2.0,), 0.0)),
    )
    assert together([]) == NO_EDIT
