from app.cli.errors import CommandError


def test_a_message_is_always_one_printable_line() -> None:
    assert str(CommandError("a\nb\x1b[31m \ud800")) == "a b?[31m ?"
