"""How many updates a speed allows."""

from app.training.pace import Pace


def updates(times, speed):
    pace, made = Pace(), []
    for now in times:
        due = pace.due(now, speed)
        pace.made(due, speed)
        made.append(due)
    return made


def test_the_first_update_is_due_at_once():
    assert Pace().due(100.0, 1) == 1


def test_one_update_a_second():
    assert updates([0, 0.5, 1.01, 1.5, 2.02], 1) == [1, 0, 1, 0, 1]


def test_a_punctual_caller_gets_the_speed():
    times = [n / 1000 for n in range(10_000)]
    assert sum(updates(times, 30)) in (300, 301)
    assert abs(sum(updates(times, 777)) - 7770) < 5


def test_a_late_caller_catches_up_a_little_only():
    assert updates([0, 60], 100) == [1, 11]


def test_a_new_speed_acts_at_once():
    pace = Pace()
    pace.made(pace.due(0.0, 1), 1)
    assert pace.due(0.02, 1) == 0
    assert pace.due(0.02, 100) >= 1


def test_as_fast_as_it_can_waits_for_nothing():
    pace = Pace()
    assert pace.due(0.0, None) > 1000
    assert pace.wait(0.0, None) == 0


def test_the_wait_is_until_the_next_update():
    pace = Pace()
    pace.made(pace.due(0.0, 10), 10)
    assert abs(pace.wait(0.04, 10) - 0.06) < 1e-9


def test_after_a_rest_the_next_update_is_due_at_once():
    pace = Pace()
    pace.made(pace.due(0.0, 1), 1)
    pace.rest()
    assert pace.due(0.01, 1) == 1
