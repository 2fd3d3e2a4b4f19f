"""A link that leads to a run as it stands."""

import re

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from app.training.changes import checked_changes
from app.training.course import Course
from app.training.link import LONGEST_LINK, pack, read_link, unpack, write_link
from app.training.parameters import bias_name, weight_name
from app.training.permalink import from_query
from app.training.run import Run
from app.training.validation import resolve

LABELS = {"update": 80, "set": {}, "labels": {"3": 1, "17": 0, "33": 1}}
RATE = {"update": 79, "set": {"learning_rate": 0.05}}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.floats(-9, 9),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=12,
)


def read(query):
    found, errors = from_query(query)
    assert errors == []
    return found, *read_link(query, found)


def lived():
    """A run that was changed in every way there is, and stands before update 31."""
    run = Run(resolve({"learning_rate": 0.1}))
    run.edit({"added": [{"x": [0.123456789, -0.25], "target": 1}]})
    run.course.advance(13)
    run.change({"learning_rate": 0.05, "patience": 7})
    run.assign({weight_name(1, 0, 2): 0.75, bias_name(2, 3): -0.1})
    first, second, third = (int(row) for row in run.course.problem.split.train[:3])
    labels = run.course.problem.points.target
    flipped = {str(row): 1 - int(labels[row]) for row in (first, second)}
    run.edit({"labels": flipped, "removed": [third]})
    run.course.advance(9)
    run.pick(4)
    run.course.advance(3)
    run.open_test()
    run.course.advance(5)
    run.change({"dropout": 0.1})
    return run.course


def test_the_run_comes_back_to_the_same_bytes():
    course = lived()
    query = write_link(course.first_settings, course.changes, course.update)
    settings, shared, errors = read(query)
    assert errors == []
    again = Run(settings, shared.changes)
    again.recover(shared.update)
    while again.is_recovering:
        again.advance(100)
    assert again.course.update == course.update == 30
    assert again.course.theta.tobytes() == course.theta.tobytes()
    assert again.settings == course.settings
    assert again.course.is_open
    for name in ("train", "validation", "validation_accuracy"):
        assert again.course.history.column(name) == course.history.column(name)
    assert again.course.history.column("test")[-1] == course.history.column("test")[-1]


def test_a_plain_link_names_settings_and_the_version_of_the_defaults():
    assert write_link(resolve({}), [], 0) == "defaults=1"
    query = write_link(resolve({"learning_rate": 0.05}), [], 216)
    assert query == "learning_rate=0.05&defaults=1&update=216"


def test_a_link_of_settings_alone_leads_to_no_run():
    settings = resolve({})
    for query in ("", "?learning_rate=0.1", "defaults=1&pane=layers&epoch=4"):
        assert read_link(query, settings) == (None, [])


def test_three_flipped_labels_and_a_rate_need_few_letters():
    changes = checked_changes(resolve({}), [RATE, LABELS])
    assert len(pack([change.as_dict() for change in changes])) < 60


def test_a_hundred_and_fifty_moves_of_a_slider_fit_into_a_link():
    moves = [
        {"update": 7 * i + 1, "set": {"learning_rate": float(f"{0.3 * 1.01**i:.3g}")}}
        for i in range(150)
    ]
    changes = checked_changes(resolve({}), moves)
    assert len(write_link(resolve({}), changes, 2000)) < LONGEST_LINK


@given(st.lists(st.dictionaries(st.sampled_from("abc"), JSON)))
def test_what_is_packed_is_unpacked(listed):
    packed = pack(listed)
    assert re.fullmatch("[A-Za-z0-9_-]+", packed)
    full = [{k: v for k, v in each.items() if v != {}} for each in listed]
    assert unpack(packed) == full


def test_a_list_that_was_packed_long_ago_is_still_read():
    assert unpack("1Q2KaW-IxwBTFBAsDZBcYQ1xgDnaCMYhXWxsLAGVaHgE") == [
        {"update": 79, "set": {"learning_rate": 0.05}},
        {"update": 80, "labels": {"3": 1, "17": 0, "33": 1}},
    ]


@given(st.data())
@hypothesis_settings(max_examples=200)
def test_a_letter_that_was_lost_or_changed_is_never_another_run(data):
    packed = pack([RATE, LABELS])
    place = data.draw(st.integers(0, len(packed) - 1))
    letter = data.draw(st.sampled_from(["", "A", "z", "_", "=", "%", " ", "é"]))
    hurt = packed[:place] + letter + packed[place + 1 :]
    try:
        assert unpack(hurt) == unpack(packed)  # padding bits of the last letter
    except ValueError:
        assert hurt != packed


@given(st.text(max_size=200))
def test_any_text_is_a_list_or_one_clear_error(text):
    found, errors = read_link("?" + "changes=" + text.replace("&", ""), resolve({}))
    assert (found is None) == (not (found and found.changes))
    assert len(errors) <= 1


@pytest.mark.parametrize(
    ("part", "field", "why"),
    [
        ("changes=" + pack([RATE])[:-3], "changes", "damaged or cut off"),
        ("changes=2abc", "changes", "not packed in a way that is known"),
        ("changes=", "changes", "not packed"),
        ("changes=" + pack([{"update": 0}]), "changes", "update must be"),
        ("changes=" + pack([LABELS, RATE]), "changes", "ascending order"),
        (
            "changes=" + pack([{"update": 2, "set": {"examples": 30}}]),
            "changes",
            "examples must stay",
        ),
        (
            "changes=" + pack([{"update": 2, "set": {"learning_rate": -1}}]),
            "changes",
            "was left out: Learning rate: a number",
        ),
        (f"changes={pack([RATE])}&changes=1", "changes", "given twice"),
        ("update=-1", "update", "no number of updates"),
        ("update=1.5", "update", "no number of updates"),
        ("update=9999999999", "update", "update must be"),
        ("update=1&update=2", "update", "given twice"),
    ],
)
def test_a_bad_part_is_left_out_alone_and_said_once(part, field, why):
    good = "update=6" if field == "changes" else f"changes={pack([RATE])}"
    shared, errors = read_link(f"?{part}&{good}", resolve({}))
    assert [error.field for error in errors] == [field]
    assert why in errors[0].message
    assert "was left out" in errors[0].message
    assert shared is not None
    assert bool(shared.changes) == (field == "update")
    assert shared.update == (6 if field == "changes" else 0)


def test_a_small_text_does_not_swell_to_a_large_one():
    with pytest.raises(ValueError, match="damaged or cut off"):
        unpack(pack([{"update": 1, "set": {"name": "0" * 10**7}}]))


def test_a_link_to_a_course_does_not_change_it():
    course = Course(resolve({}))
    course.advance(20)
    before = course.theta.tobytes()
    write_link(course.first_settings, course.changes, course.update)
    assert course.theta.tobytes() == before
