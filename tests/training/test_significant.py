"""Digits that a person reads."""

from app.training.significant import significant


def test_small_and_large_numbers_keep_their_digits():
    assert significant(0.54654321) == "0.5465"
    assert significant(3e-7) == "3e-07"
    assert significant(12.0) == "12"
