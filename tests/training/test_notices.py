"""What was done to a run while nobody watched, in true words."""

from app.training.notices import (
    GIVEN_AWAY,
    GONE,
    OUT_OF_MEMORY,
    RESTARTED,
    Departures,
    forgotten,
    paused_alone,
)


def test_times_are_told_as_people_do():
    assert paused_alone(60) == (
        "Nobody had watched it for 60 s, so the server paused it."
    )
    assert forgotten(1800) == (
        "Nobody had watched your run for 30 min; it was computed again."
    )


def test_the_reason_is_that_of_the_session_or_of_its_tab():
    gone = Departures()
    gone.note("id", "ann", "tab", GIVEN_AWAY)
    assert gone.words("ann", "another", "id") == GIVEN_AWAY
    assert gone.words("ann", "tab", None) == GIVEN_AWAY
    assert gone.words("bob", "tab", "id") == RESTARTED
    gone.note("later", "ann", "tab", OUT_OF_MEMORY)
    assert gone.words("ann", "tab", None) == OUT_OF_MEMORY


def test_what_is_unknown_was_before_a_restart_unless_something_was_forgotten():
    gone = Departures(most=2)
    assert gone.words("ann", "tab", "id") == RESTARTED
    for number in range(3):
        gone.note(str(number), "ann", str(number), GIVEN_AWAY)
    assert gone.words("ann", "0", "0") == GONE
    assert gone.words("ann", "2", "2") == GIVEN_AWAY
