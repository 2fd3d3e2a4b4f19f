"""What frames tell of a twin."""

from app.training.run import Run
from app.training.twin import Twin
from app.web.twin_frames import twin_mark, twin_payload, twin_words
from tests.web.sessions import session, train


def beside(updates: int = 30, **settings: object) -> tuple[Run, Twin]:
    made = session(**settings)
    train(made, updates)
    return made.run, Twin(made.run, "l2", 0.1)


def in_step(twin: Twin, run: Run) -> Twin:
    for _ in twin.pieces(lambda: run):
        pass
    return twin


def test_its_words_tell_how_far_it_has_come() -> None:
    run, twin = beside()
    assert twin_words(twin, run) == "Catching up: epoch 0 of 5."
    in_step(twin, run)
    assert twin_words(twin, run) == "In step with your run, after epoch 5."
    run.advance(6)
    assert twin_words(twin, run) == "In step with your run, after epoch 5."


def test_after_the_run_has_stopped_it_goes_to_its_own_end() -> None:
    run, twin = beside(10**6, early_stopping=True, max_epochs=100)
    next(twin.pieces(lambda: run))
    assert "Goes on to its own end: epoch" in twin_words(twin, run)
    in_step(twin, run)
    assert twin_words(twin, run).startswith("Stopped ")


def test_one_that_cannot_be_any_more_says_why() -> None:
    _, twin = beside()
    other = session(l2=0.1)
    in_step(twin, other.run)
    words = twin_words(twin, other.run)
    assert words.startswith("The twin has ended: l2 of a twin must differ")


def test_its_numbers_are_those_of_its_own_run() -> None:
    run, twin = beside(60)
    sent = twin_payload(in_step(twin, run), run)
    row = twin.run.course.history.row(10)
    assert sent["errors"]["train"] == row["train"]
    assert sent["errors"]["validation"] == row["validation"]
    assert sent["errors"]["test"] is None
    assert sent["series"]["epoch"] == list(range(11))
    assert sent["series"]["validation"][-1] == row["validation"]  # type: ignore[index]
    assert sent["goal"] == 10
    assert not sent["over"]


def test_the_mark_of_its_map_changes_with_its_weights_only() -> None:
    run, twin = beside()
    words, picture = (twin_mark(twin, run, name) for name in ("twin", "twin_output"))
    run.advance(6)
    assert twin_mark(twin, run, "twin") != words
    assert twin_mark(twin, run, "twin_output") == picture
    in_step(twin, run)
    assert twin_mark(twin, run, "twin_output") != picture
