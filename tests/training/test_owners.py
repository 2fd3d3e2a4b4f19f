"""Whose runs are whose."""

from hypothesis import given
from hypothesis import strategies as st

from app.training.owners import account_of, is_stranger, stranger


def test_strangers_are_all_different_and_have_one_account():
    one, other = stranger(), stranger()
    assert one != other
    assert is_stranger(one)
    assert account_of(one) == account_of(other)
    assert account_of(account_of(one)) == account_of(one)


@given(st.text())
def test_a_browser_has_an_account_of_its_own(name):
    assert is_stranger(name) or account_of(name) == name
