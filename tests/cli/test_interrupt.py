import signal

import pytest

from app.cli.interrupt import Interrupt


def test_the_first_one_asks_and_the_second_one_insists() -> None:
    with Interrupt() as interrupt:
        assert not interrupt.came()
        signal.raise_signal(signal.SIGINT)
        assert interrupt.came()
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)


def test_what_was_done_at_a_signal_before_is_done_again_after() -> None:
    before = signal.getsignal(signal.SIGINT)
    with Interrupt():
        assert signal.getsignal(signal.SIGINT) != before
    assert signal.getsignal(signal.SIGINT) == before


def test_a_job_in_the_background_takes_it_too() -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with Interrupt() as interrupt:
            signal.raise_signal(signal.SIGINT)
            assert interrupt.came()
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)
