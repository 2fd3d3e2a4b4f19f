"""The sets of points, followed without building any arrays."""

from hypothesis import given
from hypothesis import strategies as st

from app.training.edits import Edit, NewPoint
from app.training.problem import build
from app.training.roll import Roll
from app.training.validation import resolve

FIRST = build(resolve({"examples": 40}))
ROWS = st.frozensets(st.integers(0, 39), max_size=8)
EDITS = st.lists(
    st.builds(
        lambda removed, restored, added: Edit(
            {}, removed - restored, restored, (NewPoint((0.5, 1.0), 1.0),) * added
        ),
        ROWS,
        ROWS,
        st.integers(0, 2),
    ),
    max_size=6,
)


@given(edits=EDITS)
def test_it_knows_what_the_edited_problem_has(edits):
    problem, roll = FIRST, Roll(FIRST)
    for edit in edits:
        problem = problem.edited(edit)
        roll.apply(edit)
        assert (roll.rows, roll.counts) == (problem.rows, problem.counts)
        train = problem.split.train.tolist()
        assert [roll.row_of(example) for example in range(len(train))] == train
        for row in range(problem.rows):
            place = train.index(row) if row in train else None
            assert roll.place_of(row) == place


def test_an_added_point_can_be_taken_out_again():
    roll = Roll(FIRST)
    roll.apply(Edit(added=(NewPoint((0.0, 0.0), 1.0),)))
    assert (roll.rows, roll.counts, roll.row_of(12)) == (41, (13, 12, 16), 40)
    roll.apply(Edit(removed=frozenset({40})))
    assert (roll.rows, roll.counts, roll.place_of(40)) == (41, (12, 12, 16), None)
