"""Numbers in sentences: as many digits as a person reads."""

DIGITS = 4


def significant(value: float) -> str:
    """Return a number with its significant digits."""
    return f"{value:.{DIGITS}g}"
