from app.web.retries import (
    A_SECOND,
    LATEST_SECONDS,
    SOONEST_SECONDS,
    SPREAD_SECONDS,
    WINDOW_SECONDS,
    Retries,
)


def told(retries: Retries, times: int) -> list[int]:
    return [retries.seconds() for _ in range(times)]


def test_those_who_are_refused_together_do_not_come_back_together() -> None:
    seconds = told(Retries(clock=lambda: 0.0), 60)
    assert set(seconds) == set(
        range(SOONEST_SECONDS, SOONEST_SECONDS + SPREAD_SECONDS + 1)
    )


def test_the_more_are_refused_the_longer_they_are_spread() -> None:
    retries = Retries(clock=lambda: 0.0)
    told(retries, 40 * A_SECOND)
    later = told(retries, 300)
    assert max(later) > SOONEST_SECONDS + 30
    told(retries, 100 * A_SECOND)
    assert max(told(retries, 300)) <= LATEST_SECONDS


def test_who_was_refused_long_ago_counts_no_more() -> None:
    now = 0.0
    retries = Retries(clock=lambda: now)
    told(retries, 60 * A_SECOND)
    now = WINDOW_SECONDS + 1
    assert max(told(retries, 50)) <= SOONEST_SECONDS + SPREAD_SECONDS


def test_who_only_asks_is_not_counted() -> None:
    retries = Retries(clock=lambda: 0.0)
    for _ in range(60 * A_SECOND):
        retries.seconds(is_counted=False)
    assert max(told(retries, 50)) <= SOONEST_SECONDS + SPREAD_SECONDS
